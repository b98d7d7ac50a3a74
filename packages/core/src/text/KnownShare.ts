import { log } from "../stats/Elementary.ts"
import type { Reading } from "./Reading.ts"
import { functionWeight, type Vocabulary } from "./Vocabulary.ts"

/**
 * A function that gives the share of a text's words that a vocabulary knows, from 0 to 1: by the squares of their weights, as
 * in a cosine. An unknown word weighs as one that stands in one of `texts` texts. 1 for a text without words.
 */
export const knownShare = ({ places, weights }: Vocabulary, texts: number): ((reading: Reading) => number) => {
  const unknown = 1 + log(Math.max(1, texts))
  return ({ functional, stems }) => {
    const squares = stems.map((stem, i) => {
      const place = places.get(stem)
      const weight = place === undefined ? unknown : (weights[place] as number)
      return { isKnown: place !== undefined, square: ((functional[i] === true ? functionWeight : 1) * weight) ** 2 }
    })
    const sum = (of: typeof squares): number => of.reduce((all, { square }) => all + square, 0)
    const all = sum(squares)
    return all === 0 ? 1 : sum(squares.filter(({ isKnown }) => isKnown)) / all
  }
}
