import { log } from "../stats/Elementary.ts"
import type { Alike, Same } from "./Collapse.ts"
import type { SparseRow } from "./SparseRows.ts"
import { isEmpty, type TermCount } from "./TopicTerms.ts"
import { learn, type Vocabulary } from "./Vocabulary.ts"

/** A vocabulary, and how its terms are written. */
export interface WrittenVocabulary {
  readonly vocabulary: Vocabulary
  readonly written: ReadonlyArray<string>
}

const isPair = (term: string): boolean => term.includes(" ")

/**
 * How each term is mostly written in texts (of equally frequent ways the first in the order of code units); empty for pairs,
 * and for words that tell nothing by themselves.
 */
export const writtenTerms = (terms: ReadonlyArray<string>, alike: Iterable<Alike>): ReadonlyArray<string> => {
  const found = new Map(
    terms.filter((term) => !isPair(term) && !isEmpty(term)).map((term) => [term, new Map<string, number>()])
  )
  for (const { reading, texts } of Array.from(alike, ({ members }) => members).flat()) {
    const { functional, stems, words } = reading
    for (const [i, stem] of stems.entries()) {
      const surfaces = functional[i] === true ? undefined : found.get(stem)
      surfaces?.set(words[i] ?? stem, (surfaces.get(words[i] ?? stem) ?? 0) + texts)
    }
  }
  return terms.map((term) => {
    let [best, most] = ["", 0]
    for (const [surface, count] of found.get(term) ?? []) {
      if (count > most || (count === most && surface < best)) [best, most] = [surface, count]
    }
    return best
  })
}

/**
 * A vocabulary with the terms that at least two new texts share: these come behind the known ones, whose weights stay.
 *
 * A new term weighs as if it had been in the fit: 1 + ln(all texts / texts with it).
 */
export const extended = (known: WrittenVocabulary, alike: ReadonlyArray<Alike>, texts: number): WrittenVocabulary => {
  const readings = alike.map(({ members }) => (members[0] as Same).reading)
  const learned = learn(readings)
  const fresh = learned.terms.filter((term) => !known.vocabulary.places.has(term))
  const counts = new Map(fresh.map((term) => [term, 0]))
  for (const { stems } of readings) {
    const own = new Set(stems.flatMap((stem, i) => (i > 0 ? [stem, `${stems[i - 1]} ${stem}`] : [stem])))
    for (const term of own) if (counts.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  const weights = fresh.map((term) => 1 + log((texts + readings.length) / (counts.get(term) ?? 1)))
  const terms = [...known.vocabulary.terms, ...fresh]
  return {
    vocabulary: {
      ...known.vocabulary,
      terms,
      places: new Map(terms.map((term, place) => [term, place])),
      weights: Float32Array.from([...known.vocabulary.weights, ...weights])
    },
    written: [...known.written, ...writtenTerms(fresh, alike)]
  }
}

/** How many texts of a topic have each telling term. */
export const termCounts = (
  rows: ReadonlyArray<{ readonly row: SparseRow; readonly texts: number }>,
  { vocabulary: { places: placeOf, terms }, written }: WrittenVocabulary
): ReadonlyMap<string, TermCount> => {
  const surface = (term: string): string => {
    const [first = "", second] = term.split(" ")
    const one = written[placeOf.get(first) ?? -1] ?? ""
    if (second === undefined || one === "") return one
    const other = written[placeOf.get(second) ?? -1] ?? ""
    return other === "" || first === second ? "" : `${one} ${other}`
  }
  const counts = new Map<number, number>()
  for (const { row, texts } of rows) {
    for (const place of row.places) counts.set(place, (counts.get(place) ?? 0) + texts)
  }
  return new Map(
    [...counts].flatMap(([place, count]): ReadonlyArray<[string, TermCount]> => {
      const term = terms[place] ?? ""
      const shown = surface(term)
      return shown === "" ? [] : [[term, { count, surfaces: new Map([[shown, count]]) }]]
    })
  )
}
