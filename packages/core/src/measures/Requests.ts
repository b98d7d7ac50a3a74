import { insufficientData } from "../stats/Estimate.ts"
import { groupRequests, type RequestGroup } from "./RequestGroups.ts"
import { type Payers, payersOf, revenueOf, shareOf } from "./RequestPayers.ts"
import { rankGroups } from "./RequestRanking.ts"
import type {
  AskedRequests,
  MergedRequest,
  RequestCriterion,
  RequestOptions,
  RequestReport,
  RequestResult
} from "./RequestReport.ts"
import { asks, dayLength, type RequestTrendResult, recentSince, trendsOf } from "./RequestTrend.ts"

export { type CustomerRevenue, revenueOfMovements, revenueOfSubscriptions } from "./CustomerRevenue.ts"
export type { BeforeNext, Place } from "./RequestOrder.ts"
export type { RequestRevenue } from "./RequestPayers.ts"
export type { AskedRequest, AskedVote } from "./RequestRecords.ts"
export type {
  AskedRequests,
  MergedRequest,
  RankedRequest,
  RequestCriterion,
  RequestOptions,
  RequestReport,
  RequestResult,
  UnrankedRequest
} from "./RequestReport.ts"
export type { RequestTrend, RequestTrendResult } from "./RequestTrend.ts"

const usual: ReadonlyArray<MergedRequest["status"]> = ["open", "planned", "started"]

/** What all requests are counted against. */
interface Against {
  readonly payers: ReadonlyArray<Payers>
  readonly customers: number | undefined
  readonly asOf: number
  readonly level: number
}

const mergedOf = (
  group: RequestGroup,
  trend: RequestTrendResult,
  { asOf, customers, level, payers }: Against
): MergedRequest => {
  const { anonymous, asked, kept, requests, voters } = group
  const askedAt = requests[0]?.at ?? kept.at
  return {
    id: kept.id,
    title: kept.title,
    status: kept.status,
    closedAt: kept.closedAt ?? null,
    requests: requests.map(({ id }) => id),
    askedAt,
    ageDays: Math.floor((asOf - askedAt.getTime()) / dayLength),
    requesters: [...asked.keys()],
    votes: voters.size + anonymous,
    anonymousVotes: anonymous,
    recent: asks(group).filter((time) => time > recentSince(asOf)).length,
    share: shareOf(asked.size, customers, level),
    revenue: revenueOf(asked.keys(), payers, level),
    trend
  }
}

/** Why a request is not put in order. */
const whyNot = ({ kept }: RequestGroup, wanted: ReadonlyArray<string>, by: RequestCriterion): string => {
  if (!wanted.includes(kept.status)) return kept.status
  return typeof by === "string" ? kept.status : `no requester pays in ${by.revenue}`
}

const totalOf = ({ amounts, currency, total }: Payers): RequestReport["revenue"][number] => ({
  currency,
  total: {
    _tag: "Exact",
    value: total,
    definition: "sum of what customers pay",
    n: amounts.size,
    excluded: { missing: 0, invalid: 0 }
  }
})

const check = (asOf: Date, level: number): void => {
  if (!Number.isFinite(asOf.getTime())) throw new RangeError("asOf is a valid Date")
  if (!(level > 0 && level < 1)) throw new RangeError(`level is between 0 and 1, found ${level}`)
}

/**
 * Feature requests in the order of how much they are wanted, with how sure that order is.
 *
 * Takes requests, votes, which of them are counted as one, what customers pay, and how many customers there are. Each request
 * counts the customers who asked or voted for it or a duplicate, each once, with what they pay in minor units, never added over
 * currencies; anonymous votes apart. Its trend compares the last 30 days with up to 90 before, by the exact conditional test of
 * two Poisson counts, corrected for all requests tested; requests first asked less than 60 days ago have none.
 *
 * **How sure.** Customers are taken as a random sample of all who could be: each wants any of the requests, or several. Then,
 * of those who want only one of two requests, which one is a fair coin when both are wanted alike; customers who want both
 * say nothing. That is an exact binomial test (McNemar 1947), whatever requests go together. By revenue each of these
 * customers weighs what they pay, and the tail of the sum is bounded (Bentkus and Dzindzalieta 2015): exact when which one is wanted
 * does not hang on what is paid, and else in large samples. All pairs in both directions are corrected by Holm (1979): with
 * at least the probability `level` every rank lies in its interval, all at once (Mogstad, Romano, Shaikh and Wilhelm 2024).
 * Neighbours have their own p-value, corrected for the number of neighbours (Benjamini–Hochberg), and a probability (Jeffreys'
 * prior). Values have Byar's interval, as a Poisson count, or that of Dobson and others (1991) as a sum of what they pay. Of anonymous
 * votes each is taken to be somebody else.
 *
 * No requests give `InsufficientData`. Done and declined requests, and by revenue those that nobody who pays asked for, are in
 * `unranked`. The order of records changes nothing. Throws a `RangeError` for an impossible `asOf` or `level`, and
 * `TallyOverflow` for amounts that are not whole numbers or add up beyond 2^53 − 1.
 *
 * ```ts import.meta.vitest
 * import * as DuplicateRequests from "./DuplicateRequests.ts"
 * import * as Requests from "./Requests.ts"
 *
 * const at = new Date("2026-01-05T10:00:00Z")
 * const requests = [
 *   { id: "1", title: "Dark mode", at, status: "open", customer: "ada" },
 *   { id: "2", title: "Dark mode!", at, status: "open", customer: "bob" },
 *   { id: "3", title: "Export to CSV", at, status: "planned", customer: "ada", votes: 3 }
 * ]
 * const votes = ["ada", "cy", "cy"].map((customer) => ({ request: "2", customer, at }))
 * const revenue = [{ customer: "ada", currency: "EUR", amountMinor: 4900 }, { customer: "cy", currency: "EUR", amountMinor: 900 }]
 * const report = Requests.fromRecords(
 *   { requests, votes, revenue, merges: DuplicateRequests.find(requests) },
 *   { asOf: new Date("2026-02-01T00:00:00Z") }
 * )
 * const [dark, csv] = report._tag === "Requests" ? report.ranked : []
 * [dark.requests, dark.requesters, dark.revenue[0].amount.value] // => [["1", "2"], ["ada", "bob", "cy"], 5800]
 * [csv.requesters, csv.anonymousVotes, csv.rank, csv.rankInterval.low] // => [["ada"], 3, 2, 1]
 * ```
 */
