import type { SurvivalGroup } from "../survival-curve/SurvivalCurve.ts"

/** The curve of one group. */
export interface SurvivalPanelGroup extends SurvivalGroup {
  /** The curve is known to be above or below that of the rest, corrected for the number of groups. */
  readonly differs?: "higher" | "lower" | undefined
}

/** Kaplan–Meier curves of several groups: who stays, and for how long. */
export interface SurvivalPanels {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** The unit of time in words: `"months"`. */
  readonly unit: string
  /** In the order in which they are drawn. */
  readonly groups: ReadonlyArray<SurvivalPanelGroup>
}
