import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ControlChart, Dimension, type InsufficientData, Nps, Tally } from "../src/index.ts"
import { chance, hits } from "../src/measures/charts/Rules.ts"
import { random } from "../src/stats/Random.ts"
import { cusumRunLength, ewmaRunLength } from "../src/stats/RunLength.ts"
import { expectClose, golden } from "./golden.ts"
import { normals } from "./seeded.ts"

type Numbers = ReadonlyArray<number>
interface Limits {
  readonly ucl: Numbers
  readonly lcl: Numbers
  readonly out: Numbers
}
const reference = golden<{
  readonly defectives: Numbers
  readonly n: Numbers
  readonly p_chart: Limits & { readonly center: number }
  readonly laney: Limits & { readonly sigma_z: number }
  readonly xmr: {
    readonly y: Numbers
    readonly center: number
    readonly mr_bar: number
    readonly sigma: number
    readonly ucl: number
    readonly lcl: number
    readonly mr_ucl: number
  }
  readonly cusum_k05_h5: {
    readonly x: Numbers
    readonly c_plus: Numbers
    readonly c_minus: Numbers
    readonly n_plus: Numbers
    readonly n_minus: Numbers
    readonly first_signal: number
  }
  readonly ewma: Limits & { readonly lam: number; readonly L: number; readonly z: Numbers }
  readonly arl: {
    readonly cusum_two_sided: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly ewma_two_sided_steady_limits: Readonly<Record<string, Readonly<Record<string, number>>>>
  }
}>("spc.json")

const label = (i: number): string => String(2000 + i)
const series = (values: ReadonlyArray<number | null>) => values.map((value, i) => ({ period: label(i), value }))
const made = <C extends ControlChart.ControlChart>(chart: C | InsufficientData): C => {
  if (chart._tag !== "ControlChart") throw new Error("no chart")
  return chart
}
const expectAll = (actual: ReadonlyArray<number | null>, expected: Numbers, scale = 1): void => {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, i) => {
    expectClose((value ?? Number.NaN) / scale, expected[i] ?? Number.NaN, 1e-10)
  })
}
const out = (chart: ControlChart.ControlChart, rule: ControlChart.Rule): Numbers =>
  chart.points.flatMap(({ rules }, i) => (rules.includes(rule) ? [i] : []))

