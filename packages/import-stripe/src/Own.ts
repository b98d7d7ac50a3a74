import { own as ownKey } from "@throughline/import/format"

/** A key's own value in an object; `undefined` when there is none, or it is `null`. */
export const own = (value: unknown, key: string): unknown => ownKey(value, key) ?? undefined

/** A text that is not empty. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined

/** The id of an object that stands there, or the id itself. */
export const idOf = (value: unknown): string | undefined => text(value) ?? text(own(value, "id"))

/** A time in whole seconds since 1970. */
export const seconds = (value: unknown): number | undefined => (Number.isSafeInteger(value) ? Number(value) : undefined)

/** The elements of a list, or of one of Stripe's lists; none when it is neither. */
export const listOf = (value: unknown): ReadonlyArray<unknown> => {
  const list = Array.isArray(value) ? value : own(value, "data")
  return Array.isArray(list) ? list : []
}

/** The object that stands there; an empty one when there is none. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}
