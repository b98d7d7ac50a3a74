const pairs = (count: number): number => (count * (count - 1)) / 2

/**
 * How far two partitions of the same things agree: 1 is the same, 0 what chance gives. `null` for fewer than two things.
 *
 * Hubert and Arabie (1985). Partitions that both put all into one, or each into its own, are the same.
 *
 * ```ts import.meta.vitest
 * import { adjustedRand } from "./AdjustedRand.ts"
 *
 * adjustedRand(Uint32Array.of(0, 0, 1, 1), Uint32Array.of(1, 1, 0, 0)) // => 1
 * adjustedRand(Uint32Array.of(0, 0, 1, 1), Uint32Array.of(0, 1, 2, 2))?.toFixed(2) // => "0.57"
 * ```
 */
export const adjustedRand = (a: Uint32Array, b: Uint32Array): number | null => {
  if (a.length < 2) return null
  const [both, left, right] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()]
  const count = (counts: Map<number, number>, key: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const [i, own] of a.entries()) {
    const other = b[i] as number
    count(both, own * 0x200000 + other)
    count(left, own)
    count(right, other)
  }
  const within = (counts: Map<number, number>): number => [...counts.values()].reduce((sum, n) => sum + pairs(n), 0)
  const [agreed, first, second] = [within(both), within(left), within(right)]
  const expected = (first * second) / pairs(a.length)
  const most = (first + second) / 2
  return most === expected ? 1 : (agreed - expected) / (most - expected)
}