describe("control charts against references", () => {
  const shares = reference.defectives.map((successes, i) => ({ period: label(i), successes, n: reference.n[i] ?? 0 }))

  it("p", () => {
    const chart = made(ControlChart.pFromShares(shares))
    expectClose(chart.centre / 100, reference.p_chart.center, 1e-10)
    expectAll(
      chart.points.map(({ high }) => high),
      reference.p_chart.ucl,
      100
    )
    expectAll(
      chart.points.map(({ low }) => low),
      reference.p_chart.lcl,
      100
    )
    expect(out(chart, "1 beyond 3 sigma")).toEqual(reference.p_chart.out)
    expect(chart).toMatchObject({ sigmaZ: 1, baseline: { from: "2000", through: "2023", periods: 24 } })
  })

  it("Laney p′", () => {
    const chart = made(ControlChart.laneyPFromShares(shares))
    expectClose(chart.sigmaZ, reference.laney.sigma_z, 1e-10)
    expectAll(
      chart.points.map(({ high }) => high),
      reference.laney.ucl,
      100
    )
    expectAll(
      chart.points.map(({ low }) => low),
      reference.laney.lcl,
      100
    )
    expect(out(chart, "1 beyond 3 sigma")).toEqual(reference.laney.out)
  })

  it("XmR", () => {
    const chart = made(ControlChart.xmr(series(reference.xmr.y)))
    expectClose(chart.centre, reference.xmr.center, 1e-10)
    expectClose(chart.meanMovingRange, reference.xmr.mr_bar, 1e-10)
    expectClose(chart.sigma, reference.xmr.sigma, 1e-10)
    expectClose(chart.movingRangeLimit, reference.xmr.mr_ucl, 1e-10)
    expectAll(
      chart.points.map(({ high }) => high),
      reference.xmr.y.map(() => reference.xmr.ucl)
    )
    expectAll(
      chart.points.map(({ low }) => low),
      reference.xmr.y.map(() => reference.xmr.lcl)
    )
    expect(chart.points[0]?.movingRange).toBe(null)
    expectClose(chart.points[1]?.movingRange ?? 0, 6.43, 1e-10)
  })

  const { x } = reference.cusum_k05_h5
  const told = { target: 10, sigma: 1 }

  it("CUSUM", () => {
    const expected = reference.cusum_k05_h5
    const chart = made(ControlChart.cusum(series(x), told))
    expectAll(
      chart.points.map(({ up }) => up),
      expected.c_plus
    )
    expectAll(
      chart.points.map(({ down }) => down),
      expected.c_minus
    )
    expectAll(
      chart.points.map(({ upFor }) => upFor),
      expected.n_plus
    )
    expectAll(
      chart.points.map(({ downFor }) => downFor),
      expected.n_minus
    )
    expect(chart.signals).toMatchObject([
      { side: "above", since: label(22), detected: label(expected.first_signal), through: label(29) }
    ])
    expect(chart.signals[0]?.points.length).toBe(8)
    expect(chart).toMatchObject({ baseline: null, k: 0.5, h: 5, decisionInterval: 5 })
  })

  it("EWMA", () => {
    const { L: width, lam: lambda, lcl, out: beyond, ucl, z } = reference.ewma
    const chart = made(ControlChart.ewma(series(x), { ...told, lambda, width }))
    expectAll(
      chart.points.map(({ average }) => average),
      z
    )
    expectAll(
      chart.points.map(({ high }) => high),
      ucl
    )
    expectAll(
      chart.points.map(({ low }) => low),
      lcl
    )
    expect(out(chart, "EWMA beyond its limits")).toEqual(beyond)
  })

  it("run lengths", () => {
    const each = (rows: Readonly<Record<string, Readonly<Record<string, number>>>>, length: typeof cusumRunLength) => {
      for (const [name, row] of Object.entries(rows)) {
        const [a = 0, b = 0] = Array.from(name.matchAll(/[\d.]+/g), ([found]) => Number(found))
        for (const [shift, expected] of Object.entries(row)) expectClose(length(a, b, Number(shift)), expected, 1e-10)
      }
    }
    each(reference.arl.cusum_two_sided, cusumRunLength)
    each(reference.arl.ewma_two_sided_steady_limits, ewmaRunLength)
    expectClose(ewmaRunLength(1, 3, 0), 1 / 0.0026997960632601866, 1e-9)
    expect(cusumRunLength(3, 20, 0)).toBeLessThanOrEqual(1e12)
    expectClose(made(ControlChart.cusum(series(x), told)).runLength.shiftOfOneSigma, 10.375969921593601, 1e-10)
  })
})

