import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Excluded, type InsufficientData, insufficientData, type Measured } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column, valueAt } from "../tally/read.ts"
import { by as split } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type Answers, CountsByOffer, type OfferCounts } from "./OfferCounts.ts"
import { inTime } from "./ResultsInTime.ts"

/** Those who were made no offer: whom the others are compared with. */
export interface NotOffered {
  readonly n: number
  /** How many stayed, in per cent. */
  readonly stayed: Measured
}

/** What goes with one offer. Shares are in per cent. */
export interface SavePlay {
  readonly offer: Value
  /** How many were made it. */
  readonly offered: number
  /** Of those who were made it, who accepted. */
  readonly accepted: Measured
  /** Of all who were made it, accepted or not, who stayed. */
  readonly stayed: Measured
  /** Of those who accepted, who stayed. Not to be compared with those who were made no offer: they wanted to stay. */
  readonly acceptedStayed: Measured
  /** Those who were made it minus those who were made none, in percentage points of those who stayed. */
  readonly fromNotOffered: Difference | InsufficientData
  /** The p-value of that difference, corrected for the number of offers (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** `"no difference shown"` does not show that there is none. */
  readonly finding: "associated with more staying" | "associated with fewer staying" | "no difference shown"
}

/** What goes with each offer made to customers about to leave. */
export interface SavePlayOutcomes {
  readonly _tag: "SavePlays"
  /** What counts as staying: `"still a customer 60 days after wanting to leave, of all who were made the offer"`. */
  readonly definition: string
  /** An association is no effect, unless offers were drawn by lot. */
  readonly caution: "those who were made an offer may differ from those who were not"
  readonly n: number
  /** Those of whom it is not known whether they were made an offer are missing. */
  readonly excluded: Excluded
  readonly notOffered: NotOffered
  /** In the order of the offers. */
  readonly plays: ReadonlyArray<SavePlay>
}

/** The outcomes, or why there are none. */
export type SavePlaysResult = SavePlayOutcomes | InsufficientData

