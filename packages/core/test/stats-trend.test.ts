import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Binomial from "../src/stats/Binomial.ts"
import { cochranArmitage } from "../src/stats/CochranArmitage.ts"
import { critical, upperTail } from "../src/stats/KendallDistribution.ts"
import { exactP, mannKendall, normalP } from "../src/stats/MannKendall.ts"
import * as RateRatio from "../src/stats/RateRatio.ts"
import { theilSen } from "../src/stats/TheilSen.ts"
import { expectClose, golden } from "./golden.ts"
import { normals } from "./seeded.ts"

type Pair = readonly [number, number | null]
interface TestValue {
  readonly stat: number | null
  readonly p: number | null
}

const reference = golden<{
  readonly mann_kendall: ReadonlyArray<{
    readonly y: ReadonlyArray<number>
    readonly S: number | null
    readonly var_S: number
    readonly z_continuity: number
    readonly p_two_sided: number
    readonly tau_b: number | null
    readonly sen_slope: number
    readonly sen_intercept_median: number
    readonly p_exact_no_ties?: number
  }>
  readonly cochran_armitage: ReadonlyArray<{
    readonly events: ReadonlyArray<number>
    readonly totals: ReadonlyArray<number>
    readonly scores: ReadonlyArray<number>
    readonly T: number
    readonly var_N: number
    readonly z: number
    readonly chisq: number
    readonly p: number
  }>
  readonly poisson_two_rate: ReadonlyArray<
    {
      readonly count1: number
      readonly exposure1: number
      readonly count2: number
      readonly exposure2: number
      readonly rate_ratio: number | null
      readonly p_exact_conditional_R: number | null
    } & Readonly<Record<`test_${RateRatio.RateTest}`, TestValue | null>> &
      Readonly<Record<`ci_${"waldcc" | "score" | "wald-log" | "mover" | "exact_conditional"}`, Pair | null>>
  >
}>("trend_rates.json")

const timed = (values: ReadonlyArray<number>) => values.map((value, at) => ({ at, value }))

describe("Mann–Kendall and Theil–Sen against scipy", () => {
  it.each(reference.mann_kendall.filter(({ S }) => S !== null))("$y", (expected) => {
    const test = mannKendall(expected.y)
    expect(test.s).toBe(expected.S)
    expectClose(test.variance, expected.var_S, 1e-12)
    expectClose(test.z, expected.z_continuity, 1e-12)
    expectClose(normalP(test) / expected.p_two_sided, 1, 1e-10)
    if (expected.tau_b === null) expect(test.tau).toBe(null)
    else expectClose(test.tau ?? Number.NaN, expected.tau_b, 1e-12)
    if (expected.p_exact_no_ties !== undefined) expectClose(exactP(test) / expected.p_exact_no_ties, 1, 1e-12)
    const line = theilSen(timed(expected.y), 0.95)
    expectClose(line.slope, expected.sen_slope, 1e-12)
    expectClose(line.intercept, expected.sen_intercept_median, 1e-12)
  })
})

/** Every order of some values, equal ones told apart. */
const orders = (values: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> =>
  values.length < 2
    ? [values]
    : values.flatMap((value, i) => orders(values.toSpliced(i, 1)).map((rest) => [value, ...rest]))

describe("Mann–Kendall against all orders", () => {
  it.each([[[1, 2, 3, 4]], [[1, 1, 2, 3, 5]], [[2, 2, 3, 3, 3, 1]], [[1, 1, 1, 2, 2, 2, 3]], [[4, 4, 4, 4]]])(
    "%j",
    (values) => {
      const scores = orders(values).map((order) => mannKendall(order).s)
      for (const order of orders(values).slice(0, 200)) {
        const test = mannKendall(order)
        const asFar = scores.filter((s) => Math.abs(s) >= Math.abs(test.s)).length
        expectClose(exactP(test), asFar / scores.length, 1e-14)
      }
      const second = scores.reduce((sum, s) => sum + s * s, 0) / scores.length
      expectClose(mannKendall(values).variance, second, 1e-12)
    }
  )

  it("has a least score that is rare enough", () => {
    for (const n of [2, 4, 5, 8, 20, 50]) {
      const ones = Array.from({ length: n }, () => 1)
      const least = critical(n, 0.025)
      if (least === null) expect(upperTail((n * (n - 1)) / 2, ones)).toBeGreaterThan(0.025)
      else {
        expect(upperTail(least, ones)).toBeLessThanOrEqual(0.025)
        expect(upperTail(least - 2, ones)).toBeGreaterThan(0.025)
      }
    }
  })

  it("is near its normal approximation at 50 values", () => {
    const test = mannKendall(normals(7, 50).map((z, i) => z + i / 100))
    expectClose(exactP(test) / normalP(test), 1, 0.05)
  })
})

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 30 })

