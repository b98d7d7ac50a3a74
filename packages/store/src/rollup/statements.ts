import type { RecordKind } from "@throughline/core"
import type { Dialect } from "../sql/Dialect.ts"
import { type Statement, statement } from "../sql/Statement.ts"
import type { Rollup, RollupKey } from "./Rollups.ts"

/** What an erasure is entered in the ledger of batches as, beside the kinds of records. */
const erasure = "erasure"

/** What keeps and finds tallies in a table with the text columns `origin`, `counting`, `stamp` and `tally`. */
export interface RollupStatements {
  /** A row for each tally that is kept of an origin: its count and its stamp. */
  readonly kept: (origin: string) => Statement
  /** The text of a tally. */
  readonly load: (key: RollupKey) => Statement
  /** The condition that the rows meet whose place a tally takes, to stand after WHERE. */
  readonly replaced: (rollup: RollupKey) => Statement
  readonly insert: (rollup: Rollup) => Statement
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
    )
})

/** How many batches of these kinds, and erasures, a ledger has: a stamp, where each is entered with what it does. */
export const stampIn = (dialect: Dialect, ledger: string, kinds: ReadonlyArray<RecordKind>): Statement =>
  statement(
    dialect,
    ({ bind }) =>
      `SELECT count(*) FROM ${ledger} WHERE kind IN (${[...kinds, erasure].map((kind) => bind("text", kind)).join(", ")})`
  )

/** Enter an erasure in a ledger; its id says nothing of the customer. */
export const enterErasure = (dialect: Dialect, ledger: string, id: string, rows: number): Statement =>
  statement(
    dialect,
    ({ bind }) =>
      `INSERT INTO ${ledger} VALUES (${bind("text", erasure)}, ${bind("text", id)}, ${bind("integer", rows)}, 0)`
  )