describe("rules", () => {
  const judged = (values: Numbers, rule: ControlChart.PointRule) =>
    hits(values, [rule]).map(({ members, side }) => [side, members])

  it.each<[ControlChart.PointRule, Numbers, ReadonlyArray<unknown>]>([
    [
      "1 beyond 3 sigma",
      [3, 3.1, -3, -3.1],
      [
        ["above", [1]],
        ["below", [3]]
      ]
    ],
    ["2 of 3 beyond 2 sigma", [2.1, 0, 2.1, 0, 2, -2.1, 2.1], [["above", [0, 2]]]],
    [
      "2 of 3 beyond 2 sigma",
      [-2.5, -2.5, 0, -2.5],
      [
        ["below", [0, 1]],
        ["below", [1, 3]]
      ]
    ],
    ["2 of 3 beyond 2 sigma", [2.5, -2.5, 2.5], [["above", [0, 2]]]],
    ["4 of 5 beyond 1 sigma", [1.5, 1.5, 0, 1.5, 1.1, 0], [["above", [0, 1, 3, 4]]]],
    ["4 of 5 beyond 1 sigma", [1.5, 1.5, 0, 1.5, 1, -1.5], []],
    ["8 on one side", [-1, 1, 1, 1, 1, 1, 1, 1, 1], [["above", [1, 2, 3, 4, 5, 6, 7, 8]]]],
    ["8 on one side", [1, 1, 1, 1, 0, 1, 1, 1, 1], []],
    ["9 on one side", [-1, -1, -1, -1, -1, -1, -1, -1, -1], [["below", [0, 1, 2, 3, 4, 5, 6, 7, 8]]]],
    ["6 rising or falling", [0, 1, 2, 3, 4, 5], [["rising", [0, 1, 2, 3, 4, 5]]]],
    ["6 rising or falling", [0, 1, 2, 2, 4, 5, 6], []],
    ["6 rising or falling", [2, 1, 0, -1, -2, -2.5], [["falling", [0, 1, 2, 3, 4, 5]]]],
    ["14 alternating", [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], [["both", Array.from({ length: 14 }, (_, i) => i)]]],
    ["14 alternating", [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0], []],
    [
      "15 within 1 sigma",
      Array.from({ length: 15 }, (_, i) => (i % 3) / 3 - 0.5),
      [["both", Array.from({ length: 15 }, (_, i) => i)]]
    ],
    ["15 within 1 sigma", Array.from({ length: 15 }, (_, i) => (i % 3) - 1), []],
    ["8 beyond 1 sigma", [2, -2, 2, -2, 2, -2, 2, -2], [["both", [0, 1, 2, 3, 4, 5, 6, 7]]]],
    ["8 beyond 1 sigma", [2, -2, 2, -2, 2, -2, 2, -1], []]
  ])("%s in %j", (rule, values, expected) => {
    expect(judged(values, rule)).toEqual(expected)
  })

  const all: ReadonlyArray<ControlChart.PointRule> = [
    "1 beyond 3 sigma",
    "2 of 3 beyond 2 sigma",
    "4 of 5 beyond 1 sigma",
    "8 on one side",
    "9 on one side",
    "6 rising or falling",
    "14 alternating",
    "15 within 1 sigma",
    "8 beyond 1 sigma"
  ]

  const inControl = normals(11, 200_000)
  it.each(all)("%s is met by chance about as often as it is said", (rule) => {
    const count = inControl.length
    const expected = chance([rule]) * count
    const found = hits(inControl, [rule]).length
    // Hits come in clumps: five standard errors of a count with a variance of four times its mean.
    expect(Math.abs(found - expected)).toBeLessThan(10 * Math.sqrt(expected))
  })

  it("says where, since when and by which points", () => {
    const chart = made(
      ControlChart.xmr(series([0, 0.5, -0.5, 0, 4, 4.2, 0, -4]), { baseline: { through: label(3) }, rules: "Nelson" })
    )
    expect(chart.signals.filter(({ rule }) => rule === "1 beyond 3 sigma")).toEqual([
      {
        rule: "1 beyond 3 sigma",
        side: "above",
        since: label(4),
        detected: label(4),
        through: label(5),
        points: [label(4), label(5)]
      },
      {
        rule: "1 beyond 3 sigma",
        side: "below",
        since: label(7),
        detected: label(7),
        through: label(7),
        points: [label(7)]
      }
    ])
    expect(chart.points[4]?.rules).toEqual(["1 beyond 3 sigma", "moving range beyond its limit"])
    expect(chart.points[5]?.rules).toEqual(["1 beyond 3 sigma", "2 of 3 beyond 2 sigma"])
    expect(made(ControlChart.xmr(series([0, 1, 0, 9]), { rules: [] })).signals).toEqual([])
  })
})

const month = Dimension.period("at", "month", "UTC")
const contacts = fc.array(
  fc.record({
    at: fc.option(fc.integer({ min: 0, max: 300 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)))),
    resolved: fc.constantFrom(true, false, null)
  }),
  { maxLength: 80 }
)
const values = fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { maxLength: 30 })

