import { contains, nps, type Scale } from "../domain/Scale.ts"
import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type Excluded,
  type InsufficientData,
  insufficientData,
  type Suppressed
} from "../stats/Estimate.ts"
import { combine, type Part } from "../stats/LinearCombination.ts"
import * as Mean from "../stats/Mean.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { LowScores } from "./LoopCounts.ts"

/** How much the score of a group changed from the low answer to the next one: the mean of the paired differences. */
export interface ScoreChange extends Estimate {
  /** Mean of the low answers. */
  readonly first: number
  /** Mean of the next answers of the same customers. */
  readonly next: number
}

/** How much more the score of those who were followed up rose than that of those who were not. */
export interface RecoveryUplift extends Estimate {
  readonly definition:
    | "change to the next answer, contacted minus not contacted, matched on the first score"
    | "change to the next answer, recovered minus not contacted, matched on the first score"
  readonly standardError: number
  /** Two-sided p-value of no uplift; `null` when nothing varies. */
  readonly p: number | null
  readonly followedUp: ScoreChange
  /**
   * What low scores come back to by themselves: regression to the mean. Without it the change of those followed up says
   * nothing.
   */
  readonly notContacted: ScoreChange
  /** The difference of the two changes without matching, by Welch's t. */
  readonly unmatched: Difference
  /** How many of those followed up have someone of the same first score to be matched with. */
  readonly matched: number
}

/** An uplift, or why there is none. */
export type UpliftResult = RecoveryUplift | InsufficientData | Suppressed

/** A low answer, the next answer of the customer, and what was done in between. */
export interface NextAnswer {
  readonly score: number | null | undefined
  readonly next: number | null | undefined
  /** Whether the customer was contacted before the next answer. */
  readonly contacted: boolean | null | undefined
  /** What became of the case: `"recovered"`. */
  readonly outcome?: string | null | undefined
}

/** Whom to compare, and how it is reported. */
export interface UpliftOptions {
  /** The scale of both answers: 0 to 10 unless told. */
  readonly scale?: Scale
  /** The scores that are to be followed up, both ends included: detractors, 0 to 6, unless told. */
  readonly low?: LowScores
  /**
   * Who counts as followed up: everyone who was `"contacted"` unless told, or only those who were `"recovered"`. The latter
   * were picked by how it went, so their uplift flatters.
   */
  readonly followedUp?: "contacted" | "recovered"
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** Withhold an uplift when one of the groups has fewer customers than this: 2 unless told. */
  readonly minimum?: number
}

/** The options for a tally, and the names of its dimensions. */
export interface UpliftTallyOptions<Name extends string> extends UpliftOptions {
  /** The low answer: `"score"` unless told. */
  readonly score?: Name
  /** The next answer: `"nextScore"` unless told. */
  readonly next?: Name
  /** Whether the customer was contacted before the next answer: `"contactedBefore"` unless told. */
  readonly contacted?: Name
  /** What became of the case: `"outcome"` unless told. Only needed for `"recovered"`. */
  readonly outcome?: Name
}

/** Changes by first score, and sums of the next answers. */
type Strata = ReadonlyMap<number, Mean.Moments>

const isAbsent = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

const nobody: Mean.Moments = { n: 0, sum: 0, squares: 0 }

const plus = (a: Mean.Moments, b: Mean.Moments): Mean.Moments => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  squares: a.squares + b.squares
})

/** Pairs that are still being read. */
class Pairs {
  readonly followedUp = new Map<number, Mean.Moments>()
  readonly notContacted = new Map<number, Mean.Moments>()
  private missing = 0
  private invalid = 0
  private readonly scale: Scale
  private readonly low: LowScores
  private readonly recovered: boolean

  constructor({ followedUp, low = [0, 6], scale = nps }: UpliftOptions) {
    this.scale = scale
    this.low = low
    this.recovered = followedUp === "recovered"
  }

  add({ contacted, next, outcome, score }: { readonly [Key in keyof NextAnswer]: unknown }, copies: number): void {
    if (isAbsent(score)) this.missing += copies
    else if (!this.isPoint(score)) this.invalid += copies
    else if (score < this.low[0] || score > this.low[1]) return
    else if (isAbsent(next) || isAbsent(contacted)) this.missing += copies
    else if (!this.isPoint(next) || typeof contacted !== "boolean") this.invalid += copies
    else this.addPair(score, next - score, this.groupOf(contacted, outcome), copies)
  }

  private isPoint(score: unknown): score is number {
    return typeof score === "number" && contains(this.scale, score)
  }

  /** Those who were contacted and not recovered are in no group when it is the recovered that count. */
  private groupOf(contacted: boolean, outcome: unknown): Map<number, Mean.Moments> | null {
    if (!contacted) return this.notContacted
    return this.recovered && outcome !== "recovered" ? null : this.followedUp
  }

  private addPair(score: number, change: number, group: Map<number, Mean.Moments> | null, copies: number): void {
    const more = { n: copies, sum: copies * change, squares: copies * change * change }
    group?.set(score, plus(group.get(score) ?? nobody, more))
  }

  excluded(): Excluded {
    return { missing: this.missing, invalid: this.invalid }
  }
}

const whole = (strata: Strata): Mean.Moments => [...strata.values()].reduce(plus, nobody)

