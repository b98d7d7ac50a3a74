/** Two rounds of multiplying and folding: every bit of the state reaches every bit of the word. */
const mixed = (state: number): number => {
  const a = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
  const b = Math.imul(a ^ (a >>> 15), 0x735a2d97)
  return (b ^ (b >>> 15)) | 0
}

/** Four words of state from one, by splitmix32. */
const words = (seed: number): [number, number, number, number] => {
  const word = (step: number): number => mixed((seed + Math.imul(step, 0x9e3779b9)) | 0)
  return [word(1), word(2), word(3), word(4)]
}

/**
 * Uniform random numbers from 0 to below 1, with 53 bits each: the same ones for the same seed, everywhere.
 *
 * The generator sfc32 (Doty-Humphrey, PractRand), its state filled from a whole-number seed by splitmix32 (Steele, Lea
 * and Flood 2014). Throws a `RangeError` unless the seed is a whole number from 0 to 2^32 − 1.
 *
 * ```ts import.meta.vitest
 * import { random } from "./Random.ts"
 *
 * const [a, b] = [random(7), random(7)]
 * a() === b() // => true
 * ```
 */
export const random = (seed: number): (() => number) => {
  if (seed >>> 0 !== seed) throw new RangeError(`A seed is a whole number from 0 to 2^32 − 1, found ${seed}`)
  let [a, b, c, counter] = words(seed)
  const next = (): number => {
    const word = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + word) | 0
    return word >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) * 2 ** -53
}
