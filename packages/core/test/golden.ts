import { readFileSync } from "node:fs"
import { expect } from "vitest"

/** A reference file of this folder; each names its `source`. */
export const golden = <Shape>(name: string): Shape =>
  JSON.parse(readFileSync(new URL(`golden/${name}`, import.meta.url), "utf8")) as Shape

/** Equal within a relative or, near zero, absolute tolerance. */
export const expectClose = (actual: number, expected: number, tolerance: number): void => {
  const error = Math.abs(actual - expected)
  expect(error, `${actual} is not within ${tolerance} of ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.max(1, Math.abs(expected))
  )
}
