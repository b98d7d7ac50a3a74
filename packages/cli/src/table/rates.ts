import { benjaminiHochberg, RateRatio, Tally } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"
import { measuredRow } from "../measure/rows.ts"
import { records } from "./records.ts"
import type { TableMeasure } from "./TableMeasure.ts"

/** Events over an exposure, and the rows that say no number for one of them. */
interface Counted extends RateRatio.EventRate {
  readonly missing: number
  readonly invalid: number
}

const nothing: Counted = { events: 0, exposure: 0, missing: 0, invalid: 0 }

const add = (a: Counted, b: Counted): Counted => ({
  events: a.events + b.events,
  exposure: a.exposure + b.exposure,
  missing: a.missing + b.missing,
  invalid: a.invalid + b.invalid
})

const isCount = (events: number): boolean => Number.isSafeInteger(events) && events >= 0
const isExposure = (exposure: number): boolean => Number.isFinite(exposure) && exposure >= 0

const countOf = (events: number | null, exposure: number | null): Counted => {
  if (events === null || exposure === null) return { ...nothing, missing: 1 }
  return isCount(events) && isExposure(exposure) ? { ...nothing, events, exposure } : { ...nothing, invalid: 1 }
}

const counted = (tally: Tally.Tally): Counted =>
  [...records(tally, (numberIn) => countOf(numberIn("events"), numberIn("exposure")))].reduce(add, nothing)

const row = (own: Counted, rest: Counted): AnswerRow => {
  const { events, exposure, invalid, missing } = own
  const rate = exposure === 0 ? null : events / exposure
  const result = RateRatio.compare(own, rest)
  const shared = { events, exposure, rate, missing, invalid }
  if (result._tag !== "RateRatio") return { ...measuredRow(result), p: null, ...shared }
  const { interval, n, p, value } = result
  return {
    value,
    low: interval.low,
    high: interval.high,
    n,
    note: `${interval.level * 100} % ${interval.method}`,
    p,
    ...shared
  }
}

/** Events of each group over its exposure, such as contacts of so many customers, against those of the others. */
export const rateRatio: TableMeasure = {
  needs: ["group", "events", "exposure"],
  texts: ["group"],
  rows: (tally) => {
    const groups = Tally.by(tally, "group").map(({ tally: part, value }) => [value, counted(part)] as const)
    const rows = groups.map(([value, own], at): AnswerRow => {
      const rest = groups.flatMap(([, other], i) => (i === at ? [] : [other])).reduce(add, nothing)
      return { group: value, ...row(own, rest) }
    })
    const adjusted = benjaminiHochberg(rows.map(({ p }) => (typeof p === "number" ? p : null)))
    return rows.map((each, i) => ({ ...each, adjusted_p: adjusted[i] ?? null }))
  }
}
