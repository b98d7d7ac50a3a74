import { logKernel } from "./Beta.ts"
import { exp, log, log1p } from "./Elementary.ts"

/** Events of a process whose rate is drawn from a gamma distribution, which stops after each with a beta-drawn probability. */
export interface StoppedProcess {
  /** The shape of the gamma distribution. */
  readonly shape: number
  /** The time ahead in units of the gamma distribution's rate parameter. */
  readonly time: number
  /** The first shape of the beta distribution of stopping. */
  readonly a: number
  /** Its second. */
  readonly b: number
}

/** Beyond so many events it would take too long. */
const mostEvents = 10_000_000

/** Within 10^-18 of nothing. */
const nothing = -42

/** ln P(K = k) of the negative binomial count of events without a stop, for k from 1. */
const logProbability = ({ shape, time }: StoppedProcess, k: number): number =>
  logKernel(time / (1 + time), 1 / (1 + time), k, shape) - log(k)

/** The last count that adds something; `null` when it is too high. */
const lastCount = (process: StoppedProcess): number | null => {
  const { shape, time } = process
  const some = shape * log1p(time)
  const enough = nothing + log(some / (1 + some)) - 2 * log(2 * (1 + time))
  let low = Math.max(1, Math.floor((shape - 1) * time))
  let high = 2 * low
  while (high <= mostEvents && logProbability(process, high) > enough) high *= 2
  if (high > mostEvents) return null
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (logProbability(process, middle) > enough) low = middle
    else high = middle
  }
  return low
}

/**
 * The expected number of events, with all its digits; `null` when millions of them would have to be told apart.
 *
 * The event after the j-th comes if the process without a stop has more than j, and it has not stopped at one of the j:
 *
 * E = Σ P(K > j) · E[(1 − p)^j] over j from 0
 *
 * All terms are positive, so no digits cancel, and none is singular. The closed form of Fader, Hardie and Lee (2005) by
 * Gauss's hypergeometric function is the same number, except at a = 1, where it has none.
 *
 * ```ts import.meta.vitest
 * import { expectedCount } from "./StoppedCount.ts"
 *
 * expectedCount({ shape: 2, time: 0, a: 1, b: 3 }) // => 0
 * Math.abs((expectedCount({ shape: 2, time: 3, a: 1e-9, b: 1e9 }) ?? 0) - 6) < 1e-6 // => true
 * ```
 */
export const expectedCount = (process: StoppedProcess): number | null => {
  const { a, b, shape, time } = process
  if (time === 0) return 0
  const last = lastCount(process)
  if (last === null) return null
  let probability = exp(logProbability(process, last))
  let [more, expected] = [0, 0]
  for (let k = last; k > 0; k--) {
    more += probability
    expected = more + (expected * (b + k - 1)) / (a + b + k - 1)
    probability *= (k * (1 + time)) / (time * (shape + k - 1))
  }
  return expected
}
