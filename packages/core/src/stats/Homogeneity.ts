import * as ChiSquared from "./ChiSquared.ts"

/** Whether two groups are spread alike over the same values. */
export interface Homogeneity {
  readonly chiSquared: number
  readonly degrees: number
  readonly p: number
}

/** How often a value came in the first group and in the second. */
export type Row = readonly [first: number, second: number]

/** So many are expected in each cell at least: Cochran (1954). */
const leastExpected = 5

/** Whether a value that came so often in both groups together is too rare for this test. */
export const isRare = (count: number, [first, second]: Row): boolean =>
  count * Math.min(first, second) < leastExpected * (first + second)

const sum = (rows: ReadonlyArray<Row>): Row =>
  rows.reduce<Row>(([a, b], [first, second]) => [a + first, b + second], [0, 0])

/** Rare rows as one, and if that is rare, with the rarest of the others. */
const pooled = (rows: ReadonlyArray<Row>, sizes: Row): ReadonlyArray<Row> => {
  const isFew = ([a, b]: Row): boolean => isRare(a + b, sizes)
  const frequent = rows.filter((row) => !isFew(row)).sort(([a, b], [c, d]) => a + b - (c + d) || a - c)
  const rest = sum(rows.filter(isFew))
  if (rest[0] + rest[1] === 0) return frequent
  if (!isFew(rest)) return [...frequent, rest]
  const [rarest = rest, ...others] = frequent
  return rarest === rest ? [rest] : [sum([rarest, rest]), ...others]
}

/**
 * Pearson's test that two groups are spread alike over values; `null` when fewer than two rows are left after rare values, of
 * which fewer than five are expected in a group, are pooled. Which are rare hangs on both groups together.
 *
 * ```ts import.meta.vitest
 * import { homogeneity } from "./Homogeneity.ts"
 *
 * const test = homogeneity([[30, 10], [20, 40]])
 * [test?.chiSquared.toFixed(2), test?.degrees] // => ["16.67", 1]
 * homogeneity([[1, 2], [2, 1]]) // => null
 * ```
 */
export const homogeneity = (rows: ReadonlyArray<Row>): Homogeneity | null => {
  const [first, second] = sum(rows)
  const table = pooled(rows, [first, second])
  if (table.length < 2) return null
  const chiSquared = table.reduce((total, [a, b]) => {
    const [x, y] = [((a + b) * first) / (first + second), ((a + b) * second) / (first + second)]
    return total + ((a - x) * (a - x)) / x + ((b - y) * (b - y)) / y
  }, 0)
  const degrees = table.length - 1
  return { chiSquared, degrees, p: Math.min(1, ChiSquared.upperTail(chiSquared, degrees)) }
}
