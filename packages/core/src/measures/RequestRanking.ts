import type { RequestGroup } from "./RequestGroups.ts"
import { type Contender, type Place, placesOf } from "./RequestOrder.ts"
import type { RequestCriterion } from "./RequestReport.ts"
import { recentSince } from "./RequestTrend.ts"

/** What requests are put in order by, and what it takes to do it. */
export interface Ranking {
  readonly by: RequestCriterion
  /** What each customer pays in the currency that requests are put in order by. */
  readonly paying: ReadonlyMap<string, number>
  readonly asOf: number
  readonly level: number
}

/** The customers who stand behind a group. */
const customersOf = ({ asked, voters }: RequestGroup, { asOf, by, paying }: Ranking): ReadonlyArray<string> => {
  const all = [...asked]
  const names = (found: ReadonlyArray<readonly [string, number]>) => found.map(([customer]) => customer)
  if (by === "requesters") return names(all)
  if (by === "votes") return names(all.filter(([customer]) => voters.has(customer)))
  if (by === "recent") return names(all.filter(([, at]) => at > recentSince(asOf)))
  return names(all.filter(([customer]) => paying.has(customer)))
}

const anonymousOf = ({ anonymous, anonymousAt }: RequestGroup, { asOf, by }: Ranking): number => {
  if (by === "votes") return anonymous
  return by === "recent" ? anonymousAt.filter((at) => at > recentSince(asOf)).length : 0
}

/** Groups by their places, in order, and those that are not: nobody who pays stands behind them. */
export const rankGroups = (
  groups: ReadonlyArray<RequestGroup>,
  ranking: Ranking
): ReadonlyArray<{ readonly group: RequestGroup; readonly place: Place }> => {
  const { by, level, paying } = ranking
  const everyone = [...new Set(groups.flatMap(({ asked }) => [...asked.keys()]))].sort()
  const places = new Map(everyone.map((customer, place) => [customer, place]))
  const isWorth = typeof by !== "string"
  const worth = isWorth ? Float64Array.from(everyone, (customer) => paying.get(customer) ?? 0) : undefined
  const able = groups
    .map((group) => {
      const customers = Uint32Array.from(customersOf(group, ranking), (customer) => places.get(customer) ?? 0)
      return { group, contender: { customers: customers.sort(), anonymous: anonymousOf(group, ranking) } }
    })
    .filter(({ contender }) => !isWorth || contender.customers.length > 0)
  const contenders = able.map(({ contender }): Contender => contender)
  return placesOf(contenders, worth, level).map(({ contender, place }) => ({
    group: (able[contender] as (typeof able)[number]).group,
    place
  }))
}
