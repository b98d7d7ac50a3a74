import type { Sources } from "@throughline/core"
import type { Settings } from "../query/Settings.ts"
import { type CutIndex, cutIndex } from "./cutIndex.ts"
import type { Dialect, WriteDerived } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import type { Parameters } from "./Statement.ts"
import { type IsRead, selected } from "./selected.ts"

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

/** Who was active. */
const who = { customer: "customer_id", channel: "first_channel", segment: "first_segment" }

/** The columns that say it, those that are read. */
const knownOf = (isRead: IsRead): string =>
  ["customer_id", ...(["channel", "segment"] as const).filter(isRead).map((name) => who[name])].join(", ")

/** Each interaction up to the end of the periods that counts, by the steps that its period and its day are found from. */
const counted = (
  dialect: Dialect,
  parameters: Parameters,
  { periods = [], touchpoints }: Settings,
  isRead: IsRead,
  steps: ReadonlyArray<string>
): string => {
  const { byBytes, identifier: id, table } = dialect
  const [at, customer] = [id("at"), id("customer")]
  const first = (name: string) =>
    `first_value(${id(name)}) OVER (PARTITION BY ${customer} ORDER BY ${at}, ${byBytes(id("id"))}) AS first_${name}`
  const columns = [`${customer} AS customer_id`, ...["channel", "segment"].filter(isRead).map(first), ...steps]
  const isCounted =
    touchpoints === undefined ? "" : ` AND ${isIn(dialect, id("touchpoint"), "text", touchpoints, parameters)}`
  return `SELECT DISTINCT ${columns.join(", ")} FROM ${table("interactions")} WHERE ${at} < ${endOf(periods)}${isCounted}`
}

const cut = (dialect: Dialect, periods: Sources.Periods): CutIndex =>
  cutIndex(dialect, dialect.identifier("at"), startsOf(periods))

/** Each customer and period they were active in, with the period of their first interaction. */
export const retention: WriteDerived = (dialect, parameters, settings, isRead) => {
  const { periods = [] } = settings
  const { coarse, index } = cut(dialect, periods)
  const steps = counted(dialect, parameters, settings, isRead, [`${coarse} AS step`])
  const active = `SELECT DISTINCT ${knownOf(isRead)}, ${index("step")} AS place FROM (${steps}) AS steps`
  const since = `SELECT *, min(place) OVER (PARTITION BY customer_id) AS first_place FROM (${active}) AS active`
  const fields = {
    ...who,
    period: startOf("place", periods),
    cohort: `CASE WHEN first_place > 0 THEN ${startOf("first_place", periods)} END`,
    age: "CASE WHEN first_place > 0 THEN place - first_place END"
  }
  return `SELECT ${selected(dialect, fields, isRead)} FROM (${since}) AS since WHERE place > 0`
}

/** Each customer and period they were active in, and the first after in which they were not. */
export const activity: WriteDerived = (dialect, parameters, settings, isRead) => {
  const { days = [], periods = [] } = settings
  const [period, day] = [cut(dialect, periods), cut(dialect, days)]
  const dayStep = `CASE WHEN ${dialect.identifier("at")} < ${endOf(days)} THEN ${day.coarse} END AS day_step`
  const known = knownOf(isRead)
  const ofDays = isRead("days") ? [dayStep] : []
  const neighbours = (): string => {
    const steps = counted(dialect, parameters, settings, isRead, [`${period.coarse} AS step`, ...ofDays])
    const place = `${period.index("step")} AS place`
    const active = isRead("days")
      ? `SELECT ${known}, place, count(DISTINCT CASE WHEN day > 0 THEN day END) AS active_days FROM (SELECT ${known}, ${place}, ${day.index("day_step")} AS day FROM (${steps}) AS steps) AS places GROUP BY ${known}, place`
      : `SELECT DISTINCT ${known}, ${place} FROM (${steps}) AS steps`
    const inOrder = "OVER (PARTITION BY customer_id ORDER BY place)"
    return `SELECT *, lag(place) ${inOrder} AS last_place, lead(place) ${inOrder} AS next_place FROM (${active}) AS active`
  }
  const here = {
    ...who,
    period: startOf("place", periods),
    state:
      "CASE WHEN last_place IS NULL THEN 'new' WHEN place = 1 THEN NULL WHEN last_place = place - 1 THEN 'returning' ELSE 'resurrecting' END",
    days: "active_days"
  }
  const gone = { ...who, period: startOf("(place + 1)", periods), state: "'dormant'", days: "0" }
  const leaves = `place > 0 AND place < ${periods.length} AND (next_place IS NULL OR next_place > place + 1)`
  return `SELECT ${selected(dialect, here, isRead)} FROM (${neighbours()}) AS here WHERE place > 0 UNION ALL SELECT ${selected(dialect, gone, isRead)} FROM (${neighbours()}) AS gone WHERE ${leaves}`
}
