import { productLimit } from "./KaplanMeier.ts"

/** Who left for each reason, and who was last seen staying, at each time in ascending order. */
export interface CompetingRisks {
  readonly times: ReadonlyArray<number>
  /** For each reason, how many left for it at each time. */
  readonly events: ReadonlyArray<ReadonlyArray<number>>
  readonly censored: ReadonlyArray<number>
}

/** How many have left for one reason by each time. */
export interface CumulativeIncidence {
  readonly incidence: ReadonlyArray<number>
  /** The infinitesimal jackknife's, as of R's `survfit`: the square root of the variance. */
  readonly standardError: ReadonlyArray<number>
}

/** The Aalen–Johansen estimate at each time: `survival` and all incidences together are 1. */
export interface AalenJohansen {
  readonly atRisk: ReadonlyArray<number>
  readonly survival: ReadonlyArray<number>
  readonly reasons: ReadonlyArray<CumulativeIncidence>
}

/** What carries the variance of an incidence F from one time to the next: that of F, of the survival S, and of both. */
class Spread {
  incidence = 0
  private variance = 0
  private both = 0
  private ofSurvival = 0

  /** Of `n` at risk, `d` leave for the reason and `all` for any; `before` is the survival just before. */
  step(n: number, d: number, all: number, before: number): void {
    const [share, stay] = [d / n, (n - all) / n]
    const once = (before * before) / n
    this.variance += share * (2 * this.both + share * this.ofSurvival) + once * share * (1 - share)
    this.both = stay * (this.both + share * this.ofSurvival - once * share)
    this.ofSurvival = stay * (stay * this.ofSurvival + once * (all / n))
    this.incidence += before * share
  }

  get standardError(): number {
    return Math.sqrt(Math.max(0, this.variance))
  }
}

const follow = (
  events: ReadonlyArray<number>,
  all: ReadonlyArray<number>,
  atRisk: ReadonlyArray<number>,
  survival: ReadonlyArray<number>
): CumulativeIncidence => {
  const spread = new Spread()
  const incidence: Array<number> = []
  const standardError: Array<number> = []
  let others = 0
  events.forEach((d, i) => {
    others += (all[i] ?? 0) - d
    if (all[i] !== 0) spread.step(atRisk[i] ?? 1, d, all[i] ?? 0, survival[i - 1] ?? 1)
    // Nobody is left, and nobody left for another reason: it is everyone, and known.
    const everyone = others === 0 && survival[i] === 0
    incidence.push(everyone ? 1 : spread.incidence)
    standardError.push(everyone ? 0 : spread.standardError)
  })
  return { incidence, standardError }
}

/**
 * The cumulative incidence of each of several competing reasons, by Aalen and Johansen, with its standard error.
 *
 * The incidence grows by S(t−) d / n at each time: as few as left for the reason, of those who were still there. Events
 * come before censoring at the same time, and events of several reasons at one time are taken as one draw, so nothing is
 * shifted to break ties. With one reason it is 1 − Kaplan–Meier and Greenwood's standard error.
 *
 * Aalen and Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains based on censored
 * observations. The variance is the multinomial one, the same as the infinitesimal jackknife's of R's `survfit`.
 *
 * ```ts import.meta.vitest
 * import { aalenJohansen } from "./AalenJohansen.ts"
 *
 * const { reasons, survival } = aalenJohansen({ times: [1, 2], events: [[1, 0], [0, 1]], censored: [0, 2] })
 * survival // => [0.75, 0.5]
 * reasons.map(({ incidence }) => incidence) // => [[0.25, 0.25], [0, 0.25]]
 * ```
 */
export const aalenJohansen = ({ censored, events, times }: CompetingRisks): AalenJohansen => {
  const all = times.map((_, i) => events.reduce((sum, ofReason) => sum + (ofReason[i] ?? 0), 0))
  const { atRisk, survival } = productLimit({ times, events: all, censored })
  return { atRisk, survival, reasons: events.map((ofReason) => follow(ofReason, all, atRisk, survival)) }
}
