import { exp, log } from "../stats/Elementary.ts"
import { hashOf } from "./MinHash.ts"
import { packWhole, whole } from "./Packed.ts"
import type { Reading } from "./Reading.ts"

/** Phrases that several long texts share, by their hashes: what comes with forms, greetings, signatures and templates. */
export type SharedPhrases = ReadonlyMap<number, number>

/** So many words that stand together are a phrase. */
const wordsEach = 4
/** In fewer texts a phrase is nothing that they share. */
const leastTexts = 3
/** Texts of up to so many words say what they say once. */
const shortText = 20
/** A text of so many words more is half as long as any can be. */
const halfLong = 100

/** Phrases as text: each hash followed by how many texts have it, packed. */
export const packPhrases = (shared: SharedPhrases): string => packWhole(Uint32Array.from([...shared].flat()))

/** The phrases of a text that `packPhrases` gives. Throws a `RangeError` for one that it does not give. */
export const phrasesOf = (text: string): SharedPhrases => {
  const numbers = whole(text)
  const shared = new Map<number, number>()
  for (let i = 0; i < numbers.length; i += 2) shared.set(numbers[i] as number, numbers[i + 1] ?? 0)
  if ([...shared.values()].every((count) => count >= leastTexts)) return shared
  throw new RangeError("Shared phrases are hashes, each with a number of at least three texts")
}

/** How far a text is a long one, from 0 (up to 20 words) towards 1; 120 words: 1/2. */
const longness = (words: number): number => Math.max(0, words - shortText) / (words - shortText + halfLong)

/** The hash of each phrase of a text, by the place of its first word. */
const phrases = (stems: ReadonlyArray<string>): Uint32Array => {
  const hashes = Int32Array.from(stems, (stem) => hashOf(stem))
  return Uint32Array.from({ length: Math.max(0, stems.length - wordsEach + 1) }, (_, i) => {
    let hash = 0
    for (let j = i; j < i + wordsEach; j++) hash = Math.imul(hash ^ (hashes[j] as number), 0x01000193) ^ (hash >>> 15)
    return hash
  })
}

/** How many of the long texts have each phrase, of those in at least three. */
export const sharedPhrases = (readings: ReadonlyArray<Reading>): SharedPhrases => {
  const own = readings
    .filter(({ stems }) => stems.length > shortText)
    .map(({ stems }) => Uint32Array.from(new Set(phrases(stems))))
  const all = new Uint32Array(own.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const hashes of own) {
    all.set(hashes, end)
    end += hashes.length
  }
  all.sort()
  const shared = new Map<number, number>()
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to] === all[from]) to++
    if (to - from >= leastTexts) shared.set(all[from] as number, to - from)
  }
  return shared
}

/**
 * How much each word of a text tells: 1 / (texts that share the phrase it is in, of several the most shared) ^ longness.
 *
 * A short text is one message, and what others say in the same words is its topic. In a long one, the words that it shares
 * with many others come from a form, a greeting or a signature. `undefined` where each word tells all it can.
 */
export const telling = (stems: ReadonlyArray<string>, shared: SharedPhrases): Float64Array | undefined => {
  const long = longness(stems.length)
  if (long === 0 || shared.size === 0) return undefined
  const texts = new Float64Array(stems.length).fill(1)
  for (const [i, phrase] of phrases(stems).entries()) {
    const count = shared.get(phrase)
    if (count === undefined) continue
    for (let j = i; j < i + wordsEach; j++) texts[j] = Math.max(count, texts[j] as number)
  }
  return texts.map((count) => (count === 1 ? 1 : exp(-long * log(count))))
}
