import type { Improvement } from "../domain/Improvement.ts"
import type { Scale } from "../domain/Scale.ts"
import { containing } from "../tally/Period.ts"
import { next } from "../tally/PeriodLabel.ts"
import { column } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { among, type Since } from "./BeforeAfter.ts"
import { type ControlledResult, type EffectOptions, withControl } from "./ControlledEffect.ts"
import type { InterruptedOptions, InterruptedResult } from "./InterruptedSeries.ts"
import type { InProgress } from "./PeriodSeries.ts"
import type { Read } from "./ScoreReading.ts"
import { over } from "./SeriesEffect.ts"

export type { Since } from "./BeforeAfter.ts"
export {
  type BeforeAfterScores,
  type ControlledEffect,
  type ControlledOptions,
  type ControlledResult,
  type EffectOptions,
  fromScores,
  type GroupChange,
  withControl
} from "./ControlledEffect.ts"
export type {
  FittedPeriod,
  InterruptedOptions,
  InterruptedResult,
  InterruptedSeries,
  SeriesChange
} from "./InterruptedSeries.ts"
export type { ParallelTrends } from "./ParallelTrends.ts"
export type { Read } from "./ScoreReading.ts"
export type { Season } from "./Season.ts"
export { fromSeries, over, type SeriesOptions, type SeriesTallyOptions } from "./SeriesEffect.ts"
export type { Target, TargetReached } from "./TargetReached.ts"
export { againstLastYear, type YearOptions } from "./YearEffect.ts"

/** How an improvement is evaluated. Its target and its time are its own. */
export interface EvaluateOptions<Name extends string>
  extends Omit<EffectOptions, "target" | "better">,
    Omit<InterruptedOptions, "target" | "better">,
    InProgress {
  /** The scale of the answers. Needed unless the metric is `nps`. */
  readonly scale?: Scale
  /** `"nps"` for `nps`, `"csat"` for `csat`, `"mean"` for effort, unless told. */
  readonly measure?: Read["measure"]
  /** How many of the highest points count as satisfied; bound to the scale unless told. */
  readonly topBoxes?: number
  /** The touchpoints that were not changed. Without them there is no control, and the trend of before takes its place. */
  readonly control?: Value | ReadonlyArray<Value>
  /** The dimension of a tally that holds the touchpoint: `"touchpoint"` unless told. */
  readonly touchpoint?: Name
  /** The dimension of a tally that holds the answer: `"score"` unless told. */
  readonly score?: Name
}

const measures: Readonly<Record<Improvement["metric"], Read["measure"]>> = {
  nps: "nps",
  csat: "csat",
  ces1: "mean",
  ces2: "mean"
}

const readOf = (
  { metric }: Improvement,
  { measure = measures[metric], scale, topBoxes }: EvaluateOptions<string>
): Read => {
  if (measure === "nps") return { measure }
  if (scale === undefined) throw new RangeError(`The scale of ${metric} answers is not known: say scale`)
  if (measure === "mean") return { measure, scale }
  return topBoxes === undefined ? { measure, scale } : { measure, scale, topBoxes }
}

/** When the change was: a period that it fell into the middle of is neither before nor after. */
const sinceOf = (tally: Tally, period: string, at: Date): Since => {
  const { dimension } = column(tally, period)
  if (dimension.kind !== "period")
    throw new TallyMismatch(`"${period}" is no calendar period, so when a change was is not known`)
  const { label, start } = containing(dimension.unit, dimension.timeZone, at.getTime())
  return start === at.getTime() ? { since: label } : { since: next(dimension.unit, label), transition: [label] }
}

/**
 * The change that is associated with a recorded improvement: of its metric at its touchpoint, since its time, held against its
 * target.
 *
 * Takes a tally of the metric's answers by touchpoint, calendar period and answer. With `control`, the touchpoints that were
 * not changed, it is the difference in differences of `withControl`; without, the segmented regression of `over`. The period
 * that the change fell into is left out, unless the change was at its very start. For `ces1` lower is better. Throws
 * `TallyMismatch` for a dimension that is not there or a period that is no calendar period, and a `RangeError` when the scale is
 * not known.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import { Improvement } from "../domain/Improvement.ts"
 * import { evaluate } from "./ImprovementEffect.ts"
 * import { Schema } from "effect"
 *
 * const improvement = Schema.decodeUnknownSync(Improvement)({
 *   id: "1", name: "one page checkout", touchpoint: "checkout", at: "2026-03-10T00:00:00Z", metric: "nps", target: 0,
 *   evidence: { source: "shop", kind: "objective" }
 * })
 * const answers = [1, 2, 3, 4, 5].flatMap((month) =>
 *   [5, 7, 9].flatMap((score) => [
 *     { touchpoint: "checkout", at: new Date(Date.UTC(2026, month - 1, 5)), score: month < 3 ? score - 4 : score },
 *     { touchpoint: "search", at: new Date(Date.UTC(2026, month - 1, 5)), score }
 *   ])
 * )
 * const tally = Tally.from(answers, { by: ["touchpoint", Dimension.period("at", "month", "UTC"), "score"] })
 * const result = evaluate(improvement, tally, "month", { control: "search" })
 * result._tag === "Estimate" ? [result.value, result.n, result.target?.verdict] : result // => [100, 24, "open"]
 * ```
 */
export const evaluate = <Name extends string>(
  improvement: Improvement,
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: EvaluateOptions<NoInfer<Name>> = {}
): ControlledResult | InterruptedResult => {
  const { control, touchpoint = "touchpoint", ...rest } = options
  const whole: Tally = tally
  const all = {
    ...rest,
    ...readOf(improvement, options),
    ...sinceOf(whole, period, improvement.at),
    better: improvement.metric === "ces1" ? "lower" : "higher",
    ...(improvement.target === undefined ? {} : { target: improvement.target })
  } as const
  const changed = improvement.touchpoint
  if (control === undefined) return over(among(whole, touchpoint, [changed]), period, all)
  return withControl(whole, touchpoint, period, { ...all, changed, control })
}
