import { nothingExcluded } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import type { Tally } from "../tally/Tally.ts"
import { clock, type Since, side, together } from "./BeforeAfter.ts"
import {
  type InterruptedOptions,
  type InterruptedResult,
  interrupted,
  type WeightedPeriod
} from "./InterruptedSeries.ts"
import { withinPeriods } from "./ParallelTrends.ts"
import { type InProgress, observe, type SeriesPoint } from "./PeriodSeries.ts"
import { type Read, reading } from "./ScoreReading.ts"

/** When the change of a series was. */
export interface SeriesOptions extends InterruptedOptions, InProgress {
  /** The first period after the change: `"2026-04"`. */
  readonly since: string
  /** Periods in which the change was on its way: neither before nor after. */
  readonly transition?: ReadonlyArray<string>
}

/** What is measured, and when the change was. */
export type SeriesTallyOptions<Name extends string> = InterruptedOptions &
  Since &
  Read & {
    /** Leave out periods with fewer answers than this: 1 unless told. */
    readonly minimum?: number
    /** The dimension of a tally that holds the answer: `"score"` unless told. */
    readonly score?: Name
  }

/**
 * The change of a series that is associated with an improvement, without a control group: any measure over periods, such as
 * `Nps.over(tally, "month")`, or plain `{ period, value }` in any order.
 *
 * A line is fitted to the periods before the change and another after it (segmented regression). The value is how far the
 * periods after are from the line of before, continued, on average; beside it stand the step at the change and the change of
 * the slope. A measured period counts as much as it has answers, plain values count alike. Periods without a value keep their
 * place in time. Fewer than two periods on one side, or five in all, are `InsufficientData`. Throws a `RangeError` when a
 * period has two values.
 *
 * Source: Wagner et al. (2002); Newey and West (1987).
 *
 * ```ts import.meta.vitest
 * import { fromSeries } from "./SeriesEffect.ts"
 *
 * const months = [60, 61, 63, 63, 70, 71, 73, 73].map((value, i) => ({ period: `2026-0${i + 1}`, value }))
 * const result = fromSeries(months, { since: "2026-05" })
 * result._tag === "Estimate" ? [result.levelChange.value.toFixed(1), result.slopeChange.value.toFixed(1)] : result // => ["5.6", "0.0"]
 * result._tag === "Estimate" && result.season.note // => "fewer than two full years: a season cannot be told from a change"
 * ```
 */
export const fromSeries = (series: Iterable<SeriesPoint>, options: SeriesOptions): InterruptedResult => {
  const given = [...series]
  const answers = new Map(
    given.flatMap((point) =>
      "result" in point && point.result._tag === "Estimate" ? [[point.period, point.result.n] as const] : []
    )
  )
  const points = observe(given, options)
  const before = points.filter(({ period }) => period < options.since).length
  const periods = points.flatMap(({ inProgress, period, value }, i): ReadonlyArray<WeightedPeriod> => {
    if (value === null || inProgress || (options.transition ?? []).includes(period)) return []
    return [{ period, at: i - before, value, weight: answers.get(period) ?? 1 }]
  })
  const n = periods.reduce((sum, { weight }) => sum + weight, 0)
  return interrupted(periods, { measured: "values", sampling: null, n, excluded: nothingExcluded }, options)
}

/**
 * The change of a measure over the periods of a tally that is associated with an improvement, without a control group.
 *
 * As `fromSeries`; a period counts as much as it has answers, and varies by no less than the sampling of its answers. Answers
 * without a period are missing. Throws `TallyMismatch` for a dimension that is not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import { over } from "./SeriesEffect.ts"
 *
 * const answers = [2, 3, 2, 3, 4, 5, 4, 5].flatMap((score, i) => [1, 0].map((up) => ({ month: `2026-0${i + 1}`, score: score - up })))
 * const tally = Tally.from(answers, { by: ["month", "score"] })
 * const scale = { id: "1-5", minimum: 1, maximum: 5 }
 * const result = over(tally, "month", { since: "2026-05", measure: "mean", scale })
 * result._tag === "Estimate" ? [result.levelChange.value.toFixed(2), result.n] : result // => ["1.20", 16]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: SeriesTallyOptions<NoInfer<Name>>
): InterruptedResult => {
  const [whole, read]: [Tally, ReturnType<typeof reading>] = [tally, reading(options)]
  const { periods, undated } = side(
    whole,
    period,
    options.score ?? "score",
    read,
    options,
    clock(whole, period, options)
  )
  const all = together(periods, read)
  const enough = periods.flatMap(({ at, counts, value }): ReadonlyArray<WeightedPeriod> => {
    const moments = read.moments(counts)
    if (moments.n < Math.max(1, options.minimum ?? 1)) return []
    return [{ period: String(value), at, value: Mean.mean(moments), weight: moments.n }]
  })
  const within = withinPeriods(periods, read)
  const context = {
    measured: read.definition,
    sampling: Number.isNaN(within) ? null : within,
    n: enough.reduce((sum, { weight }) => sum + weight, 0),
    excluded: { missing: all.missing + undated, invalid: all.invalid }
  }
  return interrupted(enough, context, options)
}
