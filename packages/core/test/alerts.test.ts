import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Alerts, ControlChart } from "../src/index.ts"
import { expectClose } from "./golden.ts"
import { normals } from "./seeded.ts"

const label = (i: number): string => String(2000 + i)
const series = (values: ReadonlyArray<number>) => values.map((value, i) => ({ period: label(i), value }))
const still = [5, 6, 5, 6, 5, 6, 5, 6]
const options = { baseline: { through: label(7) } }
const chart = (later: ReadonlyArray<number>, rest: ControlChart.PointChartOptions = {}) =>
  ControlChart.xmr(series([...still, ...later]), { ...options, ...rest })

describe("alerts", () => {
  const charts = new Map<string, ControlChart.ControlChartResult>([
    ["quiet", chart([5, 6])],
    ["b ongoing", chart([5, 20])],
    ["a ongoing", chart([5, 20])],
    ["over", chart([20, 5, 6])],
    ["running", chart([5, 6, 20], { inProgress: label(10) })],
    ["new", ControlChart.xmr(series([4]))]
  ])

  it("say which series, since when and by what, in a fixed order", () => {
    const report = Alerts.from(charts)
    expect(report.alerts.map(({ ongoing, series, since }) => [series, since, ongoing])).toEqual([
      ["a ongoing", label(9), true],
      ["b ongoing", label(9), true],
      ["over", label(8), false]
    ])
    const ranges = Alerts.from(new Map([["only values", chart([5, 20], { rules: ["1 beyond 3 sigma"] })]]))
    expect(ranges.alerts[0]?.signals).toEqual([
      {
        rule: "1 beyond 3 sigma",
        side: "above",
        since: label(9),
        detected: label(9),
        through: label(9),
        points: [{ period: label(9), value: 20 }]
      },
      {
        rule: "moving range beyond its limit",
        side: "above",
        since: label(9),
        detected: label(9),
        through: label(9),
        points: [{ period: label(9), value: 20 }]
      }
    ])
    expect(report).toMatchObject({
      watched: 5,
      notWatched: [{ series: "new", reason: "fewer than two periods with a value" }]
    })
    expect(Alerts.from(new Map([...charts].toReversed()))).toEqual(report)
  })

  it("put what goes on before what is over, though it is newer", () => {
    const two = new Map([
      ["over", chart([5, 20, 5, 6])],
      ["goes on", chart([20])]
    ])
    expect(Alerts.from(two).alerts.map(({ series, through }) => [series, through])).toEqual([
      ["goes on", label(8)],
      ["over", label(10)]
    ])
  })

  it("add up what chance would give, in the periods asked for", () => {
    const rate = (name: string): number => {
      const found = charts.get(name)
      return found?._tag === "ControlChart" ? found.falseAlarms.perPeriod : 0
    }
    expectClose(Alerts.from(charts).expectedFalseAlarms, 51 * rate("quiet"), 1e-12)
    const news = Alerts.from(charts, { since: label(9) })
    expectClose(news.expectedFalseAlarms, 6 * rate("quiet"), 1e-12)
    expect(Alerts.from(charts, { since: label(10) }).alerts).toEqual([])
    expect(Alerts.from(charts, { since: label(11) }).expectedFalseAlarms).toBe(0)
    expect(Alerts.from(new Map())).toEqual({ alerts: [], watched: 0, notWatched: [], expectedFalseAlarms: 0 })
  })

  it("are those of each chart alone", () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 25 })
    fc.assert(
      fc.property(fc.array(values, { maxLength: 6 }), (rows) => {
        const many = new Map(rows.map((row, i) => [`s${i}`, ControlChart.cusum(series(row), { h: 2 })]))
        const report = Alerts.from(many)
        const names = report.alerts.map(({ series }) => series).toSorted()
        const signalling = [...many].filter(([, one]) => one._tag === "ControlChart" && one.signals.length > 0)
        expect(names).toEqual(signalling.map(([name]) => name))
        expect(report.watched + report.notWatched.length).toBe(rows.length)
        for (const { series, signals, since } of report.alerts) {
          const own = many.get(series)
          expect(since).toBe(signals.map((signal) => signal.since).toSorted()[0])
          expect(own?._tag === "ControlChart" ? own.signals.length : 0).toBe(signals.length)
        }
        const last = Alerts.from(new Map(many), { since: label(99) })
        expect(last.alerts).toEqual([])
      })
    )
  })

  it("of series in which nothing changes are about as many as they say, or fewer", () => {
    const [count, periods] = [400, 48]
    const noise = normals(31, count * periods)
    const told = { target: 0, sigma: 1 }
    const many = new Map(
      Array.from({ length: count }, (_, i) => [
        `s${i}`,
        ControlChart.cusum(series(noise.slice(periods * i, periods * (i + 1))), told)
      ])
    )
    const { alerts, expectedFalseAlarms } = Alerts.from(many)
    const found = alerts.reduce((sum, { signals }) => sum + signals.length, 0)
    expect(found).toBeLessThan(expectedFalseAlarms * 1.1)
    expect(found).toBeGreaterThan(expectedFalseAlarms * 0.7)
  })
})
