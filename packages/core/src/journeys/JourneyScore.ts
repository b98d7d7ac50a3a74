import * as ScoreCounts from "../measures/ScoreCounts.ts"
import type { ScoreReading } from "../measures/ScoreReading.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, estimate, type InsufficientData, type Interval, insufficientData } from "../stats/Estimate.ts"
import { combine, type LinearCombination, scaled } from "../stats/LinearCombination.ts"
import * as Mean from "../stats/Mean.ts"
import { withinBounds } from "./ScoreBounds.ts"

/** One touchpoint's part of the score of the journey. */
export interface JourneyPart {
  /** Its share of all that customers meet, from 0 to 1. */
  readonly weight: number
  /** Its share times its score. Over all touchpoints this adds up to the score of the journey. */
  readonly carries: Estimate
  /** Its share times its distance from the score of the journey: up above 0, down below. This adds up to 0. */
  readonly pull: Difference
  /** The p-value of no pull, corrected for the number of touchpoints (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether it pulls the journey up or down: the corrected p-value is below 1 − level. */
  readonly pulls: boolean
}

/** A touchpoint that counts: its answers, at least two, and how many cases met it. */
export interface Weighed {
  readonly counts: ScoreCounts.ScoreCounts
  readonly cases: number
}

const carried = (own: Mean.Moments, interval: Interval, weight: number): Estimate =>
  estimate(weight * Mean.mean(own), { ...interval, low: weight * interval.low, high: weight * interval.high }, own.n)

/**
 * The score of a journey: the mean of its touchpoints' scores, weighted by how many cases met each; and each one's part.
 *
 * Takes touchpoints with at least two answers. Their answers count as independent; the degrees of freedom of a weighted mean are
 * Satterthwaite's (1946).
 */
export const journeyScore = (touchpoints: ReadonlyArray<Weighed>, read: ScoreReading, level: number) => {
  const parts = touchpoints.map(({ counts }) => read.part(counts, touchpoints.length))
  const moments = touchpoints.map(({ counts }) => read.moments(counts))
  const n = moments.reduce((all, each) => all + each.n, 0)
  const cases = touchpoints.reduce((all, each) => all + each.cases, 0)
  const weights = touchpoints.map((each) => each.cases / cases)
  const sum = (factors: ReadonlyArray<number>): LinearCombination =>
    combine(
      parts.map((part, i) => scaled(part, factors[i] ?? 0)),
      parts.map(() => 1),
      { level, method: `${read.method}, weighted`, bound: Number.POSITIVE_INFINITY }
    )
  const whole = sum(weights)
  const pulls = weights.map((weight, i) => sum(weights.map((other, j) => weight * (Number(i === j) - other))))
  const adjusted = benjaminiHochberg(pulls.map(({ p }) => p))
  return {
    score: estimate(whole.value, withinBounds(whole.interval, read), n),
    parts: touchpoints.map(({ counts }, i): JourneyPart => {
      const { interval, p, value } = pulls[i] ?? whole
      const [weight, adjustedP] = [weights[i] ?? 0, adjusted[i] ?? null]
      const own = moments[i] ?? read.moments(counts)
      return {
        weight,
        carries: carried(own, read.interval(counts, level), weight),
        pull: { _tag: "Difference", value, interval, p, n: [own.n, n - own.n] },
        adjustedP,
        pulls: adjustedP !== null && adjustedP < 1 - level
      }
    })
  }
}

/** A touchpoint that both sides have answers about, at least two each, and how many cases met it. */
export interface WeighedPair extends Weighed {
  readonly other: ScoreCounts.ScoreCounts
}

/** How far apart the scores of two journeys are, in the same weights: the first minus the second, over the same touchpoints. */
export const journeyDifference = (
  touchpoints: ReadonlyArray<WeighedPair>,
  read: ScoreReading,
  level: number
): Difference | InsufficientData => {
  const cases = touchpoints.reduce((all, each) => all + each.cases, 0)
  if (cases === 0) return insufficientData("no touchpoint with a score on both sides", 0)
  const side = (of: (pair: WeighedPair) => ScoreCounts.ScoreCounts) =>
    touchpoints.map((pair) => scaled(read.part(of(pair), 2 * touchpoints.length), pair.cases / cases))
  const answers = (of: (pair: WeighedPair) => ScoreCounts.ScoreCounts): number =>
    touchpoints.reduce((all, pair) => all + ScoreCounts.answered(of(pair)), 0)
  const [ours, theirs] = [({ counts }: WeighedPair) => counts, ({ other }: WeighedPair) => other]
  const parts = [...side(ours), ...side(theirs)]
  const { interval, p, value } = combine(
    parts,
    parts.map((_, i) => (i < touchpoints.length ? 1 : -1)),
    { level, method: `${read.method}, weighted`, bound: read.range }
  )
  return { _tag: "Difference", value, interval, p, n: [answers(ours), answers(theirs)] }
}
