import type { Scale } from "../domain/Scale.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"
import * as ScoreCounts from "./ScoreCounts.ts"

/** A measure of answers on one scale: how their counts are finished and compared. */
export interface ScoreMeasure<Result> extends Pick<Finisher<ScoreCounts.ScoreCounts, Result>, "finish" | "difference"> {
  readonly scale: Scale
  readonly level: number
  /** The dimension of a tally that holds the answer. */
  readonly score: string
}

const finisher = <Result>({ difference, finish }: ScoreMeasure<Result>): Finisher<ScoreCounts.ScoreCounts, Result> => ({
  add: ScoreCounts.add,
  subtract: ScoreCounts.subtract,
  finish,
  difference
})

/** The measure of plain answers. */
export const ofScores = <Result>(
  scores: Iterable<number | null | undefined>,
  { finish, scale }: ScoreMeasure<Result>
): Result => finish(ScoreCounts.fromScores(scores, scale))

/** The measure of everyone in a tally. */
export const ofTally = <Result>(tally: Tally, { finish, scale, score }: ScoreMeasure<Result>): Result =>
  finish(ScoreCounts.fromTally(tally, score, scale))

/** The measure of each value of a dimension, compared with the rest. */
export const byDimension = <Result>(
  tally: Tally,
  dimension: string,
  measure: ScoreMeasure<Result>
): ReadonlyArray<Group<Result>> =>
  compareGroups(
    ScoreCounts.byDimension(tally, dimension, measure.score, measure.scale),
    finisher(measure),
    measure.level
  )

/** The measure of each period of a dimension, compared with the one before. */
export const overTime = <Result>(
  tally: Tally,
  period: string,
  measure: ScoreMeasure<Result>
): ReadonlyArray<PeriodResult<Result>> =>
  compareInTime(
    ScoreCounts.byDimension(tally, period, measure.score, measure.scale),
    column(tally, period).dimension,
    ScoreCounts.nothing(measure.scale),
    finisher(measure)
  )
