import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import { checkVoters } from "./Assign.ts"
import { currentModel } from "./CurrentModel.ts"
import { checkLife } from "./OpenModel.ts"
import type { TopicEdit as Edit } from "./TopicLife.ts"
import type { FirstTopicModel, TopicModel as Model, SavedTopicModel } from "./TopicModel.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Stability = Schema.NullOr(Schema.Finite.check(Schema.isLessThanOrEqualTo(1)))

const Terms = Schema.Array(Schema.Struct({ term: Schema.String, score: Schema.Finite }))
const Examples = Schema.Array(Schema.Struct({ text: Schema.String, texts: Count }))

const Topic = Schema.Struct({
  id: Schema.NonEmptyString,
  kind: Schema.Literals(["topic", "wordless"]),
  name: Schema.String,
  terms: Terms,
  examples: Examples,
  texts: Count,
  customers: Count
})

const Id = Schema.NonEmptyString

const Merge = Schema.Struct({
  id: Schema.NonEmptyString,
  parts: Schema.Tuple([Schema.NonEmptyString, Schema.NonEmptyString]),
  cost: Schema.Finite,
  left: Count,
  stability: Stability
})

/** A change of a topic model, as it comes from outside. */
export const TopicEdit: Schema.Codec<Edit> = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("rename"), topic: Id, name: Schema.String }),
  Schema.Struct({ kind: Schema.Literal("merge"), topic: Id, into: Id }),
  Schema.Struct({ kind: Schema.Literal("split"), topic: Id, made: Schema.optionalKey(Id) }),
  Schema.Struct({ kind: Schema.Literal("move"), like: Schema.String, into: Id }),
  Schema.Struct({ kind: Schema.Literal("move"), term: Schema.String, into: Id }),
  Schema.Struct({ kind: Schema.Literal("accept"), proposal: Id, into: Schema.optionalKey(Id) }),
  Schema.Struct({ kind: Schema.Literal("dismiss"), proposal: Id })
])

const PooledText = Schema.Struct({
  text: Schema.String,
  texts: Count,
  topic: Id,
  dismissed: Schema.Boolean,
  customers: Schema.String
})

const Proposal = Schema.Struct({
  id: Id,
  name: Schema.String,
  terms: Terms,
  examples: Examples,
  texts: Count,
  customers: Count,
  near: Id,
  pooled: Schema.Array(Count)
})

const shared = {
  seed: Count,
  given: Count,
  fitted: Count,
  nextId: Count,
  vectors: Schema.optionalKey(
    Schema.Struct({ model: Schema.NonEmptyString, dimension: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)) })
  ),
  topics: Schema.NonEmptyArray(Topic),
  merges: Schema.Array(Merge),
  stability: Stability,
  voters: Schema.Struct({
    starts: Schema.String,
    places: Schema.String,
    values: Schema.String,
    topics: Schema.String,
    texts: Schema.String
  })
}

const First: Schema.Codec<FirstTopicModel> = Schema.Struct({
  ...shared,
  version: Schema.Literal(1),
  language: Schema.optionalKey(Schema.NonEmptyString),
  vocabulary: Schema.Struct({
    terms: Schema.Array(Schema.String),
    weights: Schema.String,
    phrases: Schema.optionalKey(Schema.String)
  })
})

const Current: Schema.Codec<Model> = Schema.Struct({
  ...shared,
  version: Schema.Literal(2),
  language: Schema.NonEmptyString,
  vocabulary: Schema.Struct({
    terms: Schema.Array(Schema.String),
    weights: Schema.String,
    phrases: Schema.String,
    written: Schema.Array(Schema.String)
  }),
  customers: Schema.Array(Schema.String),
  merged: Schema.Array(Schema.Struct({ id: Id, name: Schema.String, into: Id })),
  pool: Schema.Struct({
    similarity: Schema.NullOr(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
    texts: Schema.Array(PooledText)
  }),
  proposals: Schema.Array(Proposal),
  edits: Schema.Array(TopicEdit)
})

/** What is wrong with the parts of a model; `undefined` when they fit together. */
const problem = (model: Model): string | undefined => {
  try {
    checkVoters(model)
    checkLife(model)
    return undefined
  } catch (error) {
    return error instanceof RangeError ? error.message : String(error)
  }
}

/**
 * A topic model as it is kept in files and sent in messages. A model of version 1, which cannot tell what happened since it
 * was fitted, is read as one that nothing happened to. Decoding fails with an issue when it does not have the shape, or its
 * parts do not fit together.
 *
 * ```ts import.meta.vitest
 * import * as Schema from "effect/Schema"
 * import { fit } from "./Fit.ts"
 * import { TopicModel } from "./TopicModelSchema.ts"
 *
 * const model = fit(["card stolen", "my card", "refund late", "no refund"], { topics: 2, seed: 1 })
 * Schema.decodeUnknownSync(TopicModel)(JSON.parse(JSON.stringify(model))).topics.length // => 3
 * Schema.decodeUnknownSync(TopicModel)({ ...model, version: 1 }).version // => 2
 * Schema.is(TopicModel)({ ...model, version: 3 }) // => false
 * ```
 */
export const TopicModel: Schema.Codec<Model, SavedTopicModel> = Schema.Union([Current, First]).pipe(
  Schema.decodeTo(Schema.toType(Current).check(Schema.makeFilter(problem)), {
    decode: SchemaGetter.transform(currentModel),
    encode: SchemaGetter.transform((model: Model): SavedTopicModel => model)
  })
)
