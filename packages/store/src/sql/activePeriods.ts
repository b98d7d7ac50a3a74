import type { Sources } from "@throughline/core"
import type { Settings } from "../query/Settings.ts"
import { type CutIndex, cutIndex } from "./cutIndex.ts"
import type { Dialect } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import type { Parameters } from "./Statement.ts"

const startsOf = (periods: Sources.Periods): ReadonlyArray<number> => periods.map(({ start }) => start)

const endOf = (periods: Sources.Periods): number => periods.at(-1)?.end ?? 0

/** When a period starts, by its place: a search by halving. The starts are ours, whole and in order. */
const startOf = (place: string, periods: Sources.Periods): string => {
  const within = (low: number, high: number): string => {
    if (low >= high) return String(periods[low - 1]?.start ?? 0)
    const middle = (low + high + 1) >>> 1
    return `CASE WHEN ${place} < ${middle} THEN ${within(low, middle - 1)} ELSE ${within(middle, high)} END`
  }
  return within(1, periods.length)
}

/** The columns that say who was active. */
const known = "customer_id, first_channel, first_segment"

/** Each interaction up to the end of the periods that counts, by the steps that its period and its day are found from. */
const counted = (
  dialect: Dialect,
  parameters: Parameters,
  { periods = [], touchpoints }: Settings,
  steps: ReadonlyArray<string>
): string => {
  const { byBytes, identifier: id, table } = dialect
  const [at, customer] = [id("at"), id("customer")]
  const first = `OVER (PARTITION BY ${customer} ORDER BY ${at}, ${byBytes(id("id"))})`
  const of = (name: string): string => `first_value(${id(name)}) ${first} AS first_${name}`
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${isIn(dialect, id("touchpoint"), "text", touchpoints, parameters)}`
  return `SELECT DISTINCT ${customer} AS customer_id, ${[of("channel"), of("segment"), ...steps].join(", ")} FROM ${table("interactions")} WHERE ${at} < ${endOf(periods)}${isCounted}`
}

const cut = (dialect: Dialect, periods: Sources.Periods): CutIndex =>
  cutIndex(dialect, dialect.identifier("at"), startsOf(periods))

/** The columns of a row: those of the customer, then these. */
const selected = ({ identifier: id }: Dialect, fields: Readonly<Record<string, string>>): string => {
  const named = { customer: "customer_id", channel: "first_channel", segment: "first_segment", ...fields }
  return Object.entries(named)
    .map(([name, value]) => `${value} AS ${id(name)}`)
    .join(", ")
}

/** Each customer and period they were active in, with the period of their first interaction. */
export const retention = (dialect: Dialect, parameters: Parameters, settings: Settings): string => {
  const { periods = [] } = settings
  const { coarse, index } = cut(dialect, periods)
  const steps = counted(dialect, parameters, settings, [`${coarse} AS step`])
  const active = `SELECT DISTINCT ${known}, ${index("step")} AS place FROM (${steps}) AS steps`
  const since = `SELECT *, min(place) OVER (PARTITION BY customer_id) AS first_place FROM (${active}) AS active`
  const fields = {
    period: startOf("place", periods),
    cohort: `CASE WHEN first_place > 0 THEN ${startOf("first_place", periods)} END`,
    age: "CASE WHEN first_place > 0 THEN place - first_place END"
  }
  return `SELECT ${selected(dialect, fields)} FROM (${since}) AS since WHERE place > 0`
}

/** Each customer and period they were active in, and the first after in which they were not. */
export const activity = (dialect: Dialect, parameters: Parameters, settings: Settings): string => {
  const { days = [], periods = [] } = settings
  const [period, day] = [cut(dialect, periods), cut(dialect, days)]
  const dayStep = `CASE WHEN ${dialect.identifier("at")} < ${endOf(days)} THEN ${day.coarse} END AS day_step`
  const neighbours = (): string => {
    const steps = counted(dialect, parameters, settings, [`${period.coarse} AS step`, dayStep])
    const places = `SELECT ${known}, ${period.index("step")} AS place, ${day.index("day_step")} AS day FROM (${steps}) AS steps`
    const active = `SELECT ${known}, place, count(DISTINCT CASE WHEN day > 0 THEN day END) AS active_days FROM (${places}) AS places GROUP BY ${known}, place`
    const inOrder = "OVER (PARTITION BY customer_id ORDER BY place)"
    return `SELECT *, lag(place) ${inOrder} AS last_place, lead(place) ${inOrder} AS next_place FROM (${active}) AS active`
  }
  const here = selected(dialect, {
    period: startOf("place", periods),
    state:
      "CASE WHEN last_place IS NULL THEN 'new' WHEN place = 1 THEN NULL WHEN last_place = place - 1 THEN 'returning' ELSE 'resurrecting' END",
    days: "active_days"
  })
  const gone = selected(dialect, { period: startOf("(place + 1)", periods), state: "'dormant'", days: "0" })
  const leaves = `place > 0 AND place < ${periods.length} AND (next_place IS NULL OR next_place > place + 1)`
  return `SELECT ${here} FROM (${neighbours()}) AS here WHERE place > 0 UNION ALL SELECT ${gone} FROM (${neighbours()}) AS gone WHERE ${leaves}`
}
