import { Dimension } from "@throughline/core"
import type { ColumnType } from "../columns/Column.ts"

const units: ReadonlySet<string> = new Set(["day", "week", "month", "quarter", "year"])

/** A name from a query, short enough for a message. */
export const shown = (name: unknown): string => JSON.stringify(String(name).slice(0, 64))

/** Why a dimension cannot be counted, or `undefined`. */
export const dimensionProblem = (
  dimension: Dimension.Dimension,
  fields: ReadonlyMap<string, ColumnType>
): string | undefined => {
  const type = fields.get(dimension.field)
  if (type === undefined) return unknownField(dimension.field, fields)
  if (dimension.kind === "field") return undefined
  if (!computable(dimension, type)) {
    return `no ${shown(dimension.kind)} is computed from ${dimension.field}, which is ${type}; count by the field itself`
  }
  return settingsProblem(dimension)
}

/** Periods are of dates; buckets and bins of whole numbers, of which a date is one. */
const computable = (dimension: Dimension.Dimension, type: ColumnType): boolean =>
  type === "instant" || (type === "integer" && dimension.kind !== "period")

/** The message for a field that a source does not have. */
export const unknownField = (field: string, fields: ReadonlyMap<string, ColumnType>): string =>
  `it has no field ${shown(field)}; it has ${[...fields.keys()].join(", ")}`

/** Dimensions are made by functions that check their settings; one from a file was not. */
const settingsProblem = (dimension: Dimension.Dimension): string | undefined => {
  try {
    switch (dimension.kind) {
      case "period":
        Dimension.period(dimension.field, dimension.unit, dimension.timeZone)
        return units.has(dimension.unit) ? undefined : `${shown(dimension.unit)} is no period`
      case "bucket":
        Dimension.bucket(dimension.field, dimension.relativeError)
        return undefined
      case "bin":
        Dimension.bin(dimension.field, dimension.width)
        return undefined
      default:
        return `${shown(dimension.kind)} is no kind of dimension`
    }
  } catch (error) {
    return `the ${dimension.kind} of ${dimension.field} is not valid (${error instanceof RangeError ? error.message : "unreadable"})`
  }
}
