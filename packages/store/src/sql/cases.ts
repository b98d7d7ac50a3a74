import { Sources } from "@throughline/core"
import type { WriteDerived } from "./Dialect.ts"
import { firstOf } from "./firstOf.ts"
import type { Parameters } from "./Statement.ts"
import { selected } from "./selected.ts"
import { quotient } from "./whole.ts"

const { escapeMark, longestPath, separator } = Sources.pathMarks

/** The id of a touchpoint as `Sources.pathText` writes it. */
export const inPath = (touchpoint: string, replace: string, { bind }: Parameters): string => {
  const [mark, between] = [escapeMark, separator].map((text) => bind("text", text))
  const [ofMark, ofBetween] = ["0", "1"].map((place) => bind("text", `${escapeMark}${place}`))
  return `${replace}(${replace}(${touchpoint}, ${mark}, ${ofMark}), ${between}, ${ofBetween})`
}

/** Each case from its first interaction to its last, with the path it took. */
export const cases: WriteDerived = (dialect, parameters, { sessionGap }, isRead) => {
  const { byBytes, identifier: id, table } = dialect
  const [at, customer] = [id("at"), id("customer")]
  const order = `${at}, ${byBytes(id("id"))}`
  const path = () =>
    `string_agg(${inPath(id("touchpoint"), "replace", parameters)}, ${parameters.bind("text", separator)} ORDER BY ${order})`
  const fields = {
    customer,
    at: `min(${at})`,
    ...Object.fromEntries(["channel", "team", "segment"].map((name) => [name, firstOf(dialect, name, "at")])),
    first: firstOf(dialect, "touchpoint", "at"),
    last: firstOf(dialect, "touchpoint", "at", " DESC"),
    length: "count(*)",
    seconds: quotient(dialect, `(max(${at}) - min(${at}))`, 1000),
    ...(isRead("path") ? { path: `CASE WHEN count(*) <= ${longestPath} THEN ${path()} END` } : {})
  }
  const rows = selected(dialect, fields, isRead)
  const visits = `SELECT ${rows} FROM ${table("interactions")} GROUP BY ${customer}`
  if (sessionGap === undefined) return visits
  const inOrder = `OVER (PARTITION BY ${customer} ORDER BY ${order})`
  const isFar = `${at} - before_at > ${parameters.bind("integer", sessionGap * 1000)}`
  const followed = `SELECT *, lag(${at}) ${inOrder} AS before_at FROM ${table("interactions")}`
  const placed = `SELECT *, sum(CASE WHEN ${isFar} THEN 1 ELSE 0 END) ${inOrder} AS visit FROM (${followed}) AS followed`
  return `SELECT ${rows} FROM (${placed}) AS placed GROUP BY ${customer}, visit`
}
