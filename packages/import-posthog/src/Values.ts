import type { JsonObject } from "@throughline/import/format"

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A key's own value in an object; `undefined` when it has none. */
export const own = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** A text without the blanks around it; `""` when it is none. */
export const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "")
