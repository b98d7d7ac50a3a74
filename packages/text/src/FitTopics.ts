import { Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import type { Embedder } from "./Embedder.ts"
import type { EmbedError } from "./EmbedError.ts"
import { type EmbedOptions, embedTexts, textOf } from "./EmbedTexts.ts"

/** How topics are found by vectors. */
export interface FitTopicsOptions extends Omit<Topics.FitOptions, "vectors">, EmbedOptions {}

const countOf = (item: string | Topics.TopicText): number => (typeof item === "string" ? 1 : (item.count ?? 1))

/**
 * Find what texts are about by the vectors of an `Embedder`: `Topics.fit` with these in the place of terms.
 *
 * Texts are redacted before they are embedded, each different one is embedded once, and of more than 20,000 different texts
 * only those of the sample that is fitted. Throws the `RangeError`s of `Topics.fit`, and one for a batch that is no whole
 * number from 1.
 */
export const fitTopics = (
  texts: Iterable<string | Topics.TopicText>,
  { seed, topics, ...options }: FitTopicsOptions
): Effect.Effect<Topics.TopicModel, EmbedError, Embedder> => {
  const all = Array.from(texts)
  // Options and counts that are none are told before anything is embedded.
  const { given } = Topics.fit(
    all.map((item) => ({ text: "", count: countOf(item) })),
    { topics, seed }
  )
  const fitted = Topics.sample(all, seed)
  return Effect.map(embedTexts(fitted.map(textOf), options), (vectors) => ({
    ...Topics.fit(fitted, { topics, seed, vectors }),
    given
  }))
}
