import type { Excluded } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"

/** Where a tally holds how long each was followed, and why they left. */
export interface ReasonColumns<Name extends string> {
  /** The dimension of the time followed: `"days"` unless told. */
  readonly time?: Name
  /** The dimension of what became of it: `"outcome"` unless told. */
  readonly outcome?: Name
  /** The outcome, or outcomes, that mean it ended: `"ended"` unless told. Any other is still there. */
  readonly event?: Value | ReadonlyArray<Value>
  /** The dimension of the reason: `"reason"` unless told. It may be that of the outcome. */
  readonly reason?: Name
}

const addTo = (counts: Map<number, number>, time: number, copies: number): void => {
  counts.set(time, (counts.get(time) ?? 0) + copies)
}

/** Lifetimes counted by time and reason, and those that cannot be. */
export class ReasonTimes {
  private readonly left = new Map<Value, Map<number, number>>()
  private readonly stayed = new Map<number, number>()
  private missing = 0
  private invalid = 0

  /** `event` says whether it ended, `null` if that is not known. */
  add(time: unknown, event: boolean | null, reason: Value, copies: number): void {
    if (!(Number.isSafeInteger(copies) && copies >= 0)) this.invalid++
    else if (time === null || time === undefined || Number.isNaN(time) || event === null) this.missing += copies
    else if (typeof time !== "number" || !Number.isFinite(time) || time < 0) this.invalid += copies
    else if (copies > 0) addTo(event ? this.ofReason(reason) : this.stayed, time, copies)
  }

  private ofReason(reason: Value): Map<number, number> {
    const known = this.left.get(reason) ?? new Map<number, number>()
    this.left.set(reason, known)
    return known
  }

  get excluded(): Excluded {
    return { missing: this.missing, invalid: this.invalid }
  }

  /** The reasons that somebody left for, in the order of values. */
  get reasons(): ReadonlyArray<Value> {
    return [...this.left.keys()].sort(compare)
  }

  /** The times at which somebody left or was last seen, in order. */
  get times(): ReadonlyArray<number> {
    const all = [...this.left.values(), this.stayed].flatMap((counts) => [...counts.keys()])
    return [...new Set(all)].sort((a, b) => a - b)
  }

  /** How many left for a reason at each of some times. */
  events(reason: Value, times: ReadonlyArray<number>): ReadonlyArray<number> {
    const counts = this.left.get(reason)
    return times.map((time) => counts?.get(time) ?? 0)
  }

  /** How many were last seen at each of some times, still there. */
  censored(times: ReadonlyArray<number>): ReadonlyArray<number> {
    return times.map((time) => this.stayed.get(time) ?? 0)
  }
}

/** Count the groups of a tally apart, by what `partOf` gives. */
export const countReasons = (
  tally: Tally,
  { event = "ended", outcome = "outcome", reason = "reason", time = "days" }: ReasonColumns<string>,
  partOf: (group: number) => ReasonTimes | undefined
): void => {
  const [times, outcomes, reasons] = [column(tally, time), column(tally, outcome), column(tally, reason)]
  const wanted = [event].flat()
  tally.counts.forEach((count, group) => {
    const became = valueAt(outcomes, group)
    const ended = wanted.includes(became) || (became === null ? null : false)
    partOf(group)?.add(valueAt(times, group), ended, valueAt(reasons, group), count)
  })
}
