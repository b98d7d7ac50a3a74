import type { Funnel } from "@throughline/core"

/** The funnel of one group. */
export interface FunnelGroup {
  readonly name: string
  readonly funnel: Funnel.FunnelResult
  /** The conversion of the group is known to differ from that of the rest, corrected for the number of groups. */
  readonly differs?: "higher" | "lower" | undefined
}

/** The same funnel of several groups: segments, teams, months. */
export interface FunnelPanels {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** In the order in which they are drawn. */
  readonly groups: ReadonlyArray<FunnelGroup>
  /** What steps and touchpoints are called; one without a name is shown by its id. */
  readonly names?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
}
