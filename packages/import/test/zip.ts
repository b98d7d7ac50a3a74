import { crc32, deflateRawSync } from "node:zlib"

/** A file to put into an archive. */
export interface ZipFile {
  readonly path: string
  readonly content: string | Uint8Array
  /** 8 when not given. */
  readonly method?: number
  readonly flags?: number
  /** What the directory says of its size. */
  readonly claimed?: number
  /** Have the bytes of this other file. */
  readonly sameAs?: number
}

/** A zip archive; `streamed` has its sizes behind the files. */
export const zip = (
  files: ReadonlyArray<ZipFile>,
  { streamed = false, zip64 = false }: { readonly streamed?: boolean; readonly zip64?: boolean } = {}
): Uint8Array => {
  const locals: Array<Buffer> = []
  const entries: Array<Buffer> = []
  const offsets: Array<number> = []
  let offset = 0
  for (const file of files) {
    const { entry, local } = packed(file, streamed)
    offsets.push(offset)
    const at = Buffer.alloc(4)
    at.writeUInt32LE(offsets[file.sameAs ?? offsets.length - 1] ?? 0)
    entries.push(Buffer.concat([entry, at, Buffer.from(file.path)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const count = zip64 ? 0xffff : files.length
  const end = record(0x06054b50, [0, 0, count, count], [directory.length, offset], [0])
  return new Uint8Array(Buffer.concat([...locals, directory, end]))
}

/** A file with its header, and its entry in the directory up to its place. */
const packed = ({ claimed, content, flags = 0, method = 8, path }: ZipFile, streamed: boolean) => {
  const data = Buffer.from(content)
  const body = method === 8 ? deflateRawSync(data) : data
  const name = Buffer.from(path)
  const sizes = [crc32(data), body.length, claimed ?? data.length]
  const common = [20, flags | (streamed ? 8 : 0), method, 0, 0]
  const header = record(0x04034b50, common, streamed ? [0, 0, 0] : sizes, [name.length, 0])
  const descriptor = streamed ? record(0x08074b50, [], sizes, []) : Buffer.alloc(0)
  return {
    local: Buffer.concat([header, name, body, descriptor]),
    entry: record(0x02014b50, [20, ...common], sizes, [name.length, 0, 0, 0, 0, 0, 0])
  }
}

const record = (
  signature: number,
  before: ReadonlyArray<number>,
  longs: ReadonlyArray<number>,
  after: ReadonlyArray<number>
): Buffer => {
  const bytes = Buffer.alloc(4 + before.length * 2 + longs.length * 4 + after.length * 2)
  let at = bytes.writeUInt32LE(signature)
  for (const value of before) at = bytes.writeUInt16LE(value, at)
  for (const value of longs) at = bytes.writeUInt32LE(value, at)
  for (const value of after) at = bytes.writeUInt16LE(value, at)
  return bytes
}
