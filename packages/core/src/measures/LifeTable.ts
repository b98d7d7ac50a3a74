import { type ActuarialRow, actuarial } from "../stats/Actuarial.ts"
import { type Excluded, type InsufficientData, insufficientData, nothingExcluded } from "../stats/Estimate.ts"
import { type LimitScale, limits } from "../stats/KaplanMeier.ts"
import { apart, inTime, type LifetimeRows } from "../stats/LifetimeRows.ts"
import { twoSided } from "../stats/Normal.ts"
import { riskTable } from "../stats/RiskTable.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import type { LifetimeReading } from "./LifetimeReading.ts"
import { type FollowUp, type LifetimeDimensions, readLifetimes, readTally } from "./LifetimeSources.ts"

/** One interval of a life table: from its start, up to but without its end. */
export interface LifeTableRow extends ActuarialRow {
  readonly from: number
  readonly to: number
  /** Still there and followed at the start of the interval. */
  readonly atRisk: number
  /** Left in the interval. */
  readonly events: number
  /** Last seen still there, in the interval. */
  readonly censored: number
  /** Confidence limits of the share still there at the end; `null` where they cannot be estimated. */
  readonly low: number | null
  readonly high: number | null
}

/** A life table. */
export interface LifeTable {
  readonly _tag: "LifeTable"
  /** The intervals in which somebody left or was last seen, in the order of time. */
  readonly rows: ReadonlyArray<LifeTableRow>
  readonly n: number
  readonly eventCount: number
  readonly excluded: Excluded
  readonly level: number
  /** The published name of the method: `"actuarial, Greenwood, log-log"`. */
  readonly method: string
}

/** A life table, or why there is none. */
export type LifeTableResult = LifeTable | InsufficientData

/** How a life table is made and reported. */
export interface LifeTableOptions {
  /** How long an interval is, in the unit of the times: a whole number above 0. */
  readonly width: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
  /** The scale the intervals are made on: `"log-log"` unless told. */
  readonly interval?: LimitScale
}

/** The options for a tally. All are followed from the start: a life table has no entries. */
export interface LifeTableTallyOptions<Name extends string>
  extends LifeTableOptions,
    Omit<LifetimeDimensions<Name>, "entry"> {}

interface Counted {
  readonly from: number
  atRisk: number
  events: number
  censored: number
}

/** What happened in each interval in which something did. */
const count = (rows: LifetimeRows, width: number): ReadonlyArray<Counted> => {
  const { censored, entered, events, times } = riskTable(rows)
  let atRisk = entered.reduce((sum, each) => sum + each, 0)
  const counted: Array<Counted> = []
  times.forEach((time, i) => {
    const from = width * Math.floor(time / width)
    let last = counted.at(-1)
    if (last?.from !== from) {
      last = { from, atRisk, events: 0, censored: 0 }
      counted.push(last)
    }
    const [left, stayed] = [events[i] ?? 0, censored[i] ?? 0]
    last.events += left
    last.censored += stayed
    atRisk -= left + stayed
  })
  return counted
}

const finish = (
  rows: LifetimeRows,
  excluded: Excluded,
  { interval = "log-log", level = 0.95, width }: LifeTableOptions
): LifeTableResult => {
  if (!(Number.isSafeInteger(width) && width > 0)) {
    throw new RangeError(`width is a whole number above 0, found ${width}`)
  }
  const counted = count(rows, width)
  const [first] = counted
  if (first === undefined) return insufficientData("no lifetimes", 0, excluded)
  const z = twoSided(level)
  return {
    _tag: "LifeTable",
    rows: actuarial(counted).map((row, i) => {
      const { from, ...counts } = counted[i] ?? first
      return { from, to: from + width, ...counts, ...row, ...limits(interval, row.survival, row.standardError, z) }
    }),
    n: first.atRisk,
    eventCount: counted.reduce((sum, { events }) => sum + events, 0),
    excluded,
    level,
    method: `actuarial, Greenwood, ${interval}`
  }
}

const finishAll = ({ excluded: [excluded], rows }: LifetimeReading, options: LifeTableOptions): LifeTableResult =>
  finish(inTime(rows), excluded ?? nothingExcluded, options)

/**
 * The actuarial life table of lifetimes: who was there, who left and who was last seen, interval by interval.
 *
 * Those last seen in an interval count as exposed for half of it. For times that are known only by month or year; where the
 * day is known, `Survival` says more. Intervals in which nothing happened are not listed. What is no lifetime is reported as
 * in `Survival.fromLifetimes`; no lifetimes give `InsufficientData`. Throws a `RangeError` unless `width` is a whole number
 * above 0.
 *
 * Berkson and Gage (1950); Cutler and Ederer (1958).
 *
 * ```ts import.meta.vitest
 * import * as LifeTable from "./LifeTable.ts"
 *
 * const lifetimes = [10, 20, 40, 70].map((time) => ({ time, event: time !== 20 }))
 * const table = LifeTable.fromLifetimes(lifetimes, { width: 30 })
 * table._tag === "LifeTable" && table.rows.map(({ from, atRisk, effective, events }) => [from, atRisk, effective, events]) // => [[0, 4, 3.5, 1], [30, 2, 2, 1], [60, 1, 1, 1]]
 * ```
 */
export const fromLifetimes = (
  lifetimes: Iterable<Omit<FollowUp, "entry">>,
  options: LifeTableOptions
): LifeTableResult => finishAll(readLifetimes(lifetimes), options)

/**
 * The life table of a tally that counts by time and outcome. As `fromLifetimes`; throws `TallyMismatch` when a dimension is
 * not there.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as LifeTable from "./LifeTable.ts"
 *
 * const customers = [{ days: 10, outcome: "ended" }, { days: 35, outcome: "active" }]
 * const table = LifeTable.fromTally(Tally.from(customers, { by: ["days", "outcome"] }), { width: 30 })
 * table._tag === "LifeTable" && table.rows.map(({ survival }) => survival) // => [0.5, 0.5]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: LifeTableTallyOptions<NoInfer<Name>>
): LifeTableResult => finishAll(readTally(tally, options), options)

/** One life table for each value of a dimension, in the order of the values. As `fromTally`; `null` is a group. */
export const by = <Name extends string>(
  tally: Tally<Name>,
  dimension: NoInfer<Name>,
  options: LifeTableTallyOptions<NoInfer<Name>>
): ReadonlyArray<{ readonly value: Value; readonly result: LifeTableResult }> => {
  const split = column(tally, dimension)
  const { excluded, rows } = readTally(tally, options, split)
  const ordered = inTime(rows)
  return apart(ordered, ordered.groups, split.values.length).map((part, group) => ({
    value: split.values[group] ?? null,
    result: finish(part, excluded[group] ?? nothingExcluded, options)
  }))
}
