import type { Encoding } from "../mapping/Encoding.ts"
import { guessDelimiter } from "../propose/Delimiter.ts"
import { delimitedRows, headText, jsonObjects } from "../propose/Sample.ts"
import type { JsonObject } from "../source/JsonLinesScanner.ts"
import type { JsonLayout } from "./Layout.ts"

/** The start of an input, for judging what it is: its first 256 KiB. */
export interface Head {
  /** The name of the input. */
  readonly name: string
  readonly text: string
  readonly encoding: Encoding
  /** Whether the encoding is a guess: the bytes are not UTF-8, and do not say what they are. */
  readonly isGuessed: boolean
  /** The first rows, at most 1000, taken for delimited text by the delimiter that fits best. */
  readonly table: () => {
    readonly delimiter: "," | ";" | "\t" | "|"
    readonly rows: ReadonlyArray<ReadonlyArray<string>>
  }
  /** The first source records, at most 1000, taken for JSON. */
  readonly objects: (records: JsonLayout["records"]) => ReadonlyArray<JsonObject>
}

/** The head of an input of this name. */
export const headOfBytes = (bytes: Uint8Array, name: string): Head => {
  const { encoding, guessed, text } = headText(bytes)
  let found: ReturnType<Head["table"]> | undefined
  return {
    name,
    text,
    encoding,
    isGuessed: guessed,
    table: () => {
      if (found === undefined) {
        const { delimiter } = guessDelimiter(text)
        found = { delimiter, rows: delimitedRows(text, delimiter) }
      }
      return found
    },
    objects: (records) => jsonObjects(text, records)
  }
}
