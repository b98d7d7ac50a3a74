import { endings, type Suffix, undoubled, unmarked, withoutSuffix } from "./Suffix.ts"

const number: ReadonlyArray<Suffix> = [
  [5, "eaux", "eau"],
  [5, "aux", "al"],
  [3, "x"],
  [3, "s"]
]
/** What makes nouns, adjectives and adverbs of verbs and of each other. */
const derived: ReadonlyArray<Suffix> = [
  [9, "issement", "ir"],
  [8, "issant", "ir"],
  [7, "ivement", "if"],
  [6, "ement", "e"],
  [10, "ication", "iquer"],
  [10, "icateur", "iquer"],
  [10, "icatrice", "iquer"],
  [8, "isation", "iser"],
  [7, "ation", "er"],
  [7, "ateur", "er"],
  [8, "atrice", "er"],
  [6, "trice", "teur"],
  [6, "teuse", "ter"],
  [6, "teur", "ter"],
  [5, "euse", "eux"],
  [6, "eur"],
  [5, "ère", "er"],
  [5, "ive", "if"],
  [6, "elle", "el"],
  [6, "ette", "et"],
  [7, "ique"],
  [8, "esse"]
]
/** Participles, infinitives and the feminine. */
const verb = endings(4, "ée ie er ez é e r")

/**
 * The light stem of a French word: number, gender, participles, and nouns made of verbs, free of accents.
 *
 * After Savoy (1999), A stemming procedure and stopword list for general French corpora, and Savoy (2006), Light stemming
 * approaches for the French, Portuguese, German and Hungarian languages.
 *
 * ```ts import.meta.vitest
 * import { stem } from "./French.ts"
 *
 * ["remboursement", "remboursé", "rembourser", "colis", "chevaux"].map(stem) // => ["rembours", "rembours", "rembours", "coli", "cheval"]
 * ```
 */
export const stem = (word: string): string => {
  const singular = withoutSuffix(word, number)
  const base = withoutSuffix(withoutSuffix(singular, derived), verb)
  return base.length > 3 ? undoubled(unmarked(base)) : unmarked(base)
}
