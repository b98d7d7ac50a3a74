import { readFileSync } from "node:fs"
import { describeRejected, type Importer, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import * as Redacted from "effect/Redacted"
import { Zendesk } from "../src/index.ts"

const hashKey = Redacted.make("a key for tests only")

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

/** All that is told about a text. */
export const messagesOf = (
  text: string,
  mapping: Mapping,
  importer: Importer<Mapping> = Zendesk.importer
): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(Stream.runCollect(importer.read(Input.fromText("z", text), { mapping, hashKey })))

/** A record in one line: its id, what it says but for where it stands, and its version. */
export const recordsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) => {
    if (message._tag === "Tombstone") return [`${message.id} is gone`]
    if (message._tag !== "Imported") return []
    const { evidence: _, id, ...fields } = message.record
    const told = Object.entries(fields).map(
      ([name, value]) => `${name} ${value instanceof Date ? value.toISOString() : value}`
    )
    return [`${id} | ${told.join(" | ")} | version ${message.sourceVersion}`]
  })

export const rejectionsOf = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) =>
    message._tag === "Rejected" ? [`${message.severity} ${describeRejected(message)}`] : []
  )

export const countsOf = (messages: ReadonlyArray<Message>) => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : undefined
}

export const proposalOf = (text: string, name: string, importer: Importer<Mapping> = Zendesk.importer) =>
  Effect.runPromise(importer.propose(Input.fromText(name, text)))
