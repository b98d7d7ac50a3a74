import { type CustomerSketch, union } from "./CustomerSketch.ts"
import { redactedLine } from "./Excerpt.ts"
import { hashOf } from "./MinHash.ts"
import type { Pooled } from "./OpenModel.ts"

/** So many different texts are kept. */
const most = 2000
/** So many characters of each. */
const longest = 500

/** What tells pooled texts apart. */
const keyOf = ({ text, topic }: Pick<Pooled, "text" | "topic">): string => `${topic}\n${text}`

/** What stands for personal data in a redacted text is no word of its writer. */
const kinds = /\[[a-z][a-z -]{1,30}\]/g

/** A redacted text with only what its writer wrote. */
export const withoutKinds = (text: string): string => text.replace(kinds, " ")

/** A text as it is pooled: redacted, on one line, at most 500 characters. */
export const pooledText = (text: string): string =>
  Array.from(redactedLine(text).slice(0, 2 * longest))
    .slice(0, longest)
    .join("")

/** One pooled text of two that are the same. */
const joined = (a: Pooled, b: Pooled): Pooled => ({
  ...a,
  texts: a.texts + b.texts,
  dismissed: a.dismissed || b.dismissed,
  customers: union([a.customers, b.customers])
})

/** Texts are kept by the lowest hashes, so that which ones does not hang on their order, nor on when they came. */
const ranked = (texts: Iterable<Pooled>, seed: number): ReadonlyArray<Pooled> =>
  Array.from(texts, (pooled) => ({ pooled, key: keyOf(pooled) }))
    .map((each) => ({ ...each, hash: hashOf(each.key, seed) }))
    .sort((a, b) => a.hash - b.hash || (a.key < b.key ? -1 : 1))
    .map(({ pooled }) => pooled)

/** A pool while texts come. */
export interface FillingPool {
  readonly add: (pooled: Pooled) => void
  /** The texts that stay, in the order of their code units. */
  readonly texts: () => ReadonlyArray<Pooled>
  /** The customers of those that did not stay, by the topic in which these are counted. */
  readonly left: ReadonlyMap<string, CustomerSketch>
}

/** A pool of some texts that others can be added to; only so many different ones stay. */
export const fillingPool = (pool: ReadonlyArray<Pooled>, seed: number): FillingPool => {
  const found = new Map(pool.map((each) => [keyOf(each), each]))
  const left = new Map<string, CustomerSketch>()
  const drop = (): void => {
    for (const each of ranked(found.values(), seed).slice(most)) {
      found.delete(keyOf(each))
      left.set(each.topic, union([left.get(each.topic) ?? new Map(), each.customers]))
    }
  }
  return {
    add: (pooled) => {
      const known = found.get(keyOf(pooled))
      found.set(keyOf(pooled), known === undefined ? pooled : joined(known, pooled))
      if (found.size > 2 * most) drop()
    },
    texts: () => {
      drop()
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pooled]) => pooled)
    },
    left
  }
}
