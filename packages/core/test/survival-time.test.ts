import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Difference, type InsufficientData, type Measured, Survival, Tally } from "../src/index.ts"
import { exp, log } from "../src/stats/Elementary.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { lifetimeTally, truncated } from "./lifetimeFiles.ts"

interface ReferenceCurve {
  readonly cumhaz_na: ReadonlyArray<number>
  readonly se_cumhaz_na: ReadonlyArray<number>
  readonly rmst: ReadonlyArray<{ readonly tau: number; readonly rmean: number; readonly se: number }>
}

const curveOf = (result: Survival.SurvivalResult): Survival.SurvivalCurve => {
  if (result._tag !== "SurvivalCurve") throw new Error(result.reason)
  return result
}

const expectAll = (actual: ReadonlyArray<number | null>, expected: ReadonlyArray<number | null>, tolerance: number) => {
  expect(actual.map((each) => each === null)).toEqual(expected.map((each) => each === null))
  actual.forEach((each, i) => {
    expectClose(each ?? 0, expected[i] ?? 0, tolerance)
  })
}

const dataSets = [
  ["lung", "time", "sex"],
  ["lung_months", "month", "sex"],
  ["gehan", "time", "treat"],
  ["veteran", "time", "celltype"]
] as const

const expectTimes = (curve: Survival.SurvivalCurve, expected: ReferenceCurve): void => {
  const { hazard, standardError } = Survival.cumulativeHazard(curve)
  expectAll(hazard, expected.cumhaz_na, 1e-12)
  expectAll(standardError, expected.se_cumhaz_na, 1e-12)
  for (const { rmean, se, tau } of expected.rmst) {
    const mean = Survival.restrictedMean(curve, tau)
    if (mean._tag !== "Estimate") throw new Error(mean.reason)
    expectClose(mean.value, rmean, 1e-12)
    expectClose(mean.standardError, se, 1e-12)
    expect([mean.tau, mean.n]).toEqual([tau, curve.n])
    expectClose(mean.interval.high, Math.min(tau, rmean + 1.959963984540054 * se), 1e-12)
  }
}

describe("restricted means and cumulative hazards against R's survival", () => {
  it.each(dataSets)("%s", (file, time, group) => {
    const reference = golden<{ overall: ReferenceCurve; groups: Record<string, ReferenceCurve> }>(`${file}.km.json`)
    const tally = lifetimeTally(file, time, [group])
    expectTimes(curveOf(Survival.fromTally(tally, { event: "1" })), reference.overall)
    for (const { result, value } of Survival.by(tally, group, { event: "1" })) {
      const expected = reference.groups[String(value)]
      if (expected === undefined) throw new Error(`No reference for ${value}`)
      expectTimes(curveOf(result), expected)
    }
  })

  const edges =
    golden<
      Record<
        string,
        {
          readonly input_time: ReadonlyArray<number>
          readonly input_event: ReadonlyArray<number>
          readonly cumhaz_na: ReadonlyArray<number>
          readonly rmean_to_max: number
          readonly rmean_se: number
        }
      >
    >("edge.km.json")
  // The last two are those that R gets by merging times; here they are apart.
  const cases = Object.keys(edges).filter(
    (name) => !["source", "conventions", "big_times", "float_noise"].includes(name)
  )
  it.each(cases)("%s", (name) => {
    const edge = edges[name]
    if (edge === undefined) throw new Error("no reference")
    const curve = curveOf(Survival.fromColumns({ times: edge.input_time, ended: edge.input_event }))
    expectAll(Survival.cumulativeHazard(curve).hazard, edge.cumhaz_na, 1e-12)
    const mean = Survival.restrictedMean(curve, curve.times.at(-1) ?? 0)
    if (mean._tag !== "Estimate") throw new Error(mean.reason)
    expectClose(mean.value, edge.rmean_to_max, 1e-12)
    expectClose(mean.standardError, edge.rmean_se, 1e-12)
  })
})

