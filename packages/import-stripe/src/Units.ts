import { Amount } from "@throughline/import/format"

/** Where Stripe's unit is another than the minor unit of ISO 4217: how many of it are one of Stripe's. */
const units: { readonly [currency: string]: readonly [number, number] } = {
  ISK: [1, 100],
  UGX: [1, 100],
  MGA: [100, 1]
}

/**
 * The amount in minor units of its currency (ISO 4217), rounded once: a half goes up. `undefined` beyond 2^53.
 *
 * Stripe writes króna and Ugandan shillings with two decimals that they do not have, and ariary without those they have.
 *
 * ```ts import.meta.vitest
 * import { Amount } from "@throughline/import/format"
 * import { rounded } from "./Units.ts"
 *
 * rounded(Amount.amountOf("0.5"), "EUR") // => 1
 * rounded(Amount.amountOf("500"), "ISK") // => 5
 * rounded(Amount.amountOf("1500"), "KWD") // => 1500
 * ```
 */
export const rounded = (amount: Amount.Amount, currency: string): number | undefined => {
  const [numerator, denominator] = units[currency] ?? [1, 1]
  return Amount.whole(Amount.times(amount, numerator, denominator))
}
