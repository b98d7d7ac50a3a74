import * as Auc from "../stats/Auc.ts"
import { type BrierScore, brierScore } from "../stats/BrierScore.ts"
import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  type Interval,
  insufficientData,
  nothingExcluded,
  type Suppressed
} from "../stats/Estimate.ts"
import * as ScoredOutcomes from "../stats/ScoredOutcomes.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import { inRows, type ReliabilityRow, reliabilityCurve, share } from "./ReliabilityCurve.ts"
import { describe, onScale, type RiskReading, riskOf, riskReading } from "./RiskReading.ts"

export type { ReliabilityRow } from "./ReliabilityCurve.ts"

/** How well a score told who would have the event. The value is the AUC, from 0 to 1: 0.5 is a coin. */
export interface CalibrationEstimate extends Estimate {
  readonly definition: "AUC: of a customer with the event and one without, the score of the first was worse"
  /** How the score was read: `"risk = (100 − score) / 100"`. */
  readonly reading: string
  /** `"does not predict"` when the interval of the AUC holds 0.5, or `p` is not below 1 − level: both must speak for it. */
  readonly verdict: "predicts" | "does not predict" | "predicts the opposite"
  /** The p-value of an AUC of 0.5 (Mann–Whitney); `null` when all scores are one. */
  readonly p: number | null
  /** How many had the event. */
  readonly events: number
  /** The share that had it, in per cent, with Wilson's interval. */
  readonly rate: Estimate
  /** The mean squared error of the risk, in parts: reliability − resolution + uncertainty. */
  readonly brier: BrierScore
  /** From the lowest scores to the highest. */
  readonly curve: ReadonlyArray<ReliabilityRow>
  readonly area: Auc.Auc
}

/** A calibration, or why there is none. */
export type CalibrationResult = CalibrationEstimate | InsufficientData | Suppressed

/** How the score is read: `worst`, 0 unless told, to `best`, 100 unless told; and how the result is reported. */
export interface CalibrationOptions extends Partial<RiskReading> {
  /** Into how many rows of about equal size the scores are put, ties together: 10 unless told. */
  readonly rows?: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold the result of fewer than this many customers: 1 unless told. */
  readonly minimum?: number
}

/** Where a tally holds the score and the later outcome, and how the result is reported. */
export interface CalibrationTallyOptions<Name extends string> extends CalibrationOptions {
  /** The dimension of the score: `"score"` unless told. */
  readonly score?: Name
  /** The dimension of what became of the customer: `"outcome"` unless told. */
  readonly outcome?: Name
  /** The outcome, or outcomes, that mean the event: `"ended"` unless told. Any other means that it did not come. */
  readonly event?: Value | ReadonlyArray<Value>
}

/** A customer's score, and whether the event came in the time after it. */
export interface ScoredCustomer {
  readonly score: number | null | undefined
  readonly event: boolean | null | undefined
}

interface Counts {
  readonly outcomes: ScoredOutcomes.ScoredOutcomes
  readonly excluded: Excluded
}

const nothing: Counts = { outcomes: [], excluded: nothingExcluded }

const withExcluded =
  (combine: typeof ScoredOutcomes.add, sign: 1 | -1) =>
  (a: Counts, b: Counts): Counts => ({
    outcomes: combine(a.outcomes, b.outcomes),
    excluded: {
      missing: a.excluded.missing + sign * b.excluded.missing,
      invalid: a.excluded.invalid + sign * b.excluded.invalid
    }
  })

/** Counts outcomes by score, and those that cannot be. */
class Counting {
  private readonly counted: Array<ScoredOutcomes.ScoredOutcome> = []
  private missing = 0
  private invalid = 0
  private readonly reading: RiskReading

  constructor(options: CalibrationOptions) {
    this.reading = riskReading(options)
  }

  add(score: unknown, event: boolean | null | undefined, copies: number): void {
    const absent = score === null || score === undefined || Number.isNaN(score)
    if (absent || event === null || event === undefined) this.missing += copies
    else if (typeof score !== "number" || !onScale(this.reading, score)) this.invalid += copies
    else this.counted.push({ score: score + 0, events: event ? copies : 0, others: event ? 0 : copies })
  }

