import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type InsufficientData,
  type Interval,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"

/** Part of the answers, in per cent, with its own Wilson interval. */
export interface ZoneShare {
  readonly count: number
  readonly value: number
  readonly interval: Interval
}

/** The share of experiences inside the zone of tolerance, in per cent, with its Wilson interval. */
export interface ToleranceZoneEstimate extends Estimate {
  readonly definition: "minimum ≤ perceived ≤ desired"
  readonly below: ZoneShare
  readonly within: ZoneShare
  readonly above: ZoneShare
  /** Mean of desired minus minimum, in points, with Student's t interval; no interval for one answer. */
  readonly width: { readonly value: number; readonly interval: Interval | null }
}

/** A share, or why there is none. */
export type ToleranceZoneResult = ToleranceZoneEstimate | InsufficientData | Suppressed

/** How the share is reported. */
export interface ToleranceZoneOptions {
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the share of fewer than this many answers: 1 unless told. */
  readonly minimum?: number
}

/** The names of the three dimensions of a tally that hold an answer and the zone it is held against. */
export interface ToleranceZoneTallyOptions<Name extends string> extends ToleranceZoneOptions {
  readonly names?: {
    /** `"minimum"` unless told. */
    readonly minimum?: Name
    /** `"desired"` unless told. */
    readonly desired?: Name
    /** `"score"` unless told. */
    readonly perceived?: Name
  }
}

/** Exact counts of where answers lie, and sums of how wide their zones are. */
interface ZoneCounts {
  readonly below: number
  readonly within: number
  readonly above: number
  readonly width: number
  readonly widthSquares: number
  readonly missing: number
  readonly invalid: number
}

const nothing: ZoneCounts = { below: 0, within: 0, above: 0, width: 0, widthSquares: 0, missing: 0, invalid: 0 }

