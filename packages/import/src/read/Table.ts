import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { BadMapping, type ImportError, type SourceUnavailable } from "../contract/ImportError.ts"
import type { Input } from "../contract/Input.ts"
import type { Rejected } from "../contract/Rejected.ts"
import { csv, ndjson } from "../format/generic.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { guessDelimiter } from "../propose/Delimiter.ts"
import { headOf, headText } from "../propose/Sample.ts"
import type { Cells } from "../rows/Cells.ts"
import type { Damage, Place, PlacedInput } from "../source/RecordHandler.ts"
import { TableBytes } from "./TableBytes.ts"
import type { Columns } from "./TableReading.ts"

/** How a table is written: delimited text with a header, or NDJSON. */
export interface TableFormat extends Pick<Mapping, "delimiter" | "encoding"> {
  readonly format: "csv" | "ndjson"
}

/** The cells of one row, as text in the order of the columns asked for; `undefined` is a list or an object. */
export interface TableRow {
  readonly _tag: "Row"
  /** The physical line where the row starts, from 1. */
  readonly line: number
  readonly cells: Cells
}

const longestRaw = 8192

type Positions = ReadonlyArray<number>

/** Reads named columns: bytes in, rows and rejected rows out. */
class TableRows {
  failure: ImportError | undefined
  readonly #name: string
  readonly #table: TableBytes<Positions>
  #rows: Array<TableRow | Rejected> = []
  #ordinal = 0

  constructor(input: Input, format: TableFormat, columns: ReadonlyArray<string>) {
    this.#name = input.name
    const { expects, layout } = format.format === "csv" ? csv : ndjson
    this.#table = new TableBytes(
      input,
      { ...format, expects, layout },
      {
        columns: (found) => this.#positions(found, columns),
        rows: (positions, rows, { line }) => {
          this.#ordinal += 1
          for (const row of rows) {
            this.#rows.push({ _tag: "Row", line, cells: positions.map((position) => row.text(position)) })
          }
        },
        damaged: (damage, place, input) => this.#reject(damage, place, input),
        fail: (error) => {
          this.failure ??= error
        }
      }
    )
  }

  push(bytes: Uint8Array): ReadonlyArray<TableRow | Rejected> {
    this.#table.push(bytes)
    return this.#take()
  }

  end(): ReadonlyArray<TableRow | Rejected> {
    this.#table.end()
    return this.#take()
  }

  #take(): ReadonlyArray<TableRow | Rejected> {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  #positions({ names, position }: Columns, columns: ReadonlyArray<string>): Positions | undefined {
    const positions = columns.flatMap((column) => position(column) ?? [])
    if (positions.length === columns.length) return positions
    const missing = columns.filter((column) => position(column) === undefined)
    const issues = missing.map((column) => ({ path: column, problem: `there is no column "${column}"` }))
    const told = issues.map(({ problem }) => problem).join("; ")
    const message = `${this.#name}: ${told}. Its columns are ${names.slice(0, 100).join(", ")}.`
    this.failure ??= new BadMapping({ message, issues })
    return undefined
  }

  #reject(damage: Damage, { from, line, to }: Place, input: PlacedInput): void {
    const raw = Redacted.make(input.raw(from, Math.min(to, from + longestRaw)))
    const where = { input: this.#name, line, record: this.#ordinal, byteOffset: input.byteOffset(from), raw }
    this.#ordinal += 1
    this.#rows.push({ _tag: "Rejected", severity: "record", ...damage, ...where })
  }
}

/**
 * Read some columns of a table as text: delimited text with a header, or NDJSON, where a column is a path.
 *
 * The stream gives every row, and a `Rejected` for what cannot be taken apart (a row with too few or too many fields, a
 * quote that is not closed, bytes that are no text): nothing is lost. It reads at the pace of its consumer, in constant
 * memory. Fails with `SourceUnavailable`, `NotThisFormat` (no header) and `BadMapping` (a column that is not there).
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { Input } from "../contract/Input.ts"
 * import { readTable } from "./Table.ts"
 *
 * const input = Input.fromText("kano.csv", "who,with,without\na,1,5\nb,2\n")
 * const rows = readTable(input, { format: { format: "csv" }, columns: ["without", "with"] })
 * const found = await Effect.runPromise(Stream.runCollect(rows))
 * found.map((row) => row._tag === "Row" ? row.cells : row.reason) // => [["5", "1"], "RaggedRow"]
 * ```
 */
export const readTable = (
  input: Input,
  { columns, format }: { readonly columns: ReadonlyArray<string>; readonly format: TableFormat }
): Stream.Stream<TableRow | Rejected, ImportError> =>
  Stream.suspend(() => {
    const table = new TableRows(input, format, columns)
    const body = input.bytes.pipe(
      Stream.map((bytes) => table.push(bytes)),
      Stream.takeUntil(() => table.failure !== undefined),
      Stream.filter(Arr.isReadonlyArrayNonEmpty),
      Stream.flattenArray
    )
    return Stream.concat(
      body,
      Stream.suspend(() => {
        const last = table.failure === undefined ? table.end() : []
        const { failure } = table
        return failure === undefined ? Stream.fromArray(last) : Stream.fail(failure)
      })
    )
  })

/** How a table is written, and whether its encoding is a guess: its bytes are not UTF-8 and do not say what they are. */
export interface FoundFormat {
  readonly format: TableFormat
  readonly guessed: boolean
}

/**
 * How a table is written, from its first 256 KiB: NDJSON where each line starts an object, otherwise delimited text by the
 * delimiter that gives the most even rows; windows-1252 where the bytes are not UTF-8.
 *
 * ```ts import.meta.vitest
 * import { Effect } from "effect"
 * import { Input } from "../contract/Input.ts"
 * import { tableFormat } from "./Table.ts"
 *
 * const { format } = await Effect.runPromise(tableFormat(Input.fromText("a.csv", "who;score\na;9\n")))
 * format // => { format: "csv", delimiter: ";", encoding: "utf-8" }
 * ```
 */
export const tableFormat = (input: Input): Effect.Effect<FoundFormat, SourceUnavailable> =>
  Effect.map(headOf(input), (head) => {
    const { encoding, guessed, text } = headText(head)
    const format: TableFormat = /^\s*\{/.test(text.slice(0, 100))
      ? { format: "ndjson", encoding }
      : { format: "csv", delimiter: guessDelimiter(text).delimiter, encoding }
    return { format, guessed }
  })
