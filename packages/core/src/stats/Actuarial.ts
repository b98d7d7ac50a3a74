/** What happened in one interval of time. */
export interface ActuarialCounts {
  readonly atRisk: number
  readonly events: number
  readonly censored: number
}

/** One interval of a life table. */
export interface ActuarialRow {
  /** The number exposed: at risk at the start, less half of those last seen in the interval. */
  readonly effective: number
  /** The share of them that left in the interval. */
  readonly probability: number
  /** The share still there at the end of the interval. */
  readonly survival: number
  /** Greenwood's standard error of it; `null` once nobody is left. */
  readonly standardError: number | null
}

/**
 * The actuarial estimate over intervals in the order of time: those last seen in an interval count as exposed for half of it.
 *
 * Berkson and Gage (1950); Cutler and Ederer (1958); Greenwood (1926) with the number exposed.
 *
 * ```ts import.meta.vitest
 * import { actuarial } from "./Actuarial.ts"
 *
 * actuarial([{ atRisk: 10, events: 2, censored: 4 }])[0]?.probability // => 0.25
 * ```
 */
export const actuarial = (intervals: ReadonlyArray<ActuarialCounts>): ReadonlyArray<ActuarialRow> => {
  let survival = 1
  let variance = 0
  return intervals.map(({ atRisk, censored, events }) => {
    const effective = atRisk - censored / 2
    const stay = effective - events
    survival *= stay / effective
    variance += events === 0 ? 0 : events / (effective * stay)
    const standardError = survival === 0 ? null : survival * Math.sqrt(variance)
    return { effective, probability: events / effective, survival, standardError }
  })
}
