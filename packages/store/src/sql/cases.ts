import { Sources } from "@throughline/core"
import type { WriteDerived } from "./Dialect.ts"
import { firstOf } from "./firstOf.ts"
import type { Parameters } from "./Statement.ts"
import { selected } from "./selected.ts"
import { visits } from "./visits.ts"
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
  const { identifier: id } = dialect
  const [at, customer] = [id("at"), id("customer")]
  const { ofCase, order, rows: interactions } = visits(dialect, parameters, sessionGap)
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
  return `SELECT ${rows} FROM ${interactions} GROUP BY ${ofCase}`
}
