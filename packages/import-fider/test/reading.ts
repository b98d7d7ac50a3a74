import { readFileSync } from "node:fs"
import { describeRejected, Input, type Mapping, type Message } from "@throughline/import"
import { Effect, Stream } from "effect"
import { Fider } from "../src/index.ts"

/** A file of `fixtures/`; its NOTICE.md says where they come from. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

/** All that is told about a text. */
export const messagesOf = (text: string, mapping: Mapping = Fider.posts): Promise<ReadonlyArray<Message>> => {
  const importer = mapping.format === "fider" ? Fider.importer : Fider.csv
  return Effect.runPromise(Stream.runCollect(importer.read(Input.fromText("posts", text), { mapping })))
}

/** What is told, in a line each. */
export const told = (messages: ReadonlyArray<Message>): ReadonlyArray<string> =>
  messages.flatMap((message) => {
    if (message._tag === "Rejected") return [`${message.severity} ${describeRejected(message)}`]
    if (message._tag === "Summary") return [JSON.stringify(message.counts)]
    if (message._tag !== "Imported" || message.kind !== "requests") return []
    const { at, body = "-", closedAt, customer = "-", duplicateOf, id, status, title, votes } = message.record
    const end = `${closedAt?.toISOString() ?? "-"}${duplicateOf === undefined ? "" : ` again ${duplicateOf}`}`
    return [`${id} ${status} ${votes} ${customer} ${at.toISOString()} ${end} "${title}" ${body}`]
  })
