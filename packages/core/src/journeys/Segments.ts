import type { SegmentId } from "../domain/Ids.ts"
import * as Rfm from "../measures/Rfm.ts"
import { compareText } from "../sources/compareText.ts"
import { matcher, type Where } from "../tally/Where.ts"
import { pathOf } from "./CasePaths.ts"
import type { JourneyClustersReport } from "./JourneyClusters.ts"

/** The segment of each customer, by their id; who is in none is not in it. */
export type CustomerSegments = ReadonlyMap<string, SegmentId>

/** A segment of the customers whose fields meet every condition. */
export interface SegmentRule<Field extends string = string> {
  readonly name: string
  readonly where: Where<Field>
}

const longest = 256

/** The id of a segment from its name. */
const segmentId = (name: string): SegmentId => {
  if (name.length > 0 && name.length <= longest) return name as SegmentId
  throw new RangeError(`the name of a segment has 1 to ${longest} characters, found ${name.length}`)
}

/** A row about a customer. */
interface OfCustomer {
  readonly customer: string
}

/** Each customer with the segment whose place is the lowest of all their rows; a negative place is no segment. */
const lowest = (
  placed: Iterable<readonly [customer: string, place: number]>,
  names: ReadonlyArray<string>
): CustomerSegments => {
  const ids = names.map(segmentId)
  const places = new Map<string, number>()
  for (const [customer, place] of placed) {
    if (place >= 0) places.set(customer, Math.min(place, places.get(customer) ?? place))
  }
  return inOrder([...places].flatMap(([customer, place]) => (ids[place] === undefined ? [] : [[customer, ids[place]]])))
}

/** Whatever the order of the rows, the same map in the same order. */
const inOrder = (entries: ReadonlyArray<readonly [customer: string, segment: SegmentId]>): CustomerSegments =>
  new Map([...entries].sort(([a], [b]) => compareText(a, b)))

/**
 * The segments of customers by rules: the first whose conditions one of the customer's rows meets.
 *
 * Conditions are those of a store's query: a value, several, or a range. A customer whom no rule fits is in no segment. Throws a
 * `RangeError` when a name is empty or above 256 characters.
 *
 * ```ts import.meta.vitest
 * import * as Segments from "./Segments.ts"
 *
 * const customers = [{ customer: "ada", plan: "pro", seats: 40 }, { customer: "bob", plan: "pro", seats: 2 }, { customer: "eve", plan: "free", seats: 1 }]
 * const rules = [{ name: "large", where: { seats: { from: 10 } } }, { name: "paying", where: { plan: ["basic", "pro"] } }]
 * [...Segments.fromRules(customers, rules)] // => [["ada", "large"], ["bob", "paying"]]
 * ```
 */
export const fromRules = <Row extends OfCustomer>(
  rows: Iterable<Row>,
  rules: ReadonlyArray<SegmentRule<NoInfer<keyof Row & string>>>
): CustomerSegments => {
  const tests = rules.map(({ where }) => matcher(where))
  return lowest(
    Array.from(rows, (row) => [row.customer, tests.findIndex((test) => test(row))] as const),
    rules.map(({ name }) => name)
  )
}

/**
 * The segments of customers by when they bought last, how often and for how much: each is placed among those of the report, and
 * named by the first of `segments` that fits, such as `Rfm.commonSegments`. Of several rows of a customer, in two currencies, the
 * segment that comes first counts. Who cannot be placed is in no segment. Throws as `fromRules`.
 *
 * ```ts import.meta.vitest
 * import * as Rfm from "../measures/Rfm.ts"
 * import * as Segments from "./Segments.ts"
 *
 * const bought = (customer: string, recency: number, frequency: number) => ({ customer, recency, frequency, amountMinor: 100 * frequency, currency: "EUR" })
 * const customers = [bought("ada", 2, 14), bought("ben", 9, 1), bought("cem", 30, 6), bought("dee", 150, 5), bought("eli", 300, 1)]
 * const report = Rfm.fromRecords(customers)
 * const segments = report._tag === "Rfm" ? Segments.fromRfm(report, customers, Rfm.commonSegments) : new Map()
 * [segments.get("ada"), segments.get("dee")] // => ["champions", "at risk"]
 * ```
 */
