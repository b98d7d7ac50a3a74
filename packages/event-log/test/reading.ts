import { readFileSync } from "node:fs"
import {
  describeRejected,
  type Importer,
  Input,
  type Mapping,
  type Message,
  type ReadOptions
} from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** A file of the folder `fixtures`. */
export const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")

/** What an importer proposes for a text. */
export const proposalOf = (importer: Importer<Mapping>, name: string, text: string) =>
  Effect.runPromise(importer.propose(Input.fromText(name, text)))

/** All messages of a read. */
export const messagesOf = (
  importer: Importer<Mapping>,
  content: string | Uint8Array,
  mapping: Mapping,
  options: Partial<ReadOptions<Mapping>> = {}
): Promise<ReadonlyArray<Message>> => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  return Effect.runPromise(Stream.runCollect(importer.read(Input.fromBytes("log", bytes), { mapping, ...options })))
}

/** Why a read fails, and its summary. */
export const failureOf = async (importer: Importer<Mapping>, content: string | Uint8Array, mapping: Mapping) => {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
  let complete: boolean | undefined
  const all = Stream.runForEach(importer.read(Input.fromBytes("log", bytes), { mapping }), (message) =>
    Effect.sync(() => {
      if (message._tag === "Summary") complete = message.complete
    })
  )
  const result = await Effect.runPromise(Effect.result(all))
  return { message: result._tag === "Failure" ? result.failure.message : undefined, complete }
}

/** A message in a line. */
export const told = (message: Message): string => {
  if (message._tag === "Rejected") return `${message.severity} ${describeRejected(message)}`
  if (message._tag === "Summary") return Object.values(message.counts).join(" ")
  if (message._tag !== "Imported") return message._tag
  const { evidence: _, id, ...fields } = message.record
  const values = Object.values(fields).map((value) => (value instanceof Date ? value.toISOString() : String(value)))
  return [id, ...values].join(" | ")
}
