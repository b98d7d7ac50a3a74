import { log } from "../stats/Elementary.ts"
import type { Reading } from "./Reading.ts"
import { type SharedPhrases, sharedPhrases, telling } from "./SharedPhrases.ts"
import type { SparseRow } from "./SparseRows.ts"

/** Terms (stems, and pairs of neighbouring stems) and how much each tells. */
export interface Vocabulary {
  readonly terms: ReadonlyArray<string>
  /** The place of each term. */
  readonly places: ReadonlyMap<string, number>
  /** 1 + ln(texts / texts with the term). */
  readonly weights: Float32Array
  readonly phrases: SharedPhrases
}

/** What is said around the noun carries what is asked for: function words count, but less. */
export const functionWeight = 0.6
const pairWeight = 0.35

/** A term that stands in one text only joins it to none. */
const leastTexts = 2

/** Call `visit` with each term of a text, its weight, and how much it tells there, as they come. */
const eachTerm = (
  { functional, stems }: Reading,
  tells: Float64Array | undefined,
  visit: (term: string, weight: number, tells: number) => void
): void => {
  let before = 1
  for (let i = 0; i < stems.length; i++) {
    const own = tells?.[i] ?? 1
    visit(stems[i] as string, functional[i] === true ? functionWeight : 1, own)
    if (i > 0) visit(`${stems[i - 1]} ${stems[i]}`, pairWeight, Math.min(before, own))
    before = own
  }
}

/** A vocabulary of given terms, weights and shared phrases. */
export const of = (terms: ReadonlyArray<string>, weights: Float32Array, phrases: SharedPhrases): Vocabulary => ({
  terms,
  weights,
  phrases,
  places: new Map(terms.map((term, place) => [term, place]))
})

/** The terms that at least two texts share, in the order of their code units. */
export const learn = (readings: ReadonlyArray<Reading>): Vocabulary => {
  const texts = new Map<string, { count: number; last: number }>()
  for (const [i, reading] of readings.entries()) {
    eachTerm(reading, undefined, (term) => {
      const known = texts.get(term)
      if (known === undefined) texts.set(term, { count: 1, last: i })
      else if (known.last !== i) {
        known.count++
        known.last = i
      }
    })
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
export const vectors = ({ phrases, places, weights }: Vocabulary): ((reading: Reading) => SparseRow) => {
  const [sums, firsts] = [new Float64Array(weights.length), new Float64Array(weights.length)]
  const found: Array<number> = []
  const visit = (term: string, weight: number, tells: number): void => {
    const place = places.get(term)
    if (place === undefined) return
    const before = sums[place] as number
    sums[place] = before + tells
    if (before > 0) return
    firsts[place] = weight
    found.push(place)
  }
  return (reading) => {
    found.length = 0
    eachTerm(reading, telling(reading.stems, phrases), visit)
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
