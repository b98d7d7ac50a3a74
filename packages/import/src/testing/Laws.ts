import { assert } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import { balanced } from "../contract/Counts.ts"
import { describeRejected } from "../contract/Rejected.ts"
import type { Outcome, PlainMessage } from "./Outcome.ts"

type PlainRejected = Extract<PlainMessage, { readonly _tag: "Rejected" }>

/** Every source record is accounted for, once, and the messages agree with the counts. */
export const assertBalanced = ({ error, messages, summary }: Outcome): void => {
  assert(summary !== undefined, "the last message is a Summary")
  assert(balanced(summary.counts), `counts balance: ${JSON.stringify(summary.counts)}`)
  const imported = new Set(
    messages.flatMap((m) => (m._tag === "Imported" || m._tag === "Tombstone" ? [m.ordinal] : []))
  )
  const rejected = messages.flatMap((m) => (m._tag === "Rejected" && m.severity === "record" ? [m.record] : []))
  assert.strictEqual(imported.size, summary.counts.imported, "source records that gave a record")
  assert.strictEqual(rejected.length, summary.counts.rejected, "source records that were rejected")
  assert.strictEqual(new Set(rejected).size, rejected.length, "each rejected once")
  assert.isFalse(error !== undefined && summary.complete, "a failed read is not complete")
  for (const message of messages) if (message._tag === "Checkpoint") assert(balanced(message.counts))
}

/** No id is given twice. */
export const assertUniqueIds = ({ messages }: Outcome): void => {
  const ids = messages.flatMap((m) => (m._tag === "Imported" ? [`${m.kind} ${m.id} ${m.sourceVersion ?? ""}`] : []))
  assert.strictEqual(new Set(ids).size, ids.length, "ids are given once")
}

/** Nothing personal in what is told about a rejection. */
export const assertNothingPersonal = ({ error, messages }: Outcome, personal: ReadonlyArray<string>): void => {
  const rejected = messages.filter((m): m is PlainRejected => m._tag === "Rejected")
  const told = rejected.map((one) => {
    const hidden = { ...one, raw: Redacted.make(one.raw) }
    return describeRejected(hidden) + JSON.stringify(hidden)
  })
  for (const text of [...told, error?.message ?? ""]) {
    for (const secret of personal) assert.notInclude(text, secret)
  }
}

/** The records of all source records but one, without where they stand. */
export const recordsBut = ({ messages }: Outcome, ordinal: number): ReadonlyArray<unknown> =>
  messages.flatMap((m) => {
    if (m._tag !== "Imported" || m.ordinal === ordinal) return []
    const { evidence, ...record } = m.record
    return [{ kind: m.kind, ordinal: m.ordinal, record, source: evidence.source }]
  })

/** What became of all source records but one, without where they stand: a broken record may become several. */
export const withoutPlaces = ({ messages }: Outcome, ordinal: number): ReadonlyArray<unknown> =>
  messages.flatMap((message): ReadonlyArray<unknown> => {
    if (message._tag === "Tombstone" && message.ordinal !== ordinal) return [{ kind: message.kind, gone: message.id }]
    if (message._tag === "Imported" && message.ordinal !== ordinal) {
      const { evidence, ...record } = message.record
      return [{ kind: message.kind, record, source: evidence.source }]
    }
    if (message._tag !== "Rejected" || message.record === ordinal) return []
    const { expected, field, fix, found, reason, severity } = message
    return [
      field === undefined || reason === "DuplicateId"
        ? { reason, severity }
        : { expected, field, fix, found, reason, severity }
    ]
  })

/** The line before which nothing may change when this line is damaged: where the record before it starts. */
export const untouched = ({ messages }: Outcome, line: number): number =>
  Math.max(...messages.map((m) => ("line" in m && m.line < line ? m.line : 0)))

/** What is told about source records that start before this line. */
export const toldBefore = ({ messages }: Outcome, line: number): ReadonlyArray<PlainMessage> =>
  messages.filter((m) => "line" in m && m.line < line)
