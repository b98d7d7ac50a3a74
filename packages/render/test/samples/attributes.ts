import { ImportancePerformance, insufficientData, Tally } from "@throughline/core"
import type { ImportancePerformanceMap } from "../../src/index.ts"
import { hostileTexts } from "./hostile.ts"

/** Numbers from 0 to 1, always the same (mulberry32). */
const numbers = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const mapOf = (names: ReadonlyArray<string>, answers: number, seed: number) => {
  const random = numbers(seed)
  const rows = names.flatMap((item) => {
    const [important, good] = [2.6 + 2 * random(), 2.4 + 2.2 * random()]
    const near = (mean: number): number =>
      Math.min(5, Math.max(1, Math.round(mean + (random() + random() + random() - 1.5) * 2)))
    return Array.from({ length: answers }, () => ({ item, importance: near(important), score: near(good) }))
  })
  return ImportancePerformance.by(Tally.from(rows, { by: ["item", "importance", "score"] }), "item")
}

const few = [
  "Price",
  "Speed of delivery",
  "Advice in the store",
  "Product reviews",
  "Returns",
  "App",
  "Payment",
  "Parcel shop",
  "Newsletter"
]

/** Nine attributes, answered by 120 each. */
export const fewAttributes: ImportancePerformanceMap = {
  title: "Delivery matters most and does worst",
  subtitle: "Stated importance and performance, 1 to 5, made from a fixed seed",
  map: mapOf(few, 120, 5)
}

const parts = ["Website", "App", "Store", "Phone", "Parcel", "Invoice", "Returns", "Chat"]
const sides = ["is easy to find", "is quick", "is friendly", "keeps its promise", "explains itself well"]

/** Forty attributes with long names. */
export const manyAttributes: ImportancePerformanceMap = {
  title: "Forty attributes, and where they stand",
  subtitle: "Stated importance and performance, 1 to 5, made from a fixed seed",
  map: mapOf(
    parts.flatMap((part) => sides.map((side) => `${part} ${side}`)),
    300,
    9
  )
}

/** Attributes nobody would name so. */
export const hostileAttributes: ImportancePerformanceMap = {
  title: hostileTexts[1] ?? "",
  subtitle: hostileTexts[7] ?? "",
  map: mapOf(hostileTexts, 8, 3)
}

/** No map, with a reason nobody would give. */
export const noAttributes: ImportancePerformanceMap = {
  title: "",
  subtitle: "",
  map: insufficientData(hostileTexts[3] ?? "", 0)
}
