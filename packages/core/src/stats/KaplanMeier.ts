import { exp, log } from "./Elementary.ts"
import type { RiskTable } from "./RiskTable.ts"

/** The product-limit estimate at each time of a risk table. */
export interface ProductLimit {
  /** Followed just before the time: those who leave and those last seen at it included. */
  readonly atRisk: ReadonlyArray<number>
  readonly survival: ReadonlyArray<number>
  /** Greenwood's standard error of the survival; `null` once nobody is left, where it is not defined. */
  readonly standardError: ReadonlyArray<number | null>
}

/** From the last time back, so that whole numbers stay whole. */
const countAtRisk = ({ censored, entered, events }: RiskTable): ReadonlyArray<number> => {
  const atRisk = events.map(() => 0)
  let later = 0
  for (let i = atRisk.length - 1; i >= 0; i--) {
    later += (events[i] ?? 0) + (censored[i] ?? 0)
    atRisk[i] = later
    later -= entered?.[i] ?? 0
  }
  return atRisk
}

/**
 * The Kaplan–Meier (product-limit) estimate with Greenwood's standard error. Events come before censoring at the same time.
 *
 * Where those at risk all leave, nobody is left, and nobody who enters later changes that.
 *
 * Kaplan and Meier (1958), Nonparametric estimation from incomplete observations; Greenwood (1926).
 *
 * ```ts import.meta.vitest
 * import { productLimit } from "./KaplanMeier.ts"
 *
 * productLimit({ times: [1, 2], events: [1, 0], censored: [0, 1] }).survival // => [0.5, 0.5]
 * productLimit({ times: [1, 2], events: [1, 0], censored: [0, 1], entered: [1, 1] }).atRisk // => [1, 1]
 * ```
 */
export const productLimit = (table: RiskTable): ProductLimit => {
  const atRisk = countAtRisk(table)
  let share = 1
  let variance = 0
  const standardError: Array<number | null> = []
  const survival = atRisk.map((n, i) => {
    const left = table.events[i] ?? 0
    const stay = n - left
    share *= stay / n
    variance += left === 0 ? 0 : left / (n * stay)
    standardError.push(share === 0 ? null : share * Math.sqrt(variance))
    return share
  })
  return { atRisk, survival, standardError }
}

/** How a confidence interval of a survival is made: on the scale of ln(−ln S), of ln S, or of S itself. */
export type LimitScale = "log-log" | "log" | "plain"

/** The ends of an interval; `null` where they cannot be estimated. */
export interface Limits {
  readonly low: number | null
  readonly high: number | null
}

const unknown: Limits = { low: null, high: null }

/**
 * The pointwise confidence limits of one survival, within 0 and 1.
 *
 * Not estimable once nobody is left; on the log-log scale also before the first event. Kalbfleisch and Prentice (1980) for
 * log-log. `z` is the normal quantile of the level.
 *
 * ```ts import.meta.vitest
 * import { limits } from "./KaplanMeier.ts"
 *
 * limits("plain", 0.5, 0.1, 2) // => { low: 0.3, high: 0.7 }
 * limits("log-log", 1, 0, 2) // => { low: null, high: null }
 * ```
 */
export const limits = (scale: LimitScale, survival: number, standardError: number | null, z: number): Limits => {
  if (standardError === null) return unknown
  if (scale === "plain") {
    return { low: Math.max(0, survival - z * standardError), high: Math.min(1, survival + z * standardError) }
  }
  const half = (z * standardError) / survival
  if (scale === "log") return { low: survival * exp(-half), high: Math.min(1, survival * exp(half)) }
  if (survival === 1) return unknown
  const hazard = -log(survival)
  const factor = exp(half / hazard)
  return { low: exp(-hazard * factor), high: exp(-hazard / factor) }
}

/** Two shares closer than this are the same. */
const tolerance = 2 ** -26

/** The first place, from one on, at which a curve is at most a share; beyond its end when there is none. */
const firstAtMost = (curve: ReadonlyArray<number | null>, share: number, from: number): number => {
  for (let i = from; i < curve.length; i++) {
    const value = curve[i] ?? null
    if (value !== null && value <= share) return i
  }
  return curve.length
}

/**
 * When a falling curve reaches a share: the middle of the stretch where it is exactly the share, else the time it falls below
 * it; `null` when it never does.
 *
 * A stretch that lasts to the end ends with the last time. As R's `quantile.survfit`.
 *
 * ```ts import.meta.vitest
 * import { timeAt } from "./KaplanMeier.ts"
 *
 * timeAt([1, 2, 3], [0.75, 0.5, 0.25], 0.5) // => 2.5
 * timeAt([1, 2, 3], [0.9, 0.8, 0.7], 0.5) // => null
 * ```
 */
export const timeAt = (
  times: ReadonlyArray<number>,
  curve: ReadonlyArray<number | null>,
  share: number
): number | null => {
  const place = firstAtMost(curve, share + tolerance, 0)
  const first = times[place]
  const below = times[firstAtMost(curve, share - tolerance, place)]
  const end = below ?? (curve.at(-1) === null ? undefined : times.at(-1))
  return first === undefined || end === undefined ? null : (first + end) / 2
}
