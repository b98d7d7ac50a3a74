import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import * as Rate from "../stats/Rate.ts"
import { labelsBetween, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"

/**
 * The published conventions of a customer churn rate.
 *
 * - `"of start"`: of the customers at the start of the period, the share that left in it.
 * - `"of average"`: everyone who left in the period over the average of customers at its start and end.
 * - `"of start and new"`: everyone who left, of the customers at the start plus those who joined in it (Stripe's rule).
 */
export type ChurnConvention = "of start" | "of average" | "of start and new"

/** A churn rate in per cent, with its interval. */
export interface ChurnEstimate extends Estimate {
  readonly convention: ChurnConvention
}

/** Who was there, came and went in one period, and the rates under each convention. */
export interface ChurnPeriod {
  readonly period: string
  readonly atStart: number
  readonly joined: number
  /** Left in the period, newcomers included. */
  readonly left: number
  /** Of those at the start, how many left in the period. */
  readonly leftOfStart: number
  readonly atEnd: number
  readonly rates: { readonly [C in ChurnConvention]: ChurnEstimate | InsufficientData }
}

/** Where a tally holds the start and the end of a customer's time, and how the rates are reported. */
export interface ChurnOptions<Name extends string> {
  /** A period dimension of when customers started: `"started"` unless told. */
  readonly started?: Name
  /** A period dimension, of the same unit and time zone, of when they left; `null` while they stay: `"ended"` unless told. */
  readonly ended?: Name
  /** The last period of the series; the last one with a start or an end unless told. */
  readonly through?: string
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

interface Flow {
  joined: number
  left: number
  leftAtOnce: number
}

const nobody = (excluded: Excluded): InsufficientData => insufficientData("no customers in the period", 0, excluded)

const share = (
  convention: ChurnConvention,
  successes: number,
  n: number,
  level: number,
  excluded: Excluded
): ChurnEstimate | InsufficientData => {
  if (n === 0) return nobody(excluded)
  const interval = Proportion.interval({ successes, n }, level)
  return { _tag: "Estimate", value: (100 * successes) / n, interval, n, excluded, convention }
}

const perAverage = (
  left: number,
  average: number,
  level: number,
  excluded: Excluded
): ChurnEstimate | InsufficientData => {
  if (average === 0) return nobody(excluded)
  const interval = Rate.interval(left, average, level)
  return { _tag: "Estimate", value: (100 * left) / average, interval, n: average, excluded, convention: "of average" }
}

const readFlows = (tally: Tally, started: Column, ended: Column) => {
  const flows = new Map<string, Flow>()
  const flow = (period: string): Flow => {
    const known = flows.get(period) ?? { joined: 0, left: 0, leftAtOnce: 0 }
    flows.set(period, known)
    return known
  }
  let [missing, invalid] = [0, 0]
  tally.counts.forEach((count, group) => {
    const start = valueAt(started, group)
    const end = valueAt(ended, group)
    if (start === null) {
      missing += count
      return
    }
    if (end !== null && String(end) < String(start)) {
      invalid += count
      return
    }
    flow(String(start)).joined += count
    if (end !== null) flow(String(end)).left += count
    if (end === start) flow(String(start)).leftAtOnce += count
  })
  return { flows, excluded: { missing, invalid } }
}

const unitOf = (started: Column, ended: Column): PeriodUnit => {
  const [a, b] = [started.dimension, ended.dimension]
  if (a.kind !== "period" || b.kind !== "period" || a.unit !== b.unit || a.timeZone !== b.timeZone) {
    throw new TallyMismatch("Churn needs the start and the end by calendar periods of one unit and time zone")
  }
  return a.unit
}

/**
 * Customer churn of each period, under its three published conventions side by side.
 *
 * Takes a tally of customers by the period they started in and the period they left in (`null` while they stay), such as
 * the derived source `lifetimes` gives. Customers without a start are reported as missing, those who end before they
 * start as invalid. A period without customers is `InsufficientData`, not 0 %. Shares come with Wilson's interval, the
 * rate over the average with Byar's. No customers at all give no periods. Throws `TallyMismatch` unless both dimensions
 * are calendar periods of one unit and time zone.
 *
 * ```ts import.meta.vitest
 * import * as Dimension from "../tally/Dimension.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Churn from "./Churn.ts"
 *
 * const month = (field: "startedAt" | "endedAt", name: "started" | "ended") =>
 *   Dimension.named(Dimension.period(field, "month", "UTC"), name)
 * const customers = [
 *   { startedAt: new Date("2026-01-05"), endedAt: null },
 *   { startedAt: new Date("2026-01-20"), endedAt: new Date("2026-02-03") }
 * ]
 * const tally = Tally.from(customers, { by: [month("startedAt", "started"), month("endedAt", "ended")] })
 * Churn.over(tally).map((row) => [row.period, row.atStart, row.left]) // => [["2026-01", 0, 0], ["2026-02", 2, 1]]
 * ```
 */
export const over = <Name extends string>(
  tally: Tally<Name>,
  options: ChurnOptions<NoInfer<Name>> = {}
): ReadonlyArray<ChurnPeriod> => {
  const { level = 0.95 } = options
  const all: Tally = tally
  const [started, ended] = [column(all, options.started ?? "started"), column(all, options.ended ?? "ended")]
  const unit = unitOf(started, ended)
  const { excluded, flows } = readFlows(all, started, ended)
  const labels = [...flows.keys()].sort()
  const [first, last] = [labels[0], options.through ?? labels.at(-1)]
  if (first === undefined || last === undefined) return []
  let atStart = 0
  return labelsBetween(unit, first, last).map((period) => {
    const { joined, left, leftAtOnce } = flows.get(period) ?? { joined: 0, left: 0, leftAtOnce: 0 }
    const atEnd = atStart + joined - left
    const leftOfStart = left - leftAtOnce
    const rates: ChurnPeriod["rates"] = {
      "of start": share("of start", leftOfStart, atStart, level, excluded),
      "of average": perAverage(left, (atStart + atEnd) / 2, level, excluded),
      "of start and new": share("of start and new", left, atStart + joined, level, excluded)
    }
    const row = { period, atStart, joined, left, leftOfStart, atEnd, rates }
    atStart = atEnd
    return row
  })
}
