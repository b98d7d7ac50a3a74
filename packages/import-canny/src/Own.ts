import { type JsonObject, own } from "@throughline/import/format"

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The value of a key of its own, where it is an object. */
export const ownObject = (value: unknown, key: string): JsonObject | undefined => {
  const found = own(value, key)
  return isObject(found) ? found : undefined
}

/** The objects of a list that is an object's own. */
export const ownObjects = (value: unknown, key: string): ReadonlyArray<JsonObject> => {
  const found = own(value, key)
  return Array.isArray(found) ? found.filter(isObject) : []
}