describe("control chart laws", () => {
  it("of shares are the same from a tally in pieces and from plain shares, in any order", () => {
    const options = { of: "resolved", success: true } as const
    fc.assert(
      fc.property(contacts, contacts, (a, b) => {
        const count = (records: typeof a) => Tally.from(records, { by: [month, "resolved"] })
        for (const [chart, plain] of [
          [ControlChart.p, ControlChart.pFromShares],
          [ControlChart.laneyP, ControlChart.laneyPFromShares]
        ] as const) {
          const whole = chart(count([...a, ...b]), "month", options)
          expect(chart(Tally.merge(count(b.toReversed()), count(a)), "month", options)).toEqual(whole)
          if (whole._tag === "InsufficientData") continue
          const shares = whole.points.map(({ n, period, successes }) => ({ period, successes, n }))
          expect({ ...plain(shares.toReversed()), excluded: null }).toEqual({ ...whole, excluded: null })
        }
      })
    )
  })

  it("of values do not depend on the order, and never hold a NaN", () => {
    fc.assert(
      fc.property(values, (y) => {
        for (const chart of [ControlChart.xmr, ControlChart.ewma, ControlChart.cusum]) {
          const result = chart(series(y))
          expect(chart(series(y).toReversed())).toEqual(result)
          expect(JSON.parse(JSON.stringify(result))).toEqual(result)
        }
      })
    )
  })

  it("of XmR move and stretch with the values", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -30, max: 30 }), fc.constantFrom(-2, 0.5, 4), (y, shift, scale) => {
        const a = ControlChart.xmr(series(y))
        const b = ControlChart.xmr(series(y.map((value) => (value === null ? null : scale * value + shift))))
        expect(b._tag).toBe(a._tag)
        if (a._tag !== "ControlChart" || b._tag !== "ControlChart") return
        expectClose(b.centre, scale * a.centre + shift, 1e-12)
        expectClose(b.sigma, Math.abs(scale) * a.sigma, 1e-12)
        const [low, high] = scale > 0 ? (["low", "high"] as const) : (["high", "low"] as const)
        a.points.forEach((point, i) => {
          const moved = b.points[i]
          if (point.low === null || point.high === null) return
          expectClose(moved?.[low] ?? Number.NaN, scale * point.low + shift, 1e-12)
          expectClose(moved?.[high] ?? Number.NaN, scale * point.high + shift, 1e-12)
        })
      })
    )
  })

  it("of p with σz of 1 are Laney's, and copies of records narrow the limits alone", () => {
    const shares = [3, 5, 4, 6, 2].map((successes, i) => ({ period: label(i), successes, n: 20 + i }))
    const nine = shares.map(({ n, period, successes }) => ({ period, successes: 9 * successes, n: 9 * n }))
    const [a, b] = [made(ControlChart.pFromShares(shares)), made(ControlChart.pFromShares(nine))]
    const [c, d] = [made(ControlChart.laneyPFromShares(shares)), made(ControlChart.laneyPFromShares(nine))]
    expectClose(b.centre, a.centre, 1e-12)
    expectClose((b.points[0]?.high ?? 0) - b.centre, ((a.points[0]?.high ?? 0) - a.centre) / 3, 1e-12)
    expectClose(d.points[0]?.high ?? 0, c.points[0]?.high ?? 1, 1e-12)
    expectClose((c.points[0]?.high ?? 0) - c.centre, c.sigmaZ * ((a.points[0]?.high ?? 0) - a.centre), 1e-12)
  })
})