describe("Mann–Kendall laws", () => {
  it("looks at the order alone, and turns with the time", () => {
    fc.assert(
      fc.property(values, (y) => {
        const test = mannKendall(y)
        expect(mannKendall(y.map((value) => 3 * value ** 3 - 5))).toEqual(test)
        const turned = mannKendall(y.toReversed())
        expect(turned.s + test.s).toBe(0)
        expect(exactP(turned)).toBe(exactP(test))
      })
    )
  })
})

describe("Theil–Sen laws", () => {
  it("follows the line that is added, the scale and the start of time", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 }), (y, tilt, scale) => {
        const [a, b] = [
          theilSen(timed(y), 0.9),
          theilSen(
            y.map((value, i) => ({ at: i + 100, value: scale * value + tilt * i })),
            0.9
          )
        ]
        expectClose(b.slope, scale * a.slope + tilt, 1e-12)
        expect(b.interval === null).toBe(a.interval === null)
        expectClose(b.interval?.low ?? 0, a.interval === null ? 0 : scale * a.interval.low + tilt, 1e-12)
        expectClose(b.interval?.high ?? 0, a.interval === null ? 0 : scale * a.interval.high + tilt, 1e-12)
      })
    )
  })

  it("excludes 0 from its interval exactly when the exact test rejects", () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 25 })
    fc.assert(
      fc.property(distinct, (y) => {
        const { interval } = theilSen(timed(y), 0.95)
        if (interval === null) throw new Error("no interval")
        expect(interval.low > 0 || interval.high < 0).toBe(exactP(mannKendall(y)) <= 0.05)
      })
    )
  })

  it.each([8, 60])("covers the true slope of %i values", (n) => {
    let covered = 0
    const rounds = 1000
    const noise = normals(n, n * rounds)
    for (let round = 0; round < rounds; round++) {
      const y = noise.slice(round * n, (round + 1) * n).map((z, i) => z + 0.3 * i)
      const { interval } = theilSen(timed(y), 0.95)
      if (interval !== null && interval.low <= 0.3 && interval.high >= 0.3) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.935)
    expect(covered / rounds).toBeLessThan(0.985)
  })
})

describe("Cochran–Armitage", () => {
  it.each(reference.cochran_armitage)("$events of $totals at $scores against R", (expected) => {
    const series = expected.events.map((successes, i) => ({
      successes,
      n: expected.totals[i] ?? 0,
      at: expected.scores[i] ?? 0
    }))
    const test = cochranArmitage(series)
    expectClose(test.t, expected.T, 1e-12)
    expectClose(test.variance, expected.var_N, 1e-12)
    expectClose(test.z, expected.z, 1e-12)
    expectClose(test.z * test.z, expected.chisq, 1e-12)
    expectClose(test.p / expected.p, 1, 1e-10)
    const later = cochranArmitage([
      ...series.map((time) => ({ ...time, at: 2 * time.at + 7 })),
      { at: 3, successes: 0, n: 0 }
    ])
    expectClose(later.z, expected.z, 1e-12)
    expectClose(2 * later.slope, test.slope, 1e-12)
    expectClose(2 * later.standardError, test.standardError, 1e-12)
  })

  it("of two times is the pooled test of two proportions", () => {
    const { p, slope } = cochranArmitage([
      { at: 0, successes: 10, n: 50 },
      { at: 1, successes: 20, n: 50 }
    ])
    expectClose(p, 0.029096331741252188, 1e-12)
    expectClose(slope, 0.2, 1e-14)
  })

  it("sees no trend where nothing varies", () => {
    const all = [0, 1, 2].map((at) => ({ at, successes: 5, n: 5 }))
    expect(cochranArmitage(all)).toEqual({ t: 0, variance: 0, z: 0, p: 1, slope: 0, standardError: 0 })
  })
})

const sides = ({ count1, count2, exposure1, exposure2 }: (typeof reference.poisson_two_rate)[number]) =>
  [
    { events: count1, exposure: exposure1 },
    { events: count2, exposure: exposure2 }
  ] as const

