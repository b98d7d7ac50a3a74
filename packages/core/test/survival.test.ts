import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Survival, Tally } from "../src/index.ts"
import { golden } from "./golden.ts"

type Numbers = ReadonlyArray<number | null>
type Scale = "log-log" | "log" | "plain"
const scales: ReadonlyArray<Scale> = ["log-log", "log", "plain"]

interface Limits {
  readonly lower: Numbers
  readonly upper: Numbers
}
interface Quantiles {
  readonly probs: ReadonlyArray<number>
  readonly estimate: Numbers
  readonly lower: Numbers
  readonly upper: Numbers
}
interface ReferenceCurve {
  readonly time: ReadonlyArray<number>
  readonly n_risk: ReadonlyArray<number>
  readonly n_event: ReadonlyArray<number>
  readonly n_censor: ReadonlyArray<number>
  readonly surv: ReadonlyArray<number>
  readonly se: Numbers
  readonly ci95: Record<Scale, Limits>
  readonly quantiles95: Record<Scale, Quantiles>
  readonly median90_loglog: Quantiles
  readonly n: number
  readonly events: number
}
interface EdgeCase extends Record<Scale, Limits> {
  readonly input_time: ReadonlyArray<number>
  readonly input_event: ReadonlyArray<0 | 1>
  readonly time: ReadonlyArray<number>
  readonly n_risk: ReadonlyArray<number>
  readonly n_event: ReadonlyArray<number>
  readonly surv: ReadonlyArray<number>
  readonly se: Numbers
  readonly median: number | null
  readonly median_loglog: readonly [number | null, number | null]
}

const curveOf = (result: Survival.SurvivalResult): Survival.SurvivalCurve => {
  if (result._tag !== "SurvivalCurve") throw new Error(result.reason)
  return result
}

const expectAll = (actual: Numbers, expected: Numbers): void => {
  expect(actual.map((value) => value === null)).toEqual(expected.map((value) => value === null))
  actual.forEach((value, i) => {
    const wanted = expected[i] ?? 0
    expect(Math.abs((value ?? 0) - wanted), `${value} is not ${wanted}`).toBeLessThanOrEqual(1e-12 * Math.abs(wanted))
  })
}

const csv = (name: string): ReadonlyArray<Record<string, string>> => {
  const text = readFileSync(new URL(`golden/${name}.csv`, import.meta.url), "utf8")
  const [header = "", ...lines] = text.trim().split("\n")
  const names = header.split(",")
  return lines.map((line) => Object.fromEntries(line.split(",").map((field, i) => [names[i] ?? "", field])))
}

const dataSets = [
  { name: "lung", time: "time", group: "sex" },
  { name: "lung_months", time: "month", group: "sex" },
  { name: "gehan", time: "time", group: "treat" },
  { name: "veteran", time: "time", group: "celltype" }
].map(({ group, name, time }) => ({
  name,
  reference: golden<{ overall: ReferenceCurve; groups: Record<string, ReferenceCurve> }>(`${name}.km.json`),
  tally: Tally.from(
    csv(name).map((row) => ({ days: Number(row[time]), outcome: row.event ?? null, group: row[group] ?? null })),
    { by: ["group", "days", "outcome"] }
  )
}))

const expectCurve = (curve: Survival.SurvivalCurve, expected: ReferenceCurve, scale: Scale): void => {
  expect(curve.n).toBe(expected.n)
  expect(curve.eventCount).toBe(expected.events)
  expect(curve.times).toEqual(expected.time)
  expect(curve.atRisk).toEqual(expected.n_risk)
  expect(curve.events).toEqual(expected.n_event)
  expect(curve.censored).toEqual(expected.n_censor)
  expectAll(curve.survival, expected.surv)
  expectAll(curve.standardError, expected.se)
  expectAll(curve.low, expected.ci95[scale].lower)
  expectAll(curve.high, expected.ci95[scale].upper)
  const times = expected.quantiles95[scale].probs.map((left) => Survival.quantile(curve, left))
  expectAll(
    times.map((each) => each.value),
    expected.quantiles95[scale].estimate
  )
  expectAll(
    times.map((each) => each.interval.low),
    expected.quantiles95[scale].lower
  )
  expectAll(
    times.map((each) => each.interval.high),
    expected.quantiles95[scale].upper
  )
}

