import type { Deviations, Estimate } from "@throughline/core"
import { known } from "../text/number.ts"
import type { ActualPaths } from "./JourneyMap.ts"

/** A deviation that can be shown. */
export interface DeviationShare {
  readonly touchpoint: string
  readonly kind: Deviations.DeviationKind
  readonly share: Estimate
}

/** What is said of customers at a touchpoint. */
export const deviationWords: Readonly<Record<Deviations.DeviationKind, string>> = {
  skipped: "skipped it",
  unreached: "not reached",
  added: "met it unplanned",
  swapped: "out of order",
  repeated: "once more"
}

/** Of fewer than one journey in a hundred nothing is said on the map. */
const least = 1

const shown = (deviations: NonNullable<ActualPaths["deviations"]>): ReadonlyArray<DeviationShare> =>
  deviations
    .flatMap(({ kind, reach, touchpoint }) => {
      const share = known(reach)
      return share === undefined || share.value < least ? [] : [{ touchpoint, kind, share }]
    })
    .toSorted((a, b) => b.share.value - a.share.value)

/**
 * How customers left the plan at a touchpoint, the most frequent first. How many did not come that far is told by the paths
 * above it.
 */
export const deviationsAt = (
  deviations: NonNullable<ActualPaths["deviations"]>,
  touchpoint: string
): ReadonlyArray<DeviationShare> =>
  shown(deviations).filter(
    (each) => each.touchpoint === touchpoint && each.kind !== "added" && each.kind !== "unreached"
  )

/** The touchpoints that customers met and that are not planned, the most frequent first. */
export const unplannedOf = (deviations: NonNullable<ActualPaths["deviations"]>): ReadonlyArray<DeviationShare> =>
  shown(deviations).filter(({ kind }) => kind === "added")