describe("left truncation against R's survival", () => {
  const scales = ["log", "log-log", "plain"] as const
  const names = ["lung", "emptied", "alone"] as const
  it.each(names.flatMap((name) => scales.map((scale) => [name, scale] as const)))("%s, %s", (name, interval) => {
    const expected = truncated.curves[name]
    const columns = { times: expected.input_time, ended: expected.input_event, entries: expected.entry }
    const curve = curveOf(Survival.fromColumns(columns, { interval }))
    expect(curve.times).toEqual(expected.time)
    expect(curve.atRisk).toEqual(expected.n_risk)
    expect(curve.events).toEqual(expected.n_event)
    expect(curve.censored).toEqual(expected.n_censor)
    expectAll(curve.survival, expected.surv, 1e-12)
    expectAll(curve.standardError, expected.se, 1e-12)
    expectAll(curve.low, expected[interval].lower, 1e-12)
    expectAll(curve.high, expected[interval].upper, 1e-12)
    expectAll(Survival.cumulativeHazard(curve).hazard, expected.cumhaz, 1e-12)
  })
})

const lifetime = fc.record({
  time: fc.nat(20),
  event: fc.boolean(),
  entry: fc.constantFrom(0, 0, 1, 4),
  weight: fc.integer({ min: 1, max: 3 })
})
const lifetimes = fc.array(lifetime, { minLength: 1, maxLength: 30 })
const anyInterval = fc.constantFrom("log-log" as const, "log" as const, "plain" as const)

describe("laws of entries and columns", () => {
  it("are the same from lifetimes, from columns and from a tally, in any order and pieces", () => {
    fc.assert(
      fc.property(lifetimes, anyInterval, (followed, interval) => {
        const expected = Survival.fromLifetimes(followed, { interval })
        const columns = {
          times: Float64Array.from(followed, ({ time }) => time),
          ended: followed.map(({ event }) => event),
          entries: Uint8Array.from(followed, ({ entry }) => entry),
          counts: Uint8Array.from(followed, ({ weight }) => weight)
        }
        expect(Survival.fromColumns(columns, { interval })).toEqual(expected)
        const rows = followed.flatMap(({ entry, event, time, weight }) =>
          Array.from({ length: weight }, () => ({ days: time, outcome: event ? "ended" : "active", entry }))
        )
        const count = (part: typeof rows) => Tally.from(part, { by: ["days", "outcome", "entry"] })
        const [odd, even] = [1, 0].map((k) => count(rows.filter((_, i) => i % 2 === k)))
        const merged = odd === undefined || even === undefined ? count(rows) : Tally.merge(even, odd)
        expect(Survival.fromTally(merged, { interval, entry: "entry" })).toEqual(expected)
        expect(Survival.fromLifetimes(followed.toReversed(), { interval })).toEqual(expected)
      })
    )
  })

  it("of groups in columns are those of a tally", () => {
    fc.assert(
      fc.property(lifetimes, (followed) => {
        const rows = followed.map(({ entry, event, time, weight }) => {
          return { days: time, outcome: event ? "ended" : "active", entry, weight: weight === 2 ? null : weight }
        })
        const tally = Tally.from(rows, { by: ["weight", "days", "outcome", "entry"] })
        const columns = {
          times: rows.map(({ days }) => days),
          ended: rows.map(({ outcome }) => outcome === "ended"),
          entries: rows.map(({ entry }) => entry)
        }
        const groups = rows.map(({ weight }) => weight)
        expect(Survival.byColumns(columns, groups)).toEqual(Survival.by(tally, "weight", { entry: "entry" }))
      })
    )
  })

  it("with entries at 0 are those without", () => {
    fc.assert(
      fc.property(lifetimes, (followed) => {
        const [without, at0] = [
          followed.map(({ entry: _, ...each }) => each),
          followed.map((each) => ({ ...each, entry: -0 }))
        ]
        expect(Survival.fromLifetimes(at0)).toEqual(Survival.fromLifetimes(without))
      })
    )
  })

  it("take −0 for 0, before all other times", () => {
    const followed = [5, -0, 0, 1e-300].map((time) => ({ time, event: true }))
    expect(curveOf(Survival.fromLifetimes(followed))).toMatchObject({ times: [0, 1e-300, 5], events: [2, 1, 1] })
  })

  it("keep the books: at risk are those who entered and have not left", () => {
    fc.assert(
      fc.property(lifetimes, (followed) => {
        const result = Survival.fromLifetimes(followed)
        if (result._tag !== "SurvivalCurve") return
        const { atRisk, censored, entered, events, times } = result
        times.forEach((at, i) => {
          const before = i === 0 ? 0 : (atRisk[i - 1] ?? 0) - (events[i - 1] ?? 0) - (censored[i - 1] ?? 0)
          expect(atRisk[i]).toBe(before + (entered[i] ?? 0))
          const there = followed.filter(
            ({ entry, time }) => at <= time && (entry < at || entry === 0) && (entry < time || entry === 0)
          )
          expect(atRisk[i]).toBe(there.reduce((sum, { weight }) => sum + weight, 0))
        })
      })
    )
  })
})

