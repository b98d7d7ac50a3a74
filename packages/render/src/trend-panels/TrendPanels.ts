import type { Measured } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"
import type { TrendPeriod } from "../trend-line/TrendLine.ts"

/** One group over the periods. */
export interface TrendGroup {
  readonly name: string
  /** One for each period, in their order; what is not there was not measured. */
  readonly values: ReadonlyArray<Measured | undefined>
  /** The group is known to differ from the rest, corrected for the number of groups: it has a sign, a colour and words. */
  readonly differs?: "higher" | "lower" | undefined
}

/** The same measure of several groups over the same periods: teams, segments, channels. */
export interface TrendPanels {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  readonly format: NumberFormat
  /** Oldest first, one after the other. */
  readonly periods: ReadonlyArray<Omit<TrendPeriod, "value">>
  /** In the order in which they are drawn. */
  readonly groups: ReadonlyArray<TrendGroup>
}
