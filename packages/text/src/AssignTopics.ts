import { Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Embedder } from "./Embedder.ts"
import { EmbedError } from "./EmbedError.ts"
import { batchOf, type EmbedOptions, embedTexts, textOf } from "./EmbedTexts.ts"

/** A text with what it is about. */
export interface Assigned<Item> extends Topics.Assignment {
  readonly item: Item
}

const topicsOf = (
  model: Topics.TopicModel,
  embedder: Embedder["Service"]
): Effect.Effect<(vector: Float32Array) => Topics.Assignment, EmbedError> => {
  const own = model.vectors
  if (own?.model === embedder.model && own.dimension === embedder.dimension) {
    return Effect.sync(() => Topics.vectorAssigner(model, embedder))
  }
  const fitted = own === undefined ? "words" : `vectors of ${own.model} with ${own.dimension} numbers`
  return Effect.fail(
    new EmbedError({
      reason: "OtherModel",
      model: embedder.model,
      retry: "never",
      message: `The topics were fitted by ${fitted}, and the embedder gives vectors of ${embedder.model} with ${embedder.dimension}`
    })
  )
}

/**
 * The topic of each text of a stream, in their order, by the vectors of an `Embedder`; in constant memory.
 *
 * Texts are redacted before they are embedded, and embedded a batch at a time. The stream fails with `OtherModel` when the
 * topics were not fitted by vectors of this embedder. Throws a `RangeError` for a batch that is no whole number from 1; a
 * model whose parts do not fit together is a defect: read models by the schema `TopicModel`.
 */
export const assignTopics = <Item extends string | Topics.TopicText, E, R>(
  model: Topics.TopicModel,
  items: Stream.Stream<Item, E, R>,
  options: Pick<EmbedOptions, "batch"> = {}
): Stream.Stream<Assigned<Item>, E | EmbedError, R | Embedder> => {
  const batch = batchOf(options)
  return Stream.unwrap(
    Effect.gen(function* () {
      const embedder = yield* Embedder
      const topicOf = yield* topicsOf(model, embedder)
      const assigned = (some: ReadonlyArray<Item>) =>
        Effect.map(embedTexts(some.map(textOf), { batch }), ({ dimension, rows }) =>
          some.map((item, i) => ({ item, ...topicOf(rows.subarray(i * dimension, (i + 1) * dimension)) }))
        )
      return items.pipe(Stream.grouped(batch), Stream.mapEffect(assigned), Stream.flattenIterable)
    })
  )
}
