import type { Difference } from "../stats/Difference.ts"
import {
  type Estimate,
  type InsufficientData,
  insufficientData,
  nothingExcluded,
  type Suppressed
} from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { equals } from "../tally/Dimension.ts"
import { column, total } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import { compare as compareValues, type Value } from "../tally/Value.ts"
import { compareGroups, compareInTime, type Finisher, type Group, type PeriodResult } from "./Grouped.ts"

/** How many of those invited answered, in per cent from 0 to 100. `n` is the number of invitations. */
export interface ResponseRateEstimate extends Estimate {
  readonly definition: "responses, of all invitations"
  readonly responses: number
  /** Invitations without a response: what these customers would have said is not known. */
  readonly unanswered: number
}

/** A rate, or why there is none. */
export type ResponseRateResult = ResponseRateEstimate | InsufficientData | Suppressed

/** How the rate is reported. */
export interface ResponseRateOptions {
  /** Confidence level of the interval: 0.95 unless told. */
  readonly level?: number
  /** Withhold the rate of fewer than this many invitations: 1 unless told. */
  readonly minimum?: number
  /** How the interval is found: Wilson's unless told. `ProportionInterval` has others. */
  readonly interval?: Proportion.ProportionMethod
}

/** Two tallies by the same dimensions: who was invited, and who answered. */
export interface Asked<Name extends string> {
  readonly invitations: Tally<Name>
  /** One a customer and invitation: not one a question. */
  readonly responses: Tally<Name>
}

interface Counts {
  readonly invitations: number
  readonly responses: number
}

const nothing: Counts = { invitations: 0, responses: 0 }

const combine =
  (sign: 1 | -1) =>
  (a: Counts, b: Counts): Counts => ({
    invitations: a.invitations + sign * b.invitations,
    responses: a.responses + sign * b.responses
  })

/** Why a share of these counts would be none. */
const objection = ({ invitations, responses }: Counts): string | undefined => {
  if (responses > invitations) return "more responses than invitations"
  return invitations === 0 ? "nobody was invited" : undefined
}

const finish = (
  counts: Counts,
  { interval = Proportion.interval, level = 0.95, minimum = 1 }: ResponseRateOptions
): ResponseRateResult => {
  const { invitations: n, responses } = counts
  const reason = objection(counts)
  if (reason !== undefined) return insufficientData(reason, n)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  return {
    _tag: "Estimate",
    value: (100 * responses) / n,
    interval: interval({ successes: responses, n }, level),
    n,
    excluded: nothingExcluded,
    definition: "responses, of all invitations",
    responses,
    unanswered: n - responses
  }
}

const share = ({ invitations, responses }: Counts): Proportion.Proportion => ({ successes: responses, n: invitations })

const compare = (a: Counts, b: Counts, level = 0.95): Difference | InsufficientData => {
  const reason = objection(a) ?? objection(b)
  return reason === undefined
    ? Proportion.difference(share(a), share(b), level)
    : insufficientData(`${reason} on one side`, Math.min(a.invitations, b.invitations))
}

const finisher = (options: ResponseRateOptions): Finisher<Counts, ResponseRateResult> => ({
  add: combine(1),
  subtract: combine(-1),
  finish: (counts) => finish(counts, options),
  difference: (a, b) => compare(a, b, options.level)
})

const counted = (tally: Tally, dimension: string): ReadonlyMap<Value, number> => {
  const { codes, values } = column(tally, dimension)
  const counts = new Float64Array(values.length)
  codes.forEach((code, group) => {
    counts[code] = (counts[code] ?? 0) + (tally.counts[group] ?? 0)
  })
  return new Map(values.map((value, i) => [value, counts[i] ?? 0]))
}

