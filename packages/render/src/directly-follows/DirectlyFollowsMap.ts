import type { DirectlyFollows } from "@throughline/core"

/** What customers really did next, as a picture. */
export interface DirectlyFollowsMap {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** The graph, or what `DirectlyFollows.filter` keeps of it: of more than 40 edges the most frequent are drawn. */
  readonly graph: Pick<DirectlyFollows.DirectlyFollowsGraph, "nodes" | "edges" | "steps">
  /** The touchpoints in the order in which they are planned; without it they stand in the order of what follows what. */
  readonly planned?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
}
