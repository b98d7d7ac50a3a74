import { readFileSync } from "node:fs"
import type { RecordOf } from "@throughline/core"
import { describeRejected, type Importer, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import * as Redacted from "effect/Redacted"

const hashKey = Redacted.make("a key for tests only")

const bytesOf = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
export const textOf = (name: string): string => new TextDecoder().decode(bytesOf(name))

/** All that is told about an input. */
export const messagesOf = (
  importer: Importer<Mapping>,
  content: string | Uint8Array,
  mapping: Mapping,
  name = "survey"
): Promise<ReadonlyArray<Message>> => {
  const input = typeof content === "string" ? Input.fromText(name, content) : Input.fromBytes(name, content)
  return Effect.runPromise(Stream.runCollect(importer.read(input, { mapping, hashKey })))
}

export const responsesOf = (messages: ReadonlyArray<Message>): ReadonlyArray<RecordOf<"responses">> =>
  messages.flatMap((message) => (message._tag === "Imported" && message.kind === "responses" ? [message.record] : []))

/** An answer in one line: id, who, time, score, comment. */
export const told = ({ at, comment, customer, id, score }: RecordOf<"responses">): string =>
  [id.replace("typeform:responses:", ""), customer, at.toISOString(), score, comment ?? ""].join(" | ")

export const rejectionsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) =>
    message._tag === "Rejected" ? [`${message.severity} ${message.reason} ${describeRejected(message)}`] : []
  )

export const countsOf = (messages: ReadonlyArray<Message>) => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : undefined
}

export const proposalOf = (importer: Importer<Mapping>, content: string | Uint8Array) =>
  Effect.runPromise(
    importer.propose(typeof content === "string" ? Input.fromText("s", content) : Input.fromBytes("s", content))
  )
