import type { RecordKind, RecordOf } from "@throughline/core"
import * as Redacted from "effect/Redacted"
import type { Counts } from "../contract/Counts.ts"
import type { Cursor } from "../contract/Cursor.ts"
import { BadCursor, type ImportError, TooManyRejects } from "../contract/ImportError.ts"
import type { ReadOptions } from "../contract/Importer.ts"
import type { Ending, Imported, Message } from "../contract/Message.ts"
import { redacted } from "../contract/Redaction.ts"
import type { Rejected } from "../contract/Rejected.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import type { Draft, Flaw } from "../rows/Draft.ts"
import type { RowResult } from "../rows/RowReader.ts"
import type { Damage, Place, PlacedInput } from "../source/RecordHandler.ts"

/** A checkpoint comes after so many source records, unless asked otherwise. */
const usualDistance = 10_000
const longestRaw = 8192

/** Keeps the counts of a read, and writes its messages. */
export class Ledger {
  failure: ImportError | undefined
  readonly #adapter: string
  readonly #name: string
  readonly #size: number | undefined
  readonly #options: ReadOptions<Mapping>
  readonly #counts = { read: 0, imported: 0, skipped: 0, rejected: 0, duplicate: 0 }
  #messages: Array<Message> = []
  /** Going over what an earlier read has given out already. */
  #replaying: boolean

  constructor(adapter: string, name: string, size: number | undefined, options: ReadOptions<Mapping>) {
    this.#adapter = adapter
    this.#name = name
    this.#size = size
    this.#options = options
    this.#replaying = options.resume !== undefined && options.resume.record > 0
    const cursor = options.resume
    if (cursor !== undefined && cursor.adapter !== adapter) {
      this.#refuse("the cursor was not made by this adapter")
    }
  }

  /** The messages since the last call. */
  take(): ReadonlyArray<Message> {
    const messages = this.#messages
    this.#messages = []
    return messages
  }

  /** Count a source record and write what it became. */
  add(result: RowResult, place: Place, input: PlacedInput): void {
    const ordinal = this.#counts.read
    this.#count(result.outcome)
    if (result.outcome === "rejected") {
      const flaw = result.flaws.find(({ costsRecord }) => costsRecord) ?? result.flaws[0]
      if (flaw !== undefined) this.#reject("record", fromFlaw(flaw), place, ordinal, input)
    } else if (!this.#replaying) {
      const { line } = place
      for (const given of result.records) this.#messages.push(imported(given, line, ordinal))
      for (const { id, rule } of result.gone)
        this.#messages.push({ _tag: "Tombstone", kind: rule.kind, id, line, ordinal })
      for (const flaw of result.flaws) this.#reject("field", fromFlaw(flaw), place, ordinal, input)
    }
    this.#pause(place, input)
  }

  /** Count a source record that cannot be taken apart. */
  addDamaged(damage: Damage, place: Place, input: PlacedInput): void {
    const ordinal = this.#counts.read
    this.#count("rejected")
    this.#reject("record", damage, place, ordinal, input)
    this.#pause(place, input)
  }

  /** Write the last message. */
  close(ending: Ending): void {
    if (this.#replaying) this.#refuse("the input ends before the cursor")
    const complete = ending !== "cut" && this.failure === undefined
    this.#messages.push({ _tag: "Summary", input: this.#name, complete, ending, counts: { ...this.#counts } })
  }

  #count(outcome: keyof Omit<Counts, "read">): void {
    this.#counts.read += 1
    this.#counts[outcome] += 1
  }

  #reject(
    severity: "record" | "field",
    what: Pick<Rejected, "reason" | "expected"> & Partial<Pick<Rejected, "field" | "found" | "fix">>,
    place: Place,
    record: number,
    input: PlacedInput
  ): void {
    if (this.#replaying) return
    const { line, from, pointer } = place
    const where = pointer === undefined ? { line } : { line, pointer }
    const raw = Redacted.make(input.raw(from, Math.min(place.to, from + longestRaw)))
    const byteOffset = input.byteOffset(from)
    this.#messages.push({ _tag: "Rejected", severity, ...what, input: this.#name, ...where, record, byteOffset, raw })
  }

  /** After every source record: is it time for a checkpoint, is it too much? */
  #pause(place: Place, input: PlacedInput): void {
    const { checkpointEvery = usualDistance, maxRejects: limit, resume } = this.#options
    const { read, rejected } = this.#counts
    const due = this.#replaying ? read === resume?.record : read % checkpointEvery === 0
    if (due) this.#checkpoint(place, input)
    if (limit !== undefined && rejected > limit && !this.#replaying) {
      const message = `${this.#name}: more than ${limit} of ${read} records were rejected`
      this.failure ??= new TooManyRejects({ input: this.#name, message, limit })
    }
  }

  #checkpoint(place: Place, input: PlacedInput): void {
    const cursor: Cursor = {
      adapter: this.#adapter,
      version: 1,
      byteOffset: input.byteOffset(place.to),
      record: this.#counts.read,
      digest: input.digest(place.to)
    }
    if (this.#replaying) this.#compare(cursor)
    else this.#pauseAt(cursor)
  }

  #pauseAt(cursor: Cursor): void {
    const counts = { ...this.#counts }
    const total = this.#size === undefined ? {} : { bytesTotal: this.#size }
    this.#messages.push({ _tag: "Progress", bytesRead: cursor.byteOffset, ...total, counts })
    this.#messages.push({ _tag: "Checkpoint", cursor, counts })
  }

  #compare(here: Cursor): void {
    const wanted = this.#options.resume
    this.#replaying = false
    if (here.byteOffset !== wanted?.byteOffset || here.digest !== wanted.digest) {
      this.#refuse("what comes before the cursor is no longer the same")
    }
  }

  #refuse(problem: string): void {
    const message = `${this.#name}: cannot resume, ${problem}; read it from the start`
    this.failure ??= new BadCursor({ input: this.#name, message })
  }
}

const fromFlaw = ({ label, problem, show, text }: Flaw) => ({
  reason: problem.reason,
  field: label,
  ...(text === undefined ? {} : { found: show === "note" ? text : redacted(text, show === "wordless") }),
  expected: problem.expected,
  ...(problem.fix === undefined ? {} : { fix: problem.fix })
})

/** The record was checked field by field: from here on it is one of its kind. */
const imported = ({ record, rule, version }: Draft, line: number, ordinal: number): Imported => {
  const typed = record as unknown as RecordOf<RecordKind>
  const { id } = typed
  const message =
    version === undefined
      ? { _tag: "Imported", kind: rule.kind, id, record: typed, line, ordinal }
      : { _tag: "Imported", kind: rule.kind, id, record: typed, sourceVersion: version, line, ordinal }
  return message as Imported
}
