import type { NumberFormat } from "../mapping/FieldSource.ts"
import { normalise, plain } from "./Numbers.ts"
import { type Parse, Problem } from "./Problem.ts"

const without = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ")
const thousandths = "BHD IQD JOD KWD LYD OMR TND".split(" ")

/** How many digits the minor unit of an ISO 4217 currency has. */
export const minorDigits = (currency: string): number => {
  if (without.includes(currency)) return 0
  if (thousandths.includes(currency)) return 3
  return currency === "CLF" || currency === "UYW" ? 4 : 2
}

/** An amount in minor units: `6,99` of euros is 699. Never rounded: a third decimal of euros must be 0. */
export const compileMoney = (
  unit: "major" | "minor",
  currency: string,
  key: string,
  format: NumberFormat = plain
): Parse<number> => {
  const digits = normalise(format)
  const places = unit === "major" ? minorDigits(currency) : 0
  const expected = unit === "major" ? `an amount of ${currency}` : `an amount in minor units of ${currency}`
  const wrong = new Problem("BadType", expected, `check ${key}.unit and number.decimal`)
  return (text) => {
    const [whole = "", fraction = ""] = digits(text)?.split(".") ?? []
    if (whole === "" || /[^0]/.test(fraction.slice(places))) return wrong
    const amount = Number(whole + fraction.padEnd(places, "0").slice(0, places))
    return Number.isSafeInteger(amount) ? amount + 0 : wrong
  }
}
