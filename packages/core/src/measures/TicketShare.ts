import type { Difference } from "../stats/Difference.ts"
import { type Estimate, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"

/** A share of tickets, in per cent from 0 to 100. `n` are those of which it is known. */
export interface TicketShareEstimate extends Estimate {
  /** What is counted, of which tickets. */
  readonly definition: string
  /** How many of `n` it is true of. */
  readonly count: number
  /** Tickets of which it cannot be known yet: in no denominator. */
  readonly undecided: number
}

/** A share, or why there is none. */
export type TicketShareResult = TicketShareEstimate | InsufficientData | Suppressed

/** How a share is reported. */
export interface TicketShareOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the share of fewer than this many tickets: 1 unless told. */
  readonly minimum?: number
  /** How the interval is found: Wilson's unless told. `ProportionInterval` has others. */
  readonly interval?: Proportion.ProportionMethod
}

/** What a group of tickets says of the question. */
export type Verdict = "yes" | "no" | "undecided" | "missing" | "invalid" | "ignored"

/** A question that the groups of a tally answer. */
export interface TicketQuestion {
  readonly definition: string
  readonly verdict: (group: number) => Verdict
}

type Counts = Readonly<Record<Exclude<Verdict, "ignored">, number>>

const nothing: Counts = { yes: 0, no: 0, undecided: 0, missing: 0, invalid: 0 }

const combine =
  (sign: 1 | -1) =>
  (a: Counts, b: Counts): Counts => ({
    yes: a.yes + sign * b.yes,
    no: a.no + sign * b.no,
    undecided: a.undecided + sign * b.undecided,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

const proportion = ({ no, yes }: Counts): Proportion.Proportion => ({ successes: yes, n: yes + no })

const finish = (
  counts: Counts,
  definition: string,
  { interval = Proportion.interval, level = 0.95, minimum = 1 }: TicketShareOptions
): TicketShareResult => {
  const share = proportion(counts)
  const excluded = { missing: counts.missing, invalid: counts.invalid }
  if (share.n === 0) return insufficientData("of no ticket it is known", 0, excluded)
  if (share.n < minimum) return { _tag: "Suppressed", minimum, n: share.n }
  return {
    _tag: "Estimate",
    value: (100 * share.successes) / share.n,
    interval: interval(share, level),
    n: share.n,
    excluded,
    definition,
    count: share.successes,
    undecided: counts.undecided
  }
}

const compare = (a: Proportion.Proportion, b: Proportion.Proportion, level = 0.95): Difference | InsufficientData =>
  Math.min(a.n, b.n) === 0
    ? insufficientData("of no ticket on one side it is known", 0)
    : Proportion.difference(a, b, level)

const finisher = (definition: string, options: TicketShareOptions): Finisher<Counts, TicketShareResult> => ({
  add: combine(1),
  subtract: combine(-1),
  finish: (counts) => finish(counts, definition, options),
  difference: (a, b) => compare(proportion(a), proportion(b), options.level)
})

const count = (
  tally: Tally,
  { verdict }: TicketQuestion,
  parts: ReadonlyArray<Record<keyof Counts, number>>,
  split: (group: number) => number
): void =>
  tally.counts.forEach((copies, group) => {
    const said = verdict(group)
    const part = parts[split(group)]
    if (said !== "ignored" && part !== undefined) part[said] += copies
  })

/** The share of everyone in a tally. */
export const ofTally = (tally: Tally, question: TicketQuestion, options: TicketShareOptions): TicketShareResult => {
  const counts = { ...nothing }
  count(tally, question, [counts], () => 0)
  return finish(counts, question.definition, options)
}

const parts = (tally: Tally, name: string, question: TicketQuestion): ReadonlyArray<readonly [Value, Counts]> => {
  const { codes, values } = column(tally, name)
  const counts = values.map(() => ({ ...nothing }))
  count(tally, question, counts, (group) => codes[group] ?? 0)
  return counts.map((each, i) => [values[i] ?? null, each] as const)
}

/** The share of each value of a dimension, compared with the rest. */
export const byDimension = (
  tally: Tally,
  dimension: string,
  question: TicketQuestion,
  options: TicketShareOptions
): ReadonlyArray<Group<TicketShareResult>> =>
  compareGroups(parts(tally, dimension, question), finisher(question.definition, options), options.level ?? 0.95)

/** The share of each period of a dimension, compared with the one before. */
export const overTime = (
  tally: Tally,
  period: string,
  question: TicketQuestion,
  options: TicketShareOptions
): ReadonlyArray<PeriodResult<TicketShareResult>> =>
  compareInTime(
    parts(tally, period, question),
    column(tally, period).dimension,
    nothing,
    finisher(question.definition, options)
  )

/** The difference of two shares of one definition, in percentage points. Throws `TallyMismatch` for two definitions. */
export const difference = (
  a: TicketShareResult,
  b: TicketShareResult,
  level?: number
): Difference | InsufficientData => {
  if (a._tag !== "Estimate" || b._tag !== "Estimate") return insufficientData("a share is missing on one side", 0)
  if (a.definition !== b.definition) {
    throw new TallyMismatch(`"${a.definition}" does not compare with "${b.definition}"`)
  }
  return compare({ successes: a.count, n: a.n }, { successes: b.count, n: b.n }, level)
}