describe("Kaplan–Meier against R's survival", () => {
  for (const { name, reference, tally } of dataSets) {
    it.each(scales)(`${name}, pooled, %s`, (interval) => {
      const curve = curveOf(Survival.fromTally(tally, { event: "1", interval }))
      expectCurve(curve, reference.overall, interval)
      const median = Survival.fromTally(tally, { event: ["1"], interval: "log-log", level: 0.9 })
      const { estimate, lower, upper } = reference.overall.median90_loglog
      const { interval: bounds, value } = curveOf(median).median
      expectAll([value, bounds.low, bounds.high], [...estimate, ...lower, ...upper])
    })

    it.each(scales)(`${name}, by group, %s`, (interval) => {
      const curves = Survival.by(tally, "group", { event: "1", interval })
      expect(curves.map(({ value }) => value)).toEqual(Object.keys(reference.groups).sort())
      for (const { result, value } of curves) {
        const expected = reference.groups[String(value)]
        if (expected === undefined) throw new Error(`No reference for ${value}`)
        expectCurve(curveOf(result), expected, interval)
      }
    })
  }

  it("lung with frequency weights", () => {
    const { weighted_km: expected } = golden<{
      weighted_km: Pick<ReferenceCurve, "time" | "n_risk" | "surv" | "se">
    }>("lung.weighted.json")
    const lifetimes = csv("lung").map((row, i) => ({
      time: Number(row.time),
      event: row.event === "1",
      weight: 1 + ((i + 1) % 3)
    }))
    const curve = curveOf(Survival.fromLifetimes(lifetimes))
    const places = expected.time.map((time) => curve.times.indexOf(time))
    expect(places.map((place) => curve.atRisk[place])).toEqual(expected.n_risk)
    expectAll(
      places.map((place) => curve.survival[place] ?? null),
      expected.surv
    )
    expectAll(
      places.map((place) => curve.standardError[place] ?? null),
      expected.se
    )
  })

  // R merges times closer than about 1.5e-8 of their size; here they are apart, so these two differ by design.
  const edgeCases = Object.entries(golden<Record<string, EdgeCase>>("edge.km.json")).filter(
    ([name, edge]) => typeof edge === "object" && name !== "big_times" && name !== "float_noise"
  )
  it.each(edgeCases)("%s", (_, edge) => {
    const lifetimes = edge.input_time.map((time, i) => ({ time, event: edge.input_event[i] === 1 }))
    for (const interval of scales) {
      const curve = curveOf(Survival.fromLifetimes(lifetimes, { interval }))
      expect(curve.times).toEqual(edge.time)
      expect(curve.atRisk).toEqual(edge.n_risk)
      expect(curve.events).toEqual(edge.n_event)
      expectAll(curve.survival, edge.surv)
      expectAll(curve.standardError, edge.se)
      expectAll(curve.low, edge[interval].lower)
      expectAll(curve.high, edge[interval].upper)
    }
    const { interval, value } = curveOf(Survival.fromLifetimes(lifetimes)).median
    expectAll([value, interval.low, interval.high], [edge.median, ...edge.median_loglog])
  })

  // The data and results of the test of quantiles in R's survival package.
  it("reads times from flat stretches of the curve, the last one too", () => {
    const lifetimes = [
      [9, 1],
      [1, 1],
      [1, 0],
      [6, 1],
      [6, 1],
      [8, 0],
      [10, 0]
    ].map(([time = 0, event]) => ({ time, event: event === 1 }))
    const curve = curveOf(Survival.fromLifetimes(lifetimes, { interval: "log" }))
    const times = [13 / 14, 6 / 7, 2 / 3, 1 / 2, 9 / 35, 1 / 10].map((share) => Survival.quantile(curve, 1 - share))
    expect(times.map(({ value }) => value)).toEqual([1, 3.5, 6, 9, 9.5, null])
    expect(times.map(({ interval }) => interval.low)).toEqual([1, 1, 1, 6, 6, 9])
    expect(times.map(({ interval }) => interval.high)).toEqual([null, null, null, null, null, null])
  })

  it("keeps times apart that differ at all", () => {
    const big = curveOf(Survival.fromLifetimes([1e9, 1e9 + 1, 1e9 + 2].map((time) => ({ time, event: true }))))
    expect(big.times).toEqual([1e9, 1e9 + 1, 1e9 + 2])
    const noise = curveOf(Survival.fromLifetimes([0.1 + 0.2, 0.3].map((time) => ({ time, event: true }))))
    expect(noise.times).toEqual([0.3, 0.1 + 0.2])
  })
})

