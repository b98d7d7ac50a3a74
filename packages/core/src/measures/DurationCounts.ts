import { exact } from "../tally/exact.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type Cell, cellsOf, type Reading } from "./DurationCells.ts"

/** How many durations in a cell came to their end, and how many had lasted so long when last seen. */
export interface CountedCell extends Cell {
  readonly finished: number
  readonly censored: number
}

/** Durations counted by cell. Counts of two groups add and subtract exactly. */
export interface DurationCounts {
  /** By the lowest duration of each. */
  readonly cells: ReadonlyMap<number, CountedCell>
  /** The exact sum of the finished durations; `null` when the tally has none. */
  readonly sum: number | null
  readonly missing: number
  readonly invalid: number
}

/** Where a tally holds durations and what became of them. */
export interface DurationDimensions {
  readonly seconds: string
  /** `null` when all are finished. */
  readonly outcome: string | null
  readonly finished: ReadonlyArray<Value>
  /** Still lasting when last seen; any other outcome is not counted. */
  readonly censored: ReadonlyArray<Value>
}

type Fate = "finished" | "censored" | "missing" | "ignored"

/** Counts that are still being made. */
class Counting implements DurationCounts {
  readonly cells = new Map<number, CountedCell>()
  sum: number | null
  missing = 0
  invalid = 0

  constructor(sum: number | null) {
    this.sum = sum
  }

  add({ fate, reading }: DurationReading, copies: number, sum: number): void {
    if (fate === "ignored") return
    if (fate === "missing" || reading === "missing") this.missing += copies
    else if (reading === "invalid") this.invalid += copies
    else {
      const known = this.cells.get(reading.low) ?? { ...reading, finished: 0, censored: 0 }
      this.cells.set(reading.low, { ...known, [fate]: known[fate] + copies })
      if (fate === "finished" && this.sum !== null) this.sum = exact(this.sum + sum, "A sum of seconds")
    }
  }
}

/** Nothing counted yet. */
export const nothing: DurationCounts = new Counting(0)

const combine =
  (sign: 1 | -1) =>
  (a: DurationCounts, b: DurationCounts): DurationCounts => {
    const cells = new Map(a.cells)
    for (const [low, more] of b.cells) {
      const { censored, finished } = cells.get(low) ?? { finished: 0, censored: 0 }
      cells.set(low, { ...more, finished: finished + sign * more.finished, censored: censored + sign * more.censored })
    }
    return {
      cells,
      sum: a.sum === null || b.sum === null ? null : a.sum + sign * b.sum,
      missing: a.missing + sign * b.missing,
      invalid: a.invalid + sign * b.invalid
    }
  }

/** Both groups together. */
export const add = combine(1)

/** A group without a part of it. */
export const subtract = combine(-1)

/** The cells in ascending order. */
export const inOrder = ({ cells }: DurationCounts): ReadonlyArray<CountedCell> =>
  [...cells.values()].sort((a, b) => a.low - b.low)

/** How many durations came to their end, or lasted still. */
export const count = ({ cells }: DurationCounts, fate: "finished" | "censored"): number =>
  [...cells.values()].reduce((sum, cell) => sum + cell[fate], 0)

const fateOf =
  ({ censored, finished }: DurationDimensions) =>
  (outcome: Value): Fate => {
    if (finished.includes(outcome)) return "finished"
    if (censored.includes(outcome)) return "censored"
    return outcome === null ? "missing" : "ignored"
  }

/** The duration of a group and what became of it. */
export interface DurationReading {
  readonly reading: Reading
  readonly fate: Fate
}

/** Reads the groups of a tally. Throws `TallyMismatch` when a dimension is not there. */
export const reader = (tally: Tally, dimensions: DurationDimensions): ((group: number) => DurationReading) => {
  const seconds = column(tally, dimensions.seconds)
  const cells = cellsOf(seconds)
  const outcomes = dimensions.outcome === null ? null : column(tally, dimensions.outcome)
  const fate = fateOf(dimensions)
  return (group) => ({
    reading: cells[seconds.codes[group] ?? 0] ?? "missing",
    fate: outcomes === null ? "finished" : fate(valueAt(outcomes, group))
  })
}

const read = (
  tally: Tally,
  dimensions: DurationDimensions,
  parts: ReadonlyArray<Counting>,
  split: (group: number) => number
): void => {
  const readGroup = reader(tally, dimensions)
  const sums = tally.sums[column(tally, dimensions.seconds).dimension.field]
  tally.counts.forEach((copies, group) => {
    parts[split(group)]?.add(readGroup(group), copies, sums?.[group] ?? 0)
  })
}

const counting = (tally: Tally, { seconds }: DurationDimensions): Counting =>
  new Counting(tally.sums[column(tally, seconds).dimension.field] === undefined ? null : 0)

/** Read the durations of everyone in a tally. Throws `TallyMismatch` when a dimension is not there. */
export const fromTally = (tally: Tally, dimensions: DurationDimensions): DurationCounts => {
  const all = counting(tally, dimensions)
  read(tally, dimensions, [all], () => 0)
  return all
}

/** The same for each value of another dimension, in one pass. */
export const byDimension = (
  tally: Tally,
  name: string,
  dimensions: DurationDimensions
): ReadonlyArray<readonly [value: Value, counts: DurationCounts]> => {
  const { codes, values } = column(tally, name)
  const parts = values.map(() => counting(tally, dimensions))
  read(tally, dimensions, parts, (group) => codes[group] ?? 0)
  return parts.map((counts, i) => [values[i] ?? null, counts] as const)
}

const readingOf = (seconds: unknown): Reading => {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return "missing"
  if (!Number.isSafeInteger(seconds) || Number(seconds) < 0) return "invalid"
  const value = Number(seconds)
  return { low: value, high: value, value }
}

/** Count plain durations, all of them finished. */
export const fromSeconds = (durations: Iterable<number | null | undefined>): DurationCounts => {
  const all = new Counting(0)
  for (const seconds of durations) all.add({ reading: readingOf(seconds), fate: "finished" }, 1, Number(seconds))
  return all
}
