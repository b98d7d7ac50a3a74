/**
 * Groups of about equal size, of values in order: the group of each, from 0.
 *
 * Takes how many records have each distinct value, from the first value to the last. A value's group is the whole part of
 * `groups` times the share of records before it: so records with one value are never split, order does not matter, and
 * without ties the groups are equal. A value that many share fills several groups, and the ones it fills up stay empty.
 *
 * ```ts import.meta.vitest
 * import { quantileGroups } from "./QuantileGroups.ts"
 *
 * quantileGroups([1, 1, 1, 1, 1], 5) // => [0, 1, 2, 3, 4]
 * quantileGroups([6, 1, 3], 5) // => [0, 3, 3]
 * ```
 */
export const quantileGroups = (counts: ReadonlyArray<number>, groups: number): ReadonlyArray<number> => {
  const n = counts.reduce((sum, count) => sum + count, 0)
  let before = 0
  return counts.map((count) => {
    const group = Math.floor((groups * before) / n)
    before += count
    return group
  })
}
