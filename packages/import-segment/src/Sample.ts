import type { JsonObject, SampleColumn } from "@throughline/import/format"
import { valueAt } from "./Call.ts"

/** The values of a column that are not empty. */
export const sample = (rows: ReadonlyArray<JsonObject>, name: string): SampleColumn => ({
  name,
  values: rows.flatMap((one) => {
    const value = valueAt(one, ...name.split("."))
    return typeof value === "number" || (typeof value === "string" && value !== "") ? [String(value)] : []
  })
})
