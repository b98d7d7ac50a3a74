import { hashOf } from "./MinHash.ts"
import { packWhole, whole } from "./Packed.ts"

/** What is left of customers when only their number matters: for some of 2,048 registers the highest rank that it met. */
export type CustomerSketch = Map<number, number>

const registerBits = 11
const registers = 2 ** registerBits
const ranks = 32 - registerBits
/** 1 / (2 ln 2). */
const scale = 0.7213475204444817

/** Take a customer into a sketch; one that is in it already changes nothing. */
const note = (sketch: CustomerSketch, customer: string, seed: number): void => {
  const hash = hashOf(customer, seed)
  const register = hash >>> ranks
  const rank = Math.clz32((hash << registerBits) | (1 << (registerBits - 1))) + 1
  if (rank > (sketch.get(register) ?? 0)) sketch.set(register, rank)
}

/** Take all that one sketch has met into another one. */
export const absorb = (into: CustomerSketch, from: CustomerSketch): void => {
  for (const [register, rank] of from) if (rank > (into.get(register) ?? 0)) into.set(register, rank)
}

/** A sketch of the customers of all these: of those of several, each once. */
export const union = (sketches: Iterable<CustomerSketch>): CustomerSketch => {
  const all: CustomerSketch = new Map()
  for (const sketch of sketches) absorb(all, sketch)
  return all
}

/** A sketch of given customers. */
export const sketchOf = (customers: Iterable<string>, seed: number): CustomerSketch => {
  const sketch: CustomerSketch = new Map()
  for (const customer of customers) note(sketch, customer, seed)
  return sketch
}

const ofEmpty = (share: number): number => {
  if (share === 1) return Number.POSITIVE_INFINITY
  let [x, y, z, before] = [share, 1, share, -1]
  while (z !== before) {
    x *= x
    before = z
    z += x * y
    y += y
  }
  return z
}

const ofFull = (share: number): number => {
  if (share === 0 || share === 1) return 0
  let [x, y, z, before] = [share, 1, 1 - share, -1]
  while (z !== before) {
    x = Math.sqrt(x)
    before = z
    y /= 2
    z -= (1 - x) ** 2 * y
  }
  return z / 3
}

/**
 * How many customers a sketch has met, to about 2 %; a few dozen nearly always exactly. More customers never make it less.
 *
 * HyperLogLog of Flajolet and others (2007) by the estimator of Ertl (2017), New cardinality estimation algorithms for
 * HyperLogLog sketches, algorithm 6. A sketch without customers has 0. No customer can be told from it: a register and rank
 * are shared by at least one in 4,096 of all others, up to those that are rarer still.
 *
 * ```ts import.meta.vitest
 * import { customersIn, sketchOf, union } from "./CustomerSketch.ts"
 *
 * const [some, others] = [sketchOf(["ana", "bo"], 1), sketchOf(["bo", "cy"], 1)]
 * customersIn(union([some, others])) // => 3
 * ```
 */
export const customersIn = (sketch: CustomerSketch): number => {
  const counts = new Uint32Array(ranks + 2)
  counts[0] = registers - sketch.size
  for (const rank of sketch.values()) counts[rank] = (counts[rank] ?? 0) + 1
  let sum = registers * ofFull(1 - (counts[ranks + 1] ?? 0) / registers)
  for (let rank = ranks; rank >= 1; rank--) sum = (sum + (counts[rank] ?? 0)) / 2
  sum += registers * ofEmpty((counts[0] ?? 0) / registers)
  return Math.round((scale * registers * registers) / sum)
}

/** A sketch as text. */
export const packSketch = (sketch: CustomerSketch): string =>
  packWhole(Uint32Array.from(sketch, ([register, rank]) => register * 64 + rank).sort())

/** The sketch of a text. Throws a `RangeError` when it is none that `packSketch` gives. */
export const unpackSketch = (text: string): CustomerSketch => {
  const sketch: CustomerSketch = new Map()
  for (const code of whole(text)) {
    const [register, rank] = [Math.floor(code / 64), code % 64]
    if (register >= registers || rank === 0 || rank > ranks + 1) throw new RangeError("A sketch has no such register")
    sketch.set(register, rank)
  }
  return sketch
}
