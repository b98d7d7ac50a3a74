import type { RecordOf } from "@throughline/core"
import { describeRejected, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import * as Redacted from "effect/Redacted"
import { Qualtrics } from "../src/index.ts"

const hashKey = Redacted.make("a key for tests only")

/** All that is told about an export. */
export const messagesOf = (text: string, mapping: Mapping, name = "survey.csv"): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(Stream.runCollect(Qualtrics.importer.read(Input.fromText(name, text), { mapping, hashKey })))

/** Why an export cannot be read. */
export const failureOf = (text: string, mapping: Mapping) =>
  Effect.runPromise(
    Effect.flip(Stream.runDrain(Qualtrics.importer.read(Input.fromText("survey.csv", text), { mapping })))
  )

export const responsesOf = (messages: ReadonlyArray<Message>): ReadonlyArray<RecordOf<"responses">> =>
  messages.flatMap((message) => (message._tag === "Imported" && message.kind === "responses" ? [message.record] : []))

/** An answer in one line: id, time, what it is about, score, comment. */
export const told = ({ at, comment, component, id, score, touchpoint }: RecordOf<"responses">): string =>
  [id.replace("qualtrics:responses:", ""), at.toISOString(), touchpoint ?? component ?? "", score, comment ?? ""].join(
    " | "
  )

export const rejectionsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) =>
    message._tag === "Rejected" ? [`${message.severity} ${describeRejected(message)}`] : []
  )

export const countsOf = (messages: ReadonlyArray<Message>) => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : undefined
}

export const proposalOf = (text: string, name = "survey.csv") =>
  Effect.runPromise(Qualtrics.importer.propose(Input.fromText(name, text)))
