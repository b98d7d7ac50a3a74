import { buckets, midpoint } from "../tally/Bucket.ts"
import type { Dimension } from "../tally/Dimension.ts"
import { type Column, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** Whole durations from `low` to `high`, and the one that stands for all of them. */
export interface Cell {
  readonly low: number
  readonly high: number
  readonly value: number
}

/** What the value of a dimension says of a duration. */
export type Reading = Cell | "missing" | "invalid"

const cell = (low: number, high: number, middle: number): Cell => ({
  low,
  high,
  value: Math.min(high, Math.max(low, middle))
})

const reader = (dimension: Dimension): ((value: number) => Cell) => {
  switch (dimension.kind) {
    case "field":
      return (value) => cell(value, value, value)
    case "bin": {
      const { width } = dimension
      return (low) => cell(low, low + width - 1, low + (width - 1) / 2)
    }
    case "bucket": {
      const { upper } = buckets(dimension.relativeError)
      return (i) => cell(i < 0 ? 0 : upper(i - 1) + 1, upper(i), midpoint(dimension.relativeError, i))
    }
    case "period":
      throw new TallyMismatch(`"${dimension.name}" counts calendar periods, not durations`)
  }
}

const isDuration = (dimension: Dimension, value: Value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= (dimension.kind === "bucket" ? -1 : 0)

/** The durations that each value of a column stands for. Throws `TallyMismatch` for calendar periods. */
export const cellsOf = ({ dimension, values }: Column): ReadonlyArray<Reading> => {
  const read = reader(dimension)
  return values.map((value) => {
    if (value === null) return "missing"
    return isDuration(dimension, value) ? read(value) : "invalid"
  })
}

/** Whether no cell of a dimension has durations on both sides of a target: up to it, and longer. */
export const isCutAt = (dimension: Dimension, target: number): boolean => {
  switch (dimension.kind) {
    case "field":
      return true
    case "bin":
      return (target + 1) % dimension.width === 0
    case "bucket": {
      const { index, upper } = buckets(dimension.relativeError)
      const place = index(target)
      return place !== null && upper(place) === target
    }
    case "period":
      return false
  }
}
