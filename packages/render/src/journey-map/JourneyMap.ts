import type { Deviations, DirectlyFollows, Measured } from "@throughline/core"

/** The channel kinds that have an icon of their own. `parcel` is a delivery, `post` a letter. */
export type ChannelKind =
  | "web"
  | "app"
  | "email"
  | "phone"
  | "chat"
  | "store"
  | "social"
  | "parcel"
  | "post"
  | "event"
  | "other"

/** How many answers were 0–6, 7–8 and 9–10. */
export interface NpsCounts {
  readonly detractors: number
  readonly passives: number
  readonly promoters: number
}

/** A Net Promoter Score from −100 to 100 and, where they may be shown, the answers behind it. */
export interface NpsScore {
  readonly score: Measured
  readonly counts?: NpsCounts | undefined
}

/** What troubles customers at a touchpoint, in their words, and the share of comments (0 to 1) that say so. */
export interface PainPoint {
  readonly text: string
  readonly share: number
}

/** One column of a journey map. */
export interface JourneyTouchpoint {
  readonly id: string
  readonly name: string
  /** Neighbours of the same stage share one arrow. */
  readonly stage: string
  readonly channel?: { readonly kind: ChannelKind; readonly label: string } | undefined
  readonly momentOfTruth?: boolean | undefined
  /** Only some customers come here, as to support: it does not narrow the river of customers. */
  readonly optional?: boolean | undefined
  /** Mean expectation, on the map's scale. */
  readonly expected: Measured
  /** Mean experience, on the map's scale. */
  readonly experienced: Measured
  /** Experience minus expectation with the interval of the paired difference. */
  readonly gap: Measured
  readonly painPoint?: PainPoint | undefined
  readonly nps?: NpsScore | undefined
  /** How many customers came here. */
  readonly customers?: number | undefined
}

/** What customers really did, beside the plan that the map's touchpoints stand for. */
export interface ActualPaths {
  /**
   * Which touchpoint followed which. Ways between the map's touchpoints are drawn, the most travelled first: at most three a
   * touchpoint, and none that fewer took than one in fifty of those who took the first.
   */
  readonly graph: Pick<DirectlyFollows.DirectlyFollowsGraph, "nodes" | "edges" | "steps">
  /** Where they left the plan, and how many of all journeys did, in per cent; below 1 it is not told. */
  readonly deviations?: ReadonlyArray<Pick<Deviations.RankedDeviation, "touchpoint" | "kind" | "reach">> | undefined
}

/** What a journey map shows. */
export interface JourneyMap {
  /** The finding, in one sentence. */
  readonly title: string
  /** Whose journey, when, and how many answers. */
  readonly subtitle: string
  /** Lowest and highest point of the question's scale. */
  readonly scale: { readonly minimum: number; readonly maximum: number }
  /** In the order customers meet them. */
  readonly touchpoints: ReadonlyArray<JourneyTouchpoint>
  readonly paths?: ActualPaths | undefined
}
