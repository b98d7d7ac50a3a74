import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** How long low answers waited, in whole days: those followed up, and those still waiting. Counts add and subtract. */
export interface LoopCounts {
  readonly answered: ReadonlyMap<number, number>
  readonly waiting: ReadonlyMap<number, number>
  readonly missing: number
  readonly invalid: number
}

/** Where low answers are, from the lowest point to the highest that counts as low. */
export type LowScores = readonly [from: number, to: number]

/** The names of the dimensions that hold an answer, the days it waited, and whether it was followed up. */
export interface LoopNames {
  readonly score: string
  readonly days: string
  readonly contacted: string
}

/** Nothing counted. */
export const nothing: LoopCounts = { answered: new Map(), waiting: new Map(), missing: 0, invalid: 0 }

const combineMaps = (a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>, sign: 1 | -1) => {
  const sum = new Map(a)
  for (const [days, count] of b) sum.set(days, (sum.get(days) ?? 0) + sign * count)
  return new Map([...sum].filter(([, count]) => count !== 0))
}

const combine =
  (sign: 1 | -1) =>
  (a: LoopCounts, b: LoopCounts): LoopCounts => ({
    answered: combineMaps(a.answered, b.answered, sign),
    waiting: combineMaps(a.waiting, b.waiting, sign),
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

/** Both groups together. */
export const add = combine(1)

/** A group without a part of it. */
export const subtract = combine(-1)

/** One answer, as it is read. */
export interface WaitingAnswer {
  readonly score: unknown
  readonly days: unknown
  readonly contacted: unknown
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

/** Counts that are still being made. */
class Counting {
  private readonly answered = new Map<number, number>()
  private readonly waiting = new Map<number, number>()
  private missing = 0
  private invalid = 0
  private readonly low: LowScores

  constructor(low: LowScores) {
    this.low = low
  }

  /** An answer that is not low counts nowhere. */
  add({ contacted, days, score }: WaitingAnswer, copies: number): void {
    if (isAbsent(score)) this.missing += copies
    else if (typeof score !== "number") this.invalid += copies
    else if (score >= this.low[0] && score <= this.low[1]) this.addLow(days, contacted, copies)
  }

  private addLow(days: unknown, contacted: unknown, copies: number): void {
    if (isAbsent(days) || isAbsent(contacted)) this.missing += copies
    else if (typeof days !== "number" || !Number.isSafeInteger(days) || days < 0 || typeof contacted !== "boolean") {
      this.invalid += copies
    } else {
      const counts = contacted ? this.answered : this.waiting
      counts.set(days, (counts.get(days) ?? 0) + copies)
    }
  }

  finish(): LoopCounts {
    return { answered: this.answered, waiting: this.waiting, missing: this.missing, invalid: this.invalid }
  }
}

/** Count plain answers. */
export const countAnswers = (answers: Iterable<WaitingAnswer>, low: LowScores): LoopCounts => {
  const counts = new Counting(low)
  for (const answer of answers) counts.add(answer, 1)
  return counts.finish()
}

/** Count a tally, in one part a value of a dimension, or as one. */
export const parts = (
  tally: Tally,
  names: LoopNames,
  low: LowScores,
  dimension?: string
): ReadonlyArray<readonly [value: Value, counts: LoopCounts]> => {
  const [scores, days, contacted] = [
    column(tally, names.score),
    column(tally, names.days),
    column(tally, names.contacted)
  ]
  const split = dimension === undefined ? undefined : column(tally, dimension)
  const values = split?.values ?? [null]
  const counting = values.map(() => new Counting(low))
  tally.counts.forEach((copies, group) => {
    const answer = { score: valueAt(scores, group), days: valueAt(days, group), contacted: valueAt(contacted, group) }
    counting[split?.codes[group] ?? 0]?.add(answer, copies)
  })
  return values.map((value, i) => [value, counting[i]?.finish() ?? nothing])
}
