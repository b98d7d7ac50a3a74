import type { Reason } from "../contract/Rejected.ts"

/** Where a record stands in the text that is being read. */
export interface Place {
  /** First character. */
  readonly from: number
  /** Behind the last character, before the line end. */
  readonly to: number
  /** The physical line where it starts, from 1. */
  readonly line: number
  /** Whether it is known to be whole: a line end follows, or its own end was seen. */
  readonly terminated: boolean
  /** In a JSON document: its RFC 6901 pointer. */
  readonly pointer?: string
}

/** The input that places are in. They are asked for in order. */
export interface PlacedInput {
  /** What stands from here to there, as text. */
  readonly raw: (from: number, to: number) => string
  /** Bytes of the input before this place. */
  readonly byteOffset: (index: number) => number
  /** A hash of all that comes before this place. */
  readonly digest: (index: number) => string
}

/** What is wrong with a record that cannot be taken apart. */
export interface Damage {
  readonly reason: Reason
  readonly found: string
  readonly expected: string
  readonly fix: string
}

/** Takes records as they are found. */
export interface RecordHandler<A> {
  readonly record: (value: A, place: Place) => void
  readonly damaged: (damage: Damage, place: Place) => void
}

/** Finds records in text that comes in pieces. */
export interface RecordScanner {
  /** Look for records again, after text was appended. */
  readonly scan: () => void
  /** No more text follows. */
  readonly end: () => void
  /** Whether the text ended inside something that is larger than a record. */
  readonly isInside?: boolean
}

/** No record may have more characters than this. */
export const longestRecord = 1_048_576
