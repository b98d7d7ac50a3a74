import type { RecordKind } from "@throughline/core"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as Stream from "effect/Stream"
import type { Cursor } from "./Cursor.ts"
import type { ImportError } from "./ImportError.ts"
import type { Input } from "./Input.ts"
import type { Message } from "./Message.ts"

/** Whether an importer can read an input, judged by its first bytes. */
export interface Detection {
  /** From 0 (not this format) to 1 (certain); at most 0.6 of a format that any system may write. */
  readonly confidence: number
  /** What was seen. */
  readonly because: ReadonlyArray<string>
}

/** A mapping to start from. The questions are what the data cannot tell; they name the key that answers them. */
export interface Proposal<Mapping> {
  readonly mapping: Mapping
  readonly questions: ReadonlyArray<string>
}

/** How to read. */
export interface ReadOptions<Mapping> {
  readonly mapping: Mapping
  /** Where an earlier read of the same input stopped: only what follows is given out, exactly as it would have been. */
  readonly resume?: Cursor
  /** Fail with `TooManyRejects` after more rejected records than this. Without it there is no limit. */
  readonly maxRejects?: number
  /**
   * The key to hash personal data with, at least 16 characters. One key gives the same ids in all files and sources, so
   * keep it, and away from the data. Without it ids that point to a person are rejected.
   */
  readonly hashKey?: Redacted.Redacted<string>
  /** A checkpoint comes after so many source records, or as soon after as the source can be taken up again. 10 000 when not given. */
  readonly checkpointEvery?: number
}

/** Reads one kind of source. What is wrong with a record is a message; the error channel is for what stops it all. */
export interface Importer<Mapping, R = never> {
  /** The name of the adapter, such as `"csv"`. */
  readonly id: string
  /** The version of this contract. */
  readonly contract: 1
  /** The kinds of records it can give. */
  readonly emits: ReadonlyArray<RecordKind>
  readonly detect: (head: Uint8Array, name: string) => Detection
  readonly propose: (input: Input) => Effect.Effect<Proposal<Mapping>, ImportError, R>
  /** The last message is a `Summary`, also when the read fails. */
  readonly read: (input: Input, options: ReadOptions<Mapping>) => Stream.Stream<Message, ImportError, R>
}
