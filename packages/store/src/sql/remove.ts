import * as Effect from "effect/Effect"
import type { Removal, RemoveReport } from "../Batch.ts"
import { entryOf, insertEntry, removalOf } from "../rollup/ledger.ts"
import type { StoreError } from "../StoreError.ts"
import type { Dialect } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import { type Statement, statement } from "./Statement.ts"
import type { ResultColumns } from "./tally.ts"

/** Ids that one statement names. */
const many = 10_000

/** How statements are run inside a transaction. */
export interface Running {
  /** The whole result of a statement. */
  readonly columns: (statement: Statement) => Effect.Effect<ResultColumns, StoreError>
  /** The number of rows that a statement changed. */
  readonly changed: (statement: Statement) => Effect.Effect<number, StoreError>
}

/** What deletes the records with these ids. */
const deletions = (dialect: Dialect, { ids, kind }: Pick<Removal, "ids" | "kind">): ReadonlyArray<Statement> =>
  Array.from({ length: Math.ceil(ids.length / many) }, (_, i) =>
    statement(dialect, (parameters) => {
      const some = ids.slice(i * many, (i + 1) * many)
      return `DELETE FROM ${dialect.table(kind)} WHERE ${isIn(dialect, dialect.identifier("id"), "text", some, parameters)}`
    })
  )

/**
 * Remove records from an engine with a ledger of batches (`kind`, `id`, and two whole numbers), unless the ledger has the
 * removal: part of one transaction.
 */
export const remove = Effect.fnUntraced(function* (
  dialect: Dialect,
  ledger: string,
  removal: Removal,
  { changed, columns }: Running
) {
  const entry = { kind: removalOf(removal.kind), id: removal.id }
  const [[known] = []] = yield* columns(entryOf(dialect, ledger, entry))
  if (known !== undefined) return { removed: Number(known), alreadyRemoved: true } satisfies RemoveReport
  const counts = yield* Effect.forEach(deletions(dialect, removal), changed)
  const removed = counts.reduce((sum, count) => sum + count, 0)
  yield* changed(insertEntry(dialect, ledger, entry, removed))
  return { removed, alreadyRemoved: false } satisfies RemoveReport
})
