import type { CustomerId, RecordKind, RecordOf, Tally } from "@throughline/core"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Batch, EraseReport, Removal, RemoveReport, WriteReport } from "./Batch.ts"
import type { Capabilities } from "./Capabilities.ts"
import type { Rows } from "./columns/toRows.ts"
import type { CheckedQuery, FieldTest } from "./query/CheckedQuery.ts"
import type { Rollups } from "./rollup/Rollups.ts"
import type { StoreError } from "./StoreError.ts"

/** What an engine does for a store. It is asked only what was checked before. */
export interface Engine {
  /** Its name, such as `"duckdb"`. */
  readonly name: string
  /** What it promises. */
  readonly capabilities: Capabilities
  /** Store the rows of a batch, no two with one id. */
  readonly write: (batch: Pick<Batch, "id" | "kind">, rows: Rows) => Effect.Effect<WriteReport, StoreError>
  /** The records of a kind that pass the tests, by id in code point order. */
  readonly read: <Kind extends RecordKind>(
    kind: Kind,
    tests: ReadonlyArray<FieldTest>
  ) => Stream.Stream<RecordOf<Kind>, StoreError>
  /** Count a query. */
  readonly tally: (query: CheckedQuery) => Effect.Effect<Tally.Tally, StoreError>
  /** Remove the records with these ids, no two the same; a removal that was made before changes nothing, as a batch does. */
  readonly remove: (removal: Removal) => Effect.Effect<RemoveReport, StoreError>
  /** Remove all that is a customer's. */
  readonly erase: (customer: CustomerId) => Effect.Effect<EraseReport, StoreError>
  /** Where it keeps tallies, if it does. */
  readonly rollups?: Rollups
}
