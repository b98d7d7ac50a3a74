import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import type { Message } from "./Message.ts"
import { describeRejected, type Rejected } from "./Rejected.ts"

/** What was rejected could not be kept. */
export class QuarantineUnavailable extends Schema.TaggedError<QuarantineUnavailable>()("QuarantineUnavailable", {
  message: Schema.String
}) {}

/** A rejection as one line of a quarantine file. */
export type QuarantineLine = Omit<Rejected, "_tag" | "raw"> & { readonly message: string; readonly raw: string }

/** Letters as `x`, digits as `0`: the shape of a row shows what broke it, and nobody's data. */
const masked = (text: string): string => text.replace(/\p{L}|\p{M}/gu, "x").replace(/\p{N}/gu, "0")

/**
 * A rejection as a plain object for JSON. The source record is masked (letters as `x`, digits as `0`), unless `raw`
 * asks for it as it stands.
 */
export const quarantineLine = (rejected: Rejected, raw: "masked" | "kept" = "masked"): QuarantineLine => {
  const { _tag, raw: hidden, ...rest } = rejected
  const text = Redacted.value(hidden)
  return { ...rest, message: describeRejected(rejected), raw: raw === "kept" ? text : masked(text) }
}

/** Where rejections are kept, so that nothing of a source is lost. */
export class Quarantine extends Context.Service<
  Quarantine,
  { readonly put: (rejected: ReadonlyArray<Rejected>) => Effect.Effect<void, QuarantineUnavailable> }
>()("@throughline/import/Quarantine") {
  /** Keeps them in the array that is given. */
  static readonly layerMemory = (kept: Array<Rejected>): Layer.Layer<Quarantine> =>
    Layer.succeed(Quarantine)({
      put: (rejected) =>
        Effect.sync(() => {
          for (const one of rejected) kept.push(one)
        })
    })

  /**
   * Writes them to a file, one JSON object a line; an existing file is replaced. Rows are masked unless `raw: "kept"`,
   * and only the owner may read the file.
   */
  static readonly layerFile = (
    path: string,
    options: { readonly raw?: "masked" | "kept" } = {}
  ): Layer.Layer<Quarantine, QuarantineUnavailable, FileSystem.FileSystem> =>
    Layer.effect(
      Quarantine,
      Effect.gen(function* () {
        const files = yield* FileSystem.FileSystem
        const file = yield* files.open(path, { flag: "w", mode: 0o600 })
        const turn = yield* Semaphore.make(1)
        const encoder = new TextEncoder()
        const put = (rejected: ReadonlyArray<Rejected>) => {
          const lines = rejected.map((one) => `${JSON.stringify(quarantineLine(one, options.raw))}\n`).join("")
          return turn.withPermits(1)(Effect.mapError(file.writeAll(encoder.encode(lines)), unavailable))
        }
        return Quarantine.of({ put })
      }).pipe(Effect.mapError(unavailable))
    )
}

const unavailable = (error: { readonly message: string }) => new QuarantineUnavailable({ message: error.message })

const isRejected = (message: Message): message is Rejected => message._tag === "Rejected"

/**
 * The same messages; on their way, what was rejected is put into the `Quarantine`.
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { Quarantine, quarantine } from "./Quarantine.ts"
 *
 * const kept = []
 * const messages = quarantine(Stream.empty)
 * await Effect.runPromise(Stream.runDrain(messages).pipe(Effect.provide(Quarantine.layerMemory(kept))))
 * kept // => []
 * ```
 */
export const quarantine = <E, R>(
  messages: Stream.Stream<Message, E, R>
): Stream.Stream<Message, E | QuarantineUnavailable, R | Quarantine> =>
  Stream.mapArrayEffect(messages, (some) => {
    const rejected = some.filter(isRejected)
    return rejected.length === 0
      ? Effect.succeed(some)
      : Effect.flatMap(Quarantine, (kept) => Effect.as(kept.put(rejected), some))
  })
