import type { RecordKind, RecordOf } from "@throughline/core"
import { Columns, type Sql, type StoreError } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { Connect } from "./connect.ts"
import { type Session, snapshot } from "./Session.ts"

/** Rows fetched at once. */
const page = 4096

const begin = (session: Session, what: string, { parameters, text }: Sql.Statement) =>
  Effect.andThen(
    session.execute(what, snapshot),
    session.query(what, { text: `DECLARE throughline_read NO SCROLL CURSOR FOR ${text}`, parameters })
  )

/**
 * The records of a statement over `columnsOf(kind)`, page by page from a cursor on a connection of their own. A read that
 * stops early ends the cursor with its transaction.
 */
export const read = <Kind extends RecordKind>(
  connect: Connect,
  kind: Kind,
  statement: Sql.Statement
): Stream.Stream<RecordOf<Kind>, StoreError> => {
  const what = `Reading ${kind}`
  const record = Columns.fromRow(kind)
  return Stream.unwrap(
    Effect.gen(function* () {
      const session = yield* connect
      yield* Effect.acquireRelease(begin(session, what, statement), () =>
        Effect.ignore(session.execute(what, "ROLLBACK"))
      )
      const next = session.query(what, { text: `FETCH ${page} FROM throughline_read`, parameters: [] })
      return Stream.paginate(undefined, () =>
        Effect.map(next, ({ rows }) => [
          rows.map((row) => record((column) => row[column])),
          rows.length === page ? Option.some(undefined) : Option.none<undefined>()
        ])
      )
    })
  )
}
