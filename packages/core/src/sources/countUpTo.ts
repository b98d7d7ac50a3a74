/**
 * How many entries of a timeline in the order of time are at an instant or before.
 *
 * ```ts import.meta.vitest
 * import { countUpTo } from "./countUpTo.ts"
 *
 * const timeline = [1, 2, 2, 5].map((at) => ({ at: new Date(at) }))
 * [0, 2, 9].map((at) => countUpTo(timeline, new Date(at))) // => [0, 3, 4]
 * ```
 */
export const countUpTo = (timeline: ReadonlyArray<{ readonly at: Date }>, at: Date): number => {
  let low = 0
  let high = timeline.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((timeline[middle]?.at ?? at) <= at) low = middle + 1
    else high = middle
  }
  return low
}