describe("laws of the restricted mean", () => {
  it("is at most tau, grows with it, and without censoring is the mean of what was seen of it", () => {
    fc.assert(
      fc.property(lifetimes, fc.integer({ min: 1, max: 25 }), (followed, tau) => {
        const plain = followed.map(({ time, weight }) => ({ time, weight, event: true }))
        const curve = curveOf(Survival.fromLifetimes(plain))
        const [mean, later] = [Survival.restrictedMean(curve, tau), Survival.restrictedMean(curve, tau + 0.5)]
        if (mean._tag !== "Estimate" || later._tag !== "Estimate") throw new Error("no mean")
        const total = plain.reduce((sum, { time, weight }) => sum + weight * Math.min(time, tau), 0)
        expectClose(mean.value, total / curve.n, 1e-12)
        expect(mean.value).toBeLessThanOrEqual(tau)
        expect(later.value).toBeGreaterThanOrEqual(mean.value - 1e-12)
        expect(mean.interval.low).toBeGreaterThanOrEqual(0)
        expect(mean.interval.high).toBeLessThanOrEqual(tau)
        // Without censoring the variance is that of the times cut at tau, over n.
        const spread = plain.reduce(
          (sum, { time, weight }) => sum + weight * (Math.min(time, tau) - mean.value) ** 2,
          0
        )
        expectClose(mean.standardError ** 2, spread / curve.n ** 2, 1e-9)
      })
    )
  })

  it("follows the unit of time", () => {
    fc.assert(
      fc.property(lifetimes, fc.integer({ min: 2, max: 30 }), (followed, unit) => {
        const curve = curveOf(Survival.fromLifetimes([{ time: 20, event: false }, ...followed]))
        const scaled = [{ time: 20, event: false, entry: 0 }, ...followed].map((each) => {
          return { ...each, time: each.time * unit, entry: each.entry * unit }
        })
        const [mean, other] = [
          Survival.restrictedMean(curve, 18),
          Survival.restrictedMean(curveOf(Survival.fromLifetimes(scaled)), 18 * unit)
        ]
        if (mean._tag !== "Estimate" || other._tag !== "Estimate") throw new Error("no mean")
        expectClose(other.value, mean.value * unit, 1e-12)
        expectClose(other.standardError, mean.standardError * unit, 1e-12)
      })
    )
  })

  it("is not known beyond what was seen, but where nobody is left", () => {
    const stayed = curveOf(
      Survival.fromLifetimes([
        { time: 3, event: true },
        { time: 5, event: false }
      ])
    )
    expect(Survival.restrictedMean(stayed, 5)).toMatchObject({ _tag: "Estimate", value: 4 })
    expect(Survival.restrictedMean(stayed, 5.1)).toMatchObject({ reason: "nobody was followed to this time", n: 2 })
    const left = curveOf(
      Survival.fromLifetimes([
        { time: 3, event: true },
        { time: 5, event: true }
      ])
    )
    expect(Survival.restrictedMean(left, 100)).toMatchObject({ _tag: "Estimate", value: 4 })
    for (const tau of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => Survival.restrictedMean(left, tau)).toThrow(RangeError)
    }
  })
})

