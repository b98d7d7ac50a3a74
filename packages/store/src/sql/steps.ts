import type { WriteDerived } from "./Dialect.ts"
import { followed, sides } from "./followed.ts"
import { namedIn, selected } from "./selected.ts"

/** Each interaction as the step into it, and the last of each case once more as the step out of it. */
export const steps: WriteDerived = (dialect, _parameters, { sessionGap }, isRead) => {
  const { identifier: id } = dialect
  const { came, isLast, rows: interactions } = followed(dialect, sessionGap)
  const into = (name: string) => `CASE WHEN way = 0 THEN ${id(name)} END`
  const outOf = (name: string, before: string) => `CASE WHEN way = 1 THEN ${id(name)} ELSE ${before} END`
  const fields: Readonly<Record<string, string>> = {
    ...Object.fromEntries(["customer", "at", "segment"].map((name) => [name, id(name)])),
    ...Object.fromEntries(sides.map((name) => [name, into(name)])),
    fromChannel: outOf("channel", came.fromChannel),
    fromTeam: outOf("team", came.fromTeam),
    fromResponder: outOf("responder", came.fromResponder),
    from: outOf("touchpoint", came.from),
    to: into("touchpoint"),
    seconds: `CASE WHEN way = 1 THEN NULL ELSE ${came.seconds} END`
  }
  const rows = selected(dialect, fields, isRead)
  return `SELECT ${rows} FROM ${interactions(namedIn(rows + isLast))} JOIN (SELECT 0 AS way UNION ALL SELECT 1) AS ways ON way = 0 OR ${isLast}`
}
