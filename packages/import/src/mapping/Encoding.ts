import * as Schema from "effect/Schema"

/**
 * The encodings that are read. A byte order mark in the input wins over what is declared; without either it is `utf-8`.
 * `iso-8859-1` is read as `windows-1252`, as browsers do.
 */
export const Encoding = Schema.Literals([
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1253",
  "windows-1254",
  "windows-1257",
  "iso-8859-1",
  "iso-8859-2",
  "iso-8859-15",
  "macintosh"
])
export type Encoding = typeof Encoding.Type
