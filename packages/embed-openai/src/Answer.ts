import * as Base64 from "effect/encoding/Base64"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/** What an endpoint answers: a vector a text, as numbers or as the base64 of their four bytes each, in any order. */
const Answer = Schema.Struct({
  data: Schema.Array(
    Schema.Struct({
      index: Schema.optionalKey(Schema.Int),
      embedding: Schema.Union([Schema.String, Schema.Array(Schema.Unknown)])
    })
  )
})

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(Answer))

/** Numbers of single precision, four bytes each, the lowest first. */
const unpacked = (text: string): Float32Array | undefined => {
  const bytes = Result.getOrUndefined(Base64.decode(text))
  if (bytes === undefined || bytes.length % 4 !== 0) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

const isNumber = (value: unknown): value is number => typeof value === "number"

const numbersOf = (embedding: string | ReadonlyArray<unknown>): Float32Array | undefined => {
  if (typeof embedding === "string") return unpacked(embedding)
  return embedding.every(isNumber) ? Float32Array.from(embedding) : undefined
}

/**
 * The vectors of an answer in the order of the texts, one after the other; `undefined` unless there is one for each of so
 * many texts, all of one length (`dimension`, where it is known) and of finite numbers.
 *
 * ```ts import.meta.vitest
 * import { vectorsOf } from "./Answer.ts"
 *
 * vectorsOf('{"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":"AACAPwAAAEA="}]}', 2, 2) // => Float32Array.of(1, 2, 3, 4)
 * vectorsOf('{"data":[{"index":0,"embedding":[1,2]}]}', 2, 2) // => undefined
 * ```
 */
export const vectorsOf = (text: string, texts: number, dimension?: number): Float32Array | undefined => {
  const answer = Result.getOrUndefined(decode(text))
  if (answer === undefined || answer.data.length !== texts) return undefined
  const vectors = new Array<Float32Array | undefined>(texts).fill(undefined)
  for (const [i, { embedding, index = i }] of answer.data.entries()) vectors[index] = numbersOf(embedding)
  const size = dimension ?? vectors[0]?.length ?? 0
  const rows = new Float32Array(texts * size)
  for (const [i, vector] of vectors.entries()) {
    if (vector === undefined || vector.length !== size || !vector.every(Number.isFinite)) return undefined
    rows.set(vector, i * size)
  }
  return size > 0 && vectors.length === texts ? rows : undefined
}
