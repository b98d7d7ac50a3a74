import type { Moments } from "../stats/Mean.ts"

/** Exact sums over pairs of whole numbers. */
export interface PairSums {
  readonly n: number
  readonly expected: number
  readonly perceived: number
  /** Sum of the squared paired differences. */
  readonly squares: number
  readonly missing: number
  readonly invalid: number
}

/** No pairs yet. */
export const nothing: PairSums = { n: 0, expected: 0, perceived: 0, squares: 0, missing: 0, invalid: 0 }

const combine =
  (sign: 1 | -1) =>
  (a: PairSums, b: PairSums): PairSums => ({
    n: a.n + sign * b.n,
    expected: a.expected + sign * b.expected,
    perceived: a.perceived + sign * b.perceived,
    squares: a.squares + sign * b.squares,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

/** Both groups together. */
export const add = combine(1)

/** A group without a part of it. */
export const subtract = combine(-1)

/** One pair, `copies` times; a missing side is missing, a fraction invalid. */
export const pair = (expected: unknown, perceived: unknown, copies: number): PairSums => {
  const absent = [expected, perceived].some((each) => each === null || each === undefined || Number.isNaN(each))
  if (absent) return { ...nothing, missing: copies }
  if (!Number.isInteger(expected) || !Number.isInteger(perceived)) return { ...nothing, invalid: copies }
  const [x, y] = [Number(expected), Number(perceived)]
  return { ...nothing, n: copies, expected: x * copies, perceived: y * copies, squares: (y - x) ** 2 * copies }
}

/** The moments of the paired differences, perceived minus expected. */
export const differences = ({ expected, n, perceived, squares }: PairSums): Moments => ({
  n,
  sum: perceived - expected,
  squares
})
