import type { Measured } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"

/** A text, or a number with its interval. */
export type ReportCell = string | { readonly measured: Measured; readonly format: NumberFormat }

/** Numbers under the finding that they stand for. */
export interface ReportTable {
  /** The finding, in one sentence. */
  readonly finding: string
  /** What the rows are, and what they stand on. */
  readonly caption: string
  readonly columns: ReadonlyArray<{ readonly name: string; readonly numeric?: boolean }>
  readonly rows: ReadonlyArray<ReadonlyArray<ReportCell>>
}
