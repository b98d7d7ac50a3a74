import type { JsonObject } from "@throughline/import/format"

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A text without the blanks around it; `""` when it is none. */
export const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "")
