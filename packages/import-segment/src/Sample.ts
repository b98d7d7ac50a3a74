import { type JsonObject, ownAt, type SampleColumn } from "@throughline/import/format"

/** The values of a column that are not empty. */
export const sample = (rows: ReadonlyArray<JsonObject>, name: string): SampleColumn => ({
  name,
  values: rows.flatMap((one) => {
    const value = ownAt(one, ...name.split("."))
    return typeof value === "number" || (typeof value === "string" && value !== "") ? [String(value)] : []
  })
})