export const fromRecords = (
  { customers, merges, requests, revenue = [], votes = [] }: AskedRequests,
  { asOf, by = "requesters", level = 0.95, statuses = usual }: RequestOptions
): RequestResult => {
  check(asOf, level)
  const { excluded, groups, unresolved } = groupRequests(requests, votes, merges, asOf)
  if (groups.length === 0) return insufficientData("no requests", 0, excluded)
  const against: Against = { payers: payersOf(revenue), customers, asOf: asOf.getTime(), level }
  const wanted = groups.filter(({ kept }) => statuses.includes(kept.status))
  const trends = new Map(trendsOf(wanted, against.asOf, level).map((trend, i) => [wanted[i], trend]))
  const finish = (group: RequestGroup): MergedRequest =>
    mergedOf(group, trends.get(group) ?? insufficientData(group.kept.status, group.asked.size), against)
  const currency = typeof by === "string" ? undefined : by.revenue
  const paying = against.payers.find((each) => each.currency === currency)?.amounts ?? new Map<string, number>()
  const ranked = rankGroups(wanted, { by, paying, asOf: against.asOf, level })
  const inOrder = new Set(ranked.map(({ group }) => group))
  return {
    _tag: "Requests",
    asOf,
    by,
    ranked: ranked.map(({ group, place }) => ({ ...finish(group), ...place })),
    unranked: groups
      .filter((group) => !inOrder.has(group))
      .map((group) => ({ ...finish(group), why: whyNot(group, statuses, by) })),
    unresolved,
    revenue: against.payers.map(totalOf),
    requesters: new Set(groups.flatMap(({ asked }) => [...asked.keys()])).size,
    n: groups.reduce((sum, each) => sum + each.requests.length, 0),
    excluded
  }
}

/** How long a request has waited, or did until it was closed. */
export interface RequestLifetime {
  /** Days since it was first asked; `null` where a closed request does not say when. */
  readonly time: number | null
  /** Whether it was done or declined. */
  readonly event: boolean
  readonly reason: "done" | "declined" | null
}

/**
 * How long requests wait, as `Survival.fromLifetimes` and `CompetingReasons.fromLifetimes` take it: a request that is still open
 * is censored. With `Survival` the median is the time to an answer of any kind; of those that are done, some by when, tells
 * `CompetingReasons`: a declined one will never be done.
 *
 * ```ts import.meta.vitest
 * import * as Requests from "./Requests.ts"
 * import * as Survival from "./Survival.ts"
 *
 * const at = new Date("2026-01-01T00:00:00Z")
 * const requests = [31, 61].map((day, i) => ({ id: `${i}`, title: `Wish ${i}`, at, status: "done", closedAt: new Date(Date.UTC(2026, 0, day)) }))
 * const report = Requests.fromRecords({ requests, merges: [] }, { asOf: new Date("2026-06-01T00:00:00Z") })
 * const rows = report._tag === "Requests" ? Requests.lifetimes(report) : []
 * rows.map(({ reason, time }) => [time, reason]) // => [[30, "done"], [60, "done"]]
 * Survival.fromLifetimes(rows).median?.value // => 45
 * ```
 */
export const lifetimes = ({ asOf, ranked, unranked }: RequestReport): ReadonlyArray<RequestLifetime> =>
  [...ranked, ...unranked].map(({ askedAt, closedAt, status }) => {
    const days = (until: Date): number => (until.getTime() - askedAt.getTime()) / dayLength
    const reason = status === "done" || status === "declined" ? status : null
    if (reason === null || (closedAt !== null && closedAt > asOf))
      return { time: days(asOf), event: false, reason: null }
    return { time: closedAt === null ? null : days(closedAt), event: true, reason }
  })
