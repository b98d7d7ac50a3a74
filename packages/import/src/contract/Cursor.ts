import * as Schema from "effect/Schema"

/** A place in an input between two source records, as JSON to be kept until a later run. */
export const Cursor = Schema.Struct({
  adapter: Schema.String,
  version: Schema.Literal(1),
  /** Bytes before this place. */
  byteOffset: Schema.Int,
  /** Source records before this place. */
  record: Schema.Int,
  /** A hash of what those records say, to notice that the input is no longer the same; of pages, a hash of their name. */
  digest: Schema.String,
  /** Of an API: the page that begins here, by the API's own cursor, and how many come before it. */
  page: Schema.optionalKey(Schema.Struct({ cursor: Schema.String, number: Schema.Int }))
})
export type Cursor = typeof Cursor.Type
