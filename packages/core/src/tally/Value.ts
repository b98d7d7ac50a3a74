/** What a dimension can hold. `null` stands for "not known": a missing field, `undefined`, `NaN` or an infinity. */
export type Value = string | number | boolean | null

const rank = (value: Value): number => {
  if (value === null) return 0
  if (typeof value === "boolean") return 1
  return typeof value === "number" ? 2 : 3
}

/** The fixed order of dimension values: null, booleans, numbers, then text by code unit. */
export const compare = (a: Value, b: Value): number => {
  if (a === b) return 0
  const byRank = rank(a) - rank(b)
  if (byRank !== 0 || a === null || b === null) return byRank
  return a < b ? -1 : 1
}

/** The value a field counts under. A `Date` counts by its epoch milliseconds; anything else that is no value throws. */
export const fromField = (field: unknown): Value => {
  switch (typeof field) {
    case "string":
    case "boolean":
      return field
    case "number":
      return numeric(field)
    case "undefined":
      return null
    default:
      return fromObject(field)
  }
}

/** Adding 0 makes −0 a plain 0, as it is in JSON. */
const numeric = (field: number): Value => (Number.isFinite(field) ? field + 0 : null)

const fromObject = (field: unknown): Value => {
  if (field === null) return null
  if (field instanceof Date) return numeric(field.getTime())
  throw new TypeError(`A dimension counts text, numbers, booleans and dates, found ${typeof field}`)
}
