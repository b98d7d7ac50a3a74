import { type Excluded, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import { exact } from "../tally/exact.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { isCurrency } from "./RevenueLedger.ts"
import {
  type CountedCustomers,
  CustomerCounter,
  type CustomerDimensions,
  isCustomer,
  type ReadCustomers,
  type RfmCustomer,
  readCustomers
} from "./RfmCustomers.ts"
import { bandsOf, type ScoreBand, scoreOf } from "./RfmScores.ts"
import { checkSegments, type RfmScore, type RfmSegment, segmentOf } from "./RfmSegment.ts"

export type { RfmCustomer } from "./RfmCustomers.ts"
export type { ScoreBand } from "./RfmScores.ts"
export { commonSegments, type RfmScore, type RfmSegment, type ScoreRange, segmentOf } from "./RfmSegment.ts"

/** Some customers, their share of all, and what they spent. */
export interface RfmShare {
  /** How many of all customers, in per cent: a count of them all, ranked among themselves, not a sample, so it has no interval. */
  readonly share: number
  readonly customers: number
  /** What they spent in each currency, in minor units: exact, and never added up over currencies. */
  readonly amountMinor: Readonly<Record<string, number>>
}

/** Customers with the same three scores. */
export interface RfmCell extends RfmShare, RfmScore {
  /** The segment, where segments are given and it is in one. */
  readonly segment: string | null
}

/** Customers of one name; `null` are those without. */
export interface RfmSegmentShare extends RfmShare {
  readonly segment: string | null
}

/** Customers by recency, frequency and money. */
export interface RfmReport {
  readonly _tag: "Rfm"
  /** How scores are given: `"1 + ⌊5 × share of customers with a worse value⌋; money within its currency"`. */
  readonly definition: string
  readonly groups: number
  readonly n: number
  readonly excluded: Excluded
  /** The scores that occur, in order. */
  readonly cells: ReadonlyArray<RfmCell>
  /** The segments, in the order given, with those that are empty, and last the customers in none; empty without segments. */
  readonly segments: ReadonlyArray<RfmSegmentShare>
  /** Which values have which score; of money for each currency. */
  readonly bands: {
    readonly recency: ReadonlyArray<ScoreBand>
    readonly frequency: ReadonlyArray<ScoreBand>
    readonly monetary: Readonly<Record<string, ReadonlyArray<ScoreBand>>>
  }
}

/** A report, or why there is none. */
export type RfmResult = RfmReport | InsufficientData | Suppressed

/** How customers are scored and reported. */
export interface RfmOptions extends Pick<CustomerDimensions<string>, "currency"> {
  /** How many scores there are, from 2 to 10: 5 unless told. */
  readonly groups?: number
  /** Names for scores, the first that fits; `commonSegments` are those in common use. None unless told. */
  readonly segments?: ReadonlyArray<RfmSegment>
  /** Withhold the report of fewer than this many customers: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds what the customers bought, and how they are reported. */
export interface RfmTallyOptions<Name extends string> extends RfmOptions, CustomerDimensions<Name> {}

const countBy = (customers: ReadonlyArray<CountedCustomers>, name: "recency" | "frequency" | "amountMinor") => {
  const counts = new Map<number, number>()
  for (const each of customers) counts.set(each[name], (counts.get(each[name]) ?? 0) + each.count)
  return counts
}

const bandsFor = (customers: ReadonlyArray<CountedCustomers>, groups: number): RfmReport["bands"] => {
  const codes = [...new Set(customers.map(({ currency }) => currency))].sort()
  const ofCurrency = (code: string) => customers.filter(({ currency }) => currency === code)
  return {
    recency: bandsOf(countBy(customers, "recency"), groups, "low"),
    frequency: bandsOf(countBy(customers, "frequency"), groups, "high"),
    monetary: Object.fromEntries(
      codes.map((code) => [code, bandsOf(countBy(ofCurrency(code), "amountMinor"), groups, "high")])
    )
  }
}

const scoresOf = ({ frequency, monetary, recency }: RfmReport["bands"], customer: RfmCustomer): RfmScore => ({
  recency: scoreOf(recency, customer.recency, "low"),
  frequency: scoreOf(frequency, customer.frequency, "high"),
  monetary: scoreOf(monetary[customer.currency] ?? [], customer.amountMinor, "high")
})

const shareOf = (customers: ReadonlyArray<CountedCustomers>, n: number): RfmShare => {
  const count = customers.reduce((sum, each) => sum + each.count, 0)
  const amounts = new Map<string, number>()
  for (const each of customers) {
    const more = exact(each.amountMinor * each.count, "A sum of money")
    amounts.set(each.currency, exact((amounts.get(each.currency) ?? 0) + more, "A sum of money"))
  }
  return {
    share: (100 * count) / n,
    customers: count,
    amountMinor: Object.fromEntries([...amounts].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

const cellsOf = (
  customers: ReadonlyArray<CountedCustomers>,
  bands: RfmReport["bands"],
  n: number,
  { segments = [] }: RfmOptions
): ReadonlyArray<RfmCell> => {
  const cells = new Map<number, { readonly score: RfmScore; readonly customers: Array<CountedCustomers> }>()
  for (const each of customers) {
    const score = scoresOf(bands, each)
    const key = (100 * score.recency + score.frequency) * 100 + score.monetary
    const cell = cells.get(key) ?? { score, customers: [] }
    cell.customers.push(each)
    cells.set(key, cell)
  }
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([, { customers: those, score }]) => ({
      ...score,
      segment: segmentOf(segments, score),
      ...shareOf(those, n)
    }))
}

const segmentsOf = (
  customers: ReadonlyArray<CountedCustomers>,
  bands: RfmReport["bands"],
  n: number,
  { segments = [] }: RfmOptions
): ReadonlyArray<RfmSegmentShare> => {
  if (segments.length === 0) return []
  const named = customers.map((each) => segmentOf(segments, scoresOf(bands, each)))
  return [...new Set(segments.map(({ name }) => name)), null].map((segment) => {
    const those = customers.filter((_, i) => named[i] === segment)
    return { segment, ...shareOf(those, n) }
  })
}

const groupsOf = ({ currency, groups = 5, segments = [] }: RfmOptions): number => {
  if (currency !== undefined && !isCurrency(currency)) {
    throw new RangeError('A currency is an ISO 4217 code such as "EUR"')
  }
  if (!(Number.isSafeInteger(groups) && groups >= 2 && groups <= 10)) {
    throw new RangeError(`groups is a whole number from 2 to 10, found ${groups}`)
  }
  checkSegments(segments, groups)
  return groups
}

const sizeOf = (customers: ReadonlyArray<CountedCustomers>): number =>
  customers.reduce((sum, { count }) => sum + count, 0)

const report = (
  customers: ReadonlyArray<CountedCustomers>,
  bands: RfmReport["bands"],
  excluded: Excluded,
  options: RfmOptions
): RfmResult => {
  const { minimum = 1 } = options
  const groups = groupsOf(options)
  const n = sizeOf(customers)
  if (n === 0) return insufficientData("no customers", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  return {
    _tag: "Rfm",
    definition: `1 + whole part of ${groups} × share of customers with a worse value; money within its currency`,
    groups,
    n,
    excluded,
    cells: cellsOf(customers, bands, n, options),
    segments: segmentsOf(customers, bands, n, options),
    bands
  }
}

const reportOn = ({ customers, excluded }: ReadCustomers, options: RfmOptions): RfmResult =>
  report(customers, bandsFor(customers, groupsOf(options)), excluded, options)

/**
 * The RFM segments of a tally that counts customers by recency, frequency and money. As `fromRecords`.
 *
 * The currency is the dimension `currency`; a tally without one needs the option. Throws `TallyMismatch` without either, and
 * when a dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: RfmTallyOptions<NoInfer<Name>> = {}
): RfmResult => {
  const [everyone = new CustomerCounter()] = readCustomers(tally, options, 1, () => 0)
  return reportOn(everyone, options)
}

/**
 * Customers by how lately, how often and for how much they bought: three scores from 1, the worst, to 5.
 *
 * Takes one record a customer: the time since the last purchase, the number of purchases and what they were worth, in whole
 * minor units of one currency. A score is 1 plus the whole part of 5 times the share of customers with a worse value: so it
 * does not depend on the order of records, customers with one value have one score, and without ties each score goes to a fifth.
 * Money is only ranked, and only added up, within its currency.
 *
 * An incomplete record is missing; a broken number of purchases or amount, a negative recency or what is no currency code is
 * invalid. No customers give `InsufficientData`. Throws a `RangeError` for `groups` or a segment that cannot be, and
 * `TallyOverflow` when a sum of money passes 2^53 − 1.
 *
 * Source: Hughes (1994), Strategic Database Marketing: quintiles; here with ties together.
 *
 * ```ts import.meta.vitest
 * import * as Rfm from "./Rfm.ts"
 *
 * const customers = [
 *   { recency: 3, frequency: 9, amountMinor: 90_000, currency: "EUR" },
 *   { recency: 200, frequency: 1, amountMinor: 1_500, currency: "EUR" }
 * ]
 * const result = Rfm.fromRecords(customers, { segments: [{ name: "best", recency: [3, 5], frequency: [3, 5] }] })
 * result._tag === "Rfm" && result.cells.map((cell) => [cell.recency, cell.frequency, cell.monetary, cell.segment]) // => [[1, 1, 1, null], [3, 3, 3, "best"]]
 * ```
 */
export const fromRecords = (
  customers: Iterable<{ readonly [Field in keyof RfmCustomer]?: RfmCustomer[Field] | null | undefined }>,
  options: RfmOptions = {}
): RfmResult => {
  const counter = new CustomerCounter()
  const { currency } = options
  for (const each of customers) counter.add({ ...each, currency: each.currency ?? currency }, 1)
  return reportOn(counter, options)
}

/**
 * The segments of each value of a dimension, its customers scored among **all** customers: what is shared is the ground that
 * groups are compared on. Shares are of the group.
 */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: RfmTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly result: RfmResult }> => {
  const { codes, values } = column(tally, dimension)
  const parts = readCustomers(tally, options, values.length, (group) => codes[group] ?? 0)
  const everyone = parts.flatMap(({ customers }) => customers)
  const bands = bandsFor(everyone, groupsOf(options))
  return parts.map(({ customers, excluded }, i) => ({
    value: values[i] ?? null,
    result: report(customers, bands, excluded, options)
  }))
}

/**
 * The scores of one customer among those of a report: for placing customers one by one, later ones too.
 *
 * A value between two that occurred has the score of the better one; one beyond the best has its score. `segmentOf` names the
 * scores. What is no customer, or has another currency, gives `InsufficientData`.
 *
 * ```ts import.meta.vitest
 * import * as Rfm from "./Rfm.ts"
 *
 * const of = (recency: number) => ({ recency, frequency: 1, amountMinor: 1_000, currency: "EUR" })
 * const report = Rfm.fromRecords([10, 20, 30, 40, 50].map(of))
 * report._tag === "Rfm" && Rfm.place(report, of(25)) // => { recency: 4, frequency: 1, monetary: 1 }
 * ```
 */
export const place = ({ bands, n }: RfmReport, customer: RfmCustomer): RfmScore | InsufficientData => {
  if (!isCustomer(customer)) return insufficientData("this is no customer", n)
  if (!Object.hasOwn(bands.monetary, customer.currency)) return insufficientData("nobody paid in this currency", n)
  return scoresOf(bands, customer)
}
