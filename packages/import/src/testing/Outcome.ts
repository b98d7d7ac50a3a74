import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { ImportError } from "../contract/ImportError.ts"
import type { Importer, ReadOptions } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import type { Message, Summary } from "../contract/Message.ts"

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

/** Read an input to its end. */
export const outcomeOf = async <Mapping>(
  adapter: Importer<Mapping>,
  input: Input,
  options: ReadOptions<Mapping>
): Promise<Outcome> => {
  const messages: Array<Message> = []
  const reading = Stream.runForEachArray(adapter.read(input, options), (some) =>
    Effect.sync(() => {
      for (const message of some) messages.push(message)
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
