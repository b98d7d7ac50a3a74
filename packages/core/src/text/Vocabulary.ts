import { log } from "../stats/Elementary.ts"
import type { Reading } from "./Reading.ts"
import { type SharedPhrases, sharedPhrases, telling } from "./SharedPhrases.ts"
import type { SparseRow } from "./SparseRows.ts"

/** Terms (stems, and pairs of neighbouring stems) and how much each tells. */
export interface Vocabulary {
  readonly terms: ReadonlyArray<string>
  /** The place of each term. */
  readonly places: ReadonlyMap<string, number>
  /** The places of pairs, by the first stem and then the second. */
  readonly pairs: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** 1 + ln(texts / texts with the term). */
  readonly weights: Float32Array
  readonly phrases: SharedPhrases
}

/** What is said around the noun carries what is asked for: function words count, but less. */
export const functionWeight = 0.6
const pairWeight = 0.35

/** A term that stands in one text only joins it to none. */
const leastTexts = 2

/** The pairs among terms, so that none has to be put together to be looked up. */
const pairsAmong = (terms: ReadonlyArray<string>): Vocabulary["pairs"] => {
  const pairs = new Map<string, Map<string, number>>()
  for (const [place, term] of terms.entries()) {
    const cut = term.indexOf(" ")
    if (cut < 0) continue
    const first = term.slice(0, cut)
    const seconds = pairs.get(first) ?? new Map<string, number>()
    pairs.set(first, seconds.set(term.slice(cut + 1), place))
  }
  return pairs
}

/** The terms of a text as they come. */
const termsOf = ({ stems }: Reading): ReadonlyArray<string> =>
  stems.flatMap((stem, i) => (i > 0 ? [stem, `${stems[i - 1]} ${stem}`] : [stem]))

/** A vocabulary of given terms, weights and shared phrases. */
export const of = (terms: ReadonlyArray<string>, weights: Float32Array, phrases: SharedPhrases): Vocabulary => ({
  terms,
  weights,
  phrases,
  places: new Map(terms.map((term, place) => [term, place])),
  pairs: pairsAmong(terms)
})

/** The terms that at least two texts share, in the order of their code units. */
export const learn = (readings: ReadonlyArray<Reading>): Vocabulary => {
  const texts = new Map<string, { count: number; last: number }>()
  for (const [i, reading] of readings.entries()) {
    for (const term of termsOf(reading)) {
      const known = texts.get(term)
      if (known === undefined) texts.set(term, { count: 1, last: i })
      else if (known.last !== i) {
        known.count++
        known.last = i
      }
    }
  }
  const shared = [...texts].filter(([, { count }]) => count >= leastTexts).sort(([a], [b]) => (a < b ? -1 : 1))
  return of(
    shared.map(([term]) => term),
    Float32Array.from(shared, ([, { count }]) => 1 + log(readings.length / count)),
    sharedPhrases(readings)
  )
}

/** 1 + ln(how often a term stands in a text), for the first numbers. */
const damped = Float64Array.from({ length: 64 }, (_, i) => 1 + log(Math.max(1, i)))

/** The same for what a term's places tell together; what is less than one place counts as it is. */
const damping = (sum: number): number => damped[sum] ?? (sum < 1 ? sum : 1 + log(sum))

/**
 * A function that gives a text as a row of length 1: each term's weight × (1 + ln of how often it stands there), where
 * a place in a phrase that many long texts share counts less (see `telling`). A row without places: no known words.
 *
 * Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval.
 */
export const vectors = ({ pairs, phrases, places, weights }: Vocabulary): ((reading: Reading) => SparseRow) => {
  const [sums, firsts] = [new Float64Array(weights.length), new Float64Array(weights.length)]
  const found: Array<number> = []
  const add = (place: number | undefined, weight: number, tells: number): void => {
    if (place === undefined) return
    const before = sums[place] as number
    sums[place] = before + tells
    if (before > 0) return
    firsts[place] = weight
    found.push(place)
  }
  const count = ({ functional, stems }: Reading): void => {
    const tells = telling(stems, phrases)
    let before = 1
    for (let i = 0; i < stems.length; i++) {
      const [stem, own] = [stems[i] as string, tells?.[i] ?? 1]
      add(places.get(stem), functional[i] === true ? functionWeight : 1, own)
      if (i > 0) add(pairs.get(stems[i - 1] as string)?.get(stem), pairWeight, Math.min(before, own))
      before = own
    }
  }
  return (reading) => {
    found.length = 0
    count(reading)
    const sorted = Uint32Array.from(found).sort()
    const raw = new Float64Array(sorted.length)
    let squares = 0
    for (let i = 0; i < sorted.length; i++) {
      const place = sorted[i] as number
      const value = (firsts[place] as number) * damping(sums[place] as number) * (weights[place] as number)
      sums[place] = 0
      raw[i] = value
      squares += value * value
    }
    const length = Math.sqrt(squares)
    const values = new Float32Array(sorted.length)
    for (let i = 0; i < sorted.length; i++) values[i] = (raw[i] as number) / length
    return { places: sorted, values }
  }
}
