import { asItem, type Collapsed, type Same } from "./Collapse.ts"
import type { Evidence } from "./Evidence.ts"
import type { Neighbours } from "./Nearest.ts"
import { packSmall } from "./Packed.ts"
import type { TopicText } from "./TopicModel.ts"
import { stackVectors, unitMap } from "./VectorRows.ts"
import { searchVectors } from "./VectorSearch.ts"
import { inSteps, type Vectors, vectorAt } from "./Vectors.ts"

/** Whether a vector stands before another one of the same length, number by number. */
const isBefore = (a: Int8Array, b: Int8Array): boolean => {
  const at = a.findIndex((number, i) => number !== b[i])
  return at >= 0 && (a[at] as number) < (b[at] as number)
}

/** The vector of each text that has one; of several of the same text the first in order. */
const vectorsOf = (
  wanted: ReadonlySet<string>,
  given: Iterable<string | TopicText>,
  vectors: Vectors
): ReadonlyMap<string, Int8Array> => {
  const found = new Map<string, Int8Array>()
  let place = 0
  for (const item of given) {
    const { text } = asItem(item)
    const vector = wanted.has(text) ? inSteps(vectorAt(vectors, place)) : undefined
    const known = found.get(text)
    if (vector !== undefined && (known === undefined || isBefore(vector, known))) found.set(text, vector)
    place++
  }
  return found
}

/** Found neighbours are kept: each search looks at many rows. */
const remembered = (find: (text: Same) => Neighbours): ((text: Same) => Neighbours) => {
  const known = new Map<Same, Neighbours>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const { count, rows, similarities } = find(text)
    const copy = { count, rows: rows.slice(0, count), similarities: similarities.slice(0, count) }
    known.set(text, copy)
    return copy
  }
}

/** Texts compared by their vectors, put together by `collapse` where they are the same to the character. */
export const vectorEvidence = (
  { alike, wordless }: Collapsed,
  given: Iterable<string | TopicText>,
  vectors: Vectors
): Evidence => {
  const all = alike.flatMap(({ members }) => members)
  const vectorOf = vectorsOf(new Set(all.map(({ text }) => text)), given, vectors)
  const isCompared = ({ text }: Same): boolean => vectorOf.has(text)
  const voting = alike
    .map(({ members, texts }) => ({ members: members.filter(isCompared), texts }))
    .filter(({ members }) => members.length > 0)
  const toRow = ({ text }: Same): Int8Array => vectorOf.get(text) as Int8Array
  const rows = stackVectors(
    voting.map(({ members }) => toRow(members[0] as Same)),
    vectors.dimension
  )
  const find = searchVectors(rows)
  return {
    texts: all.filter(isCompared),
    wordless: [...all.filter((text) => !isCompared(text)), ...wordless],
    voting,
    rows: unitMap(rows),
    nearest: remembered((text) => find(toRow(text))),
    packed: {
      vectors: { model: vectors.model, dimension: vectors.dimension },
      vocabulary: { terms: [], weights: "", phrases: "", written: [] },
      voters: { starts: "", places: "", values: packSmall(rows.values) }
    }
  }
}
