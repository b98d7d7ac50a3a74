import type { Sql } from "@throughline/store"
import { activity, retention } from "./derived/activePeriods.ts"
import { caseOutcomes } from "./derived/caseOutcomes.ts"
import { cases } from "./derived/cases.ts"
import { gaps } from "./derived/gaps.ts"
import { lifetimes } from "./derived/lifetimes.ts"
import { progress } from "./derived/progress.ts"
import { recoveries } from "./derived/recoveries.ts"
import { repeats } from "./derived/repeats.ts"
import { scoredJourneys } from "./derived/scoredJourneys.ts"
import { scoredSteps } from "./derived/scoredSteps.ts"
import { divide, type Write } from "./derived/selected.ts"
import { stays } from "./derived/stays.ts"
import { reach, steps } from "./derived/steps.ts"
import { waits } from "./derived/waits.ts"
import { engine } from "./failure.ts"
import { placeholder } from "./literal.ts"
import { placeAmong } from "./placeAmong.ts"
import { current, everyVersion, quoted } from "./tables.ts"

/** Whole numbers stand in a statement as they are: version 18 takes its time to read each as an expression. */
const isAmong: Sql.Dialect["isAmong"] = (column, type, values, { bind }) => {
  const isWhole = type === "integer" || type === "instant"
  return `${column} IN (${values.map((value) => (isWhole ? value : bind(type, value))).join(", ")})`
}

/**
 * A sum wraps around at 2^63: what comes near it is the largest number instead. A sum of floating point numbers, however
 * many, is close enough to tell.
 */
const sum = (column: string): string =>
  `if(ifNull(abs(sum(toFloat64(${column}))), 0) < 4e18, sum(${column}), toInt64(9223372036854775807))`

const over =
  (database: string, write: Write): Sql.WriteDerived =>
  (_, parameters, settings, isRead) =>
    write(database, parameters, settings, isRead)

/**
 * How ClickHouse writes a statement, over the tables in a database. Version 18 has no window functions: arrays do it. It also
 * looks at a subquery twice, at one inside it four times and so on, so statements are kept flat.
 */
export const dialect = (database: string): Sql.Dialect => ({
  engine,
  identifier: quoted,
  parameter: placeholder,
  table: (kind) => current(database, kind),
  everyVersion: (kind) => everyVersion(database, kind),
  returned: (expression) => expression,
  byBytes: (text) => text,
  divide,
  sum,
  placeAmong,
  isAmong,
  derived: {
    reach: over(database, reach),
    steps: over(database, steps),
    cases: over(database, cases),
    caseOutcomes: over(database, caseOutcomes),
    scoredJourneys: over(database, scoredJourneys),
    scoredSteps: over(database, scoredSteps),
    progress: over(database, progress),
    stays: over(database, stays),
    gaps: over(database, gaps),
    lifetimes: over(database, lifetimes),
    repeats: over(database, repeats),
    retention: over(database, retention),
    activity: over(database, activity),
    waits: over(database, waits),
    recoveries: over(database, recoveries)
  }
})
