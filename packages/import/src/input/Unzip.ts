import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { NotThisFormat, SourceUnavailable } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import { Crc32 } from "./Crc32.ts"
import { Inflater } from "./Inflater.ts"
import { shownName } from "./ShownName.ts"
import { passed, type UnpackLimits } from "./UnpackLimits.ts"
import { endBytes, findDirectory, type Refusal, readDirectory, type ZipEntry } from "./ZipDirectory.ts"

/** An input of which any part can be read. */
type Archive = Required<Omit<Input, "columns">>

/** The files of a zip archive as inputs. Folders are left out, and what systems put in beside the files. */
export const unzip = Effect.fn("unzip")(function* (archive: Archive, limits: UnpackLimits) {
  const { size } = archive
  const tail = yield* bytesOf(archive, Math.max(0, size - endBytes), size)
  const place = findDirectory(tail, size)
  if ("problem" in place) return yield* refused(archive.name, place)
  const entries = readDirectory(yield* bytesOf(archive, place.from, place.to), place)
  if ("problem" in entries) return yield* refused(archive.name, entries)
  const refusal = tooLarge(entries, limits) ?? notData(entries)
  if (refusal !== undefined) return yield* refused(archive.name, refusal)
  return entries.filter(isData).map((entry): Input => inputOf(archive, entry))
})

const bytesOf = ({ slice }: Archive, from: number, to: number): Effect.Effect<Uint8Array, SourceUnavailable> =>
  Stream.mkUint8Array(slice(from, to))

const refused = (input: string, { damaged, fix, problem }: Refusal): SourceUnavailable | NotThisFormat => {
  const message = `${input} cannot be unpacked: it is ${problem}. Fix: ${fix}.`
  if (damaged) return new SourceUnavailable({ input, message })
  return new NotThisFormat({ input, message, found: problem, expected: "a zip archive of data files", fix })
}

const tooLarge = (entries: ReadonlyArray<ZipEntry>, limits: UnpackLimits): Refusal | undefined => {
  const sum = (key: "packed" | "unpacked") => entries.reduce((total, entry) => total + entry[key], 0)
  const problem = passed(limits, sum("packed"), sum("unpacked"))
  if (problem === undefined) return undefined
  return { problem: "larger than allowed", fix: problem, damaged: false }
}

/** Spreadsheets and documents are zip archives as well. */
const notData = (entries: ReadonlyArray<ZipEntry>): Refusal | undefined =>
  entries.some(({ path }) => path === "[Content_Types].xml" || path === "mimetype")
    ? { problem: "a spreadsheet or a document", fix: "export it as CSV", damaged: false }
    : undefined

const isData = ({ path }: ZipEntry): boolean =>
  !/[/\\]$/.test(path) && !path.startsWith("__MACOSX/") && !/(^|[/\\])\.[^/\\]*$/.test(path)

const inputOf = (archive: Archive, entry: ZipEntry): Input => {
  const name = shownName(entry.path)
  return { name, size: entry.unpacked, bytes: checked(name, entry, unpacked(archive, entry, name)) }
}

/** A file of an archive, before anything of it was checked. */
const unpacked = (archive: Archive, entry: ZipEntry, name: string): Input["bytes"] =>
  Stream.unwrap(
    Effect.map(bytesOf(archive, entry.offset, entry.offset + 30), (header) => {
      const fields = new DataView(header.buffer, header.byteOffset, header.byteLength)
      if (header.length < 30 || fields.getUint32(0, true) !== 0x04034b50) return Stream.fail(damagedFile(name))
      const from = entry.offset + 30 + fields.getUint16(26, true) + fields.getUint16(28, true)
      const packed = archive.slice(from, from + entry.packed)
      return entry.method === "stored" ? packed : inflated(packed)
    })
  )

const inflated = (packed: Input["bytes"]): Input["bytes"] =>
  Stream.suspend(() => {
    const inflater = new Inflater("raw")
    return Stream.flatMap(packed, (bytes) => Stream.fromIteratorSucceed(inflater.push(bytes), 1))
  })

const damagedFile = (name: string): SourceUnavailable =>
  new SourceUnavailable({ input: name, message: `${name} cannot be unpacked: its archive is damaged, get it again` })

/** Ends in failure unless the bytes are as many as the directory says, and have its checksum. */
const checked = (name: string, { crc, unpacked: size }: ZipEntry, bytes: Input["bytes"]): Input["bytes"] =>
  Stream.suspend(() => {
    const sum = new Crc32()
    let length = 0
    const body = Stream.mapEffect(bytes, (piece) => {
      sum.add(piece)
      length += piece.length
      return length > size ? Effect.fail(damagedFile(name)) : Effect.succeed(piece)
    })
    const end = Stream.suspend(() =>
      length === size && sum.value === crc ? Stream.empty : Stream.fail(damagedFile(name))
    )
    return Stream.concat(body, end)
  })
