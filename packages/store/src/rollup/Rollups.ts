import type { RecordKind } from "@throughline/core"
import type * as Effect from "effect/Effect"
import type { StoreError } from "../StoreError.ts"

/** Which tally is kept: of which rows, what of them, and as of which stamp. All are plain text. */
export interface RollupKey {
  readonly origin: string
  readonly counting: string
  readonly stamp: string
}

/** A tally to keep. */
export interface Rollup extends RollupKey {
  /** The kinds of records that it counts. */
  readonly kinds: ReadonlyArray<RecordKind>
  readonly tally: string
}

/**
 * How an engine keeps tallies, in a table of their own.
 *
 * A removal removes those that count its kind, and an erasure removes them all, in its own transaction or before it is acknowledged: any of them can hold what is the
 * customer's, as a value or in a condition.
 */
export interface Rollups {
  /**
   * A text that is another one after every write, removal or erasure of records of these kinds, and never comes back; `undefined`
   * while one is under way that can be seen in part.
   */
  readonly stamp: (kinds: ReadonlyArray<RecordKind>) => Effect.Effect<string | undefined, StoreError>
  /**
   * Keep a tally if its stamp is the present one, and say whether it was: all or nothing, with what is written or erased at
   * that moment before it or after it. Those of its origin with the same count or another stamp are removed. A store that only
   * reads has none.
   */
  readonly keep?: (rollup: Rollup) => Effect.Effect<boolean, StoreError>
  /** The tallies that are kept of an origin. */
  readonly kept: (origin: string) => Effect.Effect<ReadonlyArray<RollupKey>, StoreError>
  /** A tally that is kept; `undefined` when it is no more. */
  readonly load: (key: RollupKey) => Effect.Effect<string | undefined, StoreError>
}

/** What was kept: how many groups, and how many bytes their text has. */
export interface RollupReport {
  readonly groups: number
  readonly bytes: number
}
