import type { JsonObject } from "@throughline/import/format"

/** What a JSON record of Zendesk is. */
export type Shape = "ticket" | "rating" | "survey"

/** The values of a list; of anything else none. */
export const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

const keysOf: Readonly<Record<Shape, ReadonlyArray<string>>> = {
  ticket: ["id", "status", "requester_id", "created_at"],
  rating: ["id", "score", "ticket_id", "requester_id", "created_at"],
  survey: ["id", "answers", "responder_id"]
}

/** What a record is, by its keys; `undefined` when it is nothing that is known here. */
export const shapeOf = (record: JsonObject): Shape | undefined => {
  const has = (keys: ReadonlyArray<string>) => keys.every((key) => Object.hasOwn(record, key))
  return (["ticket", "rating", "survey"] as const).find((shape) => has(keysOf[shape]))
}

/** Where the records are in pages of the API. */
export const inPages = ["/tickets", "/ticket", "/satisfaction_ratings", "/survey_responses"] as const

/** The same in files, which may also hold what a search found, or one record a line. */
export const inFiles = [...inPages, "/results", ""] as const
