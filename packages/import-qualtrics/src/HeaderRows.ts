import type { Fields } from "@throughline/import/format"
import { type ImportId, importId } from "./ImportId.ts"
import { isWrittenInDigits, metadata } from "./Metadata.ts"

/** The rows above the responses. */
export interface HeaderRows {
  /** How many there are: 1, 2 or 3. */
  readonly count: number
  /** The columns as mappings call them. */
  readonly names: Fields
  /** The questions as they were asked, where a row tells them. */
  readonly labels: Fields | undefined
  /** By column, where a row tells them. */
  readonly importIds: ReadonlyArray<ImportId | undefined>
}

/**
 * The header rows among the first rows of an export: names; then the questions as they were asked, and ImportIds, where
 * there are such rows. A row that is not surely one of them is a response.
 *
 * ```ts import.meta.vitest
 * import { headerRows } from "./HeaderRows.ts"
 *
 * const names = ["ResponseId", "EndDate", "Q1"]
 * const asked = ["Antwort-ID", "Enddatum", "Wie zufrieden sind Sie?"]
 * const answered = ["R_2YPOQ602ER1jkf1", "2026-03-29 10:00:00", "5"]
 * headerRows([names, asked, answered]).count // => 2
 * headerRows([names, answered, asked]).count // => 1
 * ```
 */
export const headerRows = ([first = [], second = [], third = []]: ReadonlyArray<Fields>): HeaderRows => {
  if (isImportIds(second, first)) return { count: 2, names: first, labels: undefined, importIds: second.map(importId) }
  if (!isLabels(second, first)) return { count: 1, names: first, labels: undefined, importIds: [] }
  const names = first.map((name, i) => readable(name, second[i] ?? ""))
  return isImportIds(third, first)
    ? { count: 3, names, labels: second, importIds: third.map(importId) }
    : { count: 2, names, labels: second, importIds: [] }
}

/** Most cells are ImportIds: none of a response is. */
const isImportIds = (row: Fields, names: Fields): boolean =>
  row.length > 1 &&
  row.length === names.length &&
  row.filter((cell) => importId(cell) !== undefined).length * 2 > row.length

const isLabels = (row: Fields, names: Fields): boolean =>
  row.length === names.length && (isLegacy(row, names) || saysNothingOfAResponse(row, names))

const fewest = 2

/** In legacy exports the first columns are called `V1`, `V2` and so on, and the second row says what they are. */
const isLegacy = (row: Fields, names: Fields): boolean =>
  names.filter((name, i) => readable(name, row[i] ?? "") !== name).length >= fewest

const readable = (name: string, label: string): string =>
  /^V\d{1,2}$/.test(name.trim()) && metadata(label) !== undefined ? label : name

/**
 * All that a response has digits for, its id, its times, its progress, is filled with words; of a name the first column.
 * Where there is only one such column, it must be the very title in English.
 */
const saysNothingOfAResponse = (row: Fields, names: Fields): boolean => {
  const places = names.flatMap((name, i) => (isWrittenInDigits(name) && names.indexOf(name) === i ? [i] : []))
  const isTitle = (i: number) => metadata(row[i] ?? "") === metadata(names[i] ?? "")
  const isWords = (i: number) => /\p{L}/u.test(row[i] ?? "") && !/\p{N}/u.test(row[i] ?? "")
  return places.length >= fewest ? places.every(isWords) : places.some(isTitle)
}
