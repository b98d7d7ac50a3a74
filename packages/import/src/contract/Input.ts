import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import type { PlatformError } from "effect/PlatformError"
import * as Stream from "effect/Stream"
import { fromUrl } from "../input/FromUrl.ts"
import { shownName } from "../input/ShownName.ts"
import { unpack } from "../input/Unpack.ts"
import { SourceUnavailable } from "./ImportError.ts"

/** Named bytes, read at the pace of the reader. */
export interface Input {
  /** Shown in messages and kept as provenance: a file name, never a path or a signed URL. */
  readonly name: string
  /** In bytes, when known: an input that ends earlier is reported as cut. */
  readonly size?: number
  readonly bytes: Stream.Stream<Uint8Array, SourceUnavailable>
  /** Of JSON: the keys that every record has, when they are known. A mapping that names another column is refused. */
  readonly columns?: ReadonlyArray<string>
  /** The bytes from here to there, when they can be had out of order; a zip archive is only read by them. */
  readonly slice?: (from: number, to: number) => Stream.Stream<Uint8Array, SourceUnavailable>
}

const pieceBytes = 65_536

const pieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

const fromBytes = (name: string, bytes: Uint8Array): Input => {
  const slice = (from: number, to: number) =>
    Stream.suspend(() => Stream.fromIteratorSucceed(pieces(bytes.subarray(from, to)), 1))
  return { name, size: bytes.length, bytes: slice(0, bytes.length), slice }
}

const fromFile = (path: string): Effect.Effect<Input, SourceUnavailable, FileSystem.FileSystem> =>
  Effect.gen(function* () {
    const files = yield* FileSystem.FileSystem
    const name = shownName(path)
    const unavailable = ({ reason }: PlatformError) =>
      new SourceUnavailable({ input: name, message: `${name} cannot be read: ${reason._tag}` })
    const info = yield* Effect.mapError(files.stat(path), unavailable)
    const bytes = Stream.mapError(files.stream(path, { chunkSize: pieceBytes }), unavailable)
    const slice = (from: number, to: number) =>
      Stream.mapError(files.stream(path, { chunkSize: pieceBytes, offset: from, bytesToRead: to - from }), unavailable)
    return { name, size: Number(info.size), bytes, slice }
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
  fromFile,
  /**
   * What is behind a URL, asked for anew each time that it is read. Needs effect's `HttpClient`
   * (`FetchHttpClient.layer`).
   *
   * Credentials belong in the headers of a request (`HttpClientRequest.bearerToken`) or in the query of the URL: neither
   * is shown anywhere. The name is the last part of the path unless one is given. The stream fails with
   * `SourceUnavailable` when the server refuses or cannot be reached, when nothing comes for `timeout` (a minute when not
   * given), when more than `maxBytes` come (64 GiB when not given), and when the connection breaks off before the end.
   */
  fromUrl,
  /**
   * What an input holds: the files of a zip archive, what gzip has packed, or else the input itself, judged by its first
   * bytes and not by its name. What gzip has packed as `survey.csv.gz` is named `survey.csv`; gzip within zip is unpacked
   * as well. Folders, hidden files and `__MACOSX` are left out. Places in messages count unpacked bytes.
   *
   * Everything is unpacked as it is read, in memory of a constant size, up to `maxBytes` (64 GiB when not given) and
   * `maxRatio` (500). Checksums are checked: an archive that is cut or damaged, and one that grows too large, ends the
   * stream with `SourceUnavailable`, so that its summary never says complete.
   *
   * A zip archive needs an input that is read by `slice`, as from a file or bytes. Fails with `NotThisFormat` for archives
   * that are encrypted, split, zip64 or packed by another method than deflate, and for spreadsheets.
   *
   * ```ts import.meta.vitest
   * import { Effect, Stream } from "effect"
   * import { Input } from "./Input.ts"
   *
   * const base64 = "H4sIAAAAAAAC/8tM0ckrKOYy1LEEAH7M1yMKAAAA"
   * const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
   * const [input] = await Effect.runPromise(Input.unpack(Input.fromBytes("survey.csv.gz", packed)))
   * input.name // => "survey.csv"
   * await Effect.runPromise(Stream.mkString(Stream.decodeText(input.bytes))) // => "id,nps\n1,9"
   * ```
   */
  unpack
}
