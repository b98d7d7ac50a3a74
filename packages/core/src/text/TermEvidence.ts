import type { Collapsed, Same } from "./Collapse.ts"
import type { Evidence } from "./Evidence.ts"
import { search } from "./NeighbourSearch.ts"
import { packSingle, packWhole } from "./Packed.ts"
import { packPhrases } from "./SharedPhrases.ts"
import { sparseMap, stack } from "./SparseRows.ts"
import { writtenTerms } from "./TopicEvidence.ts"
import { learn, vectors } from "./Vocabulary.ts"

/** Texts compared by the terms that they share; those that share a term with another one vote. */
export const termEvidence = ({ alike, wordless }: Collapsed): Evidence => {
  const vocabulary = learn(alike.map(({ members }) => (members[0] as Same).reading))
  const toRow = vectors(vocabulary)
  const sharing = alike
    .map((each) => ({ alike: each, row: toRow((each.members[0] as Same).reading) }))
    .filter(({ row }) => row.places.length > 0)
  const rows = stack(
    sharing.map(({ row }) => row),
    vocabulary.terms.length
  )
  const find = search(rows)
  return {
    texts: alike.flatMap(({ members }) => members),
    wordless,
    voting: sharing.map((each) => each.alike),
    rows: sparseMap(rows),
    nearest: ({ reading }) => find(toRow(reading)),
    packed: {
      vocabulary: {
        terms: vocabulary.terms,
        weights: packSingle(vocabulary.weights),
        phrases: packPhrases(vocabulary.phrases),
        written: writtenTerms(vocabulary.terms, alike)
      },
      voters: { starts: packWhole(rows.starts), places: packWhole(rows.places), values: packSingle(rows.values) }
    }
  }
}