describe("control charts in simulation", () => {
  it("of XmR give about as many false alarms as they say", () => {
    const chart = made(
      ControlChart.xmr(normals(21, 100_000).map((value, i) => ({ period: String(100_000 + i), value })))
    )
    const met = chart.points.reduce((sum, { rules }) => sum + rules.length, 0)
    expect(met / chart.falseAlarms.expected).toBeGreaterThan(0.95)
    expect(met / chart.falseAlarms.expected).toBeLessThan(1.05)
  })

  it.each([
    [8, 0.031],
    [20, 0.011],
    [40, 0.0056]
  ])("of XmR on a baseline of %i give as many more as the documentation says", (periods, expected) => {
    const [rounds, later] = [1500, 20]
    const noise = normals(periods, rounds * (periods + later))
    let beyond = 0
    for (let round = 0; round < rounds; round++) {
      const y = series(noise.slice((periods + later) * round, (periods + later) * (round + 1)))
      const chart = made(ControlChart.xmr(y, { baseline: { through: label(periods - 1) } }))
      beyond += out(chart, "1 beyond 3 sigma").filter((i) => i >= periods).length
    }
    expect(beyond / rounds / later / expected).toBeGreaterThan(0.8)
    expect(beyond / rounds / later / expected).toBeLessThan(1.2)
  })

  it("of p give about 27 false alarms in 10 000 periods beyond their limits, and Laney's as many where shares vary by themselves", () => {
    const uniform = random(22)
    const noise = normals(23, 3000)
    const draw = (wobble: number) =>
      noise.map((z, i) => {
        const share = 0.3 + wobble * z
        return {
          period: label(i),
          n: 400,
          successes: Array.from({ length: 400 }, uniform).filter((u) => u < share).length
        }
      })
    const rate = (chart: ControlChart.ControlChart) => out(chart, "1 beyond 3 sigma").length / chart.points.length
    const [still, moving] = [draw(0), draw(0.04)]
    expect(rate(made(ControlChart.pFromShares(still)))).toBeLessThan(0.005)
    expect(rate(made(ControlChart.pFromShares(moving)))).toBeGreaterThan(0.1)
    const laney = made(ControlChart.laneyPFromShares(moving))
    expect(rate(laney)).toBeLessThan(0.006)
    expectClose(laney.sigmaZ, Math.sqrt(1 + (0.04 * 0.04) / ((0.3 * 0.7) / 400)), 0.05)
  })

  it.each([
    ["EWMA", ControlChart.ewma],
    ["CUSUM", ControlChart.cusum]
  ] as const)("of %s find a shift as soon as they say", (_, chart) => {
    const rounds = 250
    const noise = normals(24, rounds * 100)
    let steps = 0
    let expected = 0
    for (let round = 0; round < rounds; round++) {
      const shifted = noise.slice(100 * round, 100 * round + 100).map((z) => z + 1)
      const found = made<ControlChart.EwmaChart | ControlChart.CusumChart>(
        chart(series(shifted), { target: 0, sigma: 1 })
      )
      expected = found.runLength.shiftOfOneSigma
      steps += Number(found.signals[0]?.detected) - 1999
    }
    // The limits of an EWMA start narrower than in the long run: it is a little sooner.
    expect(steps / rounds / expected).toBeGreaterThan(0.8)
    expect(steps / rounds / expected).toBeLessThan(1.07)
  })

  it("of all kinds find a planted shift, and say since when", () => {
    const noise = normals(27, 40)
    const planted = series(noise.map((z, i) => 50 + z + (i >= 25 ? 4 : 0)))
    const options = { baseline: { through: label(19) } }
    for (const chart of [ControlChart.xmr, ControlChart.ewma, ControlChart.cusum]) {
      const { baseline, signals } = made<ControlChart.ControlChart>(chart(planted, options))
      expect(baseline).toEqual({ from: label(0), through: label(19), periods: 20 })
      const [first] = signals.filter(({ side }) => side === "above")
      expect(Number(first?.detected)).toBeGreaterThanOrEqual(2025)
      expect(Number(first?.detected)).toBeLessThanOrEqual(2027)
      expect(Math.abs(Number(first?.since) - 2025)).toBeLessThanOrEqual(2)
    }
  })
})

