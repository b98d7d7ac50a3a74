import type { CustomerId, RecordKind, RecordOf, Tally } from "@throughline/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { Batch, EraseReport, Removal, RemoveReport, WriteReport } from "./Batch.ts"
import type { Capabilities } from "./Capabilities.ts"
import type { DimensionOf, NamesOf, ReadQuery, SourceName, TallyQuery } from "./query/Query.ts"
import type { RollupReport } from "./rollup/Rollups.ts"
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
    /**
     * Count a query now and keep its tally in the store, so that narrower queries are answered from it without counting
     * records: those with fewer dimensions, longer calendar periods, fewer sums, or further conditions on its dimensions, of
     * the same source told the same. They are answered so only where the answer is proved to be the same, to the byte.
     *
     * A tally counts as kept until records of its source are written or a customer is erased; then queries are counted
     * again until `rollup` is called again. An erasure removes every kept tally. Fails with `InvalidQuery` for a tally of
     * more than 1,000,000 groups, with `Failed` and `retry: "safe"` when records were written each time that they were
     * counted, and with `ReadOnly` or `Failed` where `capabilities.rollups` is false.
     */
    readonly rollup: <Source extends SourceName, const By extends ReadonlyArray<DimensionOf<Source>>>(
      query: TallyQuery<Source, By>
    ) => Effect.Effect<RollupReport, StoreError>
    /**
     * Remove records that their source says are gone, all or none where `atomicBatch` is. Ids that are not there are no error;
     * a record that is written afterwards, in another batch, is there again. Kept tallies that count the kind are gone. Fails
     * with `InvalidRecord` for the id of a removal, or a kind, that is none.
     *
     * What is personal is erased by `erase`: a removal leaves what an engine keeps of old versions.
     */
    readonly remove: <Kind extends RecordKind>(removal: Removal<Kind>) => Effect.Effect<RemoveReport, StoreError>
    /** Remove a customer and every record of theirs. An unknown customer gives a report of nothing. */
    readonly erase: (customer: CustomerId) => Effect.Effect<EraseReport, StoreError>
  }
>()("@throughline/store/Store") {}
