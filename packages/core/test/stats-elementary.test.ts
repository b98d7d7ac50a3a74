import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { exp, log, log1p } from "../src/stats/Elementary.ts"

/** The distance between two numbers in units of the last digit. */
const units = (a: number, b: number): number =>
  Object.is(a, b) || a === b ? 0 : Math.abs(a - b) / Math.abs(b) / 2 ** -52

describe("elementary functions", () => {
  it("agree with the engine's to the last digits", () => {
    const anywhere = fc.double({ min: -708, max: 709, noNaN: true })
    const positive = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true, minExcluded: true })
    const aboveMinusOne = fc.double({ min: -0.9999, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(anywhere, positive, aboveMinusOne, (x, y, z) => {
        expect(units(exp(x), Math.exp(x))).toBeLessThanOrEqual(2)
        expect(units(log(y), Math.log(y))).toBeLessThanOrEqual(2)
        expect(units(log1p(z), Math.log1p(z))).toBeLessThanOrEqual(4)
      }),
      { numRuns: 2000 }
    )
  })

  it("agree at the ends of their range", () => {
    const everywhere = [0, -0, 1, 5e-324, 1e-310, 1e308, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN, -1, -2]
    expect(everywhere.map(log)).toEqual(everywhere.map(Math.log))
    const steep = [0, 709.7, 710, -740, -746, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]
    expect(steep.map(exp)).toEqual(steep.map(Math.exp))
    expect([0, 1e-300, -1, 1e-20].map(log1p)).toEqual([0, 1e-300, Number.NEGATIVE_INFINITY, 1e-20])
  })

  it("are used in place of the engine's, whose last digits differ between browsers and Node", () => {
    const source = new URL("../src/", import.meta.url)
    const files = ["stats/", "measures/", "text/"].flatMap((folder) =>
      readdirSync(new URL(folder, source), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${folder}${file}`)
    )
    const used = [...files, "tally/Bucket.ts"].filter((file) => {
      const code = readFileSync(new URL(file, source), "utf8").replace(/^ \*.*$/gm, "")
      return file !== "stats/Elementary.ts" && /\bMath\.(exp|log|pow|hypot|cbrt|a?sin|a?cos|a?tan)\w*\(/.test(code)
    })
    expect(used).toEqual([])
  })
})
