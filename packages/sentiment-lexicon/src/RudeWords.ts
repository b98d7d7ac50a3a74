import { cuss } from "cuss"
import { valenceOf } from "./Valence.ts"

/** What cuss says of a word that is unlikely in clean text. */
const likelyProfane = 2

/**
 * Words that two lists agree on: profane with the highest sureness by cuss, and bad by AFINN.
 *
 * One list is not enough: cuss alone takes beanbags, triplexes and people called Willie for rude.
 */
const rude: ReadonlySet<string> = new Set(
  Object.entries(cuss).flatMap(([word, sureness]) => (sureness === likelyProfane && valenceOf(word) < 0 ? [word] : []))
)

/** The rude words among words. */
export const rudeWords = (words: ReadonlyArray<string>): ReadonlyArray<string> => words.filter((word) => rude.has(word))
