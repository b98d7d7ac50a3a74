import type { Tally } from "../tally/Tally.ts"
import { clock, type PeriodCounts, type Since, side } from "./BeforeAfter.ts"
import { type ControlledResult, differenceInDifferences, type EffectOptions } from "./ControlledEffect.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import { type Read, reading } from "./ScoreReading.ts"
import { periodsInYear, yearBefore } from "./Season.ts"

/** What is measured, and when the change was. */
export type YearOptions<Name extends string> = EffectOptions &
  Since &
  Read & {
    readonly since: string
    /** The dimension of a tally that holds the answer: `"score"` unless told. */
    readonly score?: Name
  }

/** A period and the same one of the year before. */
type Pair = readonly [own: PeriodCounts, last: PeriodCounts]

/**
 * Pairs of which no period is in another pair too, on the other side. Where labels leave out periods, some that are counted as
 * near could be a year apart.
 */
const apart = (pairs: ReadonlyArray<Pair>, since: string): ReadonlyArray<Pair> => {
  const after = pairs.filter(([{ at, value }]) => at >= 0 && yearBefore(String(value)) < since)
  const last = yearBefore(String(after.at(-1)?.[0].value ?? since))
  return [...pairs.filter(([{ at, value }]) => at < 0 && String(value) > last), ...after]
}

/**
 * The change that is associated with an improvement, with the year before as its control: how up to half a year after the
 * change differs from up to half a year before it, beyond how the same periods differed a year earlier.
 *
 * So a season that comes every year alike is taken out. Only periods with answers in both years count, and not those in
 * `transition` or in progress. Else as `withControl`. Throws a `RangeError` unless `since` is the label of a day, week, month
 * or quarter.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import { againstLastYear } from "./YearEffect.ts"
 *
 * const answers = [["2025-03", 3], ["2025-04", 2], ["2026-03", 3], ["2026-04", 4]].flatMap(([month, score]) =>
 *   [0, 1].map((up) => ({ month, score: Number(score) + up }))
 * )
 * const scale = { id: "1-5", minimum: 1, maximum: 5 }
 * const tally = Tally.from(answers, { by: ["month", "score"] })
 * const result = againstLastYear(tally, "month", { since: "2026-04", measure: "mean", scale })
 * result._tag === "Estimate" ? [result.changed.change.value, result.control.change.value, result.value] : result // => [1, -1, 2]
 * ```
 */
export const againstLastYear = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: YearOptions<NoInfer<Name>>
): ControlledResult => {
  const half = Math.floor((periodsInYear(options.since) ?? 0) / 2)
  if (half === 0)
    throw new RangeError(`A day, week, month or quarter has the same period a year before, not ${options.since}`)
  const [whole, read]: [Tally, ReturnType<typeof reading>] = [tally, reading(options)]
  const time = clock(whole, period, options)
  const { periods, undated } = side(whole, period, options.score ?? "score", read, options, time)
  const answered = periods.filter(({ counts }) => ScoreCounts.answered(counts) > 0)
  const known = new Map(answered.map((each) => [each.value, each]))
  const near = answered.flatMap((own): ReadonlyArray<Pair> => {
    const last = known.get(yearBefore(String(own.value)))
    return last !== undefined && own.at >= -half && own.at < half ? [[own, { ...last, at: own.at }]] : []
  })
  const pairs = apart(near, options.since)
  const result = differenceInDifferences(
    { changed: pairs.map(([own]) => own), control: pairs.map(([, last]) => last), undated },
    read,
    options
  )
  if (result._tag !== "Estimate") return result
  return {
    ...result,
    definition: "difference in differences: (after − before) minus (after − before) of a year earlier"
  }
}
