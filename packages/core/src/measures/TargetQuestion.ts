import { column } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"
import { isCutAt } from "./DurationCells.ts"
import { type DurationReading, reader } from "./DurationCounts.ts"
import { dimensionsOf, type ServiceTimeDimensions } from "./ServiceTimeKind.ts"
import type { TicketQuestion, Verdict } from "./TicketShare.ts"

/** A target, and where a tally holds the durations, cut there: in the dimension `"target"` unless told. */
export interface TargetDimensions<Name extends string> extends ServiceTimeDimensions<Name> {
  /** The longest duration that keeps the target, in whole seconds. */
  readonly target: number
}

/** Whether a duration is within the target; one that lasts still is not known to be until it has lasted longer. */
const place = ({ fate, reading }: DurationReading, target: number): "within" | "beyond" | Verdict => {
  if (fate === "missing" || fate === "ignored") return fate
  if (reading === "missing" || reading === "invalid") return reading
  if (reading.low > target) return "beyond"
  return fate === "finished" ? "within" : "undecided"
}

/**
 * Whether durations were within a target, or beyond it: which one is "yes". Throws `TallyMismatch` for a dimension with
 * durations on both sides of the target in one bin, `RangeError` for a target that is no whole number from 0.
 */
export const targetQuestion = (
  tally: Tally,
  options: TargetDimensions<string>,
  yes: "within" | "beyond"
): TicketQuestion => {
  const { target, time = "first reply" } = options
  if (!Number.isSafeInteger(target) || target < 0) {
    throw new RangeError(`target is a whole number of seconds from 0, found ${target}`)
  }
  const dimensions = dimensionsOf({ ...options, seconds: options.seconds ?? "target" })
  const seconds = column(tally, dimensions.seconds)
  if (!isCutAt(seconds.dimension, target)) {
    throw new TallyMismatch(
      `"${seconds.dimension.name}" is not cut at ${target}: count by bins of ${target + 1} seconds`
    )
  }
  const read = reader(tally, dimensions)
  return {
    definition: `${time} ${yes} ${target} seconds`,
    verdict: (group) => {
      const found = place(read(group), target)
      if (found !== "within" && found !== "beyond") return found
      return found === yes ? "yes" : "no"
    }
  }
}
