import { hashOf } from "./MinHash.ts"
import { groups } from "./NearDuplicates.ts"
import { readAll } from "./ReadAll.ts"
import type { Reading } from "./Reading.ts"
import { shingles } from "./Shingles.ts"
import type { TopicText } from "./TopicModel.ts"

/** Texts that are the same. */
export interface Same {
  readonly reading: Reading
  /** One of them as it was written: the most frequent, of equally frequent ones the first in the order of code units. */
  readonly text: string
  readonly texts: number
  readonly customers: ReadonlySet<string>
}

/** Texts that are nearly the same, with the most frequent of them in front. */
export interface Alike {
  readonly members: ReadonlyArray<Same>
  readonly texts: number
}

/** When texts are the same: by their words, or to the character. */
export type Sameness = "words" | "characters"

/** What is left of texts when repeated ones are put together. */
export interface Collapsed {
  readonly given: number
  readonly fitted: number
  /** The language that texts which do not tell theirs are read in. */
  readonly language: string
  /** In the order of their words, or characters. */
  readonly alike: ReadonlyArray<Alike>
  /** Those without a word, where words tell what is the same. */
  readonly wordless: ReadonlyArray<Same>
}

/** So many different texts are fitted. */
const sampled = 20_000
/** From this Jaccard index of their words and pairs of words on, texts are nearly the same. */
const nearlySame = 0.8

/** A text by itself, or with what is known of it. */
export const asItem = (item: string | TopicText): TopicText => (typeof item === "string" ? { text: item } : item)

/** How often a text came. Throws a `RangeError` unless it is a whole number from 1. */
const countOf = ({ count = 1 }: TopicText): number => {
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new RangeError(`How often a text came is a whole number from 1, found ${count}`)
}

/**
 * The texts that a fit with this seed looks at: all up to 20,000 different ones, of more a sample with all their repetitions.
 *
 * Those whose hashes are the lowest, so that which ones are fitted does not hang on their order or repetition. Embed these
 * only, where vectors are dear: `Topics.fit` of them takes all of them.
 *
 * ```ts import.meta.vitest
 * import { sample } from "./Collapse.ts"
 *
 * sample(["card", "card", "refund"], 1) // => ["card", "card", "refund"]
 * sample(Array.from({ length: 25_000 }, (_, i) => `order ${i}`), 1).length // => 20_000
 * ```
 */
export const sample = <Item extends string | TopicText>(
  items: ReadonlyArray<Item>,
  seed: number
): ReadonlyArray<Item> => {
  if (items.length <= sampled) return items
  const hashes = Uint32Array.from(items, (item) => hashOf(asItem(item).text, seed))
  const sorted = hashes.slice().sort()
  let different = 0
  let last = 0
  for (let i = 0; i < sorted.length && different < sampled; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) different++
    last = sorted[i] as number
  }
  return items.filter((_, i) => (hashes[i] as number) <= last)
}

/** Texts as they were written, with how often and by whom. */
interface Written {
  readonly text: string
  texts: number
  readonly customers: Set<string>
}

const byText = (items: ReadonlyArray<TopicText>): ReadonlyArray<Written> => {
  const found = new Map<string, Written>()
  for (const item of items) {
    const known = found.get(item.text) ?? { text: item.text, texts: 0, customers: new Set() }
    known.texts += countOf(item)
    if (item.customer !== undefined) known.customers.add(item.customer)
    found.set(item.text, known)
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1))
}

/** Put what is the same together. */
const bySameness = (
  written: ReadonlyArray<Written>,
  readings: ReadonlyArray<Reading>,
  sameness: Sameness
): ReadonlyArray<Same> => {
  const found = new Map<string, { readonly reading: Reading; readonly written: Array<Written> }>()
  for (const [i, each] of written.entries()) {
    const reading = readings[i] as Reading
    const key = sameness === "words" ? reading.words.join(" ") : each.text
    const known = found.get(key)
    if (known === undefined) found.set(key, { reading, written: [each] })
    else known.written.push(each)
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { reading, written: each }]) => ({
      reading,
      text: each.reduce((best, other) => (other.texts > best.texts ? other : best)).text,
      texts: each.reduce((sum, { texts }) => sum + texts, 0),
      customers: new Set(each.flatMap(({ customers }) => [...customers]))
    }))
}

const byLikeness = (same: ReadonlyArray<Same>): ReadonlyArray<Alike> => {
  const roots = groups(
    same.map(({ reading }) => shingles(reading)),
    nearlySame
  )
  const found = new Map<number, Array<Same>>()
  for (const [i, each] of same.entries()) {
    const root = roots[i] as number
    const members = found.get(root)
    if (members === undefined) found.set(root, [each])
    else members.push(each)
  }
  return [...found.values()].map((members) => ({
    members: members.toSorted((a, b) => b.texts - a.texts),
    texts: members.reduce((sum, { texts }) => sum + texts, 0)
  }))
}

/**
 * Put repeated texts together: the same ones, and those with nearly the same words, keeping how many there are and of whom.
 *
 * Of more than 20,000 different texts a sample drawn by the seed is taken. The order of texts changes nothing, and a text
 * given twice is one that came twice.
 */
export const collapse = (
  texts: Iterable<string | TopicText>,
  seed: number,
  sameness: Sameness = "words"
): Collapsed => {
  const items = Array.from(texts, asItem)
  const written = byText(sample(items, seed))
  const { language, readings } = readAll(written.map(({ text }) => text))
  const same = bySameness(written, readings, sameness)
  const isCompared = ({ reading }: Same): boolean => sameness === "characters" || reading.words.length > 0
  return {
    given: items.reduce((sum, item) => sum + countOf(item), 0),
    fitted: written.reduce((sum, each) => sum + each.texts, 0),
    language,
    alike: byLikeness(same.filter(isCompared)),
    wordless: same.filter((each) => !isCompared(each))
  }
}
