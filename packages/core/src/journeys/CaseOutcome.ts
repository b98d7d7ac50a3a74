import type { Scale } from "../domain/Scale.ts"
import type { Finisher } from "../measures/Grouped.ts"
import * as ScoreCounts from "../measures/ScoreCounts.ts"
import { type Read, reading, type ScoreReading } from "../measures/ScoreReading.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as FisherExact from "../stats/FisherExact.ts"
import * as Mean from "../stats/Mean.ts"
import * as PermutationTest from "../stats/PermutationTest.ts"
import * as Proportion from "../stats/Proportion.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/**
 * What became of a case, as one more dimension of its tally: a score given afterwards and how scores are read, or whether the
 * customer left (`true` or 1, `false` or 0).
 */
export type CaseOutcome<Name extends string> = { readonly score: Name; readonly read: Read } | { readonly left: Name }

/** How the outcome of one group of cases is, or why it is not known. */
export type OutcomeResult = Estimate | InsufficientData

/** The outcomes of a tally of cases, by the values of a dimension. */
export interface CaseOutcomes extends Finisher<ScoreCounts.ScoreCounts, OutcomeResult> {
  /** What the number is, such as `"NPS"`. */
  readonly definition: string
  /** −1 where less is worse, 1 where more is. */
  readonly worse: 1 | -1
  readonly nothing: ScoreCounts.ScoreCounts
  /** One a value of the dimension, in its order. */
  readonly parts: ReadonlyArray<ScoreCounts.ScoreCounts>
}

/** Fewer known outcomes on a side are not compared. */
const fewestCompared = 10

const yesOrNo: Scale = { id: "0-1", minimum: 0, maximum: 1 }

const asPoint = (value: Value): Value => (typeof value === "boolean" ? Number(value) : value)

/** The same tally with the points 0 and 1 for no and yes. */
const withPoints = (tally: Tally, name: string): Tally => ({
  ...tally,
  columns: tally.columns.map(
    (each): Column => (each.dimension.name === name ? { ...each, values: each.values.map(asPoint) } : each)
  )
})

const shareOfLeft = (counts: ScoreCounts.ScoreCounts): Proportion.Proportion => ({
  successes: counts.counts[1] ?? 0,
  n: ScoreCounts.answered(counts)
})

const leaving: Pick<ScoreReading, "scale" | "definition" | "moments" | "interval" | "difference"> = {
  scale: yesOrNo,
  definition: "left, in per cent",
  moments: (counts) => {
    const { n, successes } = shareOfLeft(counts)
    return { n, sum: 100 * successes, squares: 10_000 * successes }
  },
  interval: (counts, level) => Proportion.interval(shareOfLeft(counts), level),
  difference: (a, b, level) => Proportion.difference(shareOfLeft(a), shareOfLeft(b), level)
}

/** What each point is worth when it is read. */
const worths = ({ moments, scale }: Pick<ScoreReading, "moments" | "scale">): ReadonlyArray<number> => {
  const { counts, ...nothing } = ScoreCounts.nothing(scale)
  return counts.map((_, point) => moments({ ...nothing, counts: counts.map((_, i) => (i === point ? 1 : 0)) }).sum)
}

/** A p-value that holds for few records and skewed scores: Fisher's where there are two values and one is rare. */
const pOf = (worth: ReadonlyArray<number>, a: ScoreCounts.ScoreCounts, b: ScoreCounts.ScoreCounts): number | null => {
  const [high, low] = [Math.max(...worth), Math.min(...worth)]
  const share = (counts: ScoreCounts.ScoreCounts): Proportion.Proportion => ({
    successes: counts.counts.reduce((sum, count, i) => sum + (worth[i] === high ? count : 0), 0),
    n: ScoreCounts.answered(counts)
  })
  const [x, y] = [share(a), share(b)]
  if (worth.every((each) => each === high || each === low) && FisherExact.leastExpected(x, y) < 5) {
    return FisherExact.twoSidedP(x, y)
  }
  return PermutationTest.twoSidedP(
    worth.map((value, i) => ({ value, first: a.counts[i] ?? 0, second: b.counts[i] ?? 0 }))
  )
}

/** Read the outcomes of a tally of cases, one group for each value of a dimension. */
export const caseOutcomes = <Name extends string>(
  tally: Tally<Name>,
  dimension: Name,
  outcome: CaseOutcome<Name>,
  level: number
): CaseOutcomes => {
  const isScore = "score" in outcome
  const read = isScore ? reading(outcome.read) : leaving
  const worth = worths(read)
  const parts = isScore
    ? ScoreCounts.byDimension(tally, dimension, outcome.score, read.scale)
    : ScoreCounts.byDimension(withPoints(tally, outcome.left), dimension, outcome.left, read.scale)
  const difference = (a: ScoreCounts.ScoreCounts, b: ScoreCounts.ScoreCounts): Difference | InsufficientData => {
    const n = Math.min(ScoreCounts.answered(a), ScoreCounts.answered(b))
    if (n < fewestCompared) return insufficientData(`fewer than ${fewestCompared} known outcomes on one side`, n)
    return { ...read.difference(a, b, level), p: pOf(worth, a, b) }
  }
  const finish = (counts: ScoreCounts.ScoreCounts): OutcomeResult => {
    const [n, excluded] = [ScoreCounts.answered(counts), { missing: counts.missing, invalid: counts.invalid }]
    if (n < 2) return insufficientData("fewer than two known outcomes", n, excluded)
    const value = Mean.mean(read.moments(counts))
    return { _tag: "Estimate", value, interval: read.interval(counts, level), n, excluded }
  }
  return {
    definition: read.definition,
    worse: isScore ? -1 : 1,
    nothing: ScoreCounts.nothing(read.scale),
    parts: parts.map(([, counts]) => counts),
    add: ScoreCounts.add,
    subtract: ScoreCounts.subtract,
    finish,
    difference
  }
}