const parts = (
  { invitations, responses }: Asked<string>,
  dimension: string
): ReadonlyArray<readonly [Value, Counts]> => {
  const [a, b] = [column(invitations, dimension).dimension, column(responses, dimension).dimension]
  // The same under another field: a response says when it was invited, an invitation when it was.
  if (!equals({ ...a, field: "" }, { ...b, field: "" })) {
    throw new TallyMismatch(`Invitations and responses do not count "${dimension}" alike`)
  }
  const [asked, answered] = [counted(invitations, dimension), counted(responses, dimension)]
  return [...new Set([...asked.keys(), ...answered.keys()])]
    .sort(compareValues)
    .map((value) => [value, { invitations: asked.get(value) ?? 0, responses: answered.get(value) ?? 0 }] as const)
}

/**
 * The response rate of so many responses to so many invitations, in per cent, with Wilson's interval unless told.
 *
 * Nobody invited, or more responses than invitations, give `InsufficientData`. Throws a `RangeError` unless both are whole
 * numbers from 0. Those who could not be reached count as invited: it is the lowest of the rates in use.
 *
 * Source: AAPOR (2023), Standard Definitions, response rate 1, all cases being eligible; Wilson (1927).
 *
 * ```ts import.meta.vitest
 * import * as ResponseRate from "./ResponseRate.ts"
 *
 * const result = ResponseRate.fromCounts({ invitations: 400, responses: 90 })
 * result._tag === "Estimate" ? [result.value, result.unanswered] : result // => [22.5, 310]
 * ResponseRate.fromCounts({ invitations: 0, responses: 0 })._tag // => "InsufficientData"
 * ```
 */
export const fromCounts = (
  counts: { readonly invitations: number; readonly responses: number },
  options: ResponseRateOptions = {}
): ResponseRateResult => {
  const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0
  if (!whole(counts.invitations) || !whole(counts.responses)) {
    throw new RangeError("Invitations and responses are whole numbers from 0")
  }
  return finish(counts, options)
}

/** The response rate of everyone in two tallies. */
export const fromTallies = <Name extends string>(
  { invitations, responses }: Asked<Name>,
  options: ResponseRateOptions = {}
): ResponseRateResult => finish({ invitations: total(invitations), responses: total(responses) }, options)

/**
 * The response rate of each value of a dimension that both tallies have, and its difference from all others, corrected for
 * the number of groups.
 *
 * Throws `TallyMismatch` when one has it not, or counts it otherwise. What is only known of those who answered cannot be a
 * dimension: a value with more responses than invitations is `InsufficientData`.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as ResponseRate from "./ResponseRate.ts"
 *
 * const count = (channels: ReadonlyArray<string>) => Tally.from(channels.map((channel) => ({ channel })), { by: ["channel"] })
 * const asked = { invitations: count(["web", "web", "web", "web", "phone"]), responses: count(["web"]) }
 * const groups = ResponseRate.by(asked, "channel")
 * groups.map(({ result, value }) => [value, result._tag === "Estimate" ? result.value : null]) // => [["phone", 0], ["web", 25]]
 * ```
 */
export const by = <Name extends string>(
  asked: Asked<Name>,
  dimension: NoInfer<Name>,
  options: ResponseRateOptions = {}
): ReadonlyArray<Group<ResponseRateResult>> =>
  compareGroups(parts(asked, dimension), finisher(options), options.level ?? 0.95)

/**
 * The response rate of each period of a dimension, from the first to the last, with its change from the one before.
 *
 * Count a response in the period of its invitation. By its own date, late answers fall into the period after.
 */
export const over = <Name extends string>(
  asked: Asked<Name>,
  period: NoInfer<Name>,
  options: ResponseRateOptions = {}
): ReadonlyArray<PeriodResult<ResponseRateResult>> =>
  compareInTime(parts(asked, period), column(asked.invitations, period).dimension, nothing, finisher(options))

/** The difference of two rates in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate. */
export const difference = (
  a: ResponseRateResult,
  b: ResponseRateResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData =>
  a._tag === "Estimate" && b._tag === "Estimate"
    ? compare({ invitations: a.n, responses: a.responses }, { invitations: b.n, responses: b.responses }, options.level)
    : insufficientData("a rate is missing on one side", 0)
