import { Redact } from "@throughline/core"
import { Embedder, type EmbedError, embeddableText } from "@throughline/text"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { HttpClient } from "effect/http"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { type Endpoint, vectorsFrom } from "./Endpoint.ts"

/** Which endpoint, and how it is asked. */
export interface OpenAiEmbedderOptions {
  /** The address of the API, such as `https://api.openai.com/v1`: `/embeddings` is added. */
  readonly url: string
  /** The embedding model's name there, which is its id in vectors too. */
  readonly model: string
  /** Sent as a bearer token; endpoints on this machine mostly need none. */
  readonly apiKey?: Redacted.Redacted
  /** Ask for vectors of so many numbers, of models that can shorten theirs. */
  readonly dimensions?: number
  /** Texts a request: 128 unless told. */
  readonly batch?: number
  /** Requests at a time: 4 unless told. */
  readonly concurrency?: number
  /** How long one request may take: 30 seconds unless told. */
  readonly timeout?: Duration.Input
  /** UTF-16 units of a text that are sent: its first 8,000 unless told. A model refuses texts that are too long for it. */
  readonly longest?: number
  /** Whether what points to a person is hidden (`Redact.text`) before a text is sent: it is unless told. */
  readonly redact?: boolean
}

/** Throws a `RangeError` unless a number is a whole one from 1. */
const whole = (name: string, number: number): number => {
  if (Number.isSafeInteger(number) && number >= 1) return number
  throw new RangeError(`${name} is a whole number from 1, found ${number}`)
}

const addressOf = (url: string): string => {
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) throw new RangeError("url is the address of an API: https://…")
  return `${url.replace(/\/+$/, "")}/embeddings`
}

const endpointOf = ({ apiKey, dimensions, model, timeout, url }: OpenAiEmbedderOptions): Endpoint => ({
  address: addressOf(url),
  model,
  timeout: Duration.fromInputUnsafe(timeout ?? "30 seconds"),
  ...(apiKey === undefined ? {} : { apiKey }),
  ...(dimensions === undefined ? {} : { dimensions: whole("dimensions", dimensions) })
})

/** What is sent of a text. */
const sender = ({ longest = 8000, redact = true }: OpenAiEmbedderOptions): ((text: string) => string) => {
  const most = whole("longest", longest)
  return (text) => {
    const head = embeddableText(text, 2 * most)
    return embeddableText(redact ? Redact.text(head) : head, most).trim()
  }
}

/** Texts in parts of so many, with the place of each. */
const parts = (texts: ReadonlyArray<string>, size: number) => {
  const placed = texts.map((text, place) => ({ text, place })).filter(({ text }) => text !== "")
  return Array.from({ length: Math.ceil(placed.length / size) }, (_, i) => placed.slice(i * size, (i + 1) * size))
}

/**
 * An `Embedder` by any endpoint that speaks OpenAI's protocol: OpenAI, Azure, Mistral, vLLM, Ollama, llama.cpp and others.
 *
 * It needs an `HttpClient`, such as `FetchHttpClient.layer`, which works in browsers too. When it is built, it asks for the
 * vector of one word, to know the dimension. Texts without a character are not sent: their vectors are 0. A request that
 * was limited (429), cut off, too slow or met a fault of the endpoint is made again, up to five times, after a longer wait
 * each time, or as long as `Retry-After` says, at most a minute. The key is in no error and no span.
 *
 * Throws a `RangeError` for an address that is none, and numbers that are no whole ones from 1.
 */
export const layer = (options: OpenAiEmbedderOptions): Layer.Layer<Embedder, EmbedError, HttpClient.HttpClient> => {
  const endpoint = endpointOf(options)
  const send = sender(options)
  const batch = whole("batch", options.batch ?? 128)
  const concurrency = whole("concurrency", options.concurrency ?? 4)
  const { model } = options

  const make = Effect.gen(function* () {
    const ask = vectorsFrom(yield* HttpClient.HttpClient, endpoint)
    const { length: dimension } = yield* ask(["word"])
    const embed = Effect.fn("OpenAiEmbedder.embed")(function* (texts: ReadonlyArray<string>) {
      const rows = new Float32Array(texts.length * dimension)
      const fill = (part: ReadonlyArray<{ readonly text: string; readonly place: number }>) =>
        Effect.map(
          ask(
            part.map(({ text }) => text),
            dimension
          ),
          (found) => {
            for (const [i, { place }] of part.entries()) {
              rows.set(found.subarray(i * dimension, (i + 1) * dimension), place * dimension)
            }
          }
        )
      yield* Effect.forEach(parts(texts.map(send), batch), fill, { concurrency, discard: true })
      return { model, dimension, rows }
    })
    return Embedder.of({ model, dimension, embed })
  })
  return Layer.effect(Embedder, make)
}
