import type { JsonObject } from "@throughline/import/format"

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** An object's own value; `undefined` when it has none. */
export const own = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** The same where it is an object. */
export const ownObject = (value: unknown, key: string): JsonObject | undefined => {
  const found = own(value, key)
  return isObject(found) ? found : undefined
}

/** The objects of a list that is an object's own. */
export const ownObjects = (value: unknown, key: string): ReadonlyArray<JsonObject> => {
  const found = own(value, key)
  return Array.isArray(found) ? found.filter(isObject) : []
}
