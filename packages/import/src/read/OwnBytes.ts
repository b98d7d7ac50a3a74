import type { ByteScanner, BytesLayout } from "../format/Layout.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { CellsRow } from "../rows/Row.ts"
import type { Described, RowHandler } from "./TableBytes.ts"
import { notThisFormat } from "./TableReading.ts"

/** Hands the bytes of an input to a format that takes them apart itself. */
export class OwnBytes<Reader> {
  /** What was taken apart is whole: a document ends where it says. */
  readonly terminated = true
  readonly #size: number | undefined
  readonly #scanner: ByteScanner
  #bytesRead = 0

  constructor(
    { name, size }: Described,
    { encoding, layout }: { readonly encoding: Mapping["encoding"]; readonly layout: BytesLayout },
    handler: RowHandler<Reader>
  ) {
    this.#size = size
    const columns = new Map<string, number>()
    const position = (column: string): number => {
      const known = columns.get(column) ?? columns.size
      columns.set(column, known)
      return known
    }
    const reader = handler.columns({ position, names: [], header: [] })
    this.#scanner = layout.scanner(
      [...columns.keys()],
      {
        record: (rows, place, why) => {
          if (reader === undefined) return
          const read = rows.map((cells) => new CellsRow(cells))
          handler.rows(reader, read, place, this.#scanner, why)
        },
        damaged: (damage, place) => handler.damaged(damage, place, this.#scanner),
        fail: (line, wrong) => handler.fail(notThisFormat(name, wrong, line))
      },
      encoding
    )
  }

  /** Count bytes that are not looked at any more. */
  skip(bytes: Uint8Array): void {
    this.#bytesRead += bytes.length
  }

  push(bytes: Uint8Array): void {
    this.skip(bytes)
    this.#scanner.push(bytes)
  }

  /** No bytes follow. */
  end(): void {
    this.#scanner.end()
  }

  /** Whether fewer bytes came than the input has. */
  get isShort(): boolean {
    return this.#size !== undefined && this.#bytesRead < this.#size
  }

  /** Whether the input ended inside something that is larger than a record. */
  get isInside(): boolean {
    return this.#scanner.isInside
  }
}
