import type { WriteDerived } from "./Dialect.ts"
import { namedIn, selected } from "./selected.ts"
import { quotient } from "./whole.ts"

const ofPart = ["channel", "team", "responder"] as const
const fromPart = { channel: "fromChannel", team: "fromTeam", responder: "fromResponder" } as const

/** Each interaction as the step into it, and the last of each case once more as the step out of it. */
export const steps: WriteDerived = (dialect, { bind }, { sessionGap }, isRead) => {
  const { byBytes, identifier: id, table } = dialect
  const beside = (name: string, to: "lag" | "lead") =>
    `${to}(${id(name)}) OVER (PARTITION BY ${id("customer")} ORDER BY ${id("at")}, ${byBytes(id("id"))})`
  const gap = sessionGap === undefined ? undefined : bind("integer", sessionGap * 1000)
  const isFar = (from: string, to: string) => (gap === undefined ? "" : ` OR ${to} - ${from} > ${gap}`)
  const isFirst = `before_at IS NULL${isFar("before_at", id("at"))}`
  const isLast = `next_at IS NULL${isFar(id("at"), "next_at")}`
  const into = (name: string) => `CASE WHEN way = 0 THEN ${id(name)} END`
  const outOf = (name: string) => `CASE WHEN way = 1 THEN ${id(name)} WHEN ${isFirst} THEN NULL ELSE before_${name} END`
  const fields: Readonly<Record<string, string>> = {
    ...Object.fromEntries(["customer", "at", "segment"].map((name) => [name, id(name)])),
    ...Object.fromEntries(ofPart.map((name) => [name, into(name)])),
    ...Object.fromEntries(ofPart.map((name) => [fromPart[name], outOf(name)])),
    from: outOf("touchpoint"),
    to: into("touchpoint"),
    seconds: `CASE WHEN way = 1 OR ${isFirst} THEN NULL ELSE ${quotient(dialect, `(${id("at")} - before_at)`, 1000)} END`
  }
  const rows = selected(dialect, fields, isRead)
  const besides = {
    next_at: beside("at", "lead"),
    ...Object.fromEntries(["at", "touchpoint", ...ofPart].map((name) => [`before_${name}`, beside(name, "lag")]))
  }
  const followed = `SELECT *, ${selected(dialect, besides, namedIn(rows + isLast))} FROM ${table("interactions")}`
  return `SELECT ${rows} FROM (${followed}) AS followed JOIN (SELECT 0 AS way UNION ALL SELECT 1) AS ways ON way = 0 OR ${isLast}`
}
