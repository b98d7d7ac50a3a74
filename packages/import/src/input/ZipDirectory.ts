/** One file of a zip archive, as the directory at its end tells. */
export interface ZipEntry {
  /** The path within the archive. */
  readonly path: string
  /** Where its local header is. */
  readonly offset: number
  readonly method: "stored" | "deflated"
  readonly packed: number
  readonly unpacked: number
  readonly crc: number
}

/** Why an archive is refused, and what to do. */
export interface Refusal {
  readonly problem: string
  readonly fix: string
  /** Bytes are missing or damaged, rather than of a kind that is not read. */
  readonly damaged: boolean
}

/** Where the directory is. */
export interface DirectoryPlace {
  readonly from: number
  readonly to: number
  readonly entries: number
}

/** The end record, and the longest comment behind it. */
export const endBytes = 22 + 65_535
const most = { directoryBytes: 16_777_216, entries: 10_000 }

const damaged = (problem: string): Refusal => ({ problem, fix: "get the whole file again", damaged: true })
const unknown = (problem: string, fix: string): Refusal => ({ problem, fix, damaged: false })

const zip64 = unknown("a zip64 archive, as those above 4 GiB are", "pack it with gzip, or in smaller archives")
const tooMany = unknown(`more than ${most.entries} files in an archive`, "unpack it and read its folder")

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where the end record stands in the last bytes of an archive. */
const endAt = (tail: DataView): number => {
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue
    if (at + 22 + tail.getUint16(at + 20, true) === tail.byteLength) return at
  }
  return -1
}

/** Find the directory by the last bytes of an archive of this size. */
export const findDirectory = (bytes: Uint8Array, size: number): DirectoryPlace | Refusal => {
  const tail = view(bytes)
  const end = endAt(tail)
  if (end < 0) return damaged("a zip archive without its end: it is cut short")
  const entries = tail.getUint16(end + 10, true)
  const length = tail.getUint32(end + 12, true)
  const from = tail.getUint32(end + 16, true)
  if (entries === 0xffff || length === 0xffffffff || from === 0xffffffff) return zip64
  if (entries !== tail.getUint16(end + 8, true)) return unknown("a part of a split archive", "join its parts first")
  if (entries > most.entries || length > most.directoryBytes) return tooMany
  const to = size - bytes.length + end
  return from + length === to ? { from, to, entries } : damaged("a zip archive whose directory is elsewhere")
}

/** The bytes of the directory, entry by entry. */
export const readDirectory = (
  bytes: Uint8Array,
  { entries, from }: DirectoryPlace
): ReadonlyArray<ZipEntry> | Refusal => {
  const directory = view(bytes)
  const found: Array<ZipEntry> = []
  let at = 0
  for (let i = 0; i < entries; i++) {
    if (at + 46 > bytes.length || directory.getUint32(at, true) !== 0x02014b50) return broken
    const next = at + 46 + variableBytes(directory, at)
    if (next > bytes.length) return broken
    const entry = entryAt(directory, bytes, at)
    if ("problem" in entry) return entry
    found.push(entry)
    at = next
  }
  return overlaps(found, from) ? damaged("a zip archive whose files overlap") : found
}

const broken = damaged("a zip archive whose directory is damaged")

const variableBytes = (directory: DataView, at: number): number =>
  directory.getUint16(at + 28, true) + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true)

const entryAt = (directory: DataView, bytes: Uint8Array, at: number): ZipEntry | Refusal => {
  const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + directory.getUint16(at + 28, true)))
  const [packed, unpacked] = [directory.getUint32(at + 20, true), directory.getUint32(at + 24, true)]
  const offset = directory.getUint32(at + 42, true)
  if ([packed, unpacked, offset].includes(0xffffffff)) return zip64
  if (directory.getUint16(at + 8, true) & 0x2041) return unknown("encrypted files in an archive", "unpack it first")
  const number = directory.getUint16(at + 10, true)
  const method = number === 0 ? "stored" : number === 8 ? "deflated" : undefined
  if (method === undefined) return unknown(`an archive packed by method ${number}`, "pack it with deflate")
  if (method === "stored" && packed !== unpacked) return broken
  return { path, offset, method, packed, unpacked, crc: directory.getUint32(at + 16, true) }
}

/** Whether files share bytes with one another or with the directory, so that a small archive could hold very many. */
const overlaps = (entries: ReadonlyArray<ZipEntry>, directory: number): boolean => {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset)
  return sorted.some(({ offset, packed }, i) => offset + 30 + packed > (sorted[i + 1]?.offset ?? directory))
}
