import type { PeriodUnit } from "./PeriodLabel.ts"

/** Counts by the value of a field. */
export interface FieldDimension<Name extends string = string, Field extends string = string> {
  readonly kind: "field"
  readonly name: Name
  readonly field: Field
}

/** Counts a date by calendar period in a named time zone. */
export interface PeriodDimension<Name extends string = string, Field extends string = string> {
  readonly kind: "period"
  readonly name: Name
  readonly field: Field
  readonly unit: PeriodUnit
  readonly timeZone: string
}

/** Counts whole numbers by logarithmic bucket, each value known to a relative error (DDSketch). */
export interface BucketDimension<Name extends string = string, Field extends string = string> {
  readonly kind: "bucket"
  readonly name: Name
  readonly field: Field
  readonly relativeError: number
}

/** Counts numbers by bins of equal width; the bin is named by its lower edge. */
export interface BinDimension<Name extends string = string, Field extends string = string> {
  readonly kind: "bin"
  readonly name: Name
  readonly field: Field
  readonly width: number
}

/** What a tally counts by: closed data, so that every engine counts the same. */
export type Dimension<Name extends string = string, Field extends string = string> =
  | FieldDimension<Name, Field>
  | PeriodDimension<Name, Field>
  | BucketDimension<Name, Field>
  | BinDimension<Name, Field>

/** By the value of `field`. */
export const field = <const Field extends string>(field: Field): FieldDimension<Field, Field> => ({
  kind: "field",
  name: field,
  field
})

/**
 * By calendar period: `"2026-03-29"`, `"2026-W13"` (ISO week), `"2026-03"`, `"2026-Q1"` or `"2026"`.
 *
 * A day is a day in the named time zone, daylight saving included. The dimension takes the unit's name. What is
 * no date of the years 1000 to 9999 counts under `null`. Throws a `RangeError` for a time zone that does not exist.
 *
 * ```ts import.meta.vitest
 * import { period } from "./Dimension.ts"
 *
 * period("at", "month", "Europe/Berlin").name // => "month"
 * ```
 */
export const period = <const Field extends string, const Unit extends PeriodUnit>(
  field: Field,
  unit: Unit,
  timeZone: string
): PeriodDimension<Unit, Field> => {
  new Intl.DateTimeFormat("en", { timeZone })
  return { kind: "period", name: unit, field, unit, timeZone }
}

/**
 * By logarithmic bucket: quantiles read from it are off by at most `relativeError` (0.01 is one per cent).
 *
 * The field holds whole numbers from 0; anything else counts under `null`. Masson, Rim and Lee (2019), DDSketch. Throws a
 * `RangeError` unless `0.0001 <= relativeError < 1`.
 */
export const bucket = <const Field extends string>(
  field: Field,
  relativeError: number
): BucketDimension<Field, Field> => {
  if (!(relativeError >= 0.0001 && relativeError < 1)) {
    throw new RangeError(`relativeError is at least 0.0001 and below 1, found ${relativeError}`)
  }
  return { kind: "bucket", name: field, field, relativeError }
}

/** By bins of equal, whole width starting at 0. Throws a `RangeError` unless `width` is a whole number above 0. */
export const bin = <const Field extends string>(field: Field, width: number): BinDimension<Field, Field> => {
  if (!Number.isSafeInteger(width) || width <= 0) {
    throw new RangeError(`width is a whole number above 0, found ${width}`)
  }
  return { kind: "bin", name: field, field, width }
}

/** The same dimension under another name, for two periods of one field side by side. */
export const named = <const Name extends string, D extends Dimension>(
  dimension: D,
  name: Name
): Omit<D, "name"> & { readonly name: Name } => ({ ...dimension, name })

/** Whether two dimensions count alike. */
export const equals = (a: Dimension, b: Dimension): boolean => encode(a) === encode(b)

/** A dimension as text, with its keys in a fixed order. */
export const encode = (dimension: Dimension): string => JSON.stringify(normalize(dimension))

/** The same dimension with its keys in a fixed order and nothing else in it. */
export const normalize = (dimension: Dimension): Dimension => {
  const { name, field } = dimension
  switch (dimension.kind) {
    case "field":
      return { kind: "field", name, field }
    case "period":
      return { kind: "period", name, field, unit: dimension.unit, timeZone: dimension.timeZone }
    case "bucket":
      return { kind: "bucket", name, field, relativeError: dimension.relativeError }
    case "bin":
      return { kind: "bin", name, field, width: dimension.width }
  }
}
