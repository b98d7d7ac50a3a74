import type { Difference } from "../stats/Difference.ts"
import type { InsufficientData } from "../stats/Estimate.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import type { Group, PeriodResult } from "./Grouped.ts"
import * as TicketShare from "./TicketShare.ts"

/**
 * What counts as resolved at the first contact. They differ, and do not compare.
 *
 * - `"one reply"`: exactly one reply. `"fewer than two replies"`: none, too. One-touch tickets.
 * - `"no reopen"`: never opened again, and seen for some days since it was resolved. A ticket that is open again failed.
 * - `"no repeat contact"`: no other ticket of the same customer about the same touchpoint, from when this one was made
 *   until some days after it was resolved.
 * - `"customer said so"`: of the customers who were asked and answered.
 */
export type FirstContactDefinition =
  | "one reply"
  | "fewer than two replies"
  | "no reopen"
  | "no repeat contact"
  | "customer said so"

/** Which definition, and how the share is reported. */
export interface FirstContactOptions extends TicketShare.TicketShareOptions {
  readonly definition: FirstContactDefinition
  /** The days of the definitions that wait for some: 7 unless told. */
  readonly days?: number
}

/** Reads, group by group, what a definition asks. */
type Reader = (tally: Tally, days: number) => (group: number) => TicketShare.Verdict

const reading = (tally: Tally, name: string): ((group: number) => Value) => {
  const read = column(tally, name)
  return (group) => valueAt(read, group)
}

const isCut = ({ dimension }: Column, days: number): boolean =>
  dimension.kind === "field" || (dimension.kind === "bin" && days % dimension.width === 0)

/** Whether so many days have not passed, of a dimension of days that is cut there. */
const before = (tally: Tally, name: string, days: number): ((group: number) => boolean | null) => {
  const read = column(tally, name)
  if (!isCut(read, days)) {
    throw new TallyMismatch(`"${name}" is not cut at ${days} days: count by Dimension.bin("${name}", ${days})`)
  }
  return (group) => {
    const value = valueAt(read, group)
    return typeof value === "number" ? value < days : null
  }
}

const ofReplies =
  (least: number): Reader =>
  (tally) => {
    const replies = reading(tally, "replies")
    return (group) => {
      const found = replies(group)
      if (found === null) return "missing"
      if (typeof found !== "number" || found < 0) return "invalid"
      return found >= least && found <= 1 ? "yes" : "no"
    }
  }

/** The verdict of those resolved so many days ago; before, it is not known. */
const settled = (tally: Tally, days: number, verdict: (group: number) => TicketShare.Verdict) => {
  const isEarly = before(tally, "settledDays", days)
  return (group: number): TicketShare.Verdict => {
    const early = isEarly(group)
    if (early === null) return "missing"
    return early ? "undecided" : verdict(group)
  }
}

const ofReopens: Reader = (tally, days) => {
  const reopens = reading(tally, "reopens")
  return settled(tally, days, (group) => {
    const found = reopens(group)
    if (found === null) return "missing"
    return found === 0 ? "yes" : "no"
  })
}

const ofRepeats: Reader = (tally, days) => {
  const repeat = reading(tally, "repeat")
  const isEarly = before(tally, "repeatDays", days)
  return settled(tally, days, (group) => {
    if (repeat(group) === null) return "missing"
    return isEarly(group) === true ? "no" : "yes"
  })
}

const ofCustomers: Reader = (tally) => {
  const said = reading(tally, "saidResolved")
  return (group) => {
    const found = said(group)
    if (found === "yes" || found === "no") return found
    return found === null ? "missing" : "invalid"
  }
}

const readers: { readonly [Definition in FirstContactDefinition]: Reader } = {
  "one reply": ofReplies(1),
  "fewer than two replies": ofReplies(0),
  "no reopen": ofReopens,
  "no repeat contact": ofRepeats,
  "customer said so": ofCustomers
}

const wordsOf = (definition: FirstContactDefinition, days: number): string => {
  if (definition === "no reopen") return `no reopen, seen for ${days} days, of those ever resolved`
  const within = definition === "no repeat contact" ? ` within ${days} days` : ""
  return `${definition}${within}, of those resolved`
}

/** Whether a ticket that is not resolved was, and so failed what is asked. */
const failedBefore = (tally: Tally, definition: FirstContactDefinition): ((group: number) => boolean) => {
  if (definition !== "no reopen") return () => false
  const reopens = reading(tally, "reopens")
  return (group) => Number(reopens(group)) > 0
}

const question = (tally: Tally, { days = 7, definition }: FirstContactOptions): TicketShare.TicketQuestion => {
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`days is a whole number from 1, found ${days}`)
  const resolution = reading(tally, "resolution")
  const verdict = readers[definition](tally, days)
  const hasFailed = failedBefore(tally, definition)
  return {
    definition: wordsOf(definition, days),
    verdict: (group) => {
      const state = resolution(group)
      if (state === null) return "missing"
      if (state === "resolved") return verdict(group)
      return hasFailed(group) ? "no" : "ignored"
    }
  }
}

/**
 * First-contact resolution: the share of resolved tickets that the first contact resolved, in per cent, with Wilson's
 * interval unless told. The result names its definition.
 *
 * Takes a tally of the source `waits` by `"resolution"` and what the definition asks: `"replies"`; `"reopens"` and
 * `Dimension.bin("settledDays", 7)`; `"repeat"`, `Dimension.bin("repeatDays", 7)` and `Dimension.bin("settledDays", 7)`; or
 * `"saidResolved"`. Tickets never resolved are not counted. Tickets resolved fewer days ago than the definition waits for are
 * `undecided`, those that miss what it asks are in `excluded.missing`. Throws `TallyMismatch` when a dimension is not
 * there, or days are not cut where the definition does.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as FirstContactResolution from "./FirstContactResolution.ts"
 *
 * const tickets = [1, 1, 1, 2, 0].map((replies) => ({ replies, resolution: "resolved" }))
 * const tally = Tally.from(tickets, { by: ["resolution", "replies"] })
 * const one = FirstContactResolution.fromTally(tally, { definition: "one reply" })
 * const few = FirstContactResolution.fromTally(tally, { definition: "fewer than two replies" })
 * one._tag === "Estimate" && few._tag === "Estimate" ? [one.value, few.value, few.n] : one // => [60, 80, 5]
 * ```
 */
export const fromTally = (tally: Tally, options: FirstContactOptions): TicketShare.TicketShareResult =>
  TicketShare.ofTally(tally, question(tally, options), options)

/** First-contact resolution of each value of a dimension, and its difference from all others, corrected for their number. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: FirstContactOptions
): ReadonlyArray<Group<TicketShare.TicketShareResult>> =>
  TicketShare.byDimension(tally, dimension, question(tally, options), options)

/** First-contact resolution of each period of a dimension, from the first to the last, with its change from the one before. */
export const over = <Name extends string>(
  tally: Tally<Name>,
  period: NoInfer<Name>,
  options: FirstContactOptions
): ReadonlyArray<PeriodResult<TicketShare.TicketShareResult>> =>
  TicketShare.overTime(tally, period, question(tally, options), options)

/**
 * The difference of two shares in percentage points, by Newcombe's interval. `InsufficientData` when one is no estimate;
 * throws `TallyMismatch` for two definitions.
 */
export const difference = (
  a: TicketShare.TicketShareResult,
  b: TicketShare.TicketShareResult,
  options: { readonly level?: number } = {}
): Difference | InsufficientData => TicketShare.difference(a, b, options.level)
