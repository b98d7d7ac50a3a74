import { readFileSync } from "node:fs"
import { describeRejected, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import * as Redacted from "effect/Redacted"
import { Segment } from "../src/index.ts"

const hashKey = Redacted.make("a key for tests only")

/** Calls in the shapes of Segment's specification, written for these tests. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

export const proposalOf = (text: string) =>
  Effect.runPromise(Segment.importer.propose(Input.fromText("calls.json", text)))

export const messagesOf = (text: string, mapping: Mapping): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(Stream.runCollect(Segment.importer.read(Input.fromText("calls.json", text), { mapping, hashKey })))

/** A record, a rejection or the counts in one line. */
export const told = (message: Message): string => {
  switch (message._tag) {
    case "Imported": {
      const { evidence: _, id, ...fields } = message.record
      return [id, ...Object.values(fields).map((value) => (value instanceof Date ? value.toISOString() : value))].join(
        " | "
      )
    }
    case "Rejected":
      return `${message.severity} ${describeRejected(message)}`
    case "Summary":
      return Object.values(message.counts).join(" ")
    default:
      return message._tag
  }
}
