import type { RecordKind, RecordOf } from "@throughline/core"
import type { Counts } from "./Counts.ts"
import type { Cursor } from "./Cursor.ts"
import type { Rejected } from "./Rejected.ts"

/** A record that was read. One source record may give several, such as one response for each question of a survey. */
export type Imported<Kind extends RecordKind = RecordKind> = {
  readonly [K in Kind]: {
    readonly _tag: "Imported"
    readonly kind: K
    /** Deterministic: reading the same source again gives the same id. Equal to the record's own id. */
    readonly id: RecordOf<K>["id"]
    readonly record: RecordOf<K>
    /** What the source says of which of two records is the later one, when the mapping names its `version`. */
    readonly sourceVersion?: string
    /** The physical line where the source record starts, from 1. */
    readonly line: number
    /** The ordinal of the source record in its input, from 0. */
    readonly ordinal: number
  }
}[Kind]

/** The source says that a record is gone. Its source record counts as imported. */
export interface Tombstone {
  readonly _tag: "Tombstone"
  readonly kind: RecordKind
  readonly id: string
  /** The physical line where the source record starts, from 1. */
  readonly line: number
  /** The ordinal of the source record in its input, from 0. */
  readonly ordinal: number
}

/** Everything before here has been given out: a later read may resume at the cursor. */
export interface Checkpoint {
  readonly _tag: "Checkpoint"
  readonly cursor: Cursor
  readonly counts: Counts
}

/** How far a read has come. */
export interface Progress {
  readonly _tag: "Progress"
  readonly bytesRead: number
  /** Absent when the input does not know its size. */
  readonly bytesTotal?: number
  readonly counts: Counts
}

/**
 * How an input ends: `terminated` after a line end, `unterminated` without one (the last record may be cut short, which
 * nobody can see), `cut` inside a record, or short of the size it was said to have.
 */
export type Ending = "terminated" | "unterminated" | "cut"

/** The last message of every read, also of one that fails. */
export interface Summary {
  readonly _tag: "Summary"
  readonly input: string
  /** The whole input was read and does not end inside a record. */
  readonly complete: boolean
  readonly ending: Ending
  readonly counts: Counts
}

/** What a read gives out, in the order of the source. */
export type Message = Imported | Rejected | Tombstone | Checkpoint | Progress | Summary