const changeOf = (strata: Strata, scale: Scale, level: number): ScoreChange => {
  const moments = whole(strata)
  const range = scale.maximum - scale.minimum
  const value = Mean.mean(moments)
  const firsts = [...strata].reduce((sum, [score, { n }]) => sum + n * score, 0)
  return {
    _tag: "Estimate",
    value,
    interval: { ...Mean.interval(moments, level, { minimum: -range, maximum: range }), method: "paired Student t" },
    n: moments.n,
    excluded: { missing: 0, invalid: 0 },
    first: firsts / moments.n,
    next: (firsts + moments.sum) / moments.n
  }
}

/** The mean change of a group over first scores with given shares, with one variance within all of them. */
const standardised = (strata: Strata, shares: ReadonlyMap<number, number>): Part => {
  const used = [...shares].map(([score, share]) => ({ share, ...(strata.get(score) ?? nobody) }))
  const total = (of: (stratum: (typeof used)[number]) => number) => used.reduce((sum, each) => sum + of(each), 0)
  const degrees = total(({ n }) => n - 1)
  const within = total(({ n, squares, sum }) => Math.max(0, n * squares - sum * sum) / n) / degrees
  const value = total(({ n, share, sum }) => (share * sum) / n)
  return { value, centre: value, variance: within * total(({ n, share }) => (share * share) / n), degrees }
}

/** The first scores that both groups have, each with its share of those followed up. */
const sharedScores = (followedUp: Strata, notContacted: Strata) => {
  const shared = [...followedUp].filter(([score]) => notContacted.has(score)).sort(([a], [b]) => a - b)
  const matched = shared.reduce((sum, [, { n }]) => sum + n, 0)
  return { matched, shares: new Map(shared.map(([score, { n }]) => [score, n / matched])) }
}

const finish = (pairs: Pairs, options: UpliftOptions): UpliftResult => {
  const { level = 0.95, minimum = 2, scale = nps } = options
  const { followedUp, notContacted } = pairs
  const excluded = pairs.excluded()
  const [own, other] = [whole(followedUp), whole(notContacted)]
  const n = own.n + other.n
  const least = Math.min(own.n, other.n)
  if (least < 2) return insufficientData("fewer than two customers in one of the groups", n, excluded)
  if (least < minimum) return { _tag: "Suppressed", minimum, n: least }
  const { matched, shares } = sharedScores(followedUp, notContacted)
  const sides = [standardised(followedUp, shares), standardised(notContacted, shares)]
  if (sides.some(({ degrees }) => degrees < 1)) {
    return insufficientData("too few customers have the same first score in both groups", n, excluded)
  }
  const method = "stratified by first score, Welch t"
  const bound = 2 * (scale.maximum - scale.minimum)
  return {
    _tag: "Estimate",
    ...combine(sides, [1, -1], { level, method, bound }),
    n,
    excluded,
    definition: `change to the next answer, ${options.followedUp ?? "contacted"} minus not contacted, matched on the first score`,
    followedUp: changeOf(followedUp, scale, level),
    notContacted: changeOf(notContacted, scale, level),
    unmatched: Mean.difference(own, other, level),
    matched
  }
}

/**
 * How much more the score of customers who were followed up after a low answer rose to their next answer than that of
 * customers who were not.
 *
 * A low score rises by itself: some of it was chance, and chance does not come twice (regression to the mean, Galton 1886). So
 * the change of those followed up is held against the change of those who were not, score by score: who said 2 against who
 * said 2, weighted as those followed up. Who was picked for a contact may still differ in other ways: the uplift is associated
 * with the contact. Low answers without a next one are missing. `InsufficientData` with fewer than two customers in a group,
 * or without the same first scores in both.
 *
 * Source: stratified comparison of means with one variance within strata for each group, degrees of freedom by Satterthwaite
 * (1946).
 *
 * ```ts import.meta.vitest
 * import { fromPairs } from "./RecoveryUplift.ts"
 *
 * const pair = (contacted: boolean) => (next: number) => ({ score: 3, next, contacted })
 * const result = fromPairs([...[7, 8, 9].map(pair(true)), ...[4, 5, 6].map(pair(false))])
 * result._tag === "Estimate" ? [result.value, result.notContacted.value, result.followedUp.value] : result // => [3, 2, 5]
 * ```
 */
export const fromPairs = (pairs: Iterable<NextAnswer>, options: UpliftOptions = {}): UpliftResult => {
  const read = new Pairs(options)
  for (const pair of pairs) read.add(pair, 1)
  return finish(read, options)
}

/**
 * The uplift of a tally by low score, next score and contact, such as the derived source `recoveries` gives. As `fromPairs`.
 *
 * Throws `TallyMismatch` when a dimension is not there.
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: UpliftTallyOptions<NoInfer<Name>> = {}
): UpliftResult => {
  const whole: Tally = tally
  const read = new Pairs(options)
  const [scores, nexts] = [column(whole, options.score ?? "score"), column(whole, options.next ?? "nextScore")]
  const contacts = column(whole, options.contacted ?? "contactedBefore")
  const outcomes = options.followedUp === "recovered" ? column(whole, options.outcome ?? "outcome") : undefined
  whole.counts.forEach((copies, group) => {
    const outcome = outcomes === undefined ? null : valueAt(outcomes, group)
    const [score, next] = [valueAt(scores, group), valueAt(nexts, group)]
    read.add({ score, next, contacted: valueAt(contacts, group), outcome }, copies)
  })
  return finish(read, options)
}
