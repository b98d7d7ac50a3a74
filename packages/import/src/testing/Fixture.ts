import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { ImportError } from "../contract/ImportError.ts"
import type { Importer } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import type { Message, Summary } from "../contract/Message.ts"

/** An input that an adapter is tried on. Small: every law reads it many times. */
export interface Fixture<Mapping> {
  readonly name: string
  readonly mapping: Mapping
  /** What it holds: text is read in several encodings and with several line ends, bytes as they are. */
  readonly content: string | Uint8Array
  /** Personal data that is in it: must not be in any message about it. */
  readonly personal?: ReadonlyArray<string>
  /** Copies in which one source record, that of this ordinal, is damaged. */
  readonly damaged?: ReadonlyArray<{ readonly content: string | Uint8Array; readonly ordinal: number }>
}

/** What came of one read. */
export interface Outcome {
  /** All but the summary, with what was hidden laid open. */
  readonly messages: ReadonlyArray<PlainMessage>
  readonly summary: Summary | undefined
  readonly error: ImportError | undefined
}

type Opened<M> = M extends { readonly raw: Redacted.Redacted<string> } ? Omit<M, "raw"> & { readonly raw: string } : M

/** A message as it can be compared. */
export type PlainMessage = Opened<Exclude<Message, Summary>>

/** The bytes of a content. */
export const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content

/** Read bytes in pieces of these sizes, over and over. */
export const inputOf = (name: string, bytes: Uint8Array, sizes: ReadonlyArray<number>, size?: number): Input => ({
  name,
  ...(size === undefined ? {} : { size }),
  bytes: Stream.suspend(() => Stream.fromIteratorSucceed(pieces(bytes, sizes), 1))
})

const pieces = function* (bytes: Uint8Array, sizes: ReadonlyArray<number>): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? bytes.length
    yield bytes.subarray(at, at + size)
    at += size
  }
}

/** Read an input to its end. */
export const outcomeOf = async <Mapping>(
  adapter: Importer<Mapping>,
  input: Input,
  mapping: Mapping
): Promise<Outcome> => {
  const messages: Array<Message> = []
  const reading = Stream.runForEachArray(adapter.read(input, { mapping }), (some) =>
    Effect.sync(() => {
      messages.push(...some)
    })
  )
  const result = await Effect.runPromise(Effect.result(reading))
  const last = messages.at(-1)
  const summary = last?._tag === "Summary" ? last : undefined
  return {
    messages: messages.flatMap(plain),
    summary,
    error: Result.isFailure(result) ? result.failure : undefined
  }
}

const plain = (message: Message): ReadonlyArray<PlainMessage> => {
  if (message._tag === "Summary") return []
  return [message._tag === "Rejected" ? { ...message, raw: Redacted.value(message.raw) } : message]
}
