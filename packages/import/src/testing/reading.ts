import { readFileSync } from "node:fs"
import type { RecordOf } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import type { Counts } from "../contract/Counts.ts"
import type { Importer, Proposal } from "../contract/Importer.ts"
import { Input } from "../contract/Input.ts"
import type { Message } from "../contract/Message.ts"
import { describeRejected } from "../contract/Rejected.ts"
import { bytesOf } from "./Fixture.ts"

const hashKey = Redacted.make("a key for tests only")

/** The text of a file in `fixtures/` beside a test, by its name. Give it the test's `import.meta.url`. */
export const fixturesBeside =
  (test: string) =>
  (name: string): string =>
    readFileSync(new URL(`fixtures/${name}`, test), "utf8")

/** All that is told about an input. Personal data is hashed with a key of the tests. */
export const messagesOf = <Mapping>(
  importer: Importer<Mapping>,
  content: string | Uint8Array,
  mapping: Mapping,
  name = "input"
): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(Stream.runCollect(importer.read(Input.fromBytes(name, bytesOf(content)), { mapping, hashKey })))

/** The mapping that is proposed for an input, and what is open about it. */
export const proposalOf = <Mapping>(
  importer: Importer<Mapping>,
  content: string | Uint8Array,
  name = "input"
): Promise<Proposal<Mapping>> => Effect.runPromise(importer.propose(Input.fromBytes(name, bytesOf(content))))

const shown = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

/**
 * The records in a line each: the id and what the record says, but for its evidence, as `crm:tickets:7 | status open`. One
 * that is gone is `crm:tickets:7 is gone`.
 */
export const recordsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) => {
    if (message._tag === "Tombstone") return [`${message.id} is gone`]
    if (message._tag !== "Imported") return []
    const { evidence: _, id, ...fields } = message.record
    return [[id, ...Object.entries(fields).map(([name, value]) => `${name} ${shown(value)}`)].join(" | ")]
  })

/** The responses, each as often as it is given. */
export const responsesOf = (messages: ReadonlyArray<Message>): ReadonlyArray<RecordOf<"responses">> =>
  messages.flatMap((message) => (message._tag === "Imported" && message.kind === "responses" ? [message.record] : []))

/** A response in a line: its id without the source, who, when, score, comment, as `7:nps | c1 | 2026-03-02T10:00:00.000Z | 9 | `. */
export const answerOf = ({ at, comment, customer, id, score }: RecordOf<"responses">): string =>
  [id.replace(/^.*:responses:/, ""), customer, at.toISOString(), score, comment ?? ""].join(" | ")

/** The rejections in a line each: what it costs, the reason, and all else in a sentence. */
export const rejectionsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) =>
    message._tag === "Rejected" ? [`${message.severity} ${message.reason} ${describeRejected(message)}`] : []
  )

/** The counts at the end. */
export const countsOf = (messages: ReadonlyArray<Message>): Counts | undefined => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : undefined
}
