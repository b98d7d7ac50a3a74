import { readFileSync } from "node:fs"
import { describeRejected, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import { GitHub } from "../src/index.ts"

/** A file of `fixtures/`; its NOTICE.md says where each comes from. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

/** All that is told about a text. */
export const messagesOf = (text: string, mapping: Mapping = GitHub.issues): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(Stream.runCollect(GitHub.importer.read(Input.fromText("issues.json", text), { mapping })))

/** What is told, in a line each. */
export const told = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) => {
    if (message._tag === "Tombstone") return [`${message.id} is gone`]
    if (message._tag === "Rejected") return [`${message.severity} ${describeRejected(message)}`]
    if (message._tag === "Summary") return [JSON.stringify(message.counts)]
    if (message._tag !== "Imported" || message.kind !== "requests") return []
    const { at, body = "-", closedAt, customer = "-", id, status, title, votes } = message.record
    return [
      `${id} ${status} ${votes} ${customer} ${at.toISOString()} ${closedAt?.toISOString() ?? "-"} "${title}" ${body}`
    ]
  })
