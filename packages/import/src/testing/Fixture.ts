/** An input that an adapter is tried on. Small: every law reads it many times. */
export interface Fixture<Mapping> {
  readonly name: string
  readonly mapping: Mapping
  /** What it holds: text is read in several encodings and with several line ends, bytes as they are. */
  readonly content: string | Uint8Array
  /**
   * How it is laid out, where the order of columns or of keys says nothing: then it is also read in other orders, with
   * more columns, with quotes that are not closed, and repeated to many times its size.
   *
   * With a delimiter: delimited text below a header, in an encoding that extends ASCII. `"json"`: JSON in UTF-8, one
   * document or one a line. With an `element`: XML in which there may be more such elements; only that is tried.
   */
  readonly layout?: Layout
  /** Personal data that is in it: must not be in any message about it. */
  readonly personal?: ReadonlyArray<string>
  /** Copies in which one source record, that of this ordinal, is damaged. */
  readonly damaged?: ReadonlyArray<{ readonly content: string | Uint8Array; readonly ordinal: number }>
}

/** How a content is laid out. */
export type Layout =
  | {
      readonly delimiter: string
      /** Rows above the records; 1 when not given. */
      readonly headerRows?: number
    }
  | { readonly element: string }
  | "json"

/** The bytes of a content. */
export const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content
