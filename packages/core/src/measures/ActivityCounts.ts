import type { ActivityState } from "../sources/activity.ts"
import type { Excluded } from "../stats/Estimate.ts"
import type { Moments } from "../stats/Mean.ts"
import { daysIn, ordinal, type PeriodUnit } from "../tally/PeriodLabel.ts"

/** How many customers were what in a period; `unknown` were active, and what they were before is not known. */
export type StateCounts = { readonly [State in ActivityState | "unknown"]: number }

/** The customers of a period, and on how many days the active ones were active. */
export interface ActivityCounts {
  readonly states: StateCounts
  readonly days: Moments
  /** Active customers whose days are not known, or are none of the period. */
  readonly withoutDays: Excluded
}

/** What nobody counts to. */
export const nobody: ActivityCounts = {
  states: { new: 0, returning: 0, resurrecting: 0, dormant: 0, unknown: 0 },
  days: { n: 0, sum: 0, squares: 0 },
  withoutDays: { missing: 0, invalid: 0 }
}

/** Some customers of one period. What comes from data may be anything. */
export interface ActivityEntry {
  readonly period: unknown
  readonly state: unknown
  readonly days: unknown
  readonly count: number
}

const isMissing = (value: unknown): boolean => value === null || value === undefined || Number.isNaN(value)

/** The state that a value names; none is unknown, and `undefined` what is no state. */
export const stateOf = (state: unknown): keyof StateCounts | undefined => {
  if (isMissing(state)) return "unknown"
  return typeof state === "string" && state !== "unknown" && Object.hasOwn(nobody.states, state)
    ? (state as ActivityState)
    : undefined
}

const withDays = (counts: ActivityCounts, days: unknown, n: number, most: number): ActivityCounts => {
  const { days: sums, withoutDays } = counts
  if (isMissing(days)) return { ...counts, withoutDays: { ...withoutDays, missing: withoutDays.missing + n } }
  if (typeof days !== "number" || !Number.isInteger(days) || days < 1 || days > most) {
    return { ...counts, withoutDays: { ...withoutDays, invalid: withoutDays.invalid + n } }
  }
  const squares = sums.squares + n * days * days
  return { ...counts, days: { n: sums.n + n, sum: sums.sum + n * days, squares } }
}

/** Counts customers by period. */
export class ActivityCounter {
  readonly periods = new Map<string, ActivityCounts>()
  private readonly unit: PeriodUnit
  private missing = 0
  private invalid = 0

  constructor(unit: PeriodUnit) {
    this.unit = unit
  }

  add({ count, days, period, state }: ActivityEntry): void {
    const known = stateOf(state)
    if (isMissing(period)) this.missing += count
    else if (known === undefined || ordinal(this.unit, String(period)) === undefined) this.invalid += count
    else this.put(String(period), known, days, count)
  }

  get excluded(): Excluded {
    return { missing: this.missing, invalid: this.invalid }
  }

  private put(period: string, state: keyof StateCounts, days: unknown, count: number): void {
    const counts = this.periods.get(period) ?? nobody
    const states = { ...counts.states, [state]: counts.states[state] + count }
    const isActive = state !== "dormant"
    const next = { ...counts, states }
    this.periods.set(period, isActive ? withDays(next, days, count, daysIn(this.unit, period)) : next)
  }
}
