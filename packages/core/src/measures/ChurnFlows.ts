import type { Excluded } from "../stats/Estimate.ts"
import type { PeriodUnit } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Column, type Tally, TallyMismatch } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** Where a tally holds the start and the end of a customer's time. */
export interface ChurnColumns<Name extends string> {
  /** A period dimension of when customers started: `"started"` unless told. */
  readonly started?: Name
  /** A period dimension, of the same unit and time zone, of when they left; `null` while they stay: `"ended"` unless told. */
  readonly ended?: Name
}

/** Who came and went in one period. */
export interface Flow {
  readonly joined: number
  /** Left in the period, newcomers included. */
  readonly left: number
  /** Joined and left in the period. */
  readonly leftAtOnce: number
}

/** Who was there when a period began, came and went in it, and was there when it ended. */
export interface Stock {
  readonly period: string
  readonly atStart: number
  readonly joined: number
  /** Left in the period, newcomers included. */
  readonly left: number
  /** Of those at the start, how many left in the period. */
  readonly leftOfStart: number
  readonly atEnd: number
}

/** Flows by period label, the unit of the periods, and the customers that could not be counted. */
export interface Flows {
  readonly unit: PeriodUnit
  readonly flows: ReadonlyMap<string, Flow>
  readonly excluded: Excluded
}

const unitOf = (started: Column, ended: Column): PeriodUnit => {
  const [a, b] = [started.dimension, ended.dimension]
  if (a.kind !== "period" || b.kind !== "period" || a.unit !== b.unit || a.timeZone !== b.timeZone) {
    throw new TallyMismatch("Churn needs the start and the end by calendar periods of one unit and time zone")
  }
  return a.unit
}

const none: Flow = { joined: 0, left: 0, leftAtOnce: 0 }

/** Why a customer cannot be counted. */
const objection = (from: Value, to: Value): keyof Excluded | undefined => {
  if (from === null) return "missing"
  return to !== null && String(to) < String(from) ? "invalid" : undefined
}

/** The flows of a tally by period; `labelOf` gives the period that one of the tally is in: itself unless told. */
export const readFlows = (
  tally: Tally,
  { ended: end = "ended", started: start = "started" }: ChurnColumns<string>,
  labelOf: (label: string) => string = (label) => label
): Flows => {
  const [started, ended] = [column(tally, start), column(tally, end)]
  const unit = unitOf(started, ended)
  const flows = new Map<string, Flow>()
  const add = (period: string, { joined, left, leftAtOnce }: Flow): void => {
    const known = flows.get(period) ?? none
    flows.set(period, {
      joined: known.joined + joined,
      left: known.left + left,
      leftAtOnce: known.leftAtOnce + leftAtOnce
    })
  }
  const excluded = { missing: 0, invalid: 0 }
  tally.counts.forEach((count, group) => {
    const [from, to] = [valueAt(started, group), valueAt(ended, group)]
    const why = objection(from, to)
    if (why !== undefined) {
      excluded[why] += count
      return
    }
    const [joinedIn, leftIn] = [labelOf(String(from)), to === null ? null : labelOf(String(to))]
    add(joinedIn, { ...none, joined: count })
    if (leftIn !== null) add(leftIn, { ...none, left: count, leftAtOnce: leftIn === joinedIn ? count : 0 })
  })
  return { unit, flows, excluded }
}

/** Each period in turn, with who was there: the first begins with nobody. */
export const stocks = (periods: ReadonlyArray<string>, flows: Flows["flows"]): ReadonlyArray<Stock> => {
  let atStart = 0
  return periods.map((period) => {
    const { joined, left, leftAtOnce } = flows.get(period) ?? none
    const atEnd = atStart + joined - left
    const stock: Stock = { period, atStart, joined, left, leftOfStart: left - leftAtOnce, atEnd }
    atStart = atEnd
    return stock
  })
}
