import type { Hit, Side } from "./Signals.ts"

/** A rule for points that are independent of each other. All sigmas are from the centre line; points on a line are not beyond it. */
export type PointRule =
  | "1 beyond 3 sigma"
  | "2 of 3 beyond 2 sigma"
  | "4 of 5 beyond 1 sigma"
  | "8 on one side"
  | "9 on one side"
  | "6 rising or falling"
  | "14 alternating"
  | "15 within 1 sigma"
  | "8 beyond 1 sigma"

/** Western Electric (1956), Statistical Quality Control Handbook. */
const westernElectric: ReadonlyArray<PointRule> = [
  "1 beyond 3 sigma",
  "2 of 3 beyond 2 sigma",
  "4 of 5 beyond 1 sigma",
  "8 on one side"
]

/** Nelson (1984), The Shewhart control chart: tests for special causes. In his order. */
const nelson: ReadonlyArray<PointRule> = [
  "1 beyond 3 sigma",
  "9 on one side",
  "6 rising or falling",
  "14 alternating",
  "2 of 3 beyond 2 sigma",
  "4 of 5 beyond 1 sigma",
  "15 within 1 sigma",
  "8 beyond 1 sigma"
]

/** A published set of rules, or a choice of them. */
export type RuleSet = "Western Electric" | "Nelson" | ReadonlyArray<PointRule>

/** The rules of a set. */
export const rulesOf = (set: RuleSet): ReadonlyArray<PointRule> => {
  if (typeof set !== "string") return set
  return set === "Nelson" ? nelson : westernElectric
}

/** Looks for a pattern that the point at `i` completes, in distances from the centre line in sigmas. */
type Pattern = (z: ReadonlyArray<number>, i: number) => Omit<Hit, "rule"> | undefined

const indices = (from: number, through: number): ReadonlyArray<number> =>
  Array.from({ length: through - from + 1 }, (_, i) => from + i)

/** So many of so many points beyond a distance on one side, the last one among them. */
const zone =
  (count: number, of: number, beyond: number): Pattern =>
  (z, i) => {
    const sign = Math.sign(z[i] ?? 0)
    const isBeyond = (at: number): boolean => sign * (z[at] ?? 0) > beyond
    if (!isBeyond(i)) return undefined
    const members = indices(Math.max(0, i - of + 1), i).filter(isBeyond)
    return members.length < count ? undefined : { side: sign > 0 ? "above" : "below", members }
  }

/** A row of points that all hold, with their place in it. */
const row =
  (length: number, side: (window: ReadonlyArray<number>) => Side | undefined): Pattern =>
  (z, i) => {
    const from = i - length + 1
    const found = from < 0 ? undefined : side(z.slice(from, i + 1))
    return found && { side: found, members: indices(from, i) }
  }

const steps = (window: ReadonlyArray<number>): ReadonlyArray<number> =>
  window.slice(1).map((z, i) => Math.sign(z - (window[i] ?? 0)))

const steady = (window: ReadonlyArray<number>): Side | undefined => {
  if (steps(window).every((step) => step > 0)) return "rising"
  return steps(window).every((step) => step < 0) ? "falling" : undefined
}

const alternating = (window: ReadonlyArray<number>): Side | undefined => {
  const signs = steps(window)
  return signs.every((sign, i) => sign !== 0 && sign !== signs[i - 1]) ? "both" : undefined
}

const within = (window: ReadonlyArray<number>): Side | undefined =>
  window.every((z) => Math.abs(z) < 1) ? "both" : undefined

const avoiding = (window: ReadonlyArray<number>): Side | undefined =>
  window.every((z) => Math.abs(z) > 1) ? "both" : undefined

/**
 * Each rule's pattern, and the chance that a point completes it where nothing has changed: for independent normal points
 * and limits that are known.
 */
const rules: { readonly [Rule in PointRule]: { readonly pattern: Pattern; readonly chance: number } } = {
  "1 beyond 3 sigma": { pattern: zone(1, 1, 3), chance: 0.0026997960632601866 },
  "2 of 3 beyond 2 sigma": { pattern: zone(2, 3, 2), chance: 0.0020467245111373015 },
  "4 of 5 beyond 1 sigma": { pattern: zone(4, 5, 1), chance: 0.004465683594377152 },
  "8 on one side": { pattern: zone(8, 8, 0), chance: 1 / 128 },
  "9 on one side": { pattern: zone(9, 9, 0), chance: 1 / 256 },
  "6 rising or falling": { pattern: row(6, steady), chance: 1 / 360 },
  "14 alternating": { pattern: row(14, alternating), chance: 0.004573638190329659 },
  "15 within 1 sigma": { pattern: row(15, within), chance: 0.003260981045959112 },
  "8 beyond 1 sigma": { pattern: row(8, avoiding), chance: 0.00010277219526595066 }
}

/** Where distances from the centre line meet rules, in the order of the rules and of time. */
export const hits = (z: ReadonlyArray<number>, set: ReadonlyArray<PointRule>): ReadonlyArray<Hit> =>
  set.flatMap((rule) =>
    z.flatMap((_, i) => {
      const hit = rules[rule].pattern(z, i)
      return hit === undefined ? [] : [{ rule, ...hit }]
    })
  )

/** How many rules a point is expected to meet where nothing has changed. */
export const chance = (set: ReadonlyArray<PointRule>): number => set.reduce((sum, rule) => sum + rules[rule].chance, 0)
