/** An exact amount: a fraction of whole numbers, so that it is rounded once, in the end. */
export interface Amount {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const nothing: Amount = { numerator: 0n, denominator: 1n }

const decimal = /^(\d{1,15})(?:\.(\d{1,12}))?$/

/** The amount that is written as `1999` or `0.5`; `undefined` when it is not written so. */
export const amountOf = (written: unknown): Amount | undefined => {
  const [, whole, fraction = ""] = decimal.exec(String(written)) ?? []
  if (whole === undefined) return undefined
  return { numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) }
}

export const plus = (a: Amount, b: Amount): Amount => ({
  numerator: a.numerator * b.denominator + b.numerator * a.denominator,
  denominator: a.denominator * b.denominator
})

export const times = (a: Amount, numerator: number, denominator = 1): Amount => ({
  numerator: a.numerator * BigInt(numerator),
  denominator: a.denominator * BigInt(denominator)
})

/** How often a price is paid. */
export interface Period {
  readonly interval: "day" | "week" | "month" | "year"
  readonly count: number
}

const months: { readonly [Interval in Period["interval"]]: readonly [number, number] } = {
  day: [365, 12],
  week: [365, 84],
  month: [1, 1],
  year: [1, 12]
}

/** The period of these names; `undefined` when it is none. */
export const periodOf = (interval: unknown, count: unknown): Period | undefined => {
  const known = (["day", "week", "month", "year"] as const).find((name) => name === interval)
  const isCount = Number.isSafeInteger(count) && Number(count) > 0
  return known === undefined || !isCount ? undefined : { interval: known, count: Number(count) }
}

/**
 * What an amount for each period is in a month: a year has 12 months and 365 days.
 *
 * ```ts import.meta.vitest
 * import { amountOf, monthly, whole } from "./Amount.ts"
 *
 * const amount = (written, interval, count) => whole(monthly(amountOf(written), { interval, count }))
 * amount("12000", "year", 1) // => 1000
 * amount("1000", "week", 2) // => 2173
 * amount("100", "year", 2) // => 4
 * ```
 */
export const monthly = (amount: Amount, { count, interval }: Period): Amount => {
  const [numerator, denominator] = months[interval]
  return times(amount, numerator, denominator * count)
}

/** The nearest whole number: a half goes up. `undefined` beyond 2^53. */
export const whole = ({ denominator, numerator }: Amount): number | undefined => {
  const nearest = Number((2n * numerator + denominator) / (2n * denominator))
  return Number.isSafeInteger(nearest) ? nearest : undefined
}
