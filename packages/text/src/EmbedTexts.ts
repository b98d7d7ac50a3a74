import { Redact, type Topics } from "@throughline/core"
import * as Effect from "effect/Effect"
import { Embedder } from "./Embedder.ts"
import { EmbedError } from "./EmbedError.ts"

/** How texts are embedded. */
export interface EmbedOptions {
  /** How many different texts are handed to the embedder at a time: 1,000 unless told. */
  readonly batch?: number
  /** Told after each batch how many of the different texts have their vectors. */
  readonly progress?: (embedded: number, all: number) => Effect.Effect<void>
}

const usualBatch = 1000

/** So many UTF-16 units of a text are looked at for what points to a person, and sent. */
const longest = 100_000

/** What a text or record of one says. */
export const textOf = (item: string | Topics.TopicText): string => (typeof item === "string" ? item : item.text)

/** What is sent of a text. */
const sent = (text: string): string => Redact.text(text.slice(0, longest)).trim()

/** The size of a batch. Throws a `RangeError` unless it is a whole number from 1. */
export const batchOf = ({ batch = usualBatch }: EmbedOptions): number => {
  if (Number.isSafeInteger(batch) && batch >= 1) return batch
  throw new RangeError(`A batch has a whole number of texts from 1, found ${batch}`)
}

/** Fails unless an embedder gave one vector of its dimension for each text. */
const checked = (
  { dimension, model }: Embedder["Service"],
  { rows, ...vectors }: Topics.Vectors,
  texts: number
): Effect.Effect<Float32Array, EmbedError> =>
  rows.length === texts * dimension && vectors.dimension === dimension && vectors.model === model
    ? Effect.succeed(rows)
    : Effect.fail(
        new EmbedError({
          reason: "WrongAnswer",
          model,
          retry: "never",
          message: `Expected ${texts} vectors of ${dimension} numbers by ${model}, found ${rows.length} numbers`
        })
      )

/** The places of each different text that is sent. */
const placesOf = (
  texts: ReadonlyArray<string>
): ReadonlyArray<readonly [text: string, places: ReadonlyArray<number>]> => {
  const places = new Map<string, Array<number>>()
  for (const [i, text] of texts.entries()) {
    const short = sent(text)
    const known = places.get(short)
    if (known === undefined) places.set(short, [i])
    else known.push(i)
  }
  places.delete("")
  return [...places]
}

/**
 * A vector for each text, in their order: what points to a person is hidden first (`Redact.text`), the same text is sent
 * once, and one without a character is not sent: its vector is 0, which is no direction.
 *
 * Of a text the first 100,000 UTF-16 units are looked at. Throws a `RangeError` for a batch that is no whole number from 1.
 */
export const embedTexts = (
  texts: ReadonlyArray<string>,
  options: EmbedOptions = {}
): Effect.Effect<Topics.Vectors, EmbedError, Embedder> => {
  const batch = batchOf(options)
  return Effect.gen(function* () {
    const embedder = yield* Embedder
    const { dimension, model } = embedder
    const different = placesOf(texts)
    const rows = new Float32Array(texts.length * dimension)
    const fill = (places: ReadonlyArray<number>, row: Float32Array): void => {
      for (const place of places) rows.set(row, place * dimension)
    }
    for (let start = 0; start < different.length; start += batch) {
      const some = different.slice(start, start + batch)
      const found = yield* checked(embedder, yield* embedder.embed(some.map(([text]) => text)), some.length)
      for (const [i, [, places]] of some.entries()) fill(places, found.subarray(i * dimension, (i + 1) * dimension))
      if (options.progress !== undefined) yield* options.progress(start + some.length, different.length)
    }
    return { model, dimension, rows }
  })
}
