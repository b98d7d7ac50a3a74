import { type RecordKind, type RecordOf, Sources } from "@throughline/core"
import { Columns, type Sql, type StoreError } from "@throughline/store"
import * as Stream from "effect/Stream"
import { inTurn } from "./inTurn.ts"
import type { Shard } from "./Shard.ts"

/** The records of a statement over `columnsOf(kind)` from all shards, by id. */
export const read = <Kind extends RecordKind>(
  shards: ReadonlyArray<Shard>,
  kind: Kind,
  statement: Sql.Statement
): Stream.Stream<RecordOf<Kind>, StoreError> => {
  const record = Columns.fromRow(kind)
  const rows = shards.map((shard) => shard.rows(`Reading ${kind}`, statement))
  const inOrder = inTurn(rows, ([a], [b]) => Sources.compareText(a ?? "", b ?? ""))
  return Stream.map(inOrder, (row) => record((column) => row[column]))
}
