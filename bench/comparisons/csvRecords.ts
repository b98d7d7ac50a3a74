import { readFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import Papa from "papaparse"
import { DelimitedScanner } from "../../packages/import/src/source/DelimitedScanner.ts"
import { TextBuffer } from "../../packages/import/src/source/TextBuffer.ts"
import { type Comparison, candidate } from "../Comparison.ts"

type Cells = ReadonlyArray<ReadonlyArray<string>>

const piece = 1 << 18

/** Text that comes in pieces, as from a file. */
const scan = (text: string): Cells => {
  const records: Array<ReadonlyArray<string>> = []
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  const scanner = new DelimitedScanner(buffer, ",", {
    record: (row) => records.push(row.texts()),
    damaged: ({ found }) => {
      throw new Error(found)
    }
  })
  for (let at = 0; at < text.length; at += piece) {
    buffer.append(text.slice(at, at + piece))
    scanner.scan()
  }
  scanner.end()
  return records
}

/** Survey answers with quoted comments that hold commas, quotes and line breaks, taken apart into cells. */
export const csvRecords = (copies: number): Comparison => {
  const file = readFileSync(new URL("../../examples/online-retailer/data/survey-answers.csv", import.meta.url), "utf8")
  const text = file.repeat(copies)
  const same = (cells: Cells): Cells => cells
  return {
    name: `Take ${(text.length / 1e6).toFixed(0)} MB of CSV apart`,
    ours: candidate("tokenizer of @throughline/import", () => scan(text), same),
    peers: [
      candidate("csv-parse", () => parse(text, { relax_column_count: true, skip_empty_lines: true }) as Cells, same),
      candidate("papaparse", () => Papa.parse<ReadonlyArray<string>>(text, { skipEmptyLines: true }).data, same)
    ]
  }
}
