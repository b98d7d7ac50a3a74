import { compareText } from "../sources/compareText.ts"
import { type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CountedShare, type CountedShareResult, countedShare, shareOf } from "./CountedShare.ts"
import { type StepCounts, stepCounts } from "./StepCounts.ts"
import { type TimeBetweenResult, timesBetween } from "./TimeBetween.ts"

export type { CountedShare, CountedShareResult } from "./CountedShare.ts"
export { type FilteredGraph, type FilterOptions, filter } from "./GraphFilter.ts"
export type { TimeBetween, TimeBetweenResult } from "./TimeBetween.ts"

/** A touchpoint that customers came to. */
export interface GraphNode {
  readonly touchpoint: string
  /** How often somebody came to it. */
  readonly visits: number
  /** Cases that began here, of all that began. */
  readonly starts: CountedShareResult
  /** Cases that ended here, of all that ended. */
  readonly ends: CountedShareResult
  /** Visits that nothing came after, of all that were left: together with the edges from here 100 per cent. */
  readonly exits: CountedShareResult
}

/** That one touchpoint directly followed another; of a self loop both are the same. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** `count` is how often, `value` the per cent of the visits to `from`, those that nothing came after included. */
  readonly share: CountedShare
  /** The quantiles asked for of the time between the two, in seconds; none where the tally does not count by it. */
  readonly between: ReadonlyArray<TimeBetweenResult>
}

/** Which touchpoint directly follows which, and how often. */
export interface DirectlyFollowsGraph {
  readonly _tag: "DirectlyFollows"
  /** How many cases began. */
  readonly cases: number
  readonly visits: number
  /** How often one interaction followed another. */
  readonly steps: number
  /** The most visited first, then in code point order. */
  readonly nodes: ReadonlyArray<GraphNode>
  /** The most frequent first, then by `from` and `to` in code point order. */
  readonly edges: ReadonlyArray<GraphEdge>
  readonly excluded: Excluded
}

/** A graph, or why there is none. */
export type DirectlyFollowsResult = DirectlyFollowsGraph | InsufficientData

/** How a graph is read from a tally. */
export interface DirectlyFollowsOptions<Name extends string> {
  /** The dimension of the touchpoint that was left: `"from"` unless told. */
  readonly from?: Name
  /** The dimension of the touchpoint gone to: `"to"` unless told. */
  readonly to?: Name
  /** The dimension of the seconds between, by bucket or otherwise: `"seconds"`, where there is one, unless told. */
  readonly seconds?: Name
  /** Which quantiles of the time between, each above 0 and below 1: the median, 0.5, unless told. */
  readonly quantiles?: ReadonlyArray<number>
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const refuseQuantiles = (quantiles: ReadonlyArray<number>): void => {
  const wrong = quantiles.find((quantile) => !(quantile > 0 && quantile < 1))
  if (wrong !== undefined) throw new RangeError(`quantiles are above 0 and below 1, found ${wrong}`)
}

const sum = (counts: Iterable<number>): number => {
  let all = 0
  for (const count of counts) all += count
  return all
}

/** How often each touchpoint was come to, and left. */
const flows = ({ ends, starts, steps }: StepCounts) => {
  const arrivals = new Map(starts)
  const departures = new Map(ends)
  for (const { count, from, to } of steps) {
    arrivals.set(to, (arrivals.get(to) ?? 0) + count)
    departures.set(from, (departures.get(from) ?? 0) + count)
  }
  return { arrivals, departures }
}

type Flows = ReturnType<typeof flows>

const nodesOf = (counts: StepCounts, { arrivals, departures }: Flows, level: number): ReadonlyArray<GraphNode> => {
  const [began, ended] = [sum(counts.starts.values()), sum(counts.ends.values())]
  return [...new Set([...arrivals.keys(), ...departures.keys()])]
    .map((touchpoint) => {
      const ends = counts.ends.get(touchpoint) ?? 0
      return {
        touchpoint,
        visits: arrivals.get(touchpoint) ?? 0,
        starts: shareOf(counts.starts.get(touchpoint) ?? 0, began, level, "no case began"),
        ends: shareOf(ends, ended, level, "no case ended"),
        exits: shareOf(ends, departures.get(touchpoint) ?? 0, level, "nobody left")
      }
    })
    .sort((a, b) => b.visits - a.visits || compareText(a.touchpoint, b.touchpoint))
}

const noTimes = (): ReadonlyArray<TimeBetweenResult> => []

/**
 * The directly-follows graph of a tally of the source `steps` by `"from"` and `"to"`: which touchpoint follows which at once,
 * how often, and where cases begin and end.
 *
 * Shares are in per cent with Wilson's interval. Counted by `Dimension.bucket("seconds", 0.01)` as well, each edge has the time
 * between: off by at most the relative error of the buckets, with the exact interval by order statistics, and
 * `InsufficientData` where too few bound it (the median needs 6 at a level of 0.95). No steps give `InsufficientData`. What
 * leads from nowhere to nowhere is missing, what is no text invalid. Throws `TallyMismatch` when a dimension is not there, a
 * `RangeError` for a quantile that is not between 0 and 1.
 *
 * In a tally of whole cases each touchpoint is left as often as it is come to. One of a period, or of a segment that customers
 * changed, has steps of which the other half is elsewhere; then `visits` are arrivals, and the shares are of those who left.
 *
 * van der Aalst (2016), Process Mining, 2nd edition, 6.2 (the directly-follows relation).
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as DirectlyFollows from "./DirectlyFollows.ts"
 *
 * const steps = [{ to: "search" }, { from: "search", to: "search" }, { from: "search", to: "cart" }, { from: "cart" }]
 * const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to"] }))
 * const edges = graph._tag === "DirectlyFollows" ? graph.edges : []
 * edges.map(({ from, to, share }) => [from, to, share.count, share.value]) // => [["search", "cart", 1, 50], ["search", "search", 1, 50]]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  options: DirectlyFollowsOptions<NoInfer<Name>> = {}
): DirectlyFollowsResult => {
  const {
    from = "from",
    level = 0.95,
    quantiles = [0.5],
    to = "to",
    ...given
  }: DirectlyFollowsOptions<string> = options
  refuseQuantiles(quantiles)
  const counts = stepCounts(tally, { from, to })
  const { arrivals, departures } = flows(counts)
  if (arrivals.size + departures.size === 0) return insufficientData("no steps", 0, counts.excluded)
  const timed = given.seconds !== undefined || tally.columns.some(({ dimension }) => dimension.name === "seconds")
  const seconds = given.seconds ?? "seconds"
  const times = timed ? timesBetween(tally, { from, to, seconds }, quantiles, level) : noTimes
  return {
    _tag: "DirectlyFollows",
    cases: sum(counts.starts.values()),
    visits: sum(arrivals.values()),
    steps: sum(counts.steps.map(({ count }) => count)),
    nodes: nodesOf(counts, { arrivals, departures }, level),
    edges: counts.steps.map(({ count, from: left, to: reached }) => ({
      from: left,
      to: reached,
      share: countedShare(count, departures.get(left) ?? count, level),
      between: times(left, reached)
    })),
    excluded: counts.excluded
  }
}
