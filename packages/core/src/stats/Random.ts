/** Gives the next number of a fixed sequence: at least 0 and below 1. */
export type Random = () => number

/** splitmix32: spreads one 32-bit seed over as many words as are asked for. Steele, Lea and Flood (2014). */
const splitmix = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    const a = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    const b = Math.imul(a ^ (a >>> 15), 0x735a2d97)
    return b ^ (b >>> 15)
  }
}

/**
 * Random numbers from a seed: the same seed gives the same sequence on every machine.
 *
 * Doty-Humphrey's sfc32, its state filled from the seed by splitmix32. Each number has 53 random bits. Not for secrets.
 * Throws a `RangeError` unless the seed is a whole number from 0 to 2^32 − 1.
 *
 * ```ts import.meta.vitest
 * import { random } from "./Random.ts"
 *
 * const [a, b] = [random(1), random(1)]
 * a() === b() // => true
 * ```
 */
export const random = (seed: number): Random => {
  if (seed >>> 0 !== seed) throw new RangeError(`A seed is a whole number from 0 to 4294967295, found ${seed}`)
  const fill = splitmix(seed)
  let [a, b, c, counter] = [fill(), fill(), fill(), fill()]
  const next = (): number => {
    const word = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + word) | 0
    return word
  }
  for (let i = 0; i < 12; i++) next()
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 2 ** 53
}
