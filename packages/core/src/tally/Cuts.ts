import { buckets } from "./Bucket.ts"
import type { BinDimension, BucketDimension, Dimension, FieldDimension, PeriodDimension } from "./Dimension.ts"
import { between, labeller } from "./Period.ts"
import { fromField, type Value } from "./Value.ts"

/** A dimension that is computed from a number. */
export type CutDimension = Exclude<Dimension, FieldDimension>

/**
 * A computed dimension over a range of whole numbers: `labels[i]` belongs to the numbers below `points[i]` and not below
 * `points[i - 1]`. An engine that compares whole numbers needs nothing else to count by it.
 */
export interface Cuts {
  readonly points: ReadonlyArray<number>
  readonly labels: ReadonlyArray<Value>
}

/** The cuts of a dimension for the whole numbers from `low` to `high`. Dates are epoch milliseconds. */
export const cuts = (dimension: CutDimension, low: number, high: number): Cuts => {
  switch (dimension.kind) {
    case "period":
      return periodCuts(dimension, low, high)
    case "bucket":
      return bucketCuts(dimension, low, high)
    case "bin":
      return binCuts(dimension, low, high)
  }
}

/** The calendar: the years 1000 to 9999, less a day at both ends, so that it holds in every time zone. */
const [calendarStart, calendarEnd] = [-30_610_137_600_000, 253_402_214_400_000]

const periodCuts = ({ timeZone, unit }: PeriodDimension, low: number, high: number): Cuts => {
  const points: Array<number> = []
  const labels: Array<Value> = []
  const add = (start: number, label: Value): void => {
    if (labels.length > 0) points.push(start)
    labels.push(label)
  }
  if (low < calendarStart) add(low, null)
  const [first, last] = [Math.max(low, calendarStart), Math.min(high, calendarEnd - 1)]
  const periods = first <= last ? between(unit, timeZone, first, last) : []
  for (const { label, start } of periods) add(Math.max(start, calendarStart), label)
  if (high >= calendarEnd) add(calendarEnd, null)
  return { points, labels }
}

const bucketCuts = (dimension: BucketDimension, low: number, high: number): Cuts => {
  const { index, upper } = buckets(dimension.relativeError)
  const points: Array<number> = []
  const labels: Array<Value> = []
  if (low < 0) {
    labels.push(null)
    points.push(0)
  }
  const last = index(Math.max(0, high)) ?? -1
  for (let i = index(Math.max(0, low)) ?? -1; i <= last; i++) {
    const first = (points.at(-1) ?? Math.max(0, low)) <= upper(i)
    if (!first) continue
    labels.push(i)
    if (i < last) points.push(upper(i) + 1)
  }
  return { points, labels }
}

const binCuts = (dimension: BinDimension, low: number, high: number): Cuts => {
  const edge = (value: number): number => Math.floor(value / dimension.width) * dimension.width
  const labels: Array<number> = []
  for (let at = edge(low) + 0; at <= high; at += dimension.width) labels.push(at)
  return { points: labels.slice(1), labels }
}

/** How a dimension reads a field: the value it counts under. */
export const reader = (dimension: Dimension): ((field: unknown) => Value) => {
  switch (dimension.kind) {
    case "field":
      return fromField
    case "period": {
      const label = labeller(dimension.unit, dimension.timeZone)
      return ofNumber((at) => (at >= calendarStart && at < calendarEnd ? label(at) : null))
    }
    case "bucket":
      return ofNumber(buckets(dimension.relativeError).index)
    case "bin": {
      const { width } = dimension
      return ofNumber((value) => Math.floor(value / width) * width + 0)
    }
  }
}

const ofNumber =
  (read: (value: number) => Value) =>
  (field: unknown): Value => {
    const value = field instanceof Date ? field.getTime() : field
    return typeof value === "number" && Number.isFinite(value) ? read(value) : null
  }