export const fromRfm = (
  report: Rfm.RfmReport,
  customers: Iterable<Rfm.RfmCustomer & OfCustomer>,
  segments: ReadonlyArray<Rfm.RfmSegment>
): CustomerSegments => {
  const names = segments.map(({ name }) => name)
  const placeOf = (customer: Rfm.RfmCustomer): number => {
    const score = Rfm.place(report, customer)
    return "_tag" in score ? -1 : names.indexOf(Rfm.segmentOf(segments, score) ?? "")
  }
  return lowest(
    Array.from(customers, (row) => [row.customer, placeOf(row)] as const),
    names
  )
}

/** A journey of a customer, as `Sources.cases` gives it. */
interface TakenCase extends OfCustomer {
  readonly at: Date
  readonly path?: string
}

/**
 * The segments of customers by the group of alike journeys that their last one is in: `"1"` is the first of the report, the
 * largest. Of journeys that began at the same time, the one whose group comes first counts. Who has no journey of a group of the
 * report is in no segment.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as JourneyClusters from "./JourneyClusters.ts"
 * import * as Segments from "./Segments.ts"
 *
 * const taken = (customer: string, day: number, ...path: ReadonlyArray<string>) => ({ customer, at: new Date(Date.UTC(2026, 0, day)), path: pathText(path) })
 * const buying = ["item", "cart", "pay"].flatMap((to) => [["search", to], ["search", "item", to], ["ad", "search", to]])
 * const asking = ["chat", "phone", "mail"].flatMap((to) => [["login", to], ["login", "faq", to], ["faq", to]])
 * const cases = [...buying, ...asking].map((path, i) => taken(`c${i % 12}`, 1 + i, ...path))
 * const report = JourneyClusters.fromTally(Tally.from(cases, { by: ["path"] }), { seed: 1 })
 * const segments = report._tag === "JourneyClusters" ? Segments.fromClusters(report, cases) : new Map()
 * [segments.get("c0"), segments.get("c8")] // => ["2", "1"]
 * ```
 */
export const fromClusters = (report: JourneyClustersReport, cases: Iterable<TakenCase>): CustomerSegments => {
  const key = (touchpoints: ReadonlyArray<string>): string => JSON.stringify(touchpoints)
  const groups = new Map(
    report.clusters.flatMap(({ paths }, group) => paths.map(({ touchpoints }) => [key(touchpoints), group] as const))
  )
  const last = new Map<string, readonly [at: number, group: number]>()
  for (const { at, customer, path } of cases) {
    const group = groups.get(key(pathOf(path ?? null) ?? []))
    const [latest, first] = last.get(customer) ?? [Number.NEGATIVE_INFINITY, 0]
    const time = at.getTime()
    if (group !== undefined && (time > latest || (time === latest && group < first))) last.set(customer, [time, group])
  }
  return inOrder(Array.from(last, ([customer, [, group]]) => [customer, segmentId(String(group + 1))]))
}

/** A record with the segment of its customer, and no other. */
export type InSegment<Row> = Omit<Row, "segment"> & { readonly segment?: SegmentId }

/**
 * Records of any kind, each in the segment of its customer; those of others are in none, whatever they said before. So answers,
 * subscriptions and interactions are counted by one division of the customers: NPS, churn and funnels of each.
 *
 * ```ts import.meta.vitest
 * import * as Nps from "../measures/Nps.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Segments from "./Segments.ts"
 *
 * const segments = Segments.fromRules([{ customer: "ada", plan: "pro" }, { customer: "bob", plan: "free" }], [{ name: "paying", where: { plan: "pro" } }])
 * const answers = [{ customer: "ada", score: 9 }, { customer: "ada", score: 10 }, { customer: "bob", score: 3 }]
 * const tally = Tally.from(Segments.put(answers, segments), { by: ["segment", "score"] })
 * Nps.by(tally, "segment").map(({ result, value }) => [value, result._tag === "Estimate" && result.value]) // => [[null, -100], ["paying", 100]]
 * ```
 */
export function* put<Row extends OfCustomer>(
  records: Iterable<Row>,
  segments: CustomerSegments
): Generator<InSegment<Row>> {
  for (const record of records) {
    const { segment: _, ...rest } = record as Row & { readonly segment?: unknown }
    const own = segments.get(record.customer)
    yield own === undefined ? rest : { ...rest, segment: own }
  }
}
