import { delimitedRows } from "./Sample.ts"

/** A delimiter, and how well it fits. */
export interface DelimiterGuess {
  readonly delimiter: "," | ";" | "\t" | "|"
  readonly columns: number
  /** The share of rows with as many fields as the header, from 0 to 1. */
  readonly even: number
}

/** The delimiter that gives the most even rows of more than one column; of equal ones, the most columns. */
export const guessDelimiter = (text: string): DelimiterGuess => {
  const guesses = ([",", ";", "\t", "|"] as const).map((delimiter): DelimiterGuess => {
    const [first = [], ...rest] = delimitedRows(text, delimiter)
    const even = rest.filter((row) => row.length === first.length).length
    return { delimiter, columns: first.length, even: rest.length === 0 ? 1 : even / rest.length }
  })
  const score = ({ columns, even }: DelimiterGuess) => (columns > 1 ? even + columns / 1e6 : 0)
  return guesses.reduce((best, guess) => (score(guess) > score(best) ? guess : best))
}
