import type { Dialect } from "./Dialect.ts"

/** The largest multiple of `width` that is not above a whole number, also below zero. */
export const floorTo = (value: string, width: number): string =>
  `(${value} - ((${value} % ${width}) + ${width}) % ${width})`

/** A whole number over a positive one, rounded down. */
export const quotient = (dialect: Dialect, value: string, divisor: number): string =>
  dialect.divide(floorTo(value, divisor), divisor)
