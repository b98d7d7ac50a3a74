/** Bits of a digit: few enough that its counts stay in the fastest memory. */
const bits = 11
const buckets = 1 << bits
const mask = buckets - 1
const digits = 6

/** Numbers as two words each, high and low, whose order as whole numbers is that of the numbers. */
const sortable = (keys: Float64Array): Uint32Array => {
  // + 0 makes one zero of both.
  const numbers = keys.slice()
  for (let i = 0; i < numbers.length; i++) numbers[i] = (numbers[i] as number) + 0
  const words = new Uint32Array(numbers.buffer)
  for (let low = 0; low < words.length; low += 2) {
    const high = words[low + 1] as number
    const negative = high >>> 31 === 1
    words[low] = negative ? ~(words[low] as number) : (words[low] as number)
    words[low + 1] = negative ? ~high : high | 0x80000000
  }
  return words
}

/** One digit of a key, the lowest first. */
const digitOf = (low: number, high: number, digit: number): number => {
  const shift = digit * bits
  if (shift >= 32) return (high >>> (shift - 32)) & mask
  return shift + bits > 32 ? ((low >>> shift) | (high << (32 - shift))) & mask : (low >>> shift) & mask
}

/** How many of the places have each value of each digit. */
const count = (words: Uint32Array, places: Uint32Array): Uint32Array => {
  const counts = new Uint32Array(digits * buckets)
  for (let i = 0; i < places.length; i++) {
    const low = words[2 * (places[i] as number)] as number
    const high = words[2 * (places[i] as number) + 1] as number
    for (let digit = 0; digit < digits; digit++) {
      const at = digit * buckets + digitOf(low, high, digit)
      counts[at] = (counts[at] as number) + 1
    }
  }
  return counts
}

/** Turn counts into where each bucket starts. */
const starts = (counts: Uint32Array): void => {
  let sum = 0
  counts.forEach((each, bucket) => {
    counts[bucket] = sum
    sum += each
  })
}

const move = (words: Uint32Array, from: Uint32Array, to: Uint32Array, digit: number, next: Uint32Array): void => {
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number
    const bucket = digitOf(words[2 * place] as number, words[2 * place + 1] as number, digit)
    const at = next[bucket] as number
    next[bucket] = at + 1
    to[at] = place
  }
}

/**
 * Places in the ascending order of their keys, which are numbers but not `NaN`; places with equal keys stay as they are.
 *
 * A radix sort: its time grows with the number of places and no faster.
 *
 * ```ts import.meta.vitest
 * import { radixOrder } from "./RadixOrder.ts"
 *
 * radixOrder(Float64Array.of(3, -1, 3, 0.5), Uint32Array.of(0, 1, 2, 3)) // => Uint32Array.of(1, 3, 0, 2)
 * ```
 */
export const radixOrder = (keys: Float64Array, places: Uint32Array): Uint32Array => {
  const words = sortable(keys)
  const counts = count(words, places)
  let [from, to] = [places.slice(), new Uint32Array(places.length)]
  for (let digit = 0; digit < digits; digit++) {
    const next = counts.subarray(digit * buckets, (digit + 1) * buckets)
    if (next.includes(places.length)) continue
    starts(next)
    move(words, from, to, digit, next)
    ;[from, to] = [to, from]
  }
  return from
}