  finish(): Counts {
    const excluded = { missing: this.missing, invalid: this.invalid }
    return { outcomes: ScoredOutcomes.ordered(this.counted), excluded }
  }
}

const rowsOf = ({ rows = 10 }: CalibrationOptions): number => {
  if (Number.isSafeInteger(rows) && rows >= 1 && rows <= 1000) return rows
  throw new RangeError(`rows is a whole number from 1 to 1000, found ${rows}`)
}

/** The outcomes, those of the worst score first. */
const worstFirst = ({ outcomes }: Counts, { best, worst }: RiskReading): ScoredOutcomes.ScoredOutcomes =>
  best > worst ? outcomes : outcomes.toReversed()

const verdictOf = ({ high, level, low }: Interval, p: number | null): CalibrationEstimate["verdict"] => {
  if (p === null || p >= 1 - level) return "does not predict"
  if (low > 0.5) return "predicts"
  return high < 0.5 ? "predicts the opposite" : "does not predict"
}

const tooFew = ({ excluded, outcomes }: Counts): InsufficientData | undefined => {
  const { events, others } = ScoredOutcomes.totals(outcomes)
  if (events + others === 0) return insufficientData("no valid scores", 0, excluded)
  if (events < 2) return insufficientData("fewer than two customers with the event", events + others, excluded)
  if (others < 2) return insufficientData("fewer than two customers without the event", events + others, excluded)
  return undefined
}

const estimateOf = (counts: Counts, options: CalibrationOptions): CalibrationEstimate => {
  const { level = 0.95 } = options
  const reading = riskReading(options)
  const area = Auc.auc(worstFirst(counts, reading))
  const p = Auc.p(counts.outcomes)
  const interval = Auc.interval(area, level)
  const n = area.events + area.others
  const rows = inRows(counts.outcomes, rowsOf(options)).map((row) =>
    row.map((each) => ({ ...each, probability: riskOf(reading, each.score) }))
  )
  return {
    _tag: "Estimate",
    value: area.value,
    interval,
    n,
    excluded: counts.excluded,
    definition: "AUC: of a customer with the event and one without, the score of the first was worse",
    reading: describe(reading),
    verdict: verdictOf(interval, p),
    p,
    events: area.events,
    rate: share(area.events, n, level),
    brier: brierScore(rows, level),
    curve: reliabilityCurve(rows, level),
    area
  }
}

const finisher = (options: CalibrationOptions): Finisher<Counts, CalibrationResult> => {
  const { level = 0.95, minimum = 1 } = options
  return {
    add: withExcluded(ScoredOutcomes.add, 1),
    subtract: withExcluded(ScoredOutcomes.subtract, -1),
    finish: (counts) => {
      const { events, others } = ScoredOutcomes.totals(counts.outcomes)
      const n = events + others
      if (n > 0 && n < minimum) return { _tag: "Suppressed", minimum, n }
      return tooFew(counts) ?? estimateOf(counts, options)
    },
    difference: (a, b) => {
      const reading = riskReading(options)
      return (
        tooFew(a) ??
        tooFew(b) ??
        Auc.difference(Auc.auc(worstFirst(a, reading)), Auc.auc(worstFirst(b, reading)), level)
      )
    }
  }
}

/**
 * How well scores told who would have the event: the reliability curve, the Brier score and the AUC.
 *
 * Takes each customer's score and whether the event, such as leaving, came in the time after it. A low score is read as a
 * high risk, on a line from `worst` (certain, 0) to `best` (impossible, 100). The AUC and the verdict only need the order of
 * the scores; the Brier score and `expected` take the risk by its word. The interval is DeLong's, where that has no width
 * Newcombe's. Customers with one score are in one row of the curve.
 *
 * A missing score or outcome is reported as missing, a score off the scale as invalid. Fewer than two customers with the
 * event, or without, give `InsufficientData`. Throws a `RangeError` for rows or a scale that cannot be.
 *
 * Sources: DeLong, DeLong and Clarke-Pearson (1988); Brier (1950) in the parts of Stephenson, Coelho and Jolliffe (2008),
 * which are Murphy's (1973) where a row holds one score.
 *
 * ```ts import.meta.vitest
 * import * as Calibration from "./Calibration.ts"
 *
 * const result = Calibration.fromScores([
 *   { score: 20, event: true },
 *   { score: 40, event: true },
 *   { score: 40, event: false },
 *   { score: 80, event: false }
 * ])
 * result._tag === "Estimate" ? [result.value, result.verdict] : result // => [0.875, "does not predict"]
 * ```
 */
