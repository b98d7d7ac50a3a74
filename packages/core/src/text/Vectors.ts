/** Texts as an embedding model gives them: what is alike in meaning points into nearly the same direction. */
export interface Vectors {
  /** The id of the embedding model. Vectors of two models are not compared. */
  readonly model: string
  /** How many numbers each vector has, from 1 to 65,536. */
  readonly dimension: number
  /** One vector a text, in the order of the texts, one after the other. */
  readonly rows: Float32Array
}

/** With more numbers a product of two vectors would be no exact whole number of 32 bits. */
const mostNumbers = 65_536
/** The largest number of a vector in steps. */
const steps = 127

/** Throws a `RangeError` unless there is one vector for each of so many texts. */
export const checkVectors = ({ dimension, model, rows }: Vectors, texts: number): void => {
  if (typeof model !== "string" || model === "") throw new RangeError("Vectors name the model that made them")
  if (!Number.isSafeInteger(dimension) || dimension < 1 || dimension > mostNumbers) {
    throw new RangeError(`A vector has from 1 to ${mostNumbers} numbers, found ${dimension}`)
  }
  if (rows.length !== texts * dimension) {
    throw new RangeError(
      `There is one vector of ${dimension} numbers for each text: ${texts * dimension} numbers for ${texts} texts, found ${rows.length}`
    )
  }
}

/** The vector of one text: a view, nothing is copied. */
export const vectorAt = ({ dimension, rows }: Vectors, text: number): Float32Array =>
  rows.subarray(text * dimension, (text + 1) * dimension)

/**
 * A vector in whole steps, the largest of its numbers being 127 of them; `undefined` for one without direction: all 0, or
 * with a number that is not finite.
 *
 * It turns a direction by less than the vectors of one text differ from call to call at some providers. What is computed
 * from it is exact, so the same on every machine and in any order.
 *
 * ```ts import.meta.vitest
 * import { inSteps } from "./Vectors.ts"
 *
 * inSteps(Float32Array.of(0.5, -0.25, 0)) // => Int8Array.of(127, -63, 0)
 * inSteps(Float32Array.of(0, 0)) // => undefined
 * ```
 */
export const inSteps = (vector: Float32Array): Int8Array | undefined => {
  let largest = 0
  for (const number of vector) {
    if (!Number.isFinite(number)) return undefined
    largest = Math.max(largest, Math.abs(number))
  }
  if (largest === 0) return undefined
  const result = new Int8Array(vector.length)
  for (let i = 0; i < vector.length; i++) result[i] = Math.round(((vector[i] as number) * steps) / largest)
  return result
}
