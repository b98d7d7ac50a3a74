import type { Measured } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"

/** One period of a trend. */
export interface TrendPeriod {
  /** As shown on the axis: `"Jan 2026"` or `"2026-01"`. */
  readonly label: string
  readonly value: Measured
  /** The period has not ended: drawn hollow and dotted. */
  readonly inProgress?: boolean | undefined
}

/** A measure over periods. */
export interface TrendLine {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  readonly format: NumberFormat
  /** Oldest first, one after the other: a period without data is there, with its reason. */
  readonly periods: ReadonlyArray<TrendPeriod>
}
