import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { NotThisFormat, type SourceUnavailable } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import { gunzip } from "./Gunzip.ts"
import type { UnpackLimits } from "./UnpackLimits.ts"
import { unzip } from "./Unzip.ts"

/**
 * What an input holds: the files of a zip archive, what gzip has packed, or the input itself. Its first bytes tell, not
 * its name. Files of an archive that gzip has packed are unpacked as well.
 */
export const unpack = Effect.fn("unpack")(function* (input: Input, limits: UnpackLimits = {}) {
  const packing = packingOf(yield* firstBytes(input))
  if (packing !== "zip") return [packing === "gzip" ? unpacked(input, limits) : input]
  const { name, size, slice } = input
  if (size === undefined || slice === undefined) return yield* notAtHand(name)
  const files = yield* unzip({ ...input, size, slice }, limits)
  return yield* Effect.forEach(files, (file) =>
    Effect.map(firstBytes(file), (head) => (packingOf(head) === "gzip" ? unpacked(file, limits) : file))
  )
})

/** The name of what gzip has packed under this one. */
export const unpackedName = (name: string): string => name.replace(/\.gz(ip)?$/i, "")

const unpacked = (input: Input, limits: UnpackLimits): Input => ({
  name: unpackedName(input.name),
  bytes: gunzip(input, limits)
})

const headBytes = 4

const firstBytes = ({ bytes }: Input): Effect.Effect<Uint8Array, SourceUnavailable> =>
  Effect.suspend(() => {
    let length = 0
    const start = Stream.takeUntil(bytes, (piece) => {
      length += piece.length
      return length >= headBytes
    })
    return Stream.mkUint8Array(start)
  })

const packingOf = ([a, b, c, d]: Uint8Array): "gzip" | "zip" | "none" => {
  if (a === 0x1f && b === 0x8b) return "gzip"
  const isZip = a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))
  return isZip ? "zip" : "none"
}

const notAtHand = (input: string): NotThisFormat => {
  const fix = "save it as a file first"
  const message = `${input} is a zip archive, which ends with what it holds. Fix: ${fix}.`
  return new NotThisFormat({ input, message, found: "a zip archive", expected: "text or gzip", fix })
}
