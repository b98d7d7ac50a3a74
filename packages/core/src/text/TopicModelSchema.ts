import * as Schema from "effect/Schema"
import { checkVoters } from "./Assign.ts"
import type { TopicModel as Model } from "./TopicModel.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Stability = Schema.NullOr(Schema.Finite.check(Schema.isLessThanOrEqualTo(1)))

const Topic = Schema.Struct({
  id: Schema.NonEmptyString,
  kind: Schema.Literals(["topic", "wordless"]),
  name: Schema.String,
  terms: Schema.Array(Schema.Struct({ term: Schema.String, score: Schema.Finite })),
  examples: Schema.Array(Schema.Struct({ text: Schema.String, texts: Count })),
  texts: Count,
  customers: Count
})

const Merge = Schema.Struct({
  id: Schema.NonEmptyString,
  parts: Schema.Tuple([Schema.NonEmptyString, Schema.NonEmptyString]),
  cost: Schema.Finite,
  left: Count,
  stability: Stability
})

/** What is wrong with the packed parts of a model; `undefined` when they fit together. */
const problem = (model: Model): string | undefined => {
  try {
    checkVoters(model)
    return undefined
  } catch (error) {
    return error instanceof RangeError ? error.message : String(error)
  }
}

/**
 * A topic model as it is kept in files and sent in messages: the same data on both sides. Decoding fails with an issue when
 * it does not have the shape, or its packed parts do not fit together.
 *
 * ```ts import.meta.vitest
 * import * as Schema from "effect/Schema"
 * import { fit } from "./Fit.ts"
 * import { TopicModel } from "./TopicModelSchema.ts"
 *
 * const model = fit(["card stolen", "my card", "refund late", "no refund"], { topics: 2, seed: 1 })
 * Schema.decodeUnknownSync(TopicModel)(JSON.parse(JSON.stringify(model))).topics.length // => 3
 * Schema.is(TopicModel)({ ...model, version: 2 }) // => false
 * ```
 */
export const TopicModel: Schema.Codec<Model> = Schema.Struct({
  version: Schema.Literal(1),
  seed: Count,
  given: Count,
  fitted: Count,
  language: Schema.NonEmptyString,
  nextId: Count,
  topics: Schema.NonEmptyArray(Topic),
  merges: Schema.Array(Merge),
  stability: Stability,
  vectors: Schema.optionalKey(
    Schema.Struct({ model: Schema.NonEmptyString, dimension: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)) })
  ),
  vocabulary: Schema.Struct({ terms: Schema.Array(Schema.String), weights: Schema.String, phrases: Schema.String }),
  voters: Schema.Struct({
    starts: Schema.String,
    places: Schema.String,
    values: Schema.String,
    topics: Schema.String,
    texts: Schema.String
  })
}).check(Schema.makeFilter(problem))