const lifetime = fc.record({ time: fc.nat(20), event: fc.boolean(), weight: fc.integer({ min: 1, max: 4 }) })
const lifetimes = fc.array(lifetime, { minLength: 1, maxLength: 40 })
const interval = fc.constantFrom(...scales)

describe("Kaplan–Meier laws", () => {
  it("does not depend on the order", () => {
    fc.assert(
      fc.property(lifetimes, interval, (followed, interval) => {
        const sorted = followed.toSorted((a, b) => b.time - a.time)
        expect(Survival.fromLifetimes(sorted, { interval })).toEqual(Survival.fromLifetimes(followed, { interval }))
      })
    )
  })

  it("counts a weight as that many copies", () => {
    fc.assert(
      fc.property(lifetimes, interval, (followed, interval) => {
        const copies = followed.flatMap(({ event, time, weight }) =>
          Array.from({ length: weight }, () => ({ event, time }))
        )
        expect(Survival.fromLifetimes(copies, { interval })).toEqual(Survival.fromLifetimes(followed, { interval }))
      })
    )
  })

  it("is the same from a tally, and by group as from the group alone", () => {
    fc.assert(
      fc.property(lifetimes, interval, (followed, interval) => {
        const rows = followed.map(({ event, time, weight }) => ({
          days: time,
          outcome: event ? "ended" : "active",
          weight
        }))
        const { add, finish } = Tally.counter<(typeof rows)[number], ["days", "outcome", "weight"]>({
          by: ["days", "outcome", "weight"]
        })
        for (const row of rows) add(row, row.weight)
        const tally = finish()
        expect(Survival.fromTally(tally, { interval })).toEqual(Survival.fromLifetimes(followed, { interval }))
        for (const { result, value } of Survival.by(tally, "weight", { interval })) {
          const part = followed.filter(({ weight }) => weight === value)
          expect(result).toEqual(Survival.fromLifetimes(part, { interval }))
        }
      })
    )
  })

  it("never rises, and its limits hold it", () => {
    fc.assert(
      fc.property(lifetimes, interval, (followed, interval) => {
        const { atRisk, censored, events, high, low, n, survival } = curveOf(
          Survival.fromLifetimes(followed, { interval })
        )
        survival.forEach((share, i) => {
          expect(share).toBeLessThanOrEqual(survival[i - 1] ?? 1)
          expect(low[i] ?? share).toBeLessThanOrEqual(share + 1e-15)
          expect(high[i] ?? share).toBeGreaterThanOrEqual(share - 1e-15)
          expect(low[i] ?? 0).toBeGreaterThanOrEqual(0)
          expect(high[i] ?? 1).toBeLessThanOrEqual(1)
          const before = (atRisk[i - 1] ?? n) - (events[i - 1] ?? 0) - (censored[i - 1] ?? 0)
          expect(atRisk[i]).toBe(before)
        })
      })
    )
  })

  it("without censoring is the share of longer lifetimes", () => {
    fc.assert(
      fc.property(lifetimes, (followed) => {
        const { n, survival, times } = curveOf(
          Survival.fromLifetimes(followed.map(({ time, weight }) => ({ time, weight, event: true })))
        )
        times.forEach((at, i) => {
          const longer = followed.reduce((sum, { time, weight }) => sum + (time > at ? weight : 0), 0)
          expect(survival[i]).toBeCloseTo(longer / n, 12)
        })
      })
    )
  })

  it("keeps its shape when times are shifted and scaled", () => {
    fc.assert(
      fc.property(lifetimes, fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (followed, shift, scale) => {
        const moved = (time: number): number => time * scale + shift
        const curve = curveOf(Survival.fromLifetimes(followed))
        const other = curveOf(Survival.fromLifetimes(followed.map((each) => ({ ...each, time: moved(each.time) }))))
        const { median, times, ...rest } = curve
        const shape = { ...other, times, median }
        expect(shape).toEqual({ ...rest, times, median })
        expect(other.times).toEqual(times.map(moved))
        expect(other.median.value).toEqual(median.value === null ? null : moved(median.value))
        expect(other.median.interval.low).toEqual(median.interval.low === null ? null : moved(median.interval.low))
      })
    )
  })
})

