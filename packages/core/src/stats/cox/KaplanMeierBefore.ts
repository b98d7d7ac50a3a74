/** How many of sorted numbers are below one. */
const countBelow = (sorted: Float64Array, number: number): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The Kaplan–Meier estimate of all rows together just before each of the given times, at which events are counted.
 *
 * Rows without weights; `entry` is when each came under observation, or `null`. As `survfit` in R's survival package.
 *
 * ```ts import.meta.vitest
 * import { kaplanMeierBefore } from "./KaplanMeierBefore.ts"
 *
 * const ends = Float64Array.of(1, 2, 3, 4)
 * kaplanMeierBefore({ ends, entry: null }, Float64Array.of(1, 3), Uint32Array.of(1, 1)) // => Float64Array.of(1, 0.75)
 * ```
 */
export const kaplanMeierBefore = (
  { ends, entry }: { readonly ends: Float64Array; readonly entry: Float64Array | null },
  times: Float64Array,
  deaths: Uint32Array
): Float64Array => {
  const lasts = ends.toSorted()
  const entries = entry?.toSorted() ?? null
  const places = [...times.keys()].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
  const before = new Float64Array(times.length)
  let survival = 1
  let at = 0
  while (at < places.length) {
    const time = times[places[at] ?? 0] ?? 0
    let events = 0
    for (; times[places[at] ?? -1] === time; at++) {
      before[places[at] ?? 0] = survival
      events += deaths[places[at] ?? 0] ?? 0
    }
    const came = entries === null ? lasts.length : countBelow(entries, time)
    survival *= 1 - events / (came - countBelow(lasts, time))
  }
  return before
}