/** How outcomes are reported. */
export interface SavePlayOptions {
  /** After how many days it was seen whether they stayed: a whole number above 0. */
  readonly days: number
  /** The offer that stands for "none was made": `"none"` unless told. */
  readonly none?: Value
  /** Confidence level of the intervals, and 1 − the corrected p-value from which a difference is told: 0.95 unless told. */
  readonly level?: number
  /** Withhold the shares of fewer than this many: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds offers and outcomes, and how these are reported. */
export interface SavePlayTallyOptions<Name extends string> extends SavePlayOptions {
  /** The dimension of the offer: `"offer"` unless told. */
  readonly offer?: Name
  /** The dimension that says whether they accepted, `true` or `false`: `"accepted"` unless told. */
  readonly accepted?: Name
  /** The dimension that says whether they stayed, `true` or `false`: `"stayed"` unless told. */
  readonly stayed?: Name
}

/** A customer who wanted to leave. */
export interface SaveAttempt {
  /** The offer made, `"none"` for none; `null` when that is not known. */
  readonly offer: Value
  readonly accepted?: boolean | null
  /** `null` while the days are not over. */
  readonly stayed: boolean | null
}

const share = ({ excluded, n, yes }: Answers, { level = 0.95, minimum = 1 }: SavePlayOptions): Measured => {
  if (n === 0) return insufficientData("nobody whose outcome is known", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const interval = Proportion.interval({ successes: yes, n }, level)
  return { _tag: "Estimate", value: (100 * yes) / n, interval, n, excluded }
}

const compareStaying = (a: Answers, b: Answers, options: SavePlayOptions): Difference | InsufficientData => {
  const least = Math.min(a.n, b.n)
  return least < Math.max(1, options.minimum ?? 1)
    ? insufficientData("too few whose outcome is known on one side", least)
    : Proportion.difference({ successes: a.yes, n: a.n }, { successes: b.yes, n: b.n }, options.level ?? 0.95)
}

const findingOf = (
  difference: SavePlay["fromNotOffered"],
  adjustedP: number | null,
  level: number
): SavePlay["finding"] => {
  if (difference._tag !== "Difference" || adjustedP === null || adjustedP >= 1 - level) return "no difference shown"
  return difference.value > 0 ? "associated with more staying" : "associated with fewer staying"
}

const checkDays = (days: number): void => {
  if (!(Number.isSafeInteger(days) && days > 0)) throw new RangeError(`days is a whole number above 0, found ${days}`)
}

const play = (offer: Value, counts: OfferCounts, none: OfferCounts, options: SavePlayOptions) => ({
  offer,
  offered: counts.offered,
  accepted: share(counts.accepted, options),
  stayed: share(counts.stayed, options),
  acceptedStayed: share(counts.acceptedStayed, options),
  fromNotOffered: compareStaying(counts.stayed, none.stayed, options)
})

const finish = (counts: CountsByOffer, options: SavePlayOptions): SavePlaysResult => {
  const { days, level = 0.95, none: noOffer = "none" } = options
  checkDays(days)
  const excluded = { missing: counts.missing, invalid: 0 }
  const none = counts.of(noOffer)
  const offers = counts.offers.filter((offer) => offer !== noOffer)
  const n = counts.offers.reduce<number>((sum, offer) => sum + counts.of(offer).offered, 0)
  if (n === 0) return insufficientData("nobody who wanted to leave", 0, excluded)
  const plays = offers.map((offer) => play(offer, counts.of(offer), none, options))
  const adjusted = benjaminiHochberg(
    plays.map(({ fromNotOffered }) => (fromNotOffered._tag === "Difference" ? fromNotOffered.p : null))
  )
  return {
    _tag: "SavePlays",
    definition: `still a customer ${days} days after wanting to leave, of all who were made the offer`,
    caution: "those who were made an offer may differ from those who were not",
    n,
    excluded,
    notOffered: { n: none.offered, stayed: share(none.stayed, options) },
    plays: plays.map((each, i) => {
      const adjustedP = adjusted[i] ?? null
      return { ...each, adjustedP, finding: findingOf(each.fromNotOffered, adjustedP, level) }
    })
  }
}

const count = (tally: Tally, options: SavePlayTallyOptions<string>): CountsByOffer => {
  const offers = column(tally, options.offer ?? "offer")
  const accepted = column(tally, options.accepted ?? "accepted")
  const stayed = column(tally, options.stayed ?? "stayed")
  const counts = new CountsByOffer()
  tally.counts.forEach((copies, group) => {
    counts.add(valueAt(offers, group), valueAt(accepted, group), valueAt(stayed, group), copies)
  })
  return counts
}

const dayLength = 86_400_000

/**
 * Whether a customer who wanted to leave was still there so many days of 24 hours later; `null` while the days are not
 * over, or a date is none.
 *
 * Until then it is `null` even of those who have left already: else only the leavers of the last days would be counted.
 *
 * ```ts import.meta.vitest
 * import * as SavePlays from "./SavePlays.ts"
 *
 * const [at, asOf] = [new Date("2026-03-01"), new Date("2026-04-15")]
 * SavePlays.stayedAfter({ at, endedAt: new Date("2026-03-20") }, 30, asOf) // => false
 * SavePlays.stayedAfter({ at, endedAt: null }, 30, asOf) // => true
 * SavePlays.stayedAfter({ at, endedAt: new Date("2026-03-20") }, 60, asOf) // => null
 * ```
 */
export const stayedAfter = (
  { at, endedAt }: { readonly at: Date; readonly endedAt?: Date | null | undefined },
  days: number,
  asOf: Date
): boolean | null => {
  checkDays(days)
  const end = at.getTime() + days * dayLength
  if (!(end <= asOf.getTime()) || Number.isNaN(endedAt?.getTime())) return null
  return endedAt === undefined || endedAt === null || endedAt.getTime() >= end
}

/**
 * Which offers to customers who want to leave go with their staying: how many accepted, how many were still there so many
 * days later, and how that differs from those who were made no offer.
 *
 * Takes one record a customer who wanted to leave. Compared are all who were made the offer, not those who accepted: who
 * accepts wanted to stay. Shares come with Wilson's interval, differences with Newcombe's and the pooled z test, corrected
 * for the number of offers (Benjamini–Hochberg). `null` for staying is missing, and in no share of those who stayed. Nobody
 * is `InsufficientData`. Throws a `RangeError` unless `days` is a whole number above 0.
 *
 * Source: Newcombe (1998); Frangakis and Rubin (2002) on why those who accepted are no group to compare.
 *
 * ```ts import.meta.vitest
 * import * as SavePlays from "./SavePlays.ts"
 *
 * const some = (n: number, offer: string, accepted: boolean, stayed: boolean) =>
 *   Array.from({ length: n }, () => ({ offer, accepted, stayed }))
 * const attempts = [
 *   ...some(40, "pause", true, true), ...some(10, "pause", true, false), ...some(50, "pause", false, false),
 *   ...some(15, "none", false, true), ...some(85, "none", false, false)
 * ]
 * const result = SavePlays.fromAttempts(attempts, { days: 60 })
 * const [pause] = result._tag === "SavePlays" ? result.plays : []
 * pause.fromNotOffered._tag === "Difference" && pause.fromNotOffered.value // => 25
 * pause.finding // => "associated with more staying"
 * ```
 */
export const fromAttempts = (attempts: Iterable<SaveAttempt>, options: SavePlayOptions): SavePlaysResult => {
  const counts = new CountsByOffer()
  for (const { accepted = null, offer, stayed } of attempts) counts.add(offer ?? null, accepted, stayed ?? null, 1)
  return finish(counts, options)
}

/**
 * The same of a tally of customers who wanted to leave, by offer, whether they accepted and whether they stayed.
 *
 * Throws `TallyMismatch` when a dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: SavePlayTallyOptions<NoInfer<Name>>
): SavePlaysResult => finish(count(tally, options), options)

/** The outcomes of each value of a dimension, in the order of the values. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: SavePlayTallyOptions<NoInfer<Name>>
): ReadonlyArray<{ readonly value: Value; readonly result: SavePlaysResult }> => {
  const whole: Tally = tally
  return split(whole, dimension).map((part) => ({
    value: part.value,
    result: finish(count(part.tally, options), options)
  }))
}

/** The outcomes of each period, from the first to the last. Those without a date are in none. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: SavePlayTallyOptions<NoInfer<Name>>
): ReadonlyArray<{ readonly period: string; readonly result: SavePlaysResult }> =>
  inTime(by(tally, period, options), column(tally, period).dimension, () => finish(new CountsByOffer(), options))

/**
 * How many more stayed of those who were made one offer than of those who were made another, in percentage points.
 *
 * `InsufficientData` when the share of one side is none, or withheld.
 */
export const difference = (
  a: SavePlay,
  b: SavePlay,
  { level = 0.95 }: { readonly level?: number } = {}
): Difference | InsufficientData => {
  const [x, y] = [a.stayed, b.stayed]
  if (x._tag !== "Estimate" || y._tag !== "Estimate")
    return insufficientData("no share of those who stayed on one side", 0)
  const counted = ({ n, value }: { readonly n: number; readonly value: number }) => ({
    successes: Math.round((value * n) / 100),
    n
  })
  return Proportion.difference(counted(x), counted(y), level)
}
