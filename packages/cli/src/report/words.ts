import { type Estimate, isEstimate, type Measured } from "@throughline/core"

/** A number for a sentence: one decimal unless told, with a true minus. */
export const decimal = (value: number, decimals = 1): string => {
  const text = value.toFixed(decimals).replace("-", "−")
  return Number(value.toFixed(decimals)) === 0 ? text.replace("−", "") : text
}

/** With a plus before what is above zero. */
export const signed = (value: number, decimals = 1): string =>
  `${Number(value.toFixed(decimals)) > 0 ? "+" : ""}${decimal(value, decimals)}`

/** Half the width of an interval: the ± of a sentence. */
export const margin = ({ interval }: Estimate): number => (interval.high - interval.low) / 2

/** A whole number with its thousands apart. */
export const whole = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",")

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/** A period label for a reader: `"2026-Q2"` is `"Q2 2026"`, `"2026-04"` is `"Apr 2026"`. */
export const periodName = (label: string): string => {
  const [year = "", part] = label.split("-")
  if (part === undefined) return label
  const month = months[Number(part) - 1]
  return `${month ?? part} ${year}`
}

/** The same measure times a factor, interval included: a percentage as a share. */
export const scaled = (measured: Measured, factor: number): Measured => {
  if (!isEstimate(measured)) return measured
  const { high, low } = measured.interval
  const interval = { ...measured.interval, low: low * factor, high: high * factor }
  return { ...measured, value: measured.value * factor, interval }
}
