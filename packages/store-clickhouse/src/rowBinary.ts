import type { Columns } from "@throughline/store"

/** Texts shorter than this say their length in one byte. */
const short = 128

/** Bytes that grow as they are written. */
class Bytes {
  private bytes = Buffer.allocUnsafe(1 << 16)
  private length = 0

  /** Make room for so many bytes; gives where they start. */
  private take(count: number): number {
    const start = this.length
    if (start + count > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, start + count))
      this.bytes.copy(larger, 0, 0, start)
      this.bytes = larger
    }
    this.length += count
    return start
  }

  byte(value: number): void {
    const start = this.take(1)
    this.bytes[start] = value
  }

  int64(value: bigint): void {
    const start = this.take(8)
    this.bytes.writeBigInt64LE(value, start)
  }

  /** A whole number within ±(2^53 − 1) as an Int64. */
  whole(value: number): void {
    const start = this.take(8)
    this.bytes.writeUInt32LE(value >>> 0, start)
    this.bytes.writeInt32LE(Math.floor(value / 0x1_0000_0000), start + 4)
  }

  float64(value: number): void {
    const start = this.take(8)
    this.bytes.writeDoubleLE(value, start)
  }

  string(value: string): void {
    if (value.length >= short || !this.ascii(value)) this.utf8(value)
  }

  /** A short text of ASCII characters, without a call for each; `false`, and nothing written, for any other. */
  private ascii(value: string): boolean {
    const start = this.take(value.length + 1)
    const bytes = this.bytes
    bytes[start] = value.length
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i)
      if (unit > 127) {
        this.length = start
        return false
      }
      bytes[start + 1 + i] = unit
    }
    return true
  }

  private utf8(value: string): void {
    const size = Buffer.byteLength(value)
    let rest = size
    while (rest >= 128) {
      this.byte((rest & 127) | 128)
      rest >>>= 7
    }
    this.byte(rest)
    const start = this.take(size)
    this.bytes.write(value, start, size, "utf8")
  }

  written(): Buffer {
    return this.bytes.subarray(0, this.length)
  }
}

type Write = (bytes: Bytes, value: Columns.Stored) => void

const whole: Write = (bytes, value) => bytes.whole(Number(value))

const write: { readonly [Type in Columns.ColumnType]: Write } = {
  text: (bytes, value) => bytes.string(String(value)),
  integer: whole,
  instant: whole,
  real: (bytes, value) => bytes.float64(Number(value)),
  boolean: (bytes, value) => bytes.byte(value === true ? 1 : 0)
}

const writerOf = ({ required, type }: Columns.Column): Write => {
  const put = write[type]
  if (required) return put
  return (bytes, value) => {
    bytes.byte(value === null ? 1 : 0)
    if (value !== null) put(bytes, value)
  }
}

/** Rows in the format RowBinary, each followed by its version and whether it is deleted. */
export const rowBinary = (
  columns: ReadonlyArray<Columns.Column>,
  rows: Iterable<ReadonlyArray<Columns.Stored>>,
  version: bigint,
  deleted: 0 | 1
): Buffer => {
  const bytes = new Bytes()
  const writers = columns.map(writerOf)
  for (const row of rows) {
    for (let c = 0; c < writers.length; c++) writers[c]?.(bytes, row[c] ?? null)
    bytes.int64(version)
    bytes.byte(deleted)
  }
  return bytes.written()
}
