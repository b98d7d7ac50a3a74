import type { Scale } from "../domain/Scale.ts"
import * as ScoreCounts from "../measures/ScoreCounts.ts"
import * as ScoreStrata from "../measures/ScoreStrata.ts"
import { field } from "../tally/Dimension.ts"
import { fromColumnList } from "../tally/fromColumns.ts"
import { by as slices } from "../tally/slice.ts"
import type { Tally } from "../tally/Tally.ts"
import { type Fate, fates, type HandOffKind } from "./HandOffCounts.ts"

/** The answers at each touchpoint, by what the step to it was. Two groups add and subtract exactly. */
export type HandOffScores = ReadonlyMap<Fate, ScoreStrata.ScoreStrata>

/** Where the parts of a tally of scored steps are. */
export interface ScoredSides {
  readonly between?: HandOffKind
  readonly score?: string
  readonly touchpoint?: string
}

/** A tally of the answers at each touchpoint, with what the step to it was as the dimension `step`. */
const labelled = (tally: Tally, { between = "channel", score = "score", touchpoint = "to" }: ScoredSides): Tally => {
  const fate = fates(tally, between)
  const kept = [touchpoint, score, "scale"].flatMap((name) =>
    tally.columns.filter((each) => each.dimension.name === name)
  )
  return fromColumnList(
    [
      ...kept.map(({ codes, dimension, values }) => ({ dimension, input: { codes, values } })),
      { dimension: field("step"), input: Array.from(tally.counts, (_, group) => fate(group)) }
    ],
    { counts: tally.counts, sums: {} }
  )
}

/** Read the answers of a tally of scored steps. Throws `TallyMismatch` when a dimension is not there. */
export const handOffScores = (tally: Tally, scale: Scale, sides: ScoredSides): HandOffScores => {
  const { score = "score", touchpoint = "to" } = sides
  return new Map(
    slices(labelled(tally, sides), "step").map((part) => [
      part.value as Fate,
      new Map(ScoreCounts.byDimension(part.tally, touchpoint, score, scale))
    ])
  )
}

const nothing: ScoreStrata.ScoreStrata = new Map()

const combine =
  (of: typeof ScoreStrata.add) =>
  (a: HandOffScores, b: HandOffScores, scale: Scale): HandOffScores =>
    new Map(
      [...new Set([...a.keys(), ...b.keys()])].map((fate) => [
        fate,
        of(a.get(fate) ?? nothing, b.get(fate) ?? nothing, scale)
      ])
    )

/** Both groups together. */
export const add = combine(ScoreStrata.add)

/** A group without a part of it. */
export const subtract = combine(ScoreStrata.subtract)