describe("differences", () => {
  const turned = (each: Difference | InsufficientData) =>
    each._tag === "InsufficientData"
      ? each
      : {
          ...each,
          value: 0 - each.value,
          interval: { ...each.interval, low: 0 - each.interval.high, high: 0 - each.interval.low },
          n: [each.n[1], each.n[0]]
        }

  it.each(["difference", "restrictedMeanDifference"] as const)("%s turns its sign with the sides", (name) => {
    fc.assert(
      fc.property(lifetimes, lifetimes, fc.integer({ min: 1, max: 20 }), (a, b, time) => {
        const [first, second] = [Survival.fromLifetimes(a), Survival.fromLifetimes(b)]
        expect(Survival[name](second, first, time)).toEqual(turned(Survival[name](first, second, time)))
        const none = Survival[name](first, first, time)
        if (none._tag === "Difference") expect([none.value, none.p ?? 1]).toEqual([0, 1])
      })
    )
  })

  it("are those of shares where nothing is censored", () => {
    const all = (times: ReadonlyArray<number>) => Survival.fromLifetimes(times.map((time) => ({ time, event: true })))
    const result = Survival.difference(all([1, 2, 3, 4, 5]), all([1, 1, 1, 4]), 3, { level: 0.9 })
    if (result._tag !== "Difference") throw new Error(result.reason)
    expectClose(result.value, 2 / 5 - 1 / 4, 1e-12)
    const error = Math.sqrt((0.4 * 0.6) / 5 + (0.25 * 0.75) / 4)
    // R: qnorm(0.95)
    expectClose(result.interval.high, 0.15 + 1.6448536269514722 * error, 1e-12)
    expect([result.n, result.interval.method, result.interval.level]).toEqual([[5, 4], "Greenwood, plain", 0.9])
  })

  it("say when there is none", () => {
    const curve = Survival.fromLifetimes([
      { time: 3, event: true },
      { time: 5, event: true },
      { time: 9, event: false }
    ])
    const none = Survival.fromLifetimes([])
    const reason = "a share cannot be estimated on one side at this time"
    for (const time of [2, 10, -1, Number.NaN])
      expect(Survival.difference(curve, curve, time)).toMatchObject({ reason })
    expect(Survival.difference(curve, none, 4)).toMatchObject({ reason })
    expect(Survival.restrictedMeanDifference(none, curve, 4)).toMatchObject({ _tag: "InsufficientData" })
    expect(Survival.restrictedMeanDifference(curve, curve, 10)).toMatchObject({ _tag: "InsufficientData" })
  })
})

describe("cumulative hazard", () => {
  const curve = curveOf(Survival.fromLifetimes([1, 2, 2, 4].map((time) => ({ time, event: time > 1 }))))

  it("has limits that hold it, from 0", () => {
    const hazard = Survival.cumulativeHazard(curve)
    expect([hazard.low[0], hazard.high[0]]).toEqual([null, null])
    const factor = exp(1.959963984540054 * (Math.sqrt(2 / 9) / (2 / 3)))
    expectClose(hazard.high[1] ?? 0, (2 / 3) * factor, 1e-12)
    expectClose(hazard.low[1] ?? 0, 2 / 3 / factor, 1e-12)
    const plain = Survival.cumulativeHazard(curve, { interval: "plain", level: 0.9 })
    expect(plain).toMatchObject({ method: "Aalen, plain", level: 0.9, low: [0, 0, expect.any(Number)] })
    expect(plain.high[0]).toBe(0)
  })

  it("is at most −ln of the share that stays", () => {
    fc.assert(
      fc.property(lifetimes, (followed) => {
        const result = Survival.fromLifetimes(followed)
        if (result._tag !== "SurvivalCurve") return
        Survival.cumulativeHazard(result).hazard.forEach((each, i) => {
          expect(each).toBeLessThanOrEqual(0 - log(result.survival[i] ?? 1) + 1e-12)
        })
      })
    )
  })
})

