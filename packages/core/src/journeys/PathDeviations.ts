import type { Alignment, Move } from "./Alignment.ts"
import type { PlannedSteps } from "./PlanToFollow.ts"

/**
 * How a path deviates from the plan at a touchpoint.
 *
 * - `"skipped"`: it must be met, and was not, though the path met something planned after it.
 * - `"unreached"`: it must be met, and the path met nothing planned from there on.
 * - `"added"`: it was met, and is not planned.
 * - `"swapped"`: it was met, but not where it is planned: a skip and an add of the same touchpoint.
 * - `"repeated"`: it was met where it is planned, or swapped, and met again.
 */
export type DeviationKind = "skipped" | "unreached" | "added" | "swapped" | "repeated"

/** All kinds, in the order in which they are listed. */
export const deviationKinds: ReadonlyArray<DeviationKind> = ["skipped", "unreached", "added", "swapped", "repeated"]

/** One deviation of a path. */
export interface Deviation {
  readonly touchpoint: string
  readonly kind: DeviationKind
  /** How many interactions it is, or one that was not met: without repeats that are free. */
  readonly times: number
}

/** What became of a touchpoint in an alignment. */
interface Moved {
  met: number
  skipped: number
  added: number
  cost: number
  /** Whether anything planned was met after it was skipped. */
  passed: boolean
}

const unmoved: Readonly<Moved> = { met: 0, skipped: 0, added: 0, cost: 0, passed: false }

const deviationsAt = (
  touchpoint: string,
  isPlanned: boolean,
  { added, cost, passed, skipped }: Moved
): ReadonlyArray<Deviation> => {
  if (cost === 0) return []
  const found = (kind: DeviationKind, times: number): ReadonlyArray<Deviation> =>
    times > 0 ? [{ touchpoint, kind, times }] : []
  if (!isPlanned) return found("added", added)
  if (skipped === 0) return found("repeated", added)
  if (added === 0) return found(passed ? "skipped" : "unreached", 1)
  return [...found("swapped", 1), ...found("repeated", added - 1)]
}

const count = (moved: Moved, { cost, kind }: Move): void => {
  // A repeat that is free is no deviation.
  if (kind !== "added" || cost > 0) moved[kind]++
  moved.cost += cost
}

/** The deviations of an alignment: first those of planned touchpoints in the order of the plan, then others as they came. */
export const deviationsOf = ({ moves }: Alignment, plan: PlannedSteps): ReadonlyArray<Deviation> => {
  const moved = new Map<string, Moved>()
  const last = moves.findLastIndex(({ kind }) => kind === "met")
  for (const [i, move] of moves.entries()) {
    const known = moved.get(move.touchpoint) ?? { ...unmoved }
    count(known, move)
    if (move.kind === "skipped") known.passed = i < last
    moved.set(move.touchpoint, known)
  }
  const others = [...moved].filter(([touchpoint]) => !plan.places.has(touchpoint))
  return [
    ...plan.ids.flatMap((id) => deviationsAt(id, true, moved.get(id) ?? unmoved)),
    ...others.flatMap(([touchpoint, each]) => deviationsAt(touchpoint, false, each))
  ]
}
