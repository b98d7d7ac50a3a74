import type { DerivedSource } from "../query/Query.ts"
import { activity, retention } from "./activePeriods.ts"
import { caseOutcomes } from "./caseOutcomes.ts"
import { cases } from "./cases.ts"
import type { Dialect, WriteDerived } from "./Dialect.ts"
import { firstOf } from "./firstOf.ts"
import { lifetimes } from "./lifetimes.ts"
import { progress } from "./progress.ts"
import { recoveries } from "./recoveries.ts"
import { repeats } from "./repeats.ts"
import { scoredJourneys } from "./scoredJourneys.ts"
import { scoredSteps } from "./scoredSteps.ts"
import { selected } from "./selected.ts"
import { stays } from "./stays.ts"
import { steps } from "./steps.ts"
import { waits } from "./waits.ts"

const columns = ({ identifier }: Dialect, names: ReadonlyArray<string>, table?: string): string =>
  names.map((name) => (table === undefined ? identifier(name) : `${table}.${identifier(name)}`)).join(", ")

/** The first row of each (customer, touchpoint) by time and id. */
const reach: WriteDerived = (dialect, _parameters, _settings, isRead) => {
  const { identifier: id, table } = dialect
  const firsts = ["at", "channel", "team", "segment"].map((name) => [name, firstOf(dialect, name, "at")])
  const fields = { customer: id("customer"), touchpoint: id("touchpoint"), ...Object.fromEntries(firsts) }
  return `SELECT ${selected(dialect, fields, isRead)} FROM ${table("interactions")} GROUP BY ${id("customer")}, ${id("touchpoint")}`
}

/** Each csat response with the latest expectation of its subject that is not later than it. */
const gaps: WriteDerived = (dialect, { bind }) => {
  const { byBytes, identifier: id, table } = dialect
  const ofResponse = ["customer", "touchpoint", "component", "at", "channel", "team", "segment", "scale", "score"]
  const ofExpectation = ["minimum", "desired", "predicted", "importance"]
  const same = ["customer", "touchpoint", "scale"].map((name) => `r.${id(name)} = e.${id(name)}`).join(" AND ")
  const component = `(r.${id("component")} = e.${id("component")} OR (r.${id("component")} IS NULL AND e.${id("component")} IS NULL))`
  const latest = `e.${id("at")} DESC, ${byBytes(`e.${id("id")}`)} DESC`
  const pairs = `SELECT r.${id("id")} AS ${id("response")}, ${columns(dialect, ofResponse, "r")}, ${columns(dialect, ofExpectation, "e")}, row_number() OVER (PARTITION BY r.${id("id")} ORDER BY ${latest}) AS place FROM ${table("responses")} AS r JOIN ${table("expectations")} AS e ON ${same} AND ${component} AND e.${id("at")} <= r.${id("at")} WHERE r.${id("metric")} = ${bind("text", "csat")}`
  return `SELECT ${columns(dialect, ["response", ...ofResponse, ...ofExpectation])} FROM (${pairs}) AS paired WHERE place = 1`
}

/** The query of each derived source: its rows are those of the function of the same name in the core package. */
export const derived: { readonly [Source in DerivedSource]: WriteDerived } = {
  reach,
  gaps,
  lifetimes,
  steps,
  cases,
  caseOutcomes,
  scoredSteps,
  scoredJourneys,
  progress,
  stays,
  repeats,
  retention,
  activity,
  waits,
  recoveries
}