it("reads any quantile, and refuses what is no share", () => {
  const curve = curveOf(Survival.fromLifetimes([1, 2, 3, 4].map((time) => ({ time, event: true }))))
  expect([0.1, 0.25, 0.9, 1].map((left) => Survival.quantile(curve, left).value)).toEqual([1, 1.5, 4, 4])
  for (const left of [-0.1, 1.1, Number.NaN]) expect(() => Survival.quantile(curve, left)).toThrow(RangeError)
})

/** 100 lifetimes, exponential with mean 100, censored evenly up to 250, half of them entered late. */
const draw = (next: () => number): ReadonlyArray<Survival.FollowUp> => {
  const sample: Array<Survival.FollowUp> = []
  while (sample.length < 100) {
    const [left, seen, entry] = [-100 * log(1 - next()), 250 * next(), Math.max(0, 60 * next() - 30)]
    if (Math.min(left, seen) > entry) sample.push({ time: Math.min(left, seen), event: left <= seen, entry })
  }
  return sample
}

const holds = (low: number | null, high: number | null, value: number): number =>
  (low ?? 0) <= value && value <= (high ?? Number.POSITIVE_INFINITY) ? 1 : 0

const estimateHolds = (result: Measured, value: number): number =>
  result._tag === "Estimate" ? holds(result.interval.low, result.interval.high, value) : 0

it("covers the true share, median, hazard and restricted mean about as often as it says", () => {
  const next = random(3)
  const rounds = 1500
  const covered = { share: 0, median: 0, hazard: 0, mean: 0 }
  for (let round = 0; round < rounds; round++) {
    const curve = curveOf(Survival.fromLifetimes(draw(next)))
    covered.share += estimateHolds(Survival.at(curve, 80), exp(-0.8))
    covered.median += holds(curve.median.interval.low, curve.median.interval.high, 100 * Math.LN2)
    const { high, low, times } = Survival.cumulativeHazard(curve)
    const place = times.findLastIndex((time) => time <= 80)
    covered.hazard += holds(low[place] ?? null, high[place] ?? null, 0.8)
    covered.mean += estimateHolds(Survival.restrictedMean(curve, 120), 100 * (1 - exp(-1.2)))
  }
  for (const [what, times] of Object.entries(covered)) {
    expect(times / rounds, what).toBeGreaterThan(0.93)
    expect(times / rounds, what).toBeLessThan(0.97)
  }
})

it("covers the true differences about as often as it says", () => {
  const next = random(5)
  const rounds = 1500
  const covered = { share: 0, mean: 0 }
  for (let round = 0; round < rounds; round++) {
    const slower = draw(next).map(({ entry = 0, event, time }) => ({
      time: 1.5 * (time ?? Number.NaN),
      event,
      entry: 1.5 * entry
    }))
    const [a, b] = [Survival.fromLifetimes(slower), Survival.fromLifetimes(draw(next))]
    const share = Survival.difference(a, b, 80)
    if (share._tag === "Difference") {
      covered.share += holds(share.interval.low, share.interval.high, exp(-0.8 / 1.5) - exp(-0.8))
    }
    const mean = Survival.restrictedMeanDifference(a, b, 120)
    const truth = 150 * (1 - exp(-0.8)) - 100 * (1 - exp(-1.2))
    if (mean._tag === "Difference") covered.mean += holds(mean.interval.low, mean.interval.high, truth)
  }
  for (const [what, times] of Object.entries(covered)) {
    expect(times / rounds, what).toBeGreaterThan(0.93)
    expect(times / rounds, what).toBeLessThan(0.97)
  }
})
