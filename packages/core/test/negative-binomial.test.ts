import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { lowerTail, upperTail } from "../src/stats/NegativeBinomial.ts"
import { expectClose, golden } from "./golden.ts"

type Row = readonly [x: number, mean: number, dispersion: number, upper: number, lower: number]
const { rows } = golden<{ readonly rows: ReadonlyArray<Row> }>("negative-binomial.json")

describe("negative binomial tails", () => {
  it("are those of R, small ones to their last digits", () => {
    expect(rows.length).toBeGreaterThan(100)
    for (const [x, mean, dispersion, upper, lower] of rows) {
      expectClose(upperTail(x, mean, dispersion) / upper, 1, 1e-11)
      expectClose(lowerTail(x, mean, dispersion) / lower, 1, 1e-11)
    }
  })

  it("add up to one, and rise with the mean", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        fc.double({ min: 0.001, max: 3, noNaN: true }),
        (x, mean, dispersion) => {
          expectClose(upperTail(x, mean, dispersion) + lowerTail(x - 1, mean, dispersion), 1, 1e-10)
          expect(upperTail(x, 2 * mean, dispersion)).toBeGreaterThanOrEqual(upperTail(x, mean, dispersion))
        }
      )
    )
  })
})
