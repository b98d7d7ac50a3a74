import type { Estimate, Measured } from "@throughline/core"
import type { NumberFormat } from "./NumberFormat.ts"

const minus = "−"

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",")

/** A number with fixed decimals, thousands separated by commas, U+2212 as minus, no negative zero; a dash for none. */
export const number = (value: number, decimals: number): string => {
  if (!Number.isFinite(value)) return "–"
  if (Math.abs(value) >= 1e15) return value.toExponential(2).replace("-", minus).replace("e+", "e")
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".")
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text
}

/** As `number`, with a plus before what is above zero after rounding. */
export const signed = (value: number, decimals: number): string => {
  const text = number(value, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A share from 0 to 1 in per cent. */
export const percent = (share: number, decimals = 0): string => `${number(share * 100, decimals)}\u00a0%`

const thousands = [
  [1e9, "bn"],
  [1e6, "M"],
  [1e3, "k"]
] as const

/** A large count in thousands, millions or billions: `48 k`, `2.2 k`, `1.3 M`. */
export const compact = (count: number): string => {
  const size = Math.abs(count)
  if (size >= 1e12) return count.toExponential(1).replace("-", minus).replace("e+", "e")
  const [divisor, letter] = thousands.find(([unit]) => size >= unit * 0.9995) ?? [1, ""]
  if (divisor === 1) return number(count, 0)
  const scaled = count / divisor
  return `${number(scaled, Math.abs(scaled) < 9.95 ? 1 : 0)}\u00a0${letter}`
}

/** `1 answer`, `2 answers`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count, 0)} ${count === 1 ? one : many}`

/** Write a value as the format asks. */
export const formatted = (value: number, { style, decimals }: NumberFormat): string => {
  if (style === "percent") return percent(value, decimals ?? 0)
  return style === "signed" ? signed(value, decimals ?? 0) : number(value, decimals ?? 1)
}

const usable = (value: number): boolean => Math.abs(value) <= 1e15

/** The number, if there is one that can be shown. */
export const known = (measured: Measured | undefined): Estimate | undefined =>
  measured?._tag === "Estimate" && [measured.value, measured.interval.low, measured.interval.high].every(usable)
    ? measured
    : undefined

/** Why there is no number, for a reader. */
export const reason = (measured: Measured | undefined): string => {
  if (measured === undefined) return "not measured"
  if (measured._tag === "Suppressed") return `withheld: fewer than ${number(measured.minimum, 0)} answers`
  return measured._tag === "InsufficientData" ? measured.reason : "not a usable number"
}

/** `95 %`, from a confidence level of 0.95. */
export const level = (value: number): string => percent(value, Number.isInteger(Math.round(value * 1e4) / 100) ? 0 : 1)

/** `−1.7 to −1.3`. */
export const range = ({ interval }: Estimate, format: NumberFormat): string => {
  const percentless = (value: number) => formatted(value, format).replace(/\u00a0%$/, "")
  return `${percentless(interval.low)} to ${formatted(interval.high, format)}`
}

/** `±0.2` where the interval is symmetric as far as shown, or its two ends. */
export const uncertainty = (estimate: Estimate, format: NumberFormat): string => {
  const { value, interval } = estimate
  const plain = (distance: number): string =>
    format.style === "percent" ? percent(distance, format.decimals ?? 0) : number(distance, decimalsOf(format))
  const above = plain(interval.high - value)
  if (above !== plain(value - interval.low)) return range(estimate, format)
  return /[1-9]/.test(above) ? `±${above}` : `±<${smallest(format)}`
}

const decimalsOf = ({ style, decimals }: NumberFormat): number => decimals ?? (style === "number" ? 1 : 0)

const smallest = (format: NumberFormat): string =>
  `${number(10 ** -decimalsOf(format), decimalsOf(format))}${format.style === "percent" ? "\u00a0%" : ""}`

/** `−1.5 (95 % CI −1.7 to −1.3, n = 141)`. */
export const inWords = (estimate: Estimate, format: NumberFormat): string =>
  `${formatted(estimate.value, format)} (${level(estimate.interval.level)} CI ${range(estimate, format)}, n = ${number(estimate.n, 0)})`
