import { collapse, type Same } from "./Collapse.ts"
import type { OpenModel, Pooled } from "./OpenModel.ts"
import { withoutKinds } from "./Pool.ts"
import { type Reading, reader } from "./Reading.ts"
import type { WeightedRow } from "./RowClusters.ts"
import { extended, type WrittenVocabulary } from "./TopicEvidence.ts"
import { vectors } from "./Vocabulary.ts"

/** Pooled texts that are nearly the same, as one. */
export interface PooledGroup extends WeightedRow {
  /** Their places in the pool. */
  readonly places: ReadonlyArray<number>
}

/** The pool as texts to find topics in, with the words that only it has. */
export interface ReadPool {
  readonly terms: WrittenVocabulary
  readonly groups: ReadonlyArray<PooledGroup>
}

/** Read a pool: nearly the same texts together, in the vocabulary of the model and of the words that they share. */
export const readPool = (
  pool: ReadonlyArray<Pooled>,
  { model: { language, seed }, terms: known, voters: all }: Pick<OpenModel, "model" | "terms" | "voters">
): ReadPool => {
  const read = reader(language)
  const items = pool.map(({ text, texts }) => ({ text: withoutKinds(text), count: Math.max(1, texts) }))
  const wordsOf = ({ words }: Reading): string => words.join(" ")
  const places = new Map<string, Array<number>>()
  for (const [i, { text }] of items.entries()) {
    const key = wordsOf(read(text))
    places.set(key, [...(places.get(key) ?? []), i])
  }
  const alike = collapse(items, seed).alike.map(({ members, texts }) => ({
    members: members.map((same) => ({ ...same, reading: read(same.text) })),
    texts
  }))
  const terms = extended(known, alike, all.length)
  const toRow = vectors(terms.vocabulary)
  return {
    terms,
    groups: alike
      .map(({ members, texts }) => ({
        row: toRow((members[0] as Same).reading),
        texts,
        places: members.flatMap(({ reading }) => places.get(wordsOf(reading)) ?? []).sort((a, b) => a - b)
      }))
      .filter(({ row }) => row.places.length > 0)
  }
}