const combine =
  (sign: 1 | -1) =>
  (a: ZoneCounts, b: ZoneCounts): ZoneCounts => ({
    below: a.below + sign * b.below,
    within: a.within + sign * b.within,
    above: a.above + sign * b.above,
    width: a.width + sign * b.width,
    widthSquares: a.widthSquares + sign * b.widthSquares,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

const add = combine(1)

const place = (minimum: unknown, desired: unknown, perceived: unknown, copies: number): ZoneCounts => {
  const answer = [minimum, desired, perceived]
  if (answer.some((each) => each === null || each === undefined || Number.isNaN(each)))
    return { ...nothing, missing: copies }
  const [low, high, score] = answer.map(Number) as [number, number, number]
  if (!answer.every(Number.isInteger) || low > high) return { ...nothing, invalid: copies }
  const width = high - low
  const where = score < low ? "below" : score > high ? "above" : "within"
  return { ...nothing, [where]: copies, width: width * copies, widthSquares: width * width * copies }
}

const within = ({ above, below, within: successes }: ZoneCounts): Proportion.Proportion => ({
  successes,
  n: below + successes + above
})

const widthOf = ({ width: sum, widthSquares: squares }: ZoneCounts, n: number, level: number) => {
  const bounds = { minimum: 0, maximum: Number.POSITIVE_INFINITY }
  return { value: sum / n, interval: n < 2 ? null : Mean.interval({ n, sum, squares }, level, bounds) }
}

const finish = (counts: ZoneCounts, { level = 0.95, minimum = 1 }: ToleranceZoneOptions): ToleranceZoneResult => {
  const { n } = within(counts)
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  if (n === 0) return insufficientData("no answers with a zone of tolerance", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const share = (count: number): ZoneShare => ({
    count,
    value: (100 * count) / n,
    interval: Proportion.interval({ successes: count, n }, level)
  })
  const inside = share(counts.within)
  return {
    _tag: "Estimate",
    value: inside.value,
    interval: inside.interval,
    n,
    excluded,
    definition: "minimum ≤ perceived ≤ desired",
    below: share(counts.below),
    within: inside,
    above: share(counts.above),
    width: widthOf(counts, n, level)
  }
}

const compare = (a: Proportion.Proportion, b: Proportion.Proportion, level: number): Difference | InsufficientData =>
  Math.min(a.n, b.n) === 0 ? insufficientData("no answers on one side", 0) : Proportion.difference(a, b, level)

const finisher = (options: ToleranceZoneOptions): Finisher<ZoneCounts, ToleranceZoneResult> => ({
  add,
  subtract: combine(-1),
  finish: (counts) => finish(counts, options),
  difference: (a, b) => compare(within(a), within(b), options.level ?? 0.95)
})

/** One answer with the least that is accepted and what is wished for, as whole points of one scale. */
export interface ZoneAnswer {
  readonly minimum: number | null | undefined
  readonly desired: number | null | undefined
  readonly perceived: number | null | undefined
}

/**
 * How many experiences lie inside, below and above the zone of tolerance, from the least that is accepted to what is
 * wished for, both included; and how wide the zone is.
 *
 * An answer with a missing side is reported as missing; a fraction, or a minimum above the desired, as invalid. No answers
 * give `InsufficientData`. The three shares have an interval each; they are not simultaneous.
 *
 * Source: Zeithaml, Berry and Parasuraman (1993); Parasuraman, Zeithaml and Berry (1994).
 *
 * ```ts import.meta.vitest
 * import * as ToleranceZone from "./ToleranceZone.ts"
 *
 * const zone = { minimum: 3, desired: 5 }
 * const result = ToleranceZone.fromAnswers([{ ...zone, perceived: 2 }, { ...zone, perceived: 4 }])
 * result._tag === "Estimate" ? [result.value, result.below.count, result.width.value] : result // => [50, 1, 2]
 * ```
 */
export const fromAnswers = (answers: Iterable<ZoneAnswer>, options: ToleranceZoneOptions = {}): ToleranceZoneResult => {
  let counts = nothing
  for (const { desired, minimum, perceived } of answers) counts = add(counts, place(minimum, desired, perceived, 1))
  return finish(counts, options)
}

const bySlot = (tally: Tally, slots: ArrayLike<number>, size: number, options: ToleranceZoneTallyOptions<string>) => {
  const { minimum = "minimum", desired = "desired", perceived = "score" } = options.names ?? {}
  const [low, high, score] = [column(tally, minimum), column(tally, desired), column(tally, perceived)]
  const counts = Array.from({ length: size }, () => nothing)
  tally.counts.forEach((copies, group) => {
    const slot = slots[group] ?? 0
    const each = place(valueAt(low, group), valueAt(high, group), valueAt(score, group), copies)
    counts[slot] = add(counts[slot] ?? nothing, each)
  })
  return counts
}

const parts = (
  tally: Tally,
  dimension: string,
  options: ToleranceZoneTallyOptions<string>
): ReadonlyArray<readonly [Value, ZoneCounts]> => {
  const { codes, values } = column(tally, dimension)
  const counts = bySlot(tally, codes, values.length, options)
  return values.map((value, i) => [value, counts[i] ?? nothing] as const)
}

/** The zone of everyone in a tally that holds minimum, desired and perceived jointly. Throws `TallyMismatch` otherwise. */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: ToleranceZoneTallyOptions<NoInfer<Name>> = {}
): ToleranceZoneResult => finish(bySlot(tally, [], 1, options)[0] ?? nothing, options)

/** The zone at each value of a dimension, and the difference of its share from all others, corrected for their number. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: ToleranceZoneTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<ToleranceZoneResult>> =>
  compareGroups(parts(tally, dimension, options), finisher(options), options.level ?? 0.95)

/** The zone in each period of a dimension, from the first to the last, with the change of its share. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: ToleranceZoneTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<ToleranceZoneResult>> =>
  compareInTime(parts(tally, period, options), column(tally, period).dimension, nothing, finisher(options))

/** The difference of two shares inside the zone, in percentage points, by Newcombe's hybrid score interval. */
export const difference = (
  a: ToleranceZoneResult,
  b: ToleranceZoneResult,
  options: Pick<ToleranceZoneOptions, "level"> = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? compare({ successes: a.within.count, n: a.n }, { successes: b.within.count, n: b.n }, options.level ?? 0.95)
    : insufficientData("a share is missing on one side", 0)
