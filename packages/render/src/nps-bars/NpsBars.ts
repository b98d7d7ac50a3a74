import type { NpsScore } from "../journey-map/JourneyMap.ts"

/** One bar: a team, a channel, a month. */
export interface NpsGroup {
  readonly name: string
  readonly nps: NpsScore
  /** Set when the group differs from all the others together after correction for the number of groups. */
  readonly differs?: "higher" | "lower" | undefined
}

/** Net Promoter Scores side by side. */
export interface NpsBars {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** Drawn in the order given. */
  readonly groups: ReadonlyArray<NpsGroup>
}
