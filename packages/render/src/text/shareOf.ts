import type { Estimate, Measured } from "@throughline/core"

const isShare = (value: number): boolean => value >= -1e-6 && value <= 100 + 1e-6

/** A share in per cent as one from 0 to 1, with its interval, if it is one. */
export const shareOf = (measured: Measured | null | undefined): Estimate | undefined => {
  if (measured?._tag !== "Estimate") return undefined
  const { interval, value } = measured
  if (![value, interval.low, interval.high].every(isShare)) return undefined
  return {
    ...measured,
    value: value / 100,
    interval: { ...interval, low: interval.low / 100, high: interval.high / 100 }
  }
}
