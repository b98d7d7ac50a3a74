import type { Scale } from "../domain/Scale.ts"
import type { Moments } from "../stats/Mean.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** How often each point of a scale was answered, and what was no answer. Counts of two groups add and subtract exactly. */
export interface ScoreCounts {
  readonly minimum: number
  /** One count a point, from the lowest. */
  readonly counts: ReadonlyArray<number>
  readonly missing: number
  readonly invalid: number
}

/** The answers counted: those on the scale. */
export const answered = ({ counts }: ScoreCounts): number => counts.reduce((sum, count) => sum + count, 0)

/** The answers from one point to another, both included. */
export const within = ({ counts, minimum }: ScoreCounts, from: number, to: number): number =>
  counts.slice(Math.max(0, from - minimum), to - minimum + 1).reduce((sum, count) => sum + count, 0)

/** Exact moments of the answers. */
export const moments = ({ counts, minimum }: ScoreCounts): Moments => {
  let [n, sum, squares] = [0, 0, 0]
  counts.forEach((count, i) => {
    const score = minimum + i
    n += count
    sum += count * score
    squares += count * score * score
  })
  return { n, sum, squares }
}

const combine =
  (sign: 1 | -1) =>
  (a: ScoreCounts, b: ScoreCounts): ScoreCounts => ({
    minimum: a.minimum,
    counts: a.counts.map((count, i) => count + sign * (b.counts[i] ?? 0)),
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

/** Both groups together. */
export const add = combine(1)

/** A group without a part of it. */
export const subtract = combine(-1)

/** Counts that are still being made. */
type Counting = { -readonly [Key in keyof ScoreCounts]: Key extends "counts" ? Array<number> : ScoreCounts[Key] }

/** Nothing counted yet. */
export const nothing = ({ maximum, minimum }: Scale): Counting => ({
  minimum,
  counts: Array.from({ length: maximum - minimum + 1 }, () => 0),
  missing: 0,
  invalid: 0
})

const count = (into: Counting, score: unknown, copies: number): void => {
  const point = typeof score === "number" ? score - into.minimum : -1
  if (score === null || score === undefined || Number.isNaN(score)) into.missing += copies
  else if (point in into.counts) into.counts[point] = (into.counts[point] ?? 0) + copies
  else into.invalid += copies
}

/** Count plain scores: `null`, `undefined` and `NaN` are missing, what is no point of the scale is invalid. */
export const fromScores = (scores: Iterable<number | null | undefined>, scale: Scale): ScoreCounts => {
  const counts = nothing(scale)
  for (const score of scores) count(counts, score, 1)
  return counts
}

/** Read the counts from a tally that has the score as a dimension. */
export const fromTally = (tally: Tally, score: string, scale: Scale): ScoreCounts => {
  const counts = nothing(scale)
  eachScore(tally, score, scale, (value, copies) => count(counts, value, copies))
  return counts
}

/** The same for each value of another dimension, in one pass. */
export const byDimension = (
  tally: Tally,
  name: string,
  score: string,
  scale: Scale
): ReadonlyArray<readonly [value: Value, counts: ScoreCounts]> => {
  const { codes, values } = column(tally, name)
  const parts = values.map((value) => [value, nothing(scale)] as const)
  eachScore(tally, score, scale, (value, copies, group) => {
    const part = parts[codes[group] ?? 0]
    if (part !== undefined) count(part[1], value, copies)
  })
  return parts
}

const eachScore = (
  tally: Tally,
  score: string,
  scale: Scale,
  visit: (value: Value, copies: number, group: number) => void
): void => {
  refuseOtherScales(tally, scale)
  const scores = column(tally, score)
  tally.counts.forEach((copies, group) => {
    visit(valueAt(scores, group), copies, group)
  })
}

/** A tally that says its scale is only read on that scale. */
const refuseOtherScales = (tally: Tally, scale: Scale): void => {
  const stated = tally.columns.find(({ dimension }) => dimension.name === "scale")
  const other = stated?.values.find((value) => value !== scale.id)
  if (other !== undefined) {
    throw new TallyMismatch(`The tally holds answers on the scale ${other}, which do not pool with ${scale.id}`)
  }
}
