import { exp } from "./Elementary.ts"
import * as Normal from "./Normal.ts"

/** A state a chart can be in: its value, and the chance to come to it in one step from another value. */
interface State {
  readonly at: number
  readonly chanceFrom: (value: number) => number
}

/** Gauss–Legendre on 8 points: half of the places in (0, 1) from the centre of a panel, with their weights. */
const places: ReadonlyArray<readonly [place: number, weight: number]> = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975362, 0.1012285362903763]
]

const density = (z: number): number => exp((z * z) / -2) / Math.sqrt(2 * Math.PI)

/** Places and weights of an integral from `low` to `high`, in panels not wider than `width`. */
const nodes = (low: number, high: number, width: number): ReadonlyArray<readonly [at: number, weight: number]> => {
  const panels = Math.ceil((high - low) / width)
  const half = (high - low) / panels / 2
  return Array.from({ length: panels }, (_, i) => low + (2 * i + 1) * half).flatMap((centre) =>
    places.flatMap(
      ([place, weight]) =>
        [
          [centre - place * half, weight * half],
          [centre + place * half, weight * half]
        ] as const
    )
  )
}

/** Beyond this a run length is more than double precision can tell. */
const longest = 1e12

/** The steps until no state is left, from the first: solves L = 1 + K L by elimination. */
const steps = (states: ReadonlyArray<State>): number => {
  const rows = states.map(({ at }, i) => [...states.map(({ chanceFrom }, j) => (i === j ? 1 : 0) - chanceFrom(at)), 1])
  // From the last to the first: the equation of the first is then L times a number = another.
  for (let pivot = rows.length - 1; pivot > 0; pivot--) eliminate(rows, pivot)
  const [first = []] = rows
  const length = (first.at(-1) ?? 0) / (first[0] ?? 0)
  return length > 0 && length < longest ? length : longest
}

const eliminate = (rows: ReadonlyArray<Array<number>>, pivot: number): void => {
  const by = rows[pivot] ?? []
  for (const row of rows.slice(0, pivot)) {
    const factor = (row[pivot] ?? 0) / (by[pivot] ?? 1)
    row.forEach((value, j) => {
      if (j < pivot || j === by.length - 1) row[j] = value - factor * (by[j] ?? 0)
    })
  }
}

const oneSided = (k: number, h: number, shift: number): number =>
  steps([
    { at: 0, chanceFrom: (from) => Normal.cdf(k - from - shift) },
    ...nodes(0, h, 1).map(([at, weight]) => ({
      at,
      chanceFrom: (from: number) => weight * density(at + k - from - shift)
    }))
  ])

/**
 * Periods until a two-sided CUSUM with allowance `k` and decision interval `h` signals, on average: of independent normal
 * values whose mean is `shift` from the target, all in standard deviations. At most 1e12.
 *
 * The integral equation of Page (1954), by Gauss–Legendre.
 *
 * ```ts import.meta.vitest
 * import { cusumRunLength } from "./RunLength.ts"
 *
 * cusumRunLength(0.5, 5, 0).toFixed(1) // => "465.4"
 * cusumRunLength(0.5, 5, 1).toFixed(1) // => "10.4"
 * ```
 */
export const cusumRunLength = (k: number, h: number, shift: number): number =>
  1 / (1 / oneSided(k, h, shift) + 1 / oneSided(k, h, -shift))

/**
 * Periods until an EWMA with smoothing `lambda` leaves its limits, `width` of its own standard deviations in the long run
 * on each side, on average: of independent normal values whose mean is `shift` standard deviations from the target.
 * At most 1e12.
 *
 * The integral equation of Crowder (1987), by Gauss–Legendre.
 *
 * ```ts import.meta.vitest
 * import { ewmaRunLength } from "./RunLength.ts"
 *
 * ewmaRunLength(0.1, 2.7, 0).toFixed(1) // => "369.0"
 * ```
 */
export const ewmaRunLength = (lambda: number, width: number, shift: number): number => {
  const limit = width * Math.sqrt(lambda / (2 - lambda))
  return steps([
    { at: 0, chanceFrom: () => 0 },
    ...nodes(-limit, limit, lambda).map(([at, weight]) => ({
      at,
      chanceFrom: (from: number) => (weight / lambda) * density((at - (1 - lambda) * from) / lambda - shift)
    }))
  ])
}
