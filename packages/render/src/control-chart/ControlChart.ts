import type { ControlChart as Core } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"

/** Whether something changed, period by period. */
export interface ControlChart {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** What `ControlChart` gives: of shares, of single values, EWMA or CUSUM. */
  readonly chart: Core.ControlChartResult
  /** How values are written: with one decimal unless told. Shares are always in per cent. */
  readonly format?: NumberFormat | undefined
}
