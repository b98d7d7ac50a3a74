import { labelsBetween } from "../tally/PeriodLabel.ts"
import { column } from "../tally/read.ts"
import { where } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"
import { type InProgress, isOver } from "./PeriodSeries.ts"
import * as ScoreCounts from "./ScoreCounts.ts"
import type { ScoreReading } from "./ScoreReading.ts"

/** Which periods are before a change, and which after it. */
export interface Since extends InProgress {
  /** The first period after the change: `"2026-04"`. A dimension that is only `false` before and `true` after has `true`. */
  readonly since: string | number | true
  /** Periods in which the change was on its way: neither before nor after. */
  readonly transition?: ReadonlyArray<string | number>
}

/** One period of answers. */
export interface PeriodCounts {
  readonly value: Value
  /** How many periods after the change; below 0 before it. */
  readonly at: number
  readonly counts: ScoreCounts.ScoreCounts
}

/** Whether a period is counted: it is known, over, and not one in which the change was on its way. */
const isCounted = (value: Value, options: Since): boolean =>
  value !== null &&
  !(options.transition ?? []).some((each) => each === value) &&
  (typeof value !== "string" || isOver(value, options))

/** The periods of a dimension in the order of time, those without a record included, and the first after the change. */
export interface Clock {
  readonly values: ReadonlyArray<Value>
  /** How many periods after the change a period is; below 0 before it. */
  readonly placeOf: (value: Value) => number
}

/** The periods of a tally and their places in time. Records without a period have none. */
export const clock = (tally: Tally, period: string, { since }: Since): Clock => {
  const { dimension, values } = column(tally, period)
  const known = values.filter((value) => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  const all =
    dimension.kind === "period" && first !== undefined && last !== undefined
      ? labelsBetween(dimension.unit, String(first), String(last))
      : known
  const before = all.filter((value) => compare(value, since) < 0).length
  const places = new Map<Value, number>(all.map((value, i) => [value, i - before]))
  return { values: all, placeOf: (value) => places.get(value) ?? Number.NaN }
}

/** The answers of some groups: by period, without those left out, and what could not be counted. */
export interface Side {
  readonly periods: ReadonlyArray<PeriodCounts>
  /** Answers without a period, which are missing. */
  readonly undated: number
}

/** Read the answers of one side of a comparison. */
export const side = (
  tally: Tally,
  period: string,
  score: string,
  { scale }: ScoreReading,
  options: Since,
  { placeOf }: Clock
): Side => {
  const parts = ScoreCounts.byDimension(tally, period, score, scale)
  const periods = parts.flatMap(([value, counts]) =>
    isCounted(value, options) ? [{ value, at: placeOf(value), counts }] : []
  )
  const undated = parts.find(([value]) => value === null)?.[1]
  const all = undated === undefined ? 0 : ScoreCounts.answered(undated) + undated.missing + undated.invalid
  return { periods, undated: all }
}

/** Only the records whose value in a dimension is one of these. */
export const among = (tally: Tally, dimension: string, values: ReadonlyArray<Value>): Tally =>
  where(tally, dimension, (value) => values.includes(value))

/** All answers of some periods together. */
export const together = (periods: ReadonlyArray<PeriodCounts>, { scale }: ScoreReading): ScoreCounts.ScoreCounts =>
  periods.reduce<ScoreCounts.ScoreCounts>((sum, { counts }) => ScoreCounts.add(sum, counts), ScoreCounts.nothing(scale))