describe("Kaplan–Meier at the edges", () => {
  it("has no curve without lifetimes", () => {
    expect(Survival.fromLifetimes([])).toEqual({
      _tag: "InsufficientData",
      reason: "no lifetimes",
      n: 0,
      excluded: { missing: 0, invalid: 0 }
    })
    expect(
      Survival.by(
        Tally.from([] as Array<{ days: number; outcome: string; plan: string }>, { by: ["plan", "days", "outcome"] }),
        "plan"
      )
    ).toEqual([])
  })

  it("counts what cannot be a lifetime", () => {
    const lifetimes: ReadonlyArray<unknown> = [
      { time: 1, event: true },
      { time: Number.NaN, event: true },
      { time: null, event: false, weight: 2 },
      { event: false },
      { time: 3 },
      { time: -1, event: true },
      { time: Number.POSITIVE_INFINITY, event: true, weight: 3 },
      { time: "4", event: true },
      { time: 1, event: true, weight: -2 },
      { time: 1, event: true, weight: Number.NaN },
      { time: 1, event: true, weight: 0 }
    ]
    const result = curveOf(Survival.fromLifetimes(lifetimes as ReadonlyArray<Survival.FollowUp>))
    expect(result.n).toBe(1)
    expect(result.excluded).toEqual({ missing: 5, invalid: 7 })
  })

  it("counts what cannot be a lifetime in a tally", () => {
    const rows = [
      { days: 5, outcome: "ended" },
      { days: null, outcome: "ended" },
      { days: "x", outcome: "active" },
      { days: -3, outcome: "active" },
      { days: 7, outcome: null },
      { days: 8, outcome: "moved" }
    ]
    const tally = Tally.from(rows, { by: ["days", "outcome"] })
    const curve = curveOf(Survival.fromTally(tally))
    expect([curve.n, curve.eventCount, curve.excluded]).toEqual([2, 1, { missing: 2, invalid: 2 }])
    expect(curveOf(Survival.fromTally(tally, { event: ["ended", "moved"] })).eventCount).toBe(2)
    expect(curveOf(Survival.fromTally(tally, { event: ["ended", null] })).eventCount).toBe(2)
    expect(() => Survival.fromTally(tally as Tally.Tally, { time: "weeks" })).toThrow(Tally.TallyMismatch)
  })

  it("reads shares between times, and says where there is none", () => {
    const curve = curveOf(
      Survival.fromLifetimes([
        { time: 10, event: true },
        { time: 20, event: false },
        { time: 30, event: true },
        { time: 40, event: true }
      ])
    )
    expect(Survival.at(curve, 10)).toEqual(Survival.at(curve, 29.9))
    expect(Survival.at(curve, 30)).toMatchObject({ _tag: "Estimate", value: 0.375, n: 4 })
    const reasons = [0, 9, 40, 40.1, -1, Number.NaN, Number.POSITIVE_INFINITY].map((time) => {
      const share = Survival.at(curve, time)
      return share._tag === "InsufficientData" ? share.reason : share._tag
    })
    const unseen = "nobody was followed to this time"
    expect(reasons).toEqual([
      "no event until this time",
      "no event until this time",
      "nobody is left at this time",
      ...Array.from({ length: 4 }, () => unseen)
    ])
  })
})
