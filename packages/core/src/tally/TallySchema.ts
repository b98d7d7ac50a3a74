import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaIssue from "effect/SchemaIssue"
import type { Dimension } from "./Dimension.ts"
import type { Tally } from "./Tally.ts"
import { fromJson, type TallyJson, toJson } from "./TallyJson.ts"

const base = { name: Schema.NonEmptyString, field: Schema.NonEmptyString }

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== undefined
  } catch {
    return false
  }
}

const RelativeError = Schema.Finite.check(Schema.isBetween({ minimum: 0.0001, maximum: 1, exclusiveMaximum: true }))

const TimeZone = Schema.String.check(
  Schema.makeFilter((timeZone) => (isTimeZone(timeZone) ? undefined : "not a time zone"))
)

const DimensionSchema: Schema.Codec<Dimension> = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("field"), ...base }),
  Schema.Struct({
    kind: Schema.Literal("period"),
    ...base,
    unit: Schema.Literals(["day", "week", "month", "quarter", "year"]),
    timeZone: TimeZone
  }),
  Schema.Struct({ kind: Schema.Literal("bucket"), ...base, relativeError: RelativeError }),
  Schema.Struct({ kind: Schema.Literal("bin"), ...base, width: Schema.Int.check(Schema.isGreaterThan(0)) })
])

const Value = Schema.Union([Schema.String, Schema.Finite, Schema.Boolean, Schema.Null])
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

const Json: Schema.Codec<TallyJson> = Schema.Struct({
  version: Schema.Literal(1),
  columns: Schema.Array(
    Schema.Struct({ dimension: DimensionSchema, values: Schema.Array(Value), codes: Schema.Array(Count) })
  ),
  counts: Schema.Array(Count),
  sums: Schema.Record(Schema.String, Schema.Array(Schema.Int))
})

const isTally = (input: unknown): input is Tally =>
  typeof input === "object" &&
  input !== null &&
  "columns" in input &&
  "counts" in input &&
  input.counts instanceof Float64Array

/** A tally in memory. */
const InMemory: Schema.declare<Tally> = Schema.declare(isTally, { title: "Tally" })

/**
 * A tally and its JSON form, for files, messages and browsers. Decoding fails with an issue when the data does not have
 * the shape, when columns differ in length, when two have one name or when a code has no value.
 */
export const TallyFromJson = Json.pipe(
  Schema.decodeTo(InMemory, {
    decode: SchemaGetter.transformEffect((json, options) =>
      Effect.try({
        try: () => fromJson(checked(json)),
        catch: (error) => new SchemaIssue.InvalidValue({ message: String(error) }, json, options)
      })
    ),
    encode: SchemaGetter.transform(toJson)
  })
)

const checked = (json: TallyJson): TallyJson => {
  for (const { codes, dimension, values } of json.columns) {
    if (codes.some((code) => code >= values.length)) throw new RangeError(`A code of "${dimension.name}" has no value`)
  }
  return json
}
