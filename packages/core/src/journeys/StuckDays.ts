import type { Excluded } from "../stats/Estimate.ts"
import { inTime, type LifetimeRows } from "../stats/LifetimeRows.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** A stay that is known in whole days. */
export interface KnownStay {
  /** Until it ended, or until now. */
  readonly days: number
  /** Until now. */
  readonly age: number
  readonly outcome: Value
  readonly copies: number
}

/** Stays that count, by stage, and those that do not. */
export interface ReadStays {
  readonly stages: ReadonlyMap<Value, ReadonlyArray<KnownStay>>
  readonly excluded: Excluded
}

/** A stay as it was found. */
export interface FoundStay {
  readonly stage: unknown
  readonly days: unknown
  readonly age: unknown
  readonly outcome: unknown
}

/** Whether a stay is not over. */
export const isOpen = ({ outcome }: { readonly outcome: unknown }): boolean => outcome === "still there"

/** Why a stay does not count. One that is not over has lasted until now. */
export const problem = (stay: FoundStay): keyof Excluded | undefined => {
  const { age, days, outcome, stage } = stay
  for (const value of [stage, days, age, outcome]) if (value === null || value === undefined) return "missing"
  const whole = Number.isSafeInteger(days) && Number.isSafeInteger(age) && Number(days) >= 0
  if (!whole || Number(days) > Number(age)) return "invalid"
  return isOpen(stay) && days !== age ? "invalid" : undefined
}

/** Read a tally of stays by stage, days, age and outcome. Throws `TallyMismatch` when a dimension is not there. */
export const readStays = (tally: Tally): ReadStays => {
  const [stage, days, age] = [column(tally, "stage"), column(tally, "days"), column(tally, "age")]
  const outcome = column(tally, "outcome")
  const stages = new Map<Value, Array<KnownStay>>(stage.values.map((value) => [value, []]))
  const excluded = { missing: 0, invalid: 0 }
  tally.counts.forEach((copies, group) => {
    const found = {
      stage: valueAt(stage, group),
      days: valueAt(days, group),
      age: valueAt(age, group),
      outcome: valueAt(outcome, group)
    }
    const why = problem(found)
    if (why !== undefined) excluded[why] += copies
    else {
      const { outcome } = found
      stages.get(found.stage)?.push({ days: Number(found.days), age: Number(found.age), outcome, copies })
    }
  })
  stages.delete(null)
  return { stages, excluded }
}

/** What is known of a stay in whole days: on which it ended, or up to which it was followed; `null` when not even one. */
const whole = ({ age, days, outcome }: KnownStay): { readonly time: number; readonly ended: number } | null => {
  if (outcome === "moved on" && days < age) return { time: days, ended: 1 }
  return days === 0 ? null : { time: days - 1, ended: 0 }
}

/**
 * Lifetimes of those days only that were seen to their end, moving on being the event.
 *
 * The last day of who left on it, and today, were not: such a stay is followed up to that day and not further. So everybody at
 * risk on a day was seen all of it, and those who came lately do not seem to stay longer.
 */
export const wholeDays = (groups: ReadonlyArray<ReadonlyArray<KnownStay>>): LifetimeRows => {
  const rows = groups.flatMap((stays, group) =>
    stays.flatMap((stay) => {
      const known = whole(stay)
      return known === null ? [] : [{ ...known, copies: stay.copies, group }]
    })
  )
  return inTime({
    times: Float64Array.from(rows, ({ time }) => time),
    ended: Uint8Array.from(rows, ({ ended }) => ended),
    copies: Float64Array.from(rows, ({ copies }) => copies),
    entries: null,
    groups: Uint32Array.from(rows, ({ group }) => group),
    strata: new Uint32Array(0)
  })
}

/** How many of some stays. */
export const countStays = (stays: ReadonlyArray<KnownStay>, test: (stay: KnownStay) => boolean): number =>
  stays.reduce((sum, stay) => sum + (test(stay) ? stay.copies : 0), 0)
