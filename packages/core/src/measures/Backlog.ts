import type { Excluded, InsufficientData } from "../stats/Estimate.ts"
import * as RateRatio from "../stats/RateRatio.ts"
import { labelsBetween, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import { by as slices } from "../tally/slice.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** The tickets of one period: how many were open, came in and went out. All are exact counts. */
export interface BacklogPeriod {
  readonly period: string
  readonly atStart: number
  readonly opened: number
  readonly closed: number
  readonly atEnd: number
  /**
   * Closed for each opened: below 1 the backlog grows. The interval and p-value say whether by more than chance, were the
   * days' tickets independent. `InsufficientData` when none came or went.
   */
  readonly clearance: RateRatio.RateRatio | InsufficientData
}

/** Where a tally holds the opening and the closing of tickets, and how they are reported. */
export interface BacklogOptions<Name extends string> {
  /** A period dimension of when tickets were made: `"opened"` unless told. */
  readonly opened?: Name
  /** A period dimension, of the same unit and time zone, of when they were resolved; `null` while open: `"closed"` unless told. */
  readonly closed?: Name
  /** The last period of the series; the last one with a ticket unless told. */
  readonly through?: string
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

interface Flow {
  opened: number
  closed: number
}

interface Flows {
  readonly flows: ReadonlyMap<string, Flow>
  readonly excluded: Excluded
}

const unitOf = (opened: Column, closed: Column): PeriodUnit => {
  const [a, b] = [opened.dimension, closed.dimension]
  if (a.kind !== "period" || b.kind !== "period" || a.unit !== b.unit || a.timeZone !== b.timeZone) {
    throw new TallyMismatch("A backlog needs the opening and the closing by calendar periods of one unit and time zone")
  }
  return a.unit
}

/** Whether a ticket without a closing is resolved all the same, where the tally says it: when is not known. */
const isUndated = (tally: Tally): ((group: number) => boolean) => {
  const resolution = tally.columns.find(({ dimension }) => dimension.name === "resolution")
  return (group) => resolution !== undefined && valueAt(resolution, group) === "resolved"
}

const reasonOf = (start: Value, end: Value, isUndated: () => boolean): keyof Excluded | null => {
  if (start === null || (end === null && isUndated())) return "missing"
  return end !== null && String(end) < String(start) ? "invalid" : null
}

const readFlows = (tally: Tally, opened: Column, closed: Column): Flows => {
  const flows = new Map<string, Flow>()
  const excluded = { missing: 0, invalid: 0 }
  const undated = isUndated(tally)
  const add = (period: Value, kind: keyof Flow, count: number): void => {
    if (period === null) return
    const flow = flows.get(String(period)) ?? { opened: 0, closed: 0 }
    flow[kind] += count
    flows.set(String(period), flow)
  }
  tally.counts.forEach((count, group) => {
    const [start, end] = [valueAt(opened, group), valueAt(closed, group)]
    const reason = reasonOf(start, end, () => undated(group))
    if (reason !== null) {
      excluded[reason] += count
      return
    }
    add(start, "opened", count)
    add(end, "closed", count)
  })
  return { flows, excluded }
}

const clearance = ({ closed, opened }: Flow, level: number, excluded: Excluded): BacklogPeriod["clearance"] => ({
  ...RateRatio.compare({ events: closed, exposure: 1 }, { events: opened, exposure: 1 }, { level }),
  excluded
})

/**
 * The backlog of each period: tickets open at its start and end, and those that came in and went out.
 *
 * Takes a tally by the period tickets were made in and the period they were resolved in (`null` while open), as the source
 * `waits` gives with `at` and `resolvedAt`. A ticket counts as open until its last resolution. Tickets without a start are
 * missing; so are, when the tally also counts by `"resolution"`, resolved ones without a date. Those resolved before they
 * were made are invalid. Tickets from before the first period are not known: the series starts at 0. Throws
 * `TallyMismatch` unless both are calendar periods of one unit and time zone.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Backlog from "./Backlog.ts"
 *
 * const week = (field: "at" | "resolvedAt", name: "opened" | "closed") =>
 *   Dimension.named(Dimension.period(field, "week", "UTC"), name)
 * const tickets = [
 *   { at: new Date("2026-03-02"), resolvedAt: new Date("2026-03-03") },
 *   { at: new Date("2026-03-04"), resolvedAt: new Date("2026-03-18") },
 *   { at: new Date("2026-03-05"), resolvedAt: null }
 * ]
 * const tally = Tally.from(tickets, { by: [week("at", "opened"), week("resolvedAt", "closed")] })
 * Backlog.over(tally).map((row) => [row.period, row.opened, row.closed, row.atEnd]) // => [["2026-W10", 3, 1, 2], ["2026-W11", 0, 0, 2], ["2026-W12", 0, 1, 1]]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  options: BacklogOptions<NoInfer<Name>> = {}
): ReadonlyArray<BacklogPeriod> => {
  const { level = 0.95 } = options
  const all: Tally = tally
  const [opened, closed] = [column(all, options.opened ?? "opened"), column(all, options.closed ?? "closed")]
  const unit = unitOf(opened, closed)
  const { excluded, flows } = readFlows(all, opened, closed)
  const labels = [...flows.keys()].sort()
  const [first, last] = [labels[0], options.through ?? labels.at(-1)]
  if (first === undefined || last === undefined) return []
  let atStart = 0
  return labelsBetween(unit, first, last).map((period) => {
    const flow = flows.get(period) ?? { opened: 0, closed: 0 }
    const atEnd = atStart + flow.opened - flow.closed
    const row = { period, atStart, ...flow, atEnd, clearance: clearance(flow, level, excluded) }
    atStart = atEnd
    return row
  })
}

/** The backlog of each value of a dimension. Each series ends where its own tickets do, unless `through` says where. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: BacklogOptions<NoInfer<Name>> = {}
): ReadonlyArray<{ readonly value: Value; readonly periods: ReadonlyArray<BacklogPeriod> }> => {
  const all: Tally = tally
  return slices(all, dimension).map((part) => ({ value: part.value, periods: over<string>(part.tally, options) }))
}
