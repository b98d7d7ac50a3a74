import { exp, log, log1p } from "../stats/Elementary.ts"
import { at, make } from "../stats/linear/SquareMatrix.ts"
import type { Surface } from "../stats/NewtonMaximum.ts"
import { type LogRising, logRising } from "../stats/RisingFactorial.ts"
import type { Histories } from "./PurchaseHistories.ts"

/** The four parameters, in the order r, α, a, b. */
export type Parameters = readonly [r: number, alpha: number, a: number, b: number]

/** How likely it is that a customer dropped out at the last purchase, in log odds, with the derivatives. */
interface Dropout {
  readonly odds: number
  /** By r, α, a, b. */
  readonly slope: Parameters
  /** The second derivatives that are not 0: by r and α, α twice, a twice, b twice. */
  readonly curvature: Parameters
}

/** The log odds of having dropped out at the last of `frequency` repeat purchases, at least one. */
export const dropout = ([r, alpha, a, b]: Parameters, frequency: number, recency: number, age: number): Dropout => {
  const n = r + frequency
  const [end, last] = [1 / (alpha + age), 1 / (alpha + recency)]
  const gap = log1p((age - recency) * last)
  const rest = 1 / (b + frequency - 1)
  return {
    odds: log(a * rest) + n * gap,
    slope: [gap, n * (end - last), 1 / a, -rest],
    curvature: [end - last, n * (last * last - end * end), -1 / (a * a), rest * rest]
  }
}

/** ln(1 + e^x) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)))

/** The rising factorials that go with each number of purchases. */
interface Rising {
  readonly r: LogRising
  readonly b: LogRising
  readonly both: LogRising
}

const risingOf = ([r, , a, b]: Parameters, frequencies: Float64Array): ReadonlyMap<number, Rising> => {
  const known = new Map<number, Rising>()
  for (const x of frequencies) {
    if (!known.has(x)) known.set(x, { r: logRising(r, x), b: logRising(b, x), both: logRising(a + b, x) })
  }
  return known
}

/** Adds up the likelihood of customers with its derivatives. */
class Sums {
  value = 0
  readonly slope = new Float64Array(4)
  readonly curvature = new Float64Array(16)

  add(count: number, value: number, slope: Parameters): void {
    this.value += count * value
    slope.forEach((each, i) => {
      this.slope[i] = (this.slope[i] ?? 0) + count * each
    })
  }

  bend(i: number, j: number, amount: number): void {
    this.curvature[4 * i + j] = (this.curvature[4 * i + j] ?? 0) + amount
    if (i !== j) this.curvature[4 * j + i] = (this.curvature[4 * j + i] ?? 0) + amount
  }
}

/** Customers as if none had dropped out. */
const addAlive = (sums: Sums, [r, alpha]: Parameters, x: number, age: number, rising: Rising, count: number): void => {
  const n = r + x
  const end = 1 / (alpha + age)
  const growth = -log1p(age / alpha)
  const value = rising.r.value + rising.b.value - rising.both.value + r * growth - x * log(alpha + age)
  const slope: Parameters = [
    rising.r.slope + growth,
    r / alpha - n * end,
    -rising.both.slope,
    rising.b.slope - rising.both.slope
  ]
  sums.add(count, value, slope)
  sums.bend(0, 0, count * rising.r.curvature)
  sums.bend(0, 1, count * (1 / alpha - end))
  sums.bend(1, 1, count * (n * end * end - r / (alpha * alpha)))
  sums.bend(2, 2, -count * rising.both.curvature)
  sums.bend(2, 3, -count * rising.both.curvature)
  sums.bend(3, 3, count * (rising.b.curvature - rising.both.curvature))
}

/** What is added because they may have, at the last purchase. */
const addDropout = (sums: Sums, { curvature, odds, slope }: Dropout, count: number): void => {
  const share = 1 / (1 + exp(-odds))
  const spread = share * (1 / (1 + exp(odds)))
  const [r, alpha, a, b] = slope
  sums.add(count, softplus(odds), [share * r, share * alpha, share * a, share * b])
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j <= i; j++) sums.bend(i, j, count * spread * (slope[i] ?? 0) * (slope[j] ?? 0))
  }
  sums.bend(0, 1, count * share * curvature[0])
  for (let i = 1; i < 4; i++) sums.bend(i, i, count * share * (curvature[i] ?? 0))
}

/**
 * The log likelihood of the BG/NBD model at the logarithms of its parameters, with gradient and Hessian in them.
 *
 * Fader, Hardie and Lee (2005), equation 6.
 */
export const logLikelihood = (histories: Histories, logs: Float64Array): Surface => {
  const [r = 0, alpha = 0, a = 0, b = 0] = logs.map(exp)
  const parameters: Parameters = [r, alpha, a, b]
  const rising = risingOf(parameters, histories.frequency)
  const sums = new Sums()
  histories.counts.forEach((count, i) => {
    const [x = 0, recency = 0, age = 0] = [histories.frequency[i], histories.recency[i], histories.age[i]]
    const known = rising.get(x)
    if (known !== undefined) addAlive(sums, parameters, x, age, known, count)
    if (x > 0) addDropout(sums, dropout(parameters, x, recency, age), count)
  })
  const gradient = sums.slope.map((each, i) => each * (parameters[i] ?? 0))
  const natural = { size: 4, values: sums.curvature }
  const hessian = make(4, (row, column) => {
    const bend = at(natural, row, column) * (parameters[row] ?? 0) * (parameters[column] ?? 0)
    return row === column ? bend + (gradient[row] ?? 0) : bend
  })
  return { value: sums.value, gradient, hessian }
}
