import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import * as Beta from "../stats/Beta.ts"
import * as Binomial from "../stats/Binomial.ts"
import { type Estimate, estimate, type Interval } from "../stats/Estimate.ts"
import * as Normal from "../stats/Normal.ts"
import { largestP, rankIntervals } from "../stats/RankIntervals.ts"
import * as Rate from "../stats/Rate.ts"
import * as SignedSum from "../stats/SignedSum.ts"
import * as WeightedCount from "../stats/WeightedCount.ts"

/** Who stands behind something that is put in order. */
export interface Contender {
  /** The places of customers, in ascending order. */
  readonly customers: Uint32Array
  /** Others of whom nobody knows who they are: each is taken to be somebody else. */
  readonly anonymous: number
}

/** How sure it is that something lies before the next in the order. */
export interface BeforeNext {
  /** Two-sided p-value of "as many want the one as the other". */
  readonly p: number
  /** The same, corrected for all neighbours (Benjamini–Hochberg). */
  readonly adjustedP: number
  /** Probability that more want it than the next, from 0 to 1: ½ where both are equal. */
  readonly probability: number
}

/** A place in the order, and how sure it is. */
export interface Place {
  /** 1 is the first; equal ones share the first of their ranks. */
  readonly rank: number
  /** Whole ranks; those of all hold at once. */
  readonly rankInterval: Interval
  /** Whether another has the same value. */
  readonly tied: boolean
  readonly value: Estimate
  /** `null` for the last. */
  readonly beforeNext: BeforeNext | null
}

/** What only one of two has, in weights: customers who want both say nothing about their order. */
interface Discordance {
  readonly first: number
  readonly second: number
  readonly squares: number
}

/** What those are worth who are among ours and not among theirs, and the sum of its squares. */
const onlyOurs = (ours: Uint32Array, theirs: Uint32Array, worth: Float64Array | undefined) => {
  let [sum, squares, j] = [0, 0, 0]
  for (let i = 0; i < ours.length; i++) {
    const customer = ours[i] as number
    while (j < theirs.length && (theirs[j] as number) < customer) j++
    if (theirs[j] === customer) continue
    const each = worth === undefined ? 1 : (worth[customer] as number)
    sum += each
    squares += each * each
  }
  return { sum, squares }
}

const discordance = (a: Contender, b: Contender, worth: Float64Array | undefined): Discordance => {
  const [first, second] = [onlyOurs(a.customers, b.customers, worth), onlyOurs(b.customers, a.customers, worth)]
  const nameless = a.anonymous + b.anonymous
  return {
    first: first.sum + a.anonymous,
    second: second.sum + b.anonymous,
    squares: first.squares + second.squares + nameless
  }
}

/** How two are compared: by the number of those who want only one, or by what they are worth. */
interface Comparison {
  /** The least p-value that a first can have by its lead, or by how many want it: of so many, all of them want only it. */
  readonly least: (size: number) => number
  readonly size: (lead: number, n: number) => number
  /** One-sided p-value of "the first is not wanted more". */
  readonly p: (only: Discordance) => number
  readonly probability: (only: Discordance) => number
}

const byCount: Comparison = {
  least: (lead) => Binomial.atMost(0, lead, 0.5),
  size: (lead) => lead,
  p: ({ first, second }) => Binomial.atMost(second, first + second, 0.5),
  probability: ({ first, second }) => Beta.upperTail(0.5, first + 0.5, second + 0.5)
}

const byWorth: Comparison = {
  least: (n) => SignedSum.upperTail(n, n),
  size: (_, n) => n,
  p: ({ first, second, squares }) => SignedSum.upperTail(first - second, squares),
  probability: ({ first, second, squares }) => Normal.cdf((first - second) / Math.sqrt(squares))
}

/** How large a lead, or how many, it takes for a p-value as small as this: with less nothing has to be compared. */
const fewestFor = ({ least }: Comparison, p: number): number => {
  let size = 1
  while (least(size) > p) size++
  return size
}

const estimateOf = ({ anonymous, customers }: Contender, worth: Float64Array | undefined, level: number): Estimate => {
  const n = customers.length + anonymous
  if (worth === undefined) {
    const { high, low } = Rate.interval(n, 100, level)
    return estimate(n, { low, high, level, method: "Byar" }, n)
  }
  let [sum, squares] = [0, 0]
  for (const customer of customers) {
    const each = worth[customer] ?? 0
    sum += each
    squares += each * each
  }
  return estimate(sum, WeightedCount.interval({ n, sum, squares }, level), n)
}

/**
 * Put contenders in order by how many want them, or by what those are worth, with how sure the order is. Of equal ones the first
 * given stays the first. `worth` is by the place of a customer, each above 0; with it, nobody is anonymous and each has a
 * customer.
 */
export const placesOf = (
  contenders: ReadonlyArray<Contender>,
  worth: Float64Array | undefined,
  level: number
): ReadonlyArray<{ readonly contender: number; readonly place: Place }> => {
  const comparison = worth === undefined ? byCount : byWorth
  const ordered = contenders
    .map((each, contender) => ({ each, contender, value: estimateOf(each, worth, level) }))
    .sort((a, b) => b.value.value - a.value.value || a.contender - b.contender)
  const between = (i: number, j: number): Discordance =>
    discordance(ordered[i]?.each as Contender, ordered[j]?.each as Contender, worth)
  const values = ordered.map(({ value }) => value.value)
  const fewest = fewestFor(comparison, largestP(values.length, level))
  const surely = (i: number, j: number): number => {
    const lead = (values[i] ?? 0) - (values[j] ?? 0)
    return comparison.size(lead, ordered[i]?.value.n ?? 0) < fewest ? 1 : comparison.p(between(i, j))
  }
  const intervals = rankIntervals(values, surely, level)
  const neighbours = values.slice(1).map((value, i) => {
    if (value === values[i]) return { p: 1, probability: 0.5 }
    const only = between(i, i + 1)
    return { p: Math.min(1, 2 * comparison.p(only)), probability: comparison.probability(only) }
  })
  const adjusted = benjaminiHochberg(neighbours.map(({ p }) => p))
  return ordered.map(({ contender, value }, i) => {
    const next = neighbours[i]
    return {
      contender,
      place: {
        rank: values.indexOf(value.value) + 1,
        rankInterval: { ...(intervals[i] as { low: number; high: number }), level, method: "Holm, all pairs" },
        tied: values[i - 1] === value.value || values[i + 1] === value.value,
        value,
        beforeNext: next === undefined ? null : { ...next, adjustedP: adjusted[i] ?? 1 }
      }
    }
  })
}
