import { Sources } from "@throughline/core"
import type { Settings } from "../query/Settings.ts"
import type { Dialect, WriteDerived } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import { firstBy, firstOf } from "./firstOf.ts"
import type { Parameters } from "./Statement.ts"
import { namedIn, selected } from "./selected.ts"
import { visits } from "./visits.ts"
import { quotient } from "./whole.ts"

/** Interactions in pieces that no excluded touchpoint cuts: how windows of a piece are written. */
interface Pieces {
  readonly rows: string
  /** `what` over the rows of the piece up to this one, or before it. */
  readonly upTo: (what: string, which: "this" | "the one before") => string
}

/** What a funnel asks of a touchpoint: whether it is of a step, or of several. */
type IsOf = (step: ReadonlyArray<string>) => string

/** Interactions with `begin_1` to `begin_k`: where they reach a step, when the attempt that began last began. */
type Attempts = (
  pieces: Pieces,
  isOf: IsOf,
  steps: ReadonlyArray<ReadonlyArray<string>>,
  isSoon: (begin: string) => string,
  at: string
) => string

/** A step is reached after the one before. */
const ordered: Attempts = ({ rows, upTo }, isOf, steps, isSoon, at) =>
  steps.reduce((before, step, i) => {
    if (i === 0) return `SELECT *, CASE WHEN ${isOf(step)} THEN ${at} END AS begin_1 FROM ${before}`
    const begun = `SELECT *, ${upTo(`max(begin_${i})`, "the one before")} AS begun_${i + 1} FROM (${before}) AS reached_${i}`
    return `SELECT *, CASE WHEN ${isOf(step)}${isSoon(`begun_${i + 1}`)} THEN begun_${i + 1} END AS begin_${i + 1} FROM (${begun}) AS followed_${i}`
  }, rows)

/** Steps in any order: when so many were met, the latest time that each was met at tells when the first of them was. */
const unordered: Attempts = ({ rows, upTo }, isOf, steps, isSoon, at) => {
  const met = steps.map((step, i) => `${upTo(`max(CASE WHEN ${isOf(step)} THEN ${at} END)`, "this")} AS met_${i + 1}`)
  const times = steps.map((_, i) => `met_${i + 1}`)
  const count = (time: string, than: ">=" | ">") =>
    times.map((other) => `CASE WHEN ${other} ${than} ${time} THEN 1 ELSE 0 END`).join(" + ")
  const places = times.flatMap((time, i) => [
    `${count(time, ">=")} AS as_late_${i + 1}`,
    `${count(time, ">")} AS later_${i + 1}`
  ])
  // The time that so many are not before and fewer are after.
  const begun = times.map((_, level) => {
    const found = times.map((time, i) => `WHEN as_late_${i + 1} > ${level} AND later_${i + 1} <= ${level} THEN ${time}`)
    return `CASE ${found.join(" ")} END AS begun_${level + 1}`
  })
  const isAny = isOf(steps.flat())
  const begins = times.map(
    (_, i) => `CASE WHEN ${isAny}${isSoon(`begun_${i + 1}`)} THEN begun_${i + 1} END AS begin_${i + 1}`
  )
  const last = `SELECT *, ${met.join(", ")} FROM ${rows}`
  const placed = `SELECT *, ${places.join(", ")} FROM (${last}) AS met`
  return `SELECT *, ${begins.join(", ")} FROM (SELECT *, ${begun.join(", ")} FROM (${placed}) AS placed) AS begun`
}

const inPieces = (
  dialect: Dialect,
  parameters: Parameters,
  { exclude = [], sessionGap }: Settings,
  isOf: IsOf,
  isNextRead: boolean
): Pieces & { readonly ofCase: string; readonly order: string } => {
  const { ofCase, order, rows } = visits(dialect, parameters, sessionGap)
  const next = `lead(${dialect.identifier("touchpoint")}) OVER (PARTITION BY ${ofCase} ORDER BY ${order}) AS next_touchpoint`
  const cut = `sum(CASE WHEN ${isOf(exclude)} THEN 1 ELSE 0 END) OVER (PARTITION BY ${ofCase} ORDER BY ${order}) AS piece`
  const piece = exclude.length === 0 ? ofCase : `${ofCase}, piece`
  const columns = [...(isNextRead ? [next] : []), ...(exclude.length === 0 ? [] : [cut])]
  return {
    ofCase,
    order,
    rows: columns.length === 0 ? rows : `(SELECT *, ${columns.join(", ")} FROM ${rows}) AS cut`,
    upTo: (what, which) =>
      `${what} OVER (PARTITION BY ${piece} ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND ${which === "this" ? "CURRENT ROW" : "1 PRECEDING"})`
  }
}

/** Each case and step of a funnel that it reached, from step 0. */
export const progress: WriteDerived = (dialect, parameters, settings, isRead) => {
  const { order = "ordered", steps = [], window } = settings
  const { identifier: id } = dialect
  const at = id("at")
  const touchpoints = Sources.stepsOf({ steps }).map((step) => step.touchpoints)
  const isOf: IsOf = (step) => isIn(dialect, id("touchpoint"), "text", step, parameters)
  const isSoon = (begin: string) => (window === undefined ? "" : ` AND ${at} - ${begin} <= ${window * 1000}`)
  const pieces = inPieces(dialect, parameters, settings, isOf, isRead("next"))
  const attempts = (order === "ordered" ? ordered : unordered)(pieces, isOf, touchpoints, isSoon, at)
  const levels = touchpoints.map((_, i) => i + 1)
  const byLevel = (column: string) =>
    `CASE step_id ${levels.map((level) => `WHEN ${level} THEN ${column}_${level}`).join(" ")} END`
  const fields = {
    ...Object.fromEntries(["customer", "at", "channel", "team", "segment"].map((name) => [name, `first_${name}`])),
    step: "step_id",
    furthest: "CASE WHEN step_id = furthest THEN TRUE ELSE FALSE END",
    seconds: quotient(dialect, byLevel("took"), 1000),
    next: `CASE WHEN step_id = furthest THEN ${byLevel("next")} END`
  }
  const rows = selected(dialect, fields, isRead)
  const last = pieces.order
    .split(", ")
    .map((key) => `${key} DESC`)
    .join(", ")
  const facts: Readonly<Record<string, string>> = {
    first_customer: `min(${id("customer")})`,
    first_at: `min(${at})`,
    ...Object.fromEntries(
      ["channel", "team", "segment"].map((name) => [`first_${name}`, firstOf(dialect, name, "at")])
    ),
    ...Object.fromEntries(
      levels.map((level) => [
        `took_${level}`,
        `min(CASE WHEN begin_${level} IS NOT NULL THEN ${at} END) - min(begin_${level})`
      ])
    ),
    ...Object.fromEntries(
      levels.map((level) => [
        `next_${level}`,
        firstBy(dialect, "next_touchpoint", `CASE WHEN begin_${level} IS NULL THEN 1 ELSE 0 END, ${last}`)
      ])
    ),
    furthest: levels.map((level) => `CASE WHEN count(begin_${level}) > 0 THEN 1 ELSE 0 END`).join(" + ")
  }
  const grouped = `SELECT ${selected(dialect, facts, namedIn(`${rows} furthest`))} FROM (${attempts}) AS attempts GROUP BY ${pieces.ofCase}`
  const all = [0, ...levels].map((level) => `SELECT ${level}${level === 0 ? " AS step_id" : ""}`).join(" UNION ALL ")
  return `SELECT ${rows} FROM (${grouped}) AS cases JOIN (${all}) AS steps ON step_id <= furthest`
}
