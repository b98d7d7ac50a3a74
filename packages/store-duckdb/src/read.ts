import type { DuckDBDataChunk } from "@duckdb/node-api"
import type { RecordKind, RecordOf } from "@throughline/core"
import { Columns, type Sql, StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { dialect } from "./dialect.ts"
import { fromChunk } from "./fromChunk.ts"
import type { Session } from "./Session.ts"

/**
 * The records of a statement over `columnsOf(kind)`, chunk by chunk, on a session of their own.
 *
 * A stream that the engine breaks off looks like one at its end, so the records are counted first, in the same snapshot.
 */
export const read = <Kind extends RecordKind>(
  session: Effect.Effect<Session, StoreError, Scope.Scope>,
  kind: Kind,
  statement: Sql.Statement
): Stream.Stream<RecordOf<Kind>, StoreError> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const reading = yield* session
      yield* reading.execute("BEGIN TRANSACTION READ ONLY")
      const [[total] = []] = yield* reading.columns({
        ...statement,
        text: `SELECT count(*) FROM (${statement.text}) AS found`
      })
      yield* reading.stream(statement)
      const toRecords = reader(kind)
      return Stream.paginate(0, (seen) =>
        Effect.flatMap(reading.fetch(), (chunk) => {
          if (chunk !== undefined) {
            return Effect.succeed([toRecords(chunk), Option.some(seen + chunk.rowCount)] as const)
          }
          return seen === Number(total) ? Effect.succeed([[], Option.none<number>()] as const) : Effect.fail(brokenOff)
        })
      )
    })
  )

const brokenOff = new StoreError({
  reason: "Failed",
  engine: dialect.engine,
  retry: "safe",
  message: "DuckDB broke off a read before its end; check disk space and memory, then read again"
})

const reader = <Kind extends RecordKind>(kind: Kind): ((chunk: DuckDBDataChunk) => ReadonlyArray<RecordOf<Kind>>) => {
  const record = Columns.fromRow(kind)
  return (chunk) => {
    const columns = fromChunk(chunk)
    return Array.from({ length: chunk.rowCount }, (_, row) => record((column) => columns[column]?.[row]))
  }
}
