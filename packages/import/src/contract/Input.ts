import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import type { PlatformError } from "effect/PlatformError"
import * as Stream from "effect/Stream"
import { SourceUnavailable } from "./ImportError.ts"

/** Named bytes, read at the pace of the reader. */
export interface Input {
  /** Shown in messages and kept as provenance: a file name, never a path or a signed URL. */
  readonly name: string
  /** In bytes, when known: an input that ends earlier is reported as cut. */
  readonly size?: number
  readonly bytes: Stream.Stream<Uint8Array, SourceUnavailable>
}

const pieceBytes = 65_536

const pieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

const fromBytes = (name: string, bytes: Uint8Array): Input => ({
  name,
  size: bytes.length,
  bytes: Stream.suspend(() => Stream.fromIteratorSucceed(pieces(bytes), 1))
})

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)

const fromFile = (path: string): Effect.Effect<Input, SourceUnavailable, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const name = baseName(path)
    const unavailable = ({ reason }: PlatformError) =>
      new SourceUnavailable({ input: name, message: `${name} cannot be read: ${reason._tag}` })
    const info = yield* Effect.mapError(files.stat(path), unavailable)
    const bytes = Stream.mapError(files.stream(path, { chunkSize: pieceBytes }), unavailable)
    return { name, size: Number(info.size), bytes }
  })

/**
 * Ways to get an input. Any other stream of bytes does as well: an input is a name and its `bytes`.
 *
 * ```ts import.meta.vitest
 * import { Input } from "./Input.ts"
 *
 * Input.fromText("survey.csv", "id,nps").size // => 6
 * ```
 */
export const Input = {
  /** Bytes at hand. */
  fromBytes,
  /** Text at hand, as UTF-8. */
  fromText: (name: string, text: string): Input => fromBytes(name, new TextEncoder().encode(text)),
  /**
   * A file, opened when it is read and closed at the end, on failure and on interruption. Needs effect's `FileSystem`
   * (`NodeServices.layer` of `@effect/platform-node`, or Bun's). Fails with `SourceUnavailable` when there is none.
   */
  fromFile
}
