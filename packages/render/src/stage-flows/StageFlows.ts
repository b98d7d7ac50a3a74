import type { DirectlyFollows } from "@throughline/core"

/** How customers go on from stage to stage. */
export interface StageFlows {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** The whole graph: of one whose edges are filtered, the flows are too few. */
  readonly graph: Pick<DirectlyFollows.DirectlyFollowsGraph, "nodes" | "edges">
  /** The stages in the order in which they are planned: those of a `PlannedJourney`. */
  readonly stages: ReadonlyArray<{
    readonly name: string
    readonly touchpoints: ReadonlyArray<{ readonly id: string }>
  }>
}
