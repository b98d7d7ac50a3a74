import type { Scale } from "../domain/Scale.ts"
import type { Moments } from "../stats/Mean.ts"
import { column } from "../tally/read.ts"
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

interface Collector {
  readonly count: (score: unknown, copies: number) => void
  readonly finish: () => ScoreCounts
}

const collector = (scale: Scale): Collector => {
  const counts = Array.from({ length: scale.maximum - scale.minimum + 1 }, () => 0)
  let [missing, invalid] = [0, 0]
  return {
    count: (score, copies) => {
      if (score === null || score === undefined || Number.isNaN(score)) {
        missing += copies
        return
      }
      const point = typeof score === "number" ? score - scale.minimum : -1
      if (point in counts) counts[point] = (counts[point] ?? 0) + copies
      else invalid += copies
    },
    finish: () => ({ minimum: scale.minimum, counts, missing, invalid })
  }
}

/** Count plain scores: `null`, `undefined` and `NaN` are missing, what is no point of the scale is invalid. */
export const fromScores = (scores: Iterable<number | null | undefined>, scale: Scale): ScoreCounts => {
  const { count, finish } = collector(scale)
  for (const score of scores) count(score, 1)
  return finish()
}

/** Read the counts from a tally that has the score as a dimension. */
export const fromTally = (tally: Tally, score: string, scale: Scale): ScoreCounts => {
  refuseOtherScales(tally, scale)
  const { codes, values } = column(tally, score)
  const { count, finish } = collector(scale)
  codes.forEach((code, group) => {
    count(values[code], tally.counts[group] ?? 0)
  })
  return finish()
}

/** The same for each value of another dimension, in one pass. */
export const byDimension = (
  tally: Tally,
  name: string,
  score: string,
  scale: Scale
): ReadonlyArray<readonly [value: Value, counts: ScoreCounts]> => {
  refuseOtherScales(tally, scale)
  const group = column(tally, name)
  const { codes, values } = column(tally, score)
  const collectors = group.values.map(() => collector(scale))
  codes.forEach((code, row) => {
    collectors[group.codes[row] ?? 0]?.count(values[code], tally.counts[row] ?? 0)
  })
  return collectors.map(({ finish }, i) => [group.values[i] ?? null, finish()] as const)
}

/** A tally that says its scale is only read on that scale. */
const refuseOtherScales = (tally: Tally, scale: Scale): void => {
  const stated = tally.columns.find(({ dimension }) => dimension.name === "scale")
  const other = stated?.values.find((value) => value !== scale.id)
  if (other !== undefined) {
    throw new TallyMismatch(`The tally holds answers on the scale ${other}, which do not pool with ${scale.id}`)
  }
}
