import type { RecordKind } from "@throughline/core"
import type { Dialect } from "../sql/Dialect.ts"
import { type Statement, statement } from "../sql/Statement.ts"

/** What is entered in a ledger of batches, each once: under a kind of records what is written, under others what is removed. */
export interface Entry {
  readonly kind: string
  readonly id: string
}

/** What an erasure is entered as. */
const erasure = "erasure"

/** What the removals of a kind of records are entered as. */
export const removalOf = (kind: RecordKind): string => `removal of ${kind}`

/** How many records an entry was about, if it is there. */
export const entryOf = (dialect: Dialect, ledger: string, { id, kind }: Entry): Statement =>
  statement(
    dialect,
    ({ bind }) => `SELECT written FROM ${ledger} WHERE kind = ${bind("text", kind)} AND id = ${bind("text", id)}`
  )

/** Enter that records were removed or erased. */
export const insertEntry = (dialect: Dialect, ledger: string, { id, kind }: Entry, rows: number): Statement =>
  statement(
    dialect,
    ({ bind }) =>
      `INSERT INTO ${ledger} VALUES (${bind("text", kind)}, ${bind("text", id)}, ${bind("integer", rows)}, 0)`
  )

/** Enter an erasure; its id says nothing of the customer. */
export const enterErasure = (dialect: Dialect, ledger: string, id: string, rows: number): Statement =>
  insertEntry(dialect, ledger, { kind: erasure, id }, rows)

/** How many batches and removals of these kinds, and erasures, a ledger has: a stamp, where each is entered with what it does. */
export const stampIn = (dialect: Dialect, ledger: string, kinds: ReadonlyArray<RecordKind>): Statement =>
  statement(dialect, ({ bind }) => {
    const entered = [...kinds, ...kinds.map(removalOf), erasure].map((kind) => bind("text", kind))
    return `SELECT count(*) FROM ${ledger} WHERE kind IN (${entered.join(", ")})`
  })
