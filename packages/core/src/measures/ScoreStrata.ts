import type { Scale } from "../domain/Scale.ts"
import type { Value } from "../tally/Value.ts"
import * as ScoreCounts from "./ScoreCounts.ts"

/** Answers on one scale by the value of a dimension, such as a segment or a touchpoint. */
export type ScoreStrata = ReadonlyMap<Value, ScoreCounts.ScoreCounts>

const combine =
  (of: typeof ScoreCounts.add) =>
  (a: ScoreStrata, b: ScoreStrata, scale: Scale): ScoreStrata => {
    const nothing = ScoreCounts.nothing(scale)
    return new Map(
      [...new Set([...a.keys(), ...b.keys()])].map((value) => [
        value,
        of(a.get(value) ?? nothing, b.get(value) ?? nothing)
      ])
    )
  }

/** Both groups together, value by value. */
export const add = combine(ScoreCounts.add)

/** A group without a part of it, value by value. */
export const subtract = combine(ScoreCounts.subtract)

/** All answers, whatever the value. */
export const pooled = (strata: ScoreStrata, scale: Scale): ScoreCounts.ScoreCounts =>
  [...strata.values()].reduce<ScoreCounts.ScoreCounts>(ScoreCounts.add, ScoreCounts.nothing(scale))
