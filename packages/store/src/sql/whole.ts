import type { Dialect } from "./Dialect.ts"

/** No number that is divided is as far from 0: at most, it is the difference of two that are exact in JavaScript. */
const far = 2n ** 54n + 1n

/** A whole number over a positive one, rounded down: as many divisors are added before that nothing is below 0. */
export const quotient = ({ divide }: Pick<Dialect, "divide">, value: string, divisor: number): string => {
  const added = far / BigInt(divisor) + 1n
  return `(${divide(`(${value} + ${added * BigInt(divisor)})`, divisor)} - ${added})`
}

/** The largest multiple of `width` that is not above a whole number, also below zero. */
export const floorTo = (dialect: Pick<Dialect, "divide">, value: string, width: number): string =>
  `(${quotient(dialect, value, width)} * ${width})`
