import type { Topics } from "@throughline/core"

/** Which topics belong together: the merges of a topic model. */
export interface MergeTree {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  readonly model: Pick<Topics.TopicModel, "merges" | "stability" | "topics">
}
