import { TallyOverflow } from "./Tally.ts"

/** A whole number as it is; throws `TallyOverflow` for what is none, or beyond 2^53 − 1, where adding rounds. */
export const exact = (value: unknown, what: string): number => {
  if (!Number.isSafeInteger(value)) throw new TallyOverflow(`${what} is not a whole number within ±(2^53 − 1)`)
  return Number(value)
}

/** A count as it is: exact and not below 0. */
export const exactCount = (value: unknown): number => {
  if (Number(value) < 0) throw new TallyOverflow("A count is below 0")
  return exact(value, "A count")
}
