import type { RecordKind } from "@throughline/core"
import type { Dialect } from "../sql/Dialect.ts"
import { type Statement, statement } from "../sql/Statement.ts"
import { originsOf } from "./Counting.ts"
import type { Rollup, RollupKey } from "./Rollups.ts"

/** What keeps and finds tallies in a table with the text columns `origin`, `counting`, `stamp` and `tally`. */
export interface RollupStatements {
  /** A row for each tally that is kept of an origin: its count and its stamp. */
  readonly kept: (origin: string) => Statement
  /** The text of a tally. */
  readonly load: (key: RollupKey) => Statement
  /** The condition that the rows meet whose place a tally takes, to stand after WHERE. */
  readonly replaced: (rollup: RollupKey) => Statement
  readonly insert: (rollup: Rollup) => Statement
  /** The condition that the rows meet whose tallies count records of a kind, to stand after WHERE. */
  readonly covering: (kind: RecordKind) => Statement
}

/** What keeps and finds tallies in a table. */
export const rollupStatements = (dialect: Dialect, table: string): RollupStatements => ({
  kept: (origin) =>
    statement(
      dialect,
      ({ bind }) =>
        `SELECT ${dialect.returned("counting", "text")}, ${dialect.returned("stamp", "text")} FROM ${table} WHERE origin = ${bind("text", origin)}`
    ),
  load: ({ counting, origin, stamp }) =>
    statement(
      dialect,
      ({ bind }) =>
        `SELECT ${dialect.returned("tally", "text")} FROM ${table} WHERE origin = ${bind("text", origin)} AND counting = ${bind("text", counting)} AND stamp = ${bind("text", stamp)} LIMIT 1`
    ),
  replaced: ({ counting, origin, stamp }) =>
    statement(
      dialect,
      ({ bind }) =>
        `origin = ${bind("text", origin)} AND (counting = ${bind("text", counting)} OR stamp <> ${bind("text", stamp)})`
    ),
  insert: ({ counting, origin, stamp, tally }) =>
    statement(
      dialect,
      ({ bind }) =>
        `INSERT INTO ${table} (origin, counting, stamp, tally) VALUES (${[origin, counting, stamp, tally].map((text) => bind("text", text)).join(", ")})`
    ),
  covering: (kind) =>
    statement(dialect, ({ bind }) =>
      originsOf(kind)
        .map((start) => `substring(origin, 1, ${start.length}) = ${bind("text", start)}`)
        .join(" OR ")
    )
})
