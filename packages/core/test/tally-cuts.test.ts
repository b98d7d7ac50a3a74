import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bucket, Cuts, Dimension } from "../src/index.ts"
import type { Value } from "../src/tally/Value.ts"

const big = Number.MAX_SAFE_INTEGER

/** The label of a number by cuts, found by halving as an engine would. */
const labelOf = ({ labels, points }: Cuts.Cuts, value: number): Value | undefined => {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((points[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return labels[low]
}

const expectSame = (dimension: Cuts.CutDimension, values: ReadonlyArray<number>): void => {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const cuts = Cuts.cuts(dimension, low, high)
  const read = Cuts.reader(dimension)
  expect(cuts.labels.length).toBe(cuts.points.length + 1)
  expect(cuts.points).toEqual([...new Set(cuts.points)].sort((a, b) => a - b))
  const near = cuts.points.slice(0, 200).flatMap((point) => [point - 1, point, point + 1])
  for (const value of [...values, ...near.filter((each) => each >= low && each <= high)]) {
    expect([value, labelOf(cuts, value)]).toEqual([value, read(value)])
  }
}

const error = fc.constantFrom(0.0001, 0.001, 0.01, 0.02, 0.1, 0.5, 0.99)
const zones = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "America/Havana"]
const wholes = (min: number, max: number) => fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 20 })
const small = wholes(-20, 300)

describe("cuts", () => {
  it("give a bucket the label its reader gives", () => {
    fc.assert(
      fc.property(error, fc.oneof(small, wholes(-1000, big)), (relativeError, values) => {
        expectSame(Dimension.bucket("ms", relativeError), values)
      }),
      { numRuns: 60 }
    )
  })

  it("give a bin the label its reader gives", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.oneof(small, wholes(-50_000, 50_000)), (width, values) => {
        expectSame(Dimension.bin("days", width), values)
      })
    )
  })

  it("give a date the label its reader gives", () => {
    const unit = fc.constantFrom("day", "week", "month", "quarter", "year")
    const around = fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2060, 0) })
    const values = around.chain((at) => wholes(at - 200 * 86_400_000, at + 200 * 86_400_000))
    fc.assert(
      fc.property(unit, fc.constantFrom(...zones), values, (unit, zone, values) => {
        expectSame(Dimension.period("at", unit, zone), values)
      }),
      { numRuns: 60 }
    )
  })

  it("count what is no date of the calendar under null", () => {
    const year = Dimension.period("at", "year", "Europe/Berlin")
    const read = Cuts.reader(year)
    const before = [-8.64e15, -1e20, Date.UTC(0, 0) - 1e15]
    const after = [8.64e15, 1e20, 253_402_300_800_000, Number.MAX_VALUE]
    expect([...before, ...after].map(read)).toEqual([...before, ...after].map(() => null))
    expect([new Date(Number.NaN), "2026-01-01", null, undefined, true].map(read)).toEqual(Array(5).fill(null))
    expectSame(
      year,
      [-8.64e15, -30_610_137_600_001, -30_610_137_600_000, 0, 253_402_214_399_999, 253_402_214_400_000, 8.64e15]
    )
    expectSame(year, [8.64e15, 9e15])
    expectSame(year, [-9e15, -8.64e15])
  })
})

describe("buckets", () => {
  it("know every whole number to their relative error", () => {
    fc.assert(
      fc.property(
        error,
        fc.oneof(fc.nat(3000), fc.integer({ min: 0, max: big }), fc.constantFrom(big, 2 ** 52)),
        (relativeError, value) => {
          const { index, upper } = Bucket.buckets(relativeError)
          const bucket = index(value) ?? Number.NaN
          const known = Bucket.midpoint(relativeError, bucket)
          expect(Math.abs(known - value)).toBeLessThanOrEqual(value * relativeError * (1 + 1e-9))
          expect(value).toBeLessThanOrEqual(upper(bucket))
          if (bucket > -1) expect(value).toBeGreaterThan(upper(bucket - 1))
        }
      )
    )
  })

  it("never go down as numbers go up", () => {
    fc.assert(
      fc.property(error, fc.array(fc.integer({ min: 0, max: big }), { maxLength: 30 }), (relativeError, values) => {
        const { index } = Bucket.buckets(relativeError)
        const indexes = values.toSorted((a, b) => a - b).map((value) => index(value) ?? Number.NaN)
        expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
        const before = values.map((value) => index(value))
        const again = Bucket.buckets(relativeError)
        expect(values.toReversed().map((value) => again.index(value))).toEqual(before.toReversed())
      })
    )
  })

  it("hold no other number", () => {
    const { index } = Bucket.buckets(0.01)
    expect([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53].map(index)).toEqual(Array(5).fill(null))
    expect([0, -0, 1].map(index)).toEqual([-1, -1, 0])
  })
})
