import type { DerivedSource } from "../query/Query.ts"
import type { Settings } from "../query/Settings.ts"
import { activity, retention } from "./activePeriods.ts"
import type { Dialect } from "./Dialect.ts"
import { recoveries } from "./recoveries.ts"
import { repeats } from "./repeats.ts"
import type { Parameters } from "./Statement.ts"
import { waits } from "./waits.ts"
import { quotient } from "./whole.ts"

type Write = (dialect: Dialect, parameters: Parameters, settings: Settings) => string

const columns = ({ identifier }: Dialect, names: ReadonlyArray<string>, table?: string): string =>
  names.map((name) => (table === undefined ? identifier(name) : `${table}.${identifier(name)}`)).join(", ")

/** The first row of each (customer, touchpoint) by time and id. */
const reach: Write = (dialect) => {
  const { byBytes, identifier: id, table } = dialect
  const kept = ["customer", "touchpoint", "at", "channel", "team", "segment"]
  const order = `${id("at")}, ${byBytes(id("id"))}`
  const partition = columns(dialect, ["customer", "touchpoint"])
  return `SELECT ${columns(dialect, kept)} FROM (SELECT *, row_number() OVER (PARTITION BY ${partition} ORDER BY ${order}) AS place FROM ${table("interactions")}) AS placed WHERE place = 1`
}

/** Each csat response with the latest expectation of its subject that is not later than it. */
const gaps: Write = (dialect, { bind }) => {
  const { byBytes, identifier: id, table } = dialect
  const ofResponse = ["customer", "touchpoint", "component", "at", "channel", "team", "segment", "scale", "score"]
  const ofExpectation = ["minimum", "desired", "predicted", "importance"]
  const same = ["customer", "touchpoint", "scale"].map((name) => `r.${id(name)} = e.${id(name)}`).join(" AND ")
  const component = `(r.${id("component")} = e.${id("component")} OR (r.${id("component")} IS NULL AND e.${id("component")} IS NULL))`
  const latest = `e.${id("at")} DESC, ${byBytes(`e.${id("id")}`)} DESC`
  const pairs = `SELECT r.${id("id")} AS ${id("response")}, ${columns(dialect, ofResponse, "r")}, ${columns(dialect, ofExpectation, "e")}, row_number() OVER (PARTITION BY r.${id("id")} ORDER BY ${latest}) AS place FROM ${table("responses")} AS r JOIN ${table("expectations")} AS e ON ${same} AND ${component} AND e.${id("at")} <= r.${id("at")} WHERE r.${id("metric")} = ${bind("text", "csat")}`
  return `SELECT ${columns(dialect, ["response", ...ofResponse, ...ofExpectation])} FROM (${pairs}) AS paired WHERE place = 1`
}

/** Each customer from the first start to the last end, as of an instant. */
const lifetimes: Write = (dialect, { bind }, { asOf = new Date(Number.NaN) }) => {
  const { byBytes, identifier: id, table } = dialect
  const now = () => bind("instant", asOf.getTime())
  const [started, ended] = [id("startedAt"), id("endedAt")]
  const ofCustomer = `PARTITION BY ${id("customer")}`
  const running = `CASE WHEN ${ended} IS NULL OR ${ended} > ${now()} THEN 1 ELSE 0 END`
  const placed = `SELECT ${columns(dialect, ["customer", "startedAt", "plan", "segment"])}, row_number() OVER (${ofCustomer} ORDER BY ${started}, ${byBytes(id("id"))}) AS place, max(${running}) OVER (${ofCustomer}) AS running, max(${ended}) OVER (${ofCustomer}) AS last_end, first_value(${id("reason")}) OVER (${ofCustomer} ORDER BY ${ended} DESC, ${byBytes(id("id"))} DESC) AS last_reason FROM ${table("subscriptions")} WHERE ${started} <= ${now()}`
  const lasted = `(CASE WHEN running = 1 THEN ${now()} ELSE last_end END - ${started})`
  return `SELECT ${columns(dialect, ["customer", "startedAt", "plan", "segment"])}, CASE WHEN running = 1 THEN 'active' ELSE 'ended' END AS ${id("outcome")}, CASE WHEN running = 1 THEN NULL ELSE last_end END AS ${ended}, CASE WHEN running = 1 THEN NULL ELSE last_reason END AS ${id("reason")}, ${quotient(dialect, lasted, 86_400_000)} AS ${id("days")} FROM (${placed}) AS placed WHERE place = 1`
}

/** Each interaction of a customer but the first, with the touchpoint before it. */
const steps: Write = (dialect) => {
  const { byBytes, identifier: id, table } = dialect
  const inOrder = `OVER (PARTITION BY ${id("customer")} ORDER BY ${id("at")}, ${byBytes(id("id"))})`
  const followed = `SELECT ${columns(dialect, ["customer", "at", "channel", "segment"])}, lag(${id("touchpoint")}) ${inOrder} AS ${id("from")}, ${id("touchpoint")} AS ${id("to")}, lag(${id("at")}) ${inOrder} AS at_before FROM ${table("interactions")}`
  const seconds = quotient(dialect, `(${id("at")} - at_before)`, 1000)
  return `SELECT ${columns(dialect, ["customer", "from", "to", "at", "channel", "segment"])}, ${seconds} AS ${id("seconds")} FROM (${followed}) AS followed WHERE at_before IS NOT NULL`
}

/** The query of each derived source: its rows are those of the function of the same name in the core package. */
export const derived: { readonly [Source in DerivedSource]: Write } = {
  reach,
  gaps,
  lifetimes,
  steps,
  repeats,
  retention,
  activity,
  waits,
  recoveries
}
