import { hashOf } from "./MinHash.ts"
import { groups } from "./NearDuplicates.ts"
import { type Reading, reader } from "./Reading.ts"
import type { TopicText } from "./TopicModel.ts"

/** Texts that are the same, word for word. */
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

/** What is left of texts when repeated ones are put together. */
export interface Collapsed {
  readonly given: number
  readonly fitted: number
  /** In the order of their words. */
  readonly alike: ReadonlyArray<Alike>
  /** Those without a word. */
  readonly wordless: ReadonlyArray<Same>
}

/** So many different texts are fitted. */
const sampled = 20_000
/** From this Jaccard index of their words and pairs of words on, texts are nearly the same. */
const nearlySame = 0.8

const asItem = (item: string | TopicText): TopicText => (typeof item === "string" ? { text: item } : item)

/** How often a text came. Throws a `RangeError` unless it is a whole number from 1. */
const countOf = ({ count = 1 }: TopicText): number => {
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new RangeError(`How often a text came is a whole number from 1, found ${count}`)
}

/** The texts whose hashes are the lowest, so that which ones are fitted does not hang on their order or repetition. */
const sample = (items: ReadonlyArray<TopicText>, seed: number): ReadonlyArray<TopicText> => {
  if (items.length <= sampled) return items
  const hashes = Uint32Array.from(items, ({ text }) => hashOf(text, seed))
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

/** Put what is the same word for word together. */
const byWords = (written: ReadonlyArray<Written>): ReadonlyArray<Same> => {
  const read = reader()
  const found = new Map<string, { readonly reading: Reading; readonly written: Array<Written> }>()
  for (const each of written) {
    const reading = read(each.text)
    const key = reading.words.join(" ")
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

/** The words of a text and its pairs of words, as a set of hashes. */
const shingles = ({ stems }: Reading): Uint32Array => {
  const hashes = new Set<number>()
  for (const [i, stem] of stems.entries()) {
    hashes.add(hashOf(stem))
    if (i > 0) hashes.add(hashOf(`${stems[i - 1]} ${stem}`))
  }
  return Uint32Array.from(hashes).sort()
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
 * Put repeated texts together: word for word the same, and nearly the same, keeping how many there are and of whom.
 *
 * Of more than 20,000 different texts a sample drawn by the seed is taken. The order of texts changes nothing, and a text
 * given twice is one that came twice.
 */
export const collapse = (texts: Iterable<string | TopicText>, seed: number): Collapsed => {
  const items = Array.from(texts, asItem)
  const written = byText(sample(items, seed))
  const same = byWords(written)
  return {
    given: items.reduce((sum, item) => sum + countOf(item), 0),
    fitted: written.reduce((sum, each) => sum + each.texts, 0),
    alike: byLikeness(same.filter(({ reading }) => reading.words.length > 0)),
    wordless: same.filter(({ reading }) => reading.words.length === 0)
  }
}
