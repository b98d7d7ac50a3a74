import type { IncomingMessage, ServerResponse } from "node:http"
import { Effect, Stream } from "effect"
import { HttpClientRequest } from "effect/http"
import * as Redacted from "effect/Redacted"
import type { ApiSource, Imported, Importer, Message } from "../src/index.ts"

/** What the server of the tests gives as a page. */
export interface Body {
  readonly items: ReadonlyArray<{ readonly id: string; readonly text: string; readonly version?: string }>
  readonly next?: string
  readonly later?: string
}

/** Reads the items of a page; an item without text is rejected. */
export const items: Importer<string> = {
  id: "items",
  contract: 1,
  emits: ["tickets"],
  detect: () => ({ confidence: 0, because: [] }),
  propose: () => Effect.die("not asked"),
  read: ({ bytes, name }) =>
    Stream.unwrap(
      Effect.map(Stream.mkUint8Array(bytes), (all) => {
        const found = (JSON.parse(new TextDecoder().decode(all)) as Body).items
        const messages = found.map((item, ordinal) => messageOf(item, ordinal, name))
        const rejected = messages.filter(({ _tag }) => _tag === "Rejected").length
        const counts = { read: found.length, imported: found.length - rejected, rejected, skipped: 0, duplicate: 0 }
        const end: Message = { _tag: "Summary", input: name, complete: true, ending: "terminated", counts }
        return Stream.fromIterable([...messages, end])
      })
    )
}

const messageOf = ({ id, text, version }: Body["items"][number], ordinal: number, input: string): Message => {
  if (text === "") {
    const raw = Redacted.make(id)
    return {
      _tag: "Rejected",
      severity: "record",
      reason: "MissingField",
      input,
      line: 1,
      record: ordinal,
      byteOffset: 0,
      expected: "text",
      raw
    }
  }
  const record = { id, text, evidence: { source: "test", kind: "objective", provenance: `${input}:1` } }
  const sourceVersion = version === undefined ? {} : { sourceVersion: version }
  return { _tag: "Imported", kind: "tickets", id, record, line: 1, ordinal, ...sourceVersion } as unknown as Imported
}

const secret = Redacted.make("secret-token")

/** An API at this address, whose pages tell what follows. */
export const apiAt = (origin: string, more: Partial<ApiSource> = {}): ApiSource => ({
  name: "tickets",
  access: "a token that may read tickets: Admin > Tokens",
  request: (cursor) =>
    HttpClientRequest.get(`${origin}/tickets`).pipe(
      HttpClientRequest.bearerToken(secret),
      HttpClientRequest.setUrlParam("cursor", cursor ?? "first")
    ),
  next: ({ body }) => {
    const { later, next } = body as Body
    return next ?? (later === undefined ? undefined : { later })
  },
  ...more
})

/** The cursor that a request asks for. */
export const cursorOf = ({ url = "" }: IncomingMessage): string =>
  new URL(url, "http://localhost").searchParams.get("cursor") ?? ""

/** Answer with JSON. */
export const send = (response: ServerResponse, body: Body): void => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body))
}
