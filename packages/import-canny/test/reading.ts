import { readFileSync } from "node:fs"
import { describeRejected, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import { Canny } from "../src/index.ts"

/** A file of `fixtures/`; its NOTICE.md says where they come from. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

/** All that is told about a text. */
export const messagesOf = (text: string, mapping: Mapping = Canny.feedback): Promise<ReadonlyArray<Message>> =>
  Effect.runPromise(Stream.runCollect(Canny.importer.read(Input.fromText("canny.json", text), { mapping })))

const imported = (message: Extract<Message, { _tag: "Imported" }>): string => {
  if (message.kind === "votes") {
    const { at, customer = "-", request } = message.record
    return `${message.id} for ${request} by ${customer} ${at.toISOString()}`
  }
  if (message.kind !== "requests") throw new Error(`A record of ${message.kind}`)
  const { at, body = "-", closedAt, customer = "-", duplicateOf, id, status, title, votes = "-" } = message.record
  const end = `${closedAt?.toISOString() ?? "-"}${duplicateOf === undefined ? "" : ` again ${duplicateOf}`}`
  return `${id} ${status} ${votes} ${customer} ${at.toISOString()} ${end} "${title}" ${body}`
}

/** What is told, in a line each. */
export const told = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) => {
    if (message._tag === "Tombstone") return [`${message.id} is gone`]
    if (message._tag === "Rejected") return [`${message.severity} ${describeRejected(message)}`]
    if (message._tag === "Summary") return [JSON.stringify(message.counts)]
    return message._tag === "Imported" ? [imported(message)] : []
  })
