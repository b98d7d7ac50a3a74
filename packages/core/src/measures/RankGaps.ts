import { binomial } from "../stats/BinomialDraw.ts"
import { type InsufficientData, type Interval, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Mean from "../stats/Mean.ts"
import type { Proportion } from "../stats/Proportion.ts"
import { type Random, random } from "../stats/Random.ts"
import { studentT } from "../stats/StudentTDraw.ts"
import { compare, type Value } from "../tally/Value.ts"
import type { GapEstimate, GapResult } from "./Gap.ts"
import type { MeanScoreResult } from "./MeanScore.ts"

/** What is known of one place where a gap can be closed, such as a touchpoint. */
export interface GapToRank<Item extends Value = Value> {
  readonly value: Item
  /** As `Gap.by` gives it: below zero falls short. */
  readonly gap: GapResult
  /** How important it is to customers: their mean answer, or a number that is taken as known. Above 0. */
  readonly importance: MeanScoreResult | number
  /** How many customers come here (`successes`) of all customers (`n`). */
  readonly reach: Proportion
}

/** How many ranks are drawn. */
export interface RankGapsOptions {
  /** Where the random numbers start, a whole number from 0 to 2^32 − 1: the same seed gives the same result. */
  readonly seed: number
  /** How often all ranks are drawn: 2000 unless told, at least 100. */
  readonly draws?: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** A gap with its place in the order of what to fix first, and how sure that place is. */
export interface RankedGap<Item extends Value = Value> {
  readonly value: Item
  /** 1 is to be fixed first; equal priorities share the first of their ranks. */
  readonly rank: number
  /** Whole ranks, from the first to the last that the place may be. */
  readonly rankInterval: Interval
  /** Probability of being first, from 0 to 1; those who tie for it share it. */
  readonly first: number
  /** Probability of lying before the next in the order; `null` for the last. */
  readonly beforeNext: number | null
  /** Shortfall × importance × share of customers reached; below zero where expectations are exceeded. */
  readonly priority: number
  readonly priorityInterval: Interval
  readonly gap: GapEstimate
  readonly importance: number
  /** Share of customers reached, from 0 to 1. */
  readonly reach: number
}

/** What to fix first, and what cannot be ranked. */
export interface GapRanking<Item extends Value = Value> {
  readonly definition: "shortfall × importance × share of customers reached"
  /** From the first to be fixed to the last; of equal ones in the order of their values. */
  readonly ranked: ReadonlyArray<RankedGap<Item>>
  /** Places with too little data, in the order of their values: not known is not the same as fine. */
  readonly without: ReadonlyArray<{ readonly value: Item; readonly why: InsufficientData | Suppressed }>
}

/** A number with what it takes to draw another like it. */
interface Uncertain {
  readonly value: number
  readonly error: number
  readonly degrees: number
}

/** Something to rank that has all its numbers. */
interface Known<Item extends Value> {
  readonly value: Item
  readonly gap: GapEstimate
  readonly shortfall: Uncertain
  readonly importance: Uncertain
  readonly reach: Proportion
}

const uncertain = (moments: Mean.Moments): Uncertain => ({
  value: Mean.mean(moments),
  error: Math.sqrt(Mean.variance(moments) / moments.n),
  degrees: moments.n - 1
})

const importanceOf = (importance: MeanScoreResult | number): Uncertain | InsufficientData | Suppressed => {
  if (typeof importance !== "number") return importance._tag === "Estimate" ? uncertain(importance.moments) : importance
  if (importance >= 0 && Number.isFinite(importance)) return { value: importance, error: 0, degrees: 1 }
  return insufficientData("importance is a number from 0", 0)
}

const isShare = ({ n, successes }: Proportion): boolean =>
  Number.isSafeInteger(n) && Number.isSafeInteger(successes) && n > 0 && successes >= 0 && successes <= n

const known = <Item extends Value>(item: GapToRank<Item>): Known<Item> | InsufficientData | Suppressed => {
  const { gap, reach, value } = item
  if (gap._tag !== "Estimate") return gap
  const importance = importanceOf(item.importance)
  if ("_tag" in importance) return importance
  if (!isShare(reach)) return insufficientData("reach is so many customers of all", reach.n)
  const { degrees, error, value: mean } = uncertain(gap.moments)
  return { value, gap, shortfall: { value: 0 - mean, error, degrees }, importance, reach }
}

const draw = (next: Random, { degrees, error, value }: Uncertain): number =>
  error === 0 ? value : value + error * studentT(next, degrees)

const drawPriority = (next: Random, { importance, reach, shortfall }: Known<Value>): number =>
  (draw(next, shortfall) * draw(next, importance) * binomial(next, reach.n, reach.successes / reach.n)) / reach.n

const priorityOf = ({ importance, reach, shortfall }: Known<Value>): number =>
  (shortfall.value * importance.value * reach.successes) / reach.n + 0

/** Largest first. */
const firstRank = (all: ReadonlyArray<number>, priority: number): number =>
  1 + all.filter((each) => each > priority).length

const lastRank = (all: ReadonlyArray<number>, priority: number): number => all.filter((each) => each >= priority).length

const ascending = (values: ReadonlyArray<number>): ReadonlyArray<number> => values.toSorted((a, b) => a - b)

/** The smallest drawn number that at least this share of all do not exceed. */
const quantile = (sorted: ReadonlyArray<number>, share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? 0

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** All that the draws say of the item at one place of the order. */
const summarize = (draws: ReadonlyArray<ReadonlyArray<number>>, place: number, level: number, method: string) => {
  const own = draws.map((all) => all[place] ?? 0)
  const [firsts, lasts] = [
    draws.map((all, i) => firstRank(all, own[i] ?? 0)),
    draws.map((all, i) => lastRank(all, own[i] ?? 0))
  ]
  const interval = (from: ReadonlyArray<number>, to: ReadonlyArray<number>): Interval => ({
    low: quantile(ascending(from), (1 - level) / 2),
    high: quantile(ascending(to), (1 + level) / 2),
    level,
    method
  })
  const isLast = place + 1 >= (draws[0]?.length ?? 0)
  return {
    rankInterval: interval(firsts, lasts),
    first: mean(firsts.map((rank, i) => (rank === 1 ? 1 / (lasts[i] ?? 1) : 0))),
    beforeNext: isLast ? null : mean(draws.map((all) => before(all[place] ?? 0, all[place + 1] ?? 0))),
    priorityInterval: interval(own, own)
  }
}

/** Equal ones lie before each other half of the time. */
const before = (a: number, b: number): number => (a === b ? 0.5 : Number(a > b))

const checkDraws = (draws: number): void => {
  if (!(Number.isSafeInteger(draws) && draws >= 100))
    throw new RangeError(`draws is a whole number from 100, found ${draws}`)
}

/**
 * What to fix first: gaps in the order of shortfall × importance × share of customers reached, with the interval of each rank.
 *
 * The intervals are a parametric bootstrap: every mean is drawn anew from Student's t about it, every reach from its binomial,
 * all of them independent of each other; then everything is ranked again. Where customers answered about several items, or
 * gave gap and importance in one breath, that independence is an assumption. A rank interval says how sure a place in the
 * order is: where intervals overlap widely, the order is not known. Items without a gap, an importance or a reach are
 * listed in `without`, never dropped. Throws a `RangeError` for fewer than 100 draws, or a seed that is none.
 *
 * Source: importance-weighted gaps as Zeithaml, Parasuraman and Berry (1990); bootstrap of ranks as Goldstein and
 * Spiegelhalter (1996).
 *
 * ```ts import.meta.vitest
 * import * as Gap from "./Gap.ts"
 * import { rankGaps } from "./RankGaps.ts"
 *
 * const gap = (perceived) => Gap.fromPairs([4, 5, 5, 4, 5].map((expected, i) => ({ expected, perceived: perceived - (i % 2) })))
 * const { ranked, without } = rankGaps([
 *   { value: "search", gap: gap(4), importance: 3, reach: { successes: 900, n: 1000 } },
 *   { value: "delivery", gap: gap(2), importance: 4, reach: { successes: 800, n: 1000 } },
 *   { value: "returns", gap: Gap.fromPairs([]), importance: 5, reach: { successes: 90, n: 1000 } }
 * ], { seed: 1 })
 * ranked.map((each) => [each.rank, each.value]) // => [[1, "delivery"], [2, "search"]]
 * without.map((each) => each.value) // => ["returns"]
 * ```
 */
export const rankGaps = <Item extends Value>(
  items: Iterable<GapToRank<Item>>,
  { draws = 2000, level = 0.95, seed }: RankGapsOptions
): GapRanking<Item> => {
  checkDraws(draws)
  const next = random(seed)
  const all = [...items].sort((a, b) => compare(a.value, b.value)).map((item) => ({ item, result: known(item) }))
  const without = all.flatMap(({ item, result }) => ("_tag" in result ? [{ value: item.value, why: result }] : []))
  const ordered = all
    .flatMap(({ result }) => ("_tag" in result ? [] : [{ ...result, priority: priorityOf(result) }]))
    .sort((a, b) => b.priority - a.priority)
  const drawn = Array.from({ length: draws }, () => ordered.map((each) => drawPriority(next, each)))
  const priorities = ordered.map(({ priority }) => priority)
  const method = `parametric bootstrap, ${draws} draws, seed ${seed}`
  return {
    definition: "shortfall × importance × share of customers reached",
    ranked: ordered.map(({ gap, importance, priority, reach, value }, place) => ({
      value,
      rank: firstRank(priorities, priority),
      ...summarize(drawn, place, level, method),
      priority,
      gap,
      importance: importance.value,
      reach: reach.successes / reach.n
    })),
    without
  }
}