describe("rate ratios against statsmodels and R", () => {
  it.each(reference.poisson_two_rate)("tests of $count1 / $exposure1 and $count2 / $exposure2", (expected) => {
    const [a, b] = sides(expected)
    for (const test of ["score", "score-log", "sqrt", "wald", "wald-log"] as const) {
      // Of no events statsmodels gives the logarithm a p-value of 0 without a statistic: there is none.
      const { p = null, stat = null } = expected[`test_${test}`] ?? {}
      expectNullable(RateRatio.statistic(a, b, test), stat)
      expectNullable(RateRatio.p(a, b, test), stat === null ? null : p)
    }
    for (const test of ["exact-cond", "cond-midp"] as const) {
      expectNullable(RateRatio.p(a, b, test), expected[`test_${test}`]?.p ?? null)
    }
  })

  it.each(reference.poisson_two_rate.filter(({ rate_ratio }) => rate_ratio !== null))(
    "intervals of $count1 / $exposure1 and $count2 / $exposure2",
    (expected) => {
      const [a, b] = sides(expected)
      const result = RateRatio.compare(a, b)
      if (result._tag !== "RateRatio") throw new Error("no ratio")
      expectNullable(result.value, expected.rate_ratio)
      expectNullable(result.p, expected.p_exact_conditional_R)
      expectBounds(result.interval, expected.ci_exact_conditional)
      for (const method of ["wald-log", "waldcc", "mover"] as const) {
        expectBounds(RateRatio.interval(a, b, 0.95, method), expected[`ci_${method}`])
      }
      // The reference searches for its score ends: to 8 digits, and of no events it finds the upper one twice.
      const [low = null, high = null] = expected.ci_score ?? []
      expectBounds(RateRatio.interval(a, b, 0.95, "score"), [a.events === 0 ? 0 : (low ?? 0), high], 1e-8)
    }
  )
})

const expectBounds = (
  actual: { readonly low: number; readonly high: number | null } | null,
  expected: Pair | null,
  tolerance = 1e-10
): void => {
  expectNullable(actual?.low ?? null, expected?.[0] ?? null, tolerance)
  expectNullable(actual?.high ?? null, expected?.[1] ?? null, tolerance)
}

const expectNullable = (actual: number | null, expected: number | null, tolerance = 1e-10): void => {
  if (actual === null || expected === null) expect(actual).toBe(expected)
  else expectClose(actual, expected, tolerance)
}

describe("rate ratio laws", () => {
  const rate = fc.record({ events: fc.integer({ min: 0, max: 60 }), exposure: fc.integer({ min: 1, max: 50 }) })
  it("turns around with its two sides, and does not depend on the unit of exposure", () => {
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 2, max: 9 }), (a, b, unit) => {
        const [ab, ba] = [RateRatio.compare(a, b), RateRatio.compare(b, a)]
        if (ab._tag !== "RateRatio" || ba._tag !== "RateRatio") {
          expect(a.events + b.events).toBe(0)
          return
        }
        expectClose(ab.p ?? -1, ba.p ?? -1, 1e-9)
        if (ab.interval.high !== null) expectClose(ba.interval.low, 1 / ab.interval.high, 1e-9)
        else expect(ba.interval.low).toBe(0)
        const scaled = RateRatio.compare({ ...a, exposure: a.exposure * unit }, { ...b, exposure: b.exposure * unit })
        if (scaled._tag === "RateRatio") expectClose(scaled.interval.low, ab.interval.low, 1e-9)
      })
    )
  })

  it("has score ends at which the score test is at its level", () => {
    fc.assert(
      fc.property(rate, rate, (a, b) => {
        fc.pre(a.events > 0 && b.events > 0)
        const bounds = RateRatio.interval(a, b, 0.9, "score")
        for (const end of [bounds?.low ?? 0, bounds?.high ?? 0]) {
          // A ratio of `end` is no difference on the clock that runs `end` times as fast.
          const moved = { ...a, exposure: a.exposure * end }
          expectClose(RateRatio.p(moved, b, "score") ?? -1, 0.1, 1e-9)
        }
      })
    )
  })

  it("says why there is none, and refuses what is no count", () => {
    const none = { events: 0, exposure: 5 }
    const some = { events: 3, exposure: 5 }
    expect(RateRatio.compare(none, none)).toMatchObject({ reason: "no events on either side", n: 0 })
    expect(RateRatio.compare(some, { events: 1, exposure: 0 })).toMatchObject({ reason: "no exposure on one side" })
    expect(RateRatio.compare(some, none)).toMatchObject({ value: null, interval: { high: null } })
    expect(RateRatio.compare(some, none, { interval: "wald-log" })._tag).toBe("InsufficientData")
    expect(() => RateRatio.compare(some, { events: 1.5, exposure: 2 })).toThrow(RangeError)
    expect(() => RateRatio.compare(some, { events: 1, exposure: -2 })).toThrow(RangeError)
  })
})

describe("the binomial", () => {
  it("adds up, and its two-sided p-value is the sum of what is not more likely", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, share) => {
        const all = Array.from({ length: n + 1 }, (_, k) => Binomial.probability(k, n, share))
        expectClose(
          all.reduce((sum, each) => sum + each, 0),
          1,
          1e-12
        )
        all.forEach((each, k) => {
          const expected = all.filter((other) => other <= each * (1 + 1e-7)).reduce((sum, other) => sum + other, 0)
          expectClose(Binomial.twoSidedP(k, n, share), Math.min(1, expected), 1e-12)
        })
      })
    )
  })
})
