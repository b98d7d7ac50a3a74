import { type RecordKind, Sources } from "@throughline/core"
import type { Columns, Sql, StoreError, WriteReport } from "@throughline/store"
import * as Effect from "effect/Effect"
import { copyRows } from "./copyRows.ts"
import { type Session, transaction } from "./Session.ts"

/** Rows of the batch being written: a table of the connection, empty at the end of each transaction. */
const staged = "throughline_staged"

const stage = (stored: string): string =>
  `CREATE TEMP TABLE ${staged} (LIKE ${stored} INCLUDING STORAGE) ON COMMIT DROP`

/** Put what is staged in its table, by id, too. */
const upsert = (stored: string, columns: ReadonlyArray<Columns.Column>): string => {
  const names = columns.map(({ name }) => `"${name}"`)
  const taken = names.filter((name) => name !== '"id"').map((name) => `${name} = excluded.${name}`)
  return `WITH put AS (INSERT INTO ${stored} (${names.join(", ")}) SELECT ${names.join(", ")} FROM ${staged} ORDER BY "id" ON CONFLICT ("id") DO UPDATE SET ${taken.join(", ")} RETURNING (xmax <> 0) AS replaced) SELECT count(*) FILTER (WHERE replaced) FROM put`
}

/** Rows by id, so that two batches never wait for each other in a circle. */
const inOrder = ({ columns, rows }: Columns.Rows): Columns.Rows => ({
  columns,
  rows: rows.toSorted(([a], [b]) => Sources.compareText(String(a), String(b)))
})

/** Put rows in their table; gives how many took the place of another. New ones, which most are, go there at once. */
const put = Effect.fnUntraced(function* (session: Session, what: string, stored: string, given: Columns.Rows) {
  yield* session.execute(what, "SAVEPOINT throughline_new")
  if (yield* copyRows(session, what, stored, inOrder(given))) return 0
  yield* session.execute(what, "ROLLBACK TO SAVEPOINT throughline_new")
  yield* session.execute(what, stage(stored))
  yield* copyRows(session, what, staged, given)
  const [[replaced] = []] = yield* session.columns(what, { text: upsert(stored, given.columns), parameters: [] })
  return Number(replaced)
})

const keyOf = (batch: { readonly kind: RecordKind; readonly id: string }): ReadonlyArray<Sql.Parameter> => [
  { type: "text", value: batch.kind },
  { type: "text", value: batch.id }
]

/** Write a batch in one transaction with its row in the ledger, unless the ledger has it. */
export const write = (
  session: Session,
  dialect: Sql.Dialect,
  ledger: string,
  batch: { readonly kind: RecordKind; readonly id: string },
  given: Columns.Rows
): Effect.Effect<WriteReport, StoreError> => {
  const what = `Writing ${batch.kind}`
  const stored = dialect.table(batch.kind)
  const key = keyOf(batch)
  return transaction(
    session,
    what,
    "BEGIN",
    Effect.gen(function* () {
      // Whoever writes the same batch at this moment waits here for the other one to end.
      const entered = yield* session.query(what, {
        text: `INSERT INTO ${ledger} VALUES ($1, $2, 0, 0) ON CONFLICT DO NOTHING`,
        parameters: key
      })
      if (entered.rowCount === 0) {
        const [[written] = [], [replaced] = []] = yield* session.columns(what, {
          text: `SELECT written, replaced FROM ${ledger} WHERE kind = $1 AND id = $2`,
          parameters: key
        })
        return { written: Number(written), replaced: Number(replaced), alreadyWritten: true }
      }
      const replaced = yield* put(session, what, stored, given)
      const report = { written: given.rows.length, replaced, alreadyWritten: false }
      yield* session.query(what, {
        text: `UPDATE ${ledger} SET written = $3, replaced = $4 WHERE kind = $1 AND id = $2`,
        parameters: [...key, { type: "integer", value: report.written }, { type: "integer", value: report.replaced }]
      })
      return report
    })
  )
}
