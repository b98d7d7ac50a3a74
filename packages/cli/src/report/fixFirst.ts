import { type Gap, type MeanScore, type RankedGap, rankGaps } from "@throughline/core"
import type { JourneyTouchpoint, ReportFix } from "@throughline/render"
import { decimal, margin, signed, whole } from "./words.ts"

/** A touchpoint that falls short beyond chance. */
export interface Shortfall {
  readonly map: JourneyTouchpoint
  readonly gap: Gap.GapResult
  readonly importance: MeanScore.MeanScoreResult
}

/** The order is drawn from here, so that a report is the same each time. */
const seed = 1

const places = (each: RankedGap, of: number): string => {
  const { high, low } = each.rankInterval
  return low === high ? `place ${low} of ${of}` : `place ${low} to ${high} of ${of} (95 %)`
}

const means = ({ expected, experienced }: JourneyTouchpoint): string =>
  expected._tag === "Estimate" && experienced._tag === "Estimate"
    ? `Experienced ${decimal(experienced.value)} where ${decimal(expected.value)} is expected.`
    : ""

const recommend = ({ nps }: JourneyTouchpoint): string =>
  nps?.score._tag === "Estimate" ? ` NPS here is ${signed(nps.score.value, 0)}.` : ""

const stands = ({ gap }: JourneyTouchpoint): ReadonlyArray<string> =>
  gap._tag === "Estimate"
    ? [`gap ${decimal(gap.value)} ± ${decimal(margin(gap))}`, `${whole(gap.n)} pairs of answers`]
    : []

const toFix = (map: JourneyTouchpoint, evidence: ReadonlyArray<string>): ReportFix => ({
  name: map.name,
  finding: `${means(map)}${recommend(map)}`,
  evidence: [...evidence, ...stands(map)].join(" · ")
})

/**
 * What to fix first: at most `most` shortfalls by gap × importance × share of all `customers` reached, each with how sure
 * its place is. Shortfalls whose importance or reach is not known come after, the largest first.
 */
export const fixFirst = (
  shortfalls: ReadonlyArray<Shortfall>,
  customers: number,
  most: number
): ReadonlyArray<ReportFix> => {
  const items = shortfalls.map(({ gap, importance, map }, value) => ({
    value,
    gap,
    importance,
    reach: { successes: map.customers ?? 0, n: customers }
  }))
  const { ranked, without } = rankGaps(items, { seed })
  const sure = ranked.flatMap((each) => {
    const map = shortfalls[each.value]?.map
    const share = `${decimal(100 * each.reach, 0)} % of customers reach it`
    return map === undefined ? [] : [toFix(map, [places(each, ranked.length), share])]
  })
  const others = without.flatMap(({ value }) => shortfalls[value]?.map ?? [])
  return [...sure, ...others.map((map) => toFix(map, []))].slice(0, most)
}