export const fromScores = (
  customers: Iterable<ScoredCustomer>,
  options: CalibrationOptions = {}
): CalibrationResult => {
  const counting = new Counting(options)
  for (const { event, score } of customers) counting.add(score, event, 1)
  return finisher(options).finish(counting.finish())
}

/** Count the groups of a tally apart, by the place that `split` gives them. */
const countTally = (
  tally: Tally,
  options: CalibrationTallyOptions<string>,
  parts: number,
  split: (group: number) => number
): ReadonlyArray<Counts> => {
  const scores = column(tally, options.score ?? "score")
  const outcomes = column(tally, options.outcome ?? "outcome")
  const wanted = [options.event ?? "ended"].flat()
  const counting = Array.from({ length: parts }, () => new Counting(options))
  tally.counts.forEach((count, group) => {
    const outcome = valueAt(outcomes, group)
    const event = wanted.includes(outcome) || (outcome === null ? null : false)
    counting[split(group)]?.add(valueAt(scores, group), event, count)
  })
  return counting.map((each) => each.finish())
}

const byDimension = (
  tally: Tally,
  name: string,
  options: CalibrationTallyOptions<string>
): ReadonlyArray<readonly [Value, Counts]> => {
  const { codes, values } = column(tally, name)
  const parts = countTally(tally, options, values.length, (group) => codes[group] ?? 0)
  return parts.map((counts, i) => [values[i] ?? null, counts])
}

/**
 * The calibration of everyone in a tally that counts by score and later outcome.
 *
 * A `null` outcome is missing, unless `event` names it: whether the event came is not known. Else as `fromScores`. Throws
 * `TallyMismatch` when a dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: CalibrationTallyOptions<NoInfer<Name>> = {}
): CalibrationResult => {
  const [counts = nothing] = countTally(tally, options, 1, () => 0)
  return finisher(options).finish(counts)
}

/** The calibration of each value of a dimension; its AUC against that of all others, corrected for the number of groups. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: CalibrationTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<Group<CalibrationResult>> =>
  compareGroups(byDimension(tally, dimension, options), finisher(options), options.level ?? 0.95)

/** The calibration of each period of a dimension, from the first to the last, with the change of its AUC. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: CalibrationTallyOptions<NoInfer<Name>> = {}
): ReadonlyArray<PeriodResult<CalibrationResult>> =>
  compareInTime(
    byDimension(tally, period, options),
    column<string>(tally, period).dimension,
    nothing,
    finisher(options)
  )

/**
 * The AUC of one group or period minus that of another, of different customers. `InsufficientData` when one is no estimate.
 *
 * Two scores of the same customers are not independent: this interval is then too wide or too narrow.
 *
 * ```ts import.meta.vitest
 * import * as Calibration from "./Calibration.ts"
 *
 * const month = (late: number) =>
 *   Calibration.fromScores(Array.from({ length: 40 }, (_, i) => ({ score: i, event: (i * 7) % 40 < 20 - late * (i % 5) })))
 * const change = Calibration.difference(month(0), month(3))
 * change._tag === "Difference" && [change.value.toFixed(2), change.n] // => ["0.01", [40, 40]]
 * ```
 */
export const difference = (
  a: CalibrationResult,
  b: CalibrationResult,
  options: Pick<CalibrationOptions, "level"> = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? Auc.difference(a.area, b.area, options.level ?? 0.95)
    : insufficientData("a calibration is missing on one side", 0)
