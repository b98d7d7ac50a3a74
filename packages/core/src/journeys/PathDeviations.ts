import type { Alignment, Move } from "./Alignment.ts"
import type { PlannedSteps } from "./PlanToFollow.ts"

/**
 * How a path deviates from the plan at a touchpoint.
 *
 * - `"skipped"`: it must be met, and was not.
 * - `"added"`: it was met, and is not planned.
 * - `"swapped"`: it was met, but not where it is planned: a skip and an add of the same touchpoint.
 * - `"repeated"`: it was met where it is planned, or swapped, and met again.
 */
export type DeviationKind = "skipped" | "added" | "swapped" | "repeated"

/** All kinds, in the order in which they are listed. */
export const deviationKinds: ReadonlyArray<DeviationKind> = ["skipped", "added", "swapped", "repeated"]

/** One deviation of a path. */
export interface Deviation {
  readonly touchpoint: string
  readonly kind: DeviationKind
  /** How many interactions it is, or one that was skipped: without repeats that are free. */
  readonly times: number
}

/** What became of a touchpoint in an alignment. */
interface Moved {
  met: number
  skipped: number
  added: number
  cost: number
}

const deviationsAt = (
  touchpoint: string,
  isPlanned: boolean,
  { added, cost, skipped }: Moved
): ReadonlyArray<Deviation> => {
  if (cost === 0) return []
  const found = (kind: DeviationKind, times: number): ReadonlyArray<Deviation> =>
    times > 0 ? [{ touchpoint, kind, times }] : []
  if (!isPlanned) return found("added", added)
  if (skipped === 0) return found("repeated", added)
  return added === 0 ? found("skipped", 1) : [...found("swapped", 1), ...found("repeated", added - 1)]
}

const count = (moved: Moved, { cost, kind }: Move): void => {
  // A repeat that is free is no deviation.
  if (kind !== "added" || cost > 0) moved[kind]++
  moved.cost += cost
}

/** The deviations of an alignment: first those of planned touchpoints in the order of the plan, then others as they came. */
export const deviationsOf = ({ moves }: Alignment, plan: PlannedSteps): ReadonlyArray<Deviation> => {
  const moved = new Map<string, Moved>()
  for (const move of moves) {
    const known = moved.get(move.touchpoint) ?? { met: 0, skipped: 0, added: 0, cost: 0 }
    count(known, move)
    moved.set(move.touchpoint, known)
  }
  const nothing = { met: 0, skipped: 0, added: 0, cost: 0 }
  const others = [...moved].filter(([touchpoint]) => !plan.places.has(touchpoint))
  return [
    ...plan.ids.flatMap((id) => deviationsAt(id, true, moved.get(id) ?? nothing)),
    ...others.flatMap(([touchpoint, each]) => deviationsAt(touchpoint, false, each))
  ]
}
