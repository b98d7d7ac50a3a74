import type { EmbedError } from "@throughline/text"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import type * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { vectorsOf } from "./Answer.ts"
import { type Failure, failure, refusal } from "./Failure.ts"
import { retried } from "./retried.ts"

/** Where vectors are asked for, and of which model. */
export interface Endpoint {
  readonly address: string
  readonly model: string
  readonly apiKey?: Redacted.Redacted
  readonly dimensions?: number
  readonly timeout: Duration.Duration
}

/** The most numbers of a vector where the dimension is not known yet. */
const mostNumbers = 65_536
/** More bytes a number are no answer. */
const bytesEach = 32
/** What an answer may have besides numbers. */
const bytesBesides = 1_048_576

const requestOf = (
  { address, apiKey, dimensions, model }: Endpoint,
  texts: ReadonlyArray<string>
): HttpClientRequest.HttpClientRequest => {
  const body = { model, input: texts, encoding_format: "base64", ...(dimensions === undefined ? {} : { dimensions }) }
  const request = HttpClientRequest.post(address).pipe(
    HttpClientRequest.acceptJson,
    HttpClientRequest.bodyJsonUnsafe(body)
  )
  return apiKey === undefined ? request : HttpClientRequest.bearerToken(request, apiKey)
}

/** The text of an answer, of which no more is read than it may have. */
const textOf = (
  { model }: Endpoint,
  response: HttpClientResponse.HttpClientResponse,
  most: number
): Effect.Effect<string, Failure> => {
  const decoder = new TextDecoder()
  return response.stream.pipe(
    Stream.mapError(() => failure(model, "Unavailable", "The endpoint's answer broke off")),
    Stream.runFoldEffect(
      () => ({ parts: [] as Array<string>, bytes: 0 }),
      ({ bytes, parts }, some) => {
        if (bytes + some.length > most) {
          return Effect.fail(failure(model, "WrongAnswer", `The endpoint's answer has more than ${most} bytes`))
        }
        parts.push(decoder.decode(some, { stream: true }))
        return Effect.succeed({ parts, bytes: bytes + some.length })
      }
    ),
    Effect.map(({ parts }) => parts.join("") + decoder.decode())
  )
}

/** One request for the vectors of texts. */
const asked = Effect.fnUntraced(function* (
  client: HttpClient.HttpClient,
  endpoint: Endpoint,
  texts: ReadonlyArray<string>,
  dimension: number | undefined
) {
  const { model } = endpoint
  const response = yield* Effect.mapError(client.execute(requestOf(endpoint, texts)), () =>
    failure(model, "Unavailable", "The endpoint could not be reached")
  )
  if (response.status < 200 || response.status > 299) return yield* Effect.flip(refusal(model, response))
  const most = bytesBesides + bytesEach * texts.length * (dimension ?? mostNumbers)
  const vectors = vectorsOf(yield* textOf(endpoint, response, most), texts.length, dimension)
  if (vectors !== undefined) return vectors
  const size = dimension === undefined ? "" : ` of ${dimension} numbers`
  return yield* Effect.fail(
    failure(model, "WrongAnswer", `The endpoint's answer is not one vector${size} for each of ${texts.length} texts`)
  )
})

/**
 * A function that asks an endpoint for the vectors of texts, as often as it takes: one after the other, in their order.
 *
 * Where no dimension is told, that of the model's vectors is found, or that asked for.
 */
export const vectorsFrom =
  (client: HttpClient.HttpClient, endpoint: Endpoint) =>
  (texts: ReadonlyArray<string>, dimension = endpoint.dimensions): Effect.Effect<Float32Array, EmbedError> => {
    const { model, timeout } = endpoint
    const once = asked(client, endpoint, texts, dimension).pipe(
      Effect.timeoutOrElse({
        duration: timeout,
        orElse: () => Effect.fail(failure(model, "Unavailable", "The endpoint took too long"))
      }),
      Effect.provideService(HttpClient.TracerPropagationEnabled, false)
    )
    return retried(once)
  }
