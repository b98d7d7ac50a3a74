import type { CustomerId, RecordKind, RecordOf, Tally } from "@throughline/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Batch, EraseReport, WriteReport } from "./Batch.ts"
import type { Capabilities } from "./Capabilities.ts"
import type { DimensionOf, NamesOf, ReadQuery, SourceName, TallyQuery } from "./query/Query.ts"
import type { StoreError } from "./StoreError.ts"

/**
 * Where records are kept and counted.
 *
 * An engine stores records and counts them; the statistics are the core package's, from the tally. Whatever the engine,
 * the tally of a query is the same to the byte.
 */
export class Store extends Context.Service<
  Store,
  {
    /** The name of the engine, such as `"duckdb"`. */
    readonly engine: string
    /** What the engine promises. */
    readonly capabilities: Capabilities
    /**
     * Store a batch. A record takes the place of a stored one of its kind with its id; of several in a batch the last
     * counts. Fails with `InvalidRecord` when a record cannot be stored; then nothing of the batch is.
     */
    readonly write: <Kind extends RecordKind>(batch: Batch<Kind>) => Effect.Effect<WriteReport, StoreError>
    /** The records of a kind, by id in code point order, in constant memory. No records give an empty stream. */
    readonly read: <Kind extends RecordKind>(query: ReadQuery<Kind>) => Stream.Stream<RecordOf<Kind>, StoreError>
    /** Count the rows of a source. No rows give a tally without groups. */
    readonly tally: <Source extends SourceName, const By extends ReadonlyArray<DimensionOf<Source>>>(
      query: TallyQuery<Source, By>
    ) => Effect.Effect<Tally.Tally<NamesOf<By>>, StoreError>
    /** Remove a customer and every record of theirs. An unknown customer gives a report of nothing. */
    readonly erase: (customer: CustomerId) => Effect.Effect<EraseReport, StoreError>
  }
>()("@throughline/store/Store") {}