describe("control charts of what is not over", () => {
  it("show it, and neither test it nor take it into the limits", () => {
    const y = [5, 6, 5, 6, 5, 6, 90]
    for (const chart of [ControlChart.xmr, ControlChart.ewma, ControlChart.cusum]) {
      const [whole, open] = [
        made<ControlChart.ControlChart>(chart(series(y.slice(0, 6)))),
        made<ControlChart.ControlChart>(chart(series(y), { inProgress: label(6) }))
      ]
      expect(open.points.slice(0, 6)).toEqual(whole.points)
      expect(open.points[6]).toMatchObject({ value: 90, inProgress: true, inBaseline: false, rules: [] })
      expect({ ...open, points: [] }).toEqual({ ...whole, points: [] })
    }
    const shares = y.map((successes, i) => ({ period: label(i), successes, n: 100 }))
    const p = made(ControlChart.pFromShares(shares, { inProgress: label(6) }))
    expect(p.centre).toBe(5.5)
    expect(p.signals).toEqual([])
    expect(p.points[6]).toMatchObject({ value: 90, inProgress: true, rules: [], n: 100 })
  })

  it("take measures as they come, with months that have no answer", () => {
    const answers = [0, 1, 2, 4, 5].flatMap((at) =>
      [9, 9, at === 1 ? 9 : 3, 3].map((score) => ({ at: new Date(Date.UTC(2026, at, 3)), score }))
    )
    const chart = made(
      ControlChart.xmr(Nps.over(Tally.from(answers, { by: [month, "score"] }), "month"), { inProgress: "2026-06" })
    )
    expect(chart.points.map(({ value }) => value)).toEqual([0, 50, 0, null, 0, 0])
    expect(chart.falseAlarms.periods).toBe(4)
  })
})

describe("control charts of too little", () => {
  it("are none, and say why", () => {
    const empty = { reason: "fewer than two periods with a value", n: 0 }
    for (const chart of [ControlChart.xmr, ControlChart.ewma, ControlChart.cusum]) {
      expect(chart([])).toMatchObject(empty)
      expect(chart(series([3]))).toMatchObject({ n: 1 })
      expect(chart(series([3, 4, 5]), { baseline: { through: label(0) } })).toMatchObject({
        reason: "fewer than two periods with a value in the baseline",
        n: 1
      })
      expect(chart(series([3, 3, 3, 4]), { baseline: { through: label(2) } })).toMatchObject({
        reason: "nothing varies in the baseline"
      })
      expect(() => chart(series([1, 2]).concat(series([1])))).toThrow(RangeError)
    }
    expect(ControlChart.pFromShares([])).toMatchObject({ n: 0, _tag: "InsufficientData" })
    expect(ControlChart.pFromShares([{ period: "a", successes: 0, n: 0 }])).toMatchObject({ n: 0 })
    const same = ["a", "b"].map((period) => ({ period, successes: 0, n: 5 }))
    expect(ControlChart.laneyPFromShares(same)).toMatchObject({ reason: "every record of the baseline is the same" })
    const alike = ["a", "b"].map((period) => ({ period, successes: 2, n: 5 }))
    expect(ControlChart.pFromShares(alike)._tag).toBe("ControlChart")
    expect(ControlChart.laneyPFromShares(alike)).toMatchObject({ reason: "nothing varies in the baseline", n: 10 })
  })

  it("refuse what cannot be", () => {
    const two = series([1, 2])
    expect(() => ControlChart.ewma(two, { lambda: 0 })).toThrow(RangeError)
    expect(() => ControlChart.ewma(two, { width: 0 })).toThrow(RangeError)
    expect(() => ControlChart.cusum(two, { k: 0 })).toThrow(RangeError)
    expect(() => ControlChart.cusum(two, { h: 21 })).toThrow(RangeError)
    expect(() => ControlChart.ewma(two, { sigma: 0 })).toThrow(RangeError)
    expect(() => ControlChart.pFromShares([{ period: "a", successes: 2, n: 1 }])).toThrow(RangeError)
  })
})
