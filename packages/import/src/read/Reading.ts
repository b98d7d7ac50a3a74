import { Redact } from "@throughline/core"
import { BadMapping, type ImportError } from "../contract/ImportError.ts"
import type { ReadOptions } from "../contract/Importer.ts"
import type { Ending, Message } from "../contract/Message.ts"
import type { Format } from "../format/Format.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { explained } from "../rows/explained.ts"
import { compileMapping, type RowReader } from "../rows/RowReader.ts"
import { Ledger } from "./Ledger.ts"
import { OwnBytes } from "./OwnBytes.ts"
import { type Described, type RowHandler, TableBytes } from "./TableBytes.ts"
import type { Columns } from "./TableReading.ts"

/** Reads one input as its mapping says: bytes in, messages out, in whatever pieces the bytes come. */
export class Reading {
  readonly #ledger: Ledger
  readonly #table: TableBytes<RowReader> | OwnBytes<RowReader>
  #truncated = false

  constructor(format: Format, input: Described, options: ReadOptions<Mapping>) {
    const { expects, id, layout } = format
    const { name, size } = input
    const { mapping } = options
    const ledger = new Ledger(id, name, size, options)
    this.#ledger = ledger
    const handler: RowHandler<RowReader> = {
      columns: (columns) => this.#compiled(format, options, name, columns),
      rows: (reader, rows, place, within, why) => {
        if (this.failure !== undefined) return
        ledger.add(explained(reader.read(rows, place.line, `${name}:${place.line}`), why), place, within)
      },
      damaged: (damage, place, within) => {
        if (this.failure !== undefined) return
        this.#truncated ||= damage.reason === "Truncated"
        ledger.addDamaged(damage, place, within)
      },
      fail: (error) => {
        ledger.failure ??= error
      }
    }
    this.#table =
      layout._tag === "Bytes"
        ? new OwnBytes(input, { encoding: mapping.encoding, layout }, handler)
        : new TableBytes(input, { ...mapping, expects, layout }, handler)
  }

  /** What ends the read, once something does. */
  get failure(): ImportError | undefined {
    return this.#ledger.failure
  }

  /** The messages that these bytes complete. */
  push(bytes: Uint8Array): ReadonlyArray<Message> {
    if (this.failure === undefined) this.#table.push(bytes)
    else this.#table.skip(bytes)
    return this.#ledger.take()
  }

  /** The last messages: no bytes follow. */
  end(): ReadonlyArray<Message> {
    if (this.failure === undefined) this.#table.end()
    this.#ledger.close(this.#ending())
    return this.#ledger.take()
  }

  /** The last messages when the source breaks off. */
  abort(): ReadonlyArray<Message> {
    this.#ledger.close("cut")
    return this.#ledger.take()
  }

  #ending(): Ending {
    const { isInside, isShort } = this.#table
    if (this.#truncated || isShort || isInside || this.failure !== undefined) return "cut"
    return this.#table.terminated ? "terminated" : "unterminated"
  }

  #compiled(
    { layout }: Format,
    { hashKey, mapping }: ReadOptions<Mapping>,
    name: string,
    { header, names, position }: Columns
  ): RowReader | undefined {
    const against = layout._tag === "Table" ? (layout.against?.(header, mapping) ?? []) : []
    const result = against.length > 0 ? { issues: against } : compileMapping(mapping, position, hashKey)
    if ("reader" in result) return result.reader
    const told = result.issues.map(({ path, problem }) => `${path}: ${problem}`).join("; ")
    const listed = names.length === 0 ? "" : ` Its columns are ${Redact.text(names.slice(0, 100).join(", "))}.`
    this.#ledger.failure ??= new BadMapping({ message: `${name}: ${told}.${listed}`, issues: result.issues })
    return undefined
  }
}
