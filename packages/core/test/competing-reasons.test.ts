import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CompetingReasons, Survival, Tally } from "../src/index.ts"
import { aalenJohansen } from "../src/stats/AalenJohansen.ts"
import { exp, log } from "../src/stats/Elementary.ts"
import { type GrayGroup, gray } from "../src/stats/Gray.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

type Numbers = ReadonlyArray<number>
interface Reference {
  readonly time: Numbers
  readonly n_risk: Numbers
  readonly n_event: Record<string, Numbers>
  readonly n_censor: Numbers
  readonly surv_event_free: Numbers
  readonly cif: Record<string, Numbers>
  readonly se_ij: Record<string, Numbers>
  readonly lower95_log: Record<string, ReadonlyArray<number | null>>
  readonly upper95_log: Record<string, ReadonlyArray<number | null>>
}
const pbc = golden<{
  readonly overall: Reference
  readonly groups: Record<string, Reference>
  readonly gray_test: { readonly causes: ReadonlyArray<string>; readonly stat: Numbers; readonly p: Numbers }
}>("pbc.cif.json")

interface LimitReference {
  readonly time: Numbers
  readonly incidence: Numbers
  readonly se: Numbers
  readonly low: Numbers
  readonly high: Numbers
}
interface TestReference {
  readonly time: string
  readonly group: string
  readonly strata: string | null
  readonly reasons: ReadonlyArray<string>
  readonly statistic: Numbers
  readonly p: Numbers
  readonly df: Numbers
}
const reference = golden<{
  readonly tests: ReadonlyArray<TestReference>
  readonly limits: Record<"log-log" | "log" | "plain", LimitReference>
}>("gray.json")

const lines = readFileSync(new URL("golden/pbc.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
const [header = "", ...rows] = lines
const names = header.split(",")
const events: Record<string, string> = { 1: "transplant", 2: "death" }
const patients = rows.map((row) => {
  const fields: Record<string, string> = Object.fromEntries(row.split(",").map((field, i) => [names[i] ?? "", field]))
  const { sex = "", stage = "", status = "" } = fields
  const time = Number(fields.time)
  const counted = { time, month: Math.floor(time / 30), year: Math.floor(time / 365), sex, stage, status }
  return { ...counted, outcome: status === "0" ? "active" : "ended", reason: events[status] ?? null }
})
const staged = patients.filter(({ stage }) => stage !== "NA" && stage !== "")
const tally = Tally.from(patients, { by: ["sex", "time", "outcome", "reason"] })

const curvesOf = (result: CompetingReasons.ReasonCurvesResult): CompetingReasons.ReasonCurves => {
  if (result._tag !== "ReasonCurves") throw new Error(result.reason)
  return result
}

const expectAll = (actual: ReadonlyArray<number | null>, expected: ReadonlyArray<number | null>, tolerance: number) => {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, i) => {
    const wanted = expected[i] ?? null
    if (value === null || wanted === null) expect(value).toBe(wanted)
    else expect(Math.abs(value - wanted), `${value} is not ${wanted}`).toBeLessThanOrEqual(tolerance)
  })
}

const expectCurves = (curves: CompetingReasons.ReasonCurves, expected: Reference): void => {
  expect(curves.times).toEqual(expected.time)
  expect(curves.atRisk).toEqual(expected.n_risk)
  expect(curves.censored).toEqual(expected.n_censor)
  expectAll(curves.survival, expected.surv_event_free, 1e-12)
  expect(curves.reasons.map(({ reason }) => reason)).toEqual(["death", "transplant"])
  for (const { events: counted, high, incidence, low, reason, standardError } of curves.reasons) {
    const name = String(reason)
    expect(counted).toEqual(expected.n_event[name])
    expectAll(incidence, expected.cif[name] ?? [], 1e-12)
    expectAll(standardError, expected.se_ij[name] ?? [], 1e-12)
    expectAll(low, expected.lower95_log[name] ?? [], 1e-12)
    // R stops the upper end at 1.
    expectAll(high, expected.upper95_log[name] ?? [], 1e-12)
  }
}

describe("Aalen–Johansen against R's survfit", () => {
  it("pooled", () => {
    expectCurves(curvesOf(CompetingReasons.fromTally(tally, { time: "time", interval: "log" })), pbc.overall)
  })

  it("by group", () => {
    const groups = CompetingReasons.by(tally, "sex", { time: "time", interval: "log" })
    expect(groups.map(({ value }) => value)).toEqual(["f", "m"])
    for (const { result, value } of groups) {
      const expected = pbc.groups[String(value)]
      if (expected === undefined) throw new Error(`no reference of ${value}`)
      expectCurves(curvesOf(result), expected)
    }
  })

  it.each(["log-log", "log", "plain"] as const)("with ties, %s", (interval) => {
    const byStatus = Tally.from(staged, { by: ["year", "status"] })
    const options = { time: "year", outcome: "status", reason: "status", event: ["1", "2"], interval } as const
    const curves = curvesOf(CompetingReasons.fromTally(byStatus, { ...options, level: 0.9 }))
    const death = curves.reasons.find(({ reason }) => reason === "2")
    const { high, incidence, low, se, time } = reference.limits[interval]
    expect(curves.times).toEqual(time)
    expectAll(death?.incidence ?? [], incidence, 1e-12)
    expectAll(death?.standardError ?? [], se, 1e-12)
    expectAll(death?.low ?? [], low, 1e-12)
    expectAll(death?.high ?? [], high, 1e-12)
  })
})

describe("Gray's test against cmprsk", () => {
  it.each(reference.tests)("$time by $group within $strata", ({ df, group, p, reasons, statistic, strata, time }) => {
    const counted = Tally.from(staged, { by: ["time", "month", "year", "sex", "stage", "status"] })
    const place = {
      time,
      outcome: "status",
      reason: "status",
      event: ["1", "2"]
    } as CompetingReasons.GrayOptions<string>
    const all: Tally.Tally = counted
    const found = CompetingReasons.gray(all, group, strata === null ? place : { ...place, strata })
    expect(found.map(({ reason }) => reason)).toEqual(reasons)
    found.forEach(({ result }, i) => {
      if (result._tag !== "GrayTest") throw new Error(result.reason)
      expect(Math.abs(result.statistic / (statistic[i] ?? 0) - 1)).toBeLessThan(1e-9)
      expect(Math.abs(result.p / (p[i] ?? 0) - 1)).toBeLessThan(1e-9)
      expect(result.df).toBe(df[i])
    })
  })

  it("of the whole of pbc", () => {
    for (const { reason, result } of CompetingReasons.gray(tally, "sex", { time: "time" })) {
      const i = pbc.gray_test.causes.indexOf(String(reason))
      expect(result).toMatchObject({ _tag: "GrayTest", df: 1 })
      if (result._tag === "GrayTest") expectClose(result.statistic, pbc.gray_test.stat[i] ?? 0, 1e-9)
      if (result._tag === "GrayTest") expectClose(result.p, pbc.gray_test.p[i] ?? 0, 1e-9)
    }
  })
})

const lifetime = fc.record({
  time: fc.integer({ min: 0, max: 12 }),
  event: fc.boolean(),
  reason: fc.constantFrom("a", "b", "c", null),
  group: fc.constantFrom("x", "y", "z")
})
const lifetimes = fc.array(lifetime, { maxLength: 40 })
const count = (all: ReadonlyArray<{ time: number; event: boolean; reason: string | null; group: string }>) =>
  Tally.from(
    all.map(({ event, reason, ...known }) => ({
      ...known,
      outcome: event ? "ended" : "active",
      reason: event ? reason : null
    })),
    { by: ["group", "time", "outcome", "reason"] }
  )

/** The jackknife by its definition: the derivative of an incidence with the weight of each lifetime, squared and added up. */
const jackknife = (all: ReadonlyArray<CompetingReasons.EndedBecause>, reason: string, time: number): number => {
  const incidenceOf = (weights: Numbers): number => {
    const curves = curvesOf(
      CompetingReasons.fromLifetimes(all.map((each, i) => ({ ...each, weight: weights[i] ?? 1 })))
    )
    const place = curves.times.indexOf(time)
    return curves.reasons.find((curve) => curve.reason === reason)?.incidence[place] ?? 0
  }
  const step = 1e-4
  const slopes = all.map((_, i) => {
    const weights = (by: number) => all.map((__, j) => Math.round((i === j ? 1 + by : 1) / step))
    return (incidenceOf(weights(step)) - incidenceOf(weights(-step))) / (2 * step)
  })
  return Math.sqrt(slopes.reduce((sum, slope) => sum + slope * slope, 0))
}

describe("competing reasons", () => {
  it("and staying are 1 together, and staying is Kaplan–Meier of all reasons", () => {
    fc.assert(
      fc.property(lifetimes, (all) => {
        const result = CompetingReasons.fromTally(count(all), { time: "time" })
        const survival = Survival.fromLifetimes(all)
        if (result._tag === "InsufficientData" || survival._tag === "InsufficientData") {
          expect(result._tag).toBe(survival._tag)
          return
        }
        expect(result.survival).toEqual(survival.survival)
        result.survival.forEach((stays, i) => {
          const left = result.reasons.reduce((sum, { incidence }) => sum + (incidence[i] ?? 0), 0)
          expect(Math.abs(stays + left - 1)).toBeLessThanOrEqual(1e-12)
        })
        for (const { incidence, low, high, standardError } of result.reasons) {
          incidence.forEach((share, i) => {
            expect(share).toBeGreaterThanOrEqual(incidence[i - 1] ?? 0)
            expect(standardError[i]).toBeGreaterThanOrEqual(0)
            expect(low[i] ?? share).toBeLessThanOrEqual(share)
            expect(high[i] ?? share).toBeGreaterThanOrEqual(share)
          })
        }
      })
    )
  })

  it("stays 1 over very many times", () => {
    const uniform = random(4)
    const times = Array.from({ length: 200_000 }, (_, i) => i)
    const draws = times.map(() => uniform())
    const one = (from: number, to: number): Numbers => draws.map((u) => (u >= from && u < to ? 1 : 0))
    const { reasons, survival } = aalenJohansen({ times, events: [one(0, 0.3), one(0.3, 0.5)], censored: one(0.5, 1) })
    const worst = survival.map((stays, i) =>
      Math.abs(stays + reasons.reduce((sum, { incidence }) => sum + (incidence[i] ?? 0), 0) - 1)
    )
    expect(worst.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(1e-12)
  })

  it("of one reason is 1 − Kaplan–Meier with Greenwood's error", () => {
    fc.assert(
      fc.property(lifetimes, (all) => {
        const result = CompetingReasons.fromLifetimes(all.map(({ event, time }) => ({ event, time, reason: "all" })))
        const survival = Survival.fromLifetimes(all)
        if (result._tag === "InsufficientData" || survival._tag === "InsufficientData") return
        const [curve] = result.reasons
        curve?.incidence.forEach((share, i) => {
          expect(Math.abs(share - 1 + (survival.survival[i] ?? 0))).toBeLessThanOrEqual(1e-12)
          expect(Math.abs((curve.standardError[i] ?? 0) - (survival.standardError[i] ?? 0))).toBeLessThanOrEqual(1e-12)
        })
      })
    )
  })

  it("has the standard error that its definition gives", () => {
    fc.assert(
      fc.property(fc.array(lifetime, { minLength: 1, maxLength: 12 }), (all) => {
        const curves = curvesOf(CompetingReasons.fromLifetimes(all))
        for (const { reason, standardError } of curves.reasons) {
          if (reason === null) continue
          curves.times.forEach((time, i) => {
            expect(Math.abs((standardError[i] ?? 0) - jackknife(all, String(reason), time))).toBeLessThan(1e-6)
          })
        }
      }),
      { numRuns: 30 }
    )
  })

  it("is the same from lifetimes and from a tally, in any order, in pieces, and with weights as copies", () => {
    fc.assert(
      fc.property(lifetimes, lifetimes, (a, b) => {
        const whole = CompetingReasons.fromTally(count([...a, ...b]), { time: "time" })
        expect(CompetingReasons.fromTally(Tally.merge(count(b.toReversed()), count(a)), { time: "time" })).toEqual(
          whole
        )
        expect(CompetingReasons.fromLifetimes([...b, ...a])).toEqual(whole)
        const twice = CompetingReasons.fromLifetimes([...a, ...b].map((each) => ({ ...each, weight: 2 })))
        expect(CompetingReasons.fromLifetimes([...a, ...b, ...a, ...b])).toEqual(twice)
        const tests = CompetingReasons.gray(count([...a, ...b]), "group", { time: "time" })
        expect(CompetingReasons.gray(Tally.merge(count(b), count(a)), "group", { time: "time" })).toEqual(tests)
      })
    )
  })

  it("of an ended customer without a reason is a reason of its own", () => {
    const curves = curvesOf(
      CompetingReasons.fromLifetimes([
        { time: 1, event: true },
        { time: 2, event: false }
      ])
    )
    expect(curves.reasons).toMatchObject([{ reason: null, eventCount: 1, incidence: [0.5, 0.5] }])
  })

  it("reports what is missing and what is wrong", () => {
    const result = CompetingReasons.fromLifetimes([
      { time: Number.NaN, event: true, reason: "a" },
      { time: -1, event: true, reason: "a" },
      { time: 1, event: true, reason: "a", weight: -1 },
      { time: 1, event: true, reason: "a", weight: 1.5 },
      { time: 1, event: false }
    ])
    expect(result).toMatchObject({ n: 1, excluded: { missing: 1, invalid: 3 }, reasons: [] })
    const unknown = Tally.from([{ days: 1, outcome: null, reason: "a" }], { by: ["days", "outcome", "reason"] })
    expect(CompetingReasons.fromTally(unknown)).toMatchObject({ _tag: "InsufficientData", excluded: { missing: 1 } })
    expect(() => CompetingReasons.fromTally(Tally.from([{ days: 1 }], { by: ["days"] }) as Tally.Tally)).toThrow(
      Tally.TallyMismatch
    )
  })

  it("of nobody and of one", () => {
    expect(CompetingReasons.fromLifetimes([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    const one = curvesOf(CompetingReasons.fromLifetimes([{ time: 5, event: true, reason: "a" }]))
    expect(one.reasons).toMatchObject([{ incidence: [1], standardError: [0], low: [null], high: [null] }])
    expect(CompetingReasons.at(one, "a", 5)).toMatchObject({ reason: "everyone left for this reason by this time" })
    expect(CompetingReasons.at(one, "a", 6)).toMatchObject({ reason: "nobody was followed to this time" })
    expect(CompetingReasons.at(one, "a", 4)).toMatchObject({ reason: "nobody left for this reason until this time" })
    const [test] = CompetingReasons.gray(count([{ time: 5, event: true, reason: "a", group: "x" }]), "group", {
      time: "time"
    })
    expect(test).toMatchObject({ reason: "a", differs: false, result: { _tag: "InsufficientData", n: 1 } })
  })

  it("gives the difference of two groups at a time", () => {
    const [f, m] = CompetingReasons.by(tally, "sex", { time: "time" }).map(({ result }) => curvesOf(result))
    if (f === undefined || m === undefined) throw new Error("two groups")
    const found = CompetingReasons.difference(m, f, { reason: "death", time: 1500 })
    const [a, b] = [CompetingReasons.at(m, "death", 1500), CompetingReasons.at(f, "death", 1500)]
    if (found._tag !== "Difference" || a._tag !== "Estimate" || b._tag !== "Estimate") throw new Error("no estimate")
    expect(found.value).toBe(a.value - b.value)
    expect(found.interval.low).toBeLessThan(found.value)
    expect(CompetingReasons.difference(m, f, { reason: "death", time: 1e6 })._tag).toBe("InsufficientData")
  })
})

/** Lifetimes with two reasons at constant rates, followed to a random time. */
const draw = (uniform: () => number, n: number, rates: readonly [number, number], days: boolean) =>
  Array.from({ length: n }, () => {
    const end = -log(1 - uniform()) / (rates[0] + rates[1])
    const seen = 0.5 + 2 * uniform()
    const reason = uniform() < rates[0] / (rates[0] + rates[1]) ? "a" : "b"
    const time = Math.min(end, seen)
    return { time: days ? Math.ceil(time * 10) : time, event: end <= seen, reason }
  })

describe("by simulation", () => {
  it("95 % intervals cover the true share about 95 times in 100", () => {
    const uniform = random(20_260_401)
    const truth = (0.4 / 1) * (1 - 1 / Math.E)
    let covered = 0
    const runs = 1000
    for (let run = 0; run < runs; run++) {
      const curves = curvesOf(CompetingReasons.fromLifetimes(draw(uniform, 80, [0.4, 0.6], false)))
      const share = CompetingReasons.at(curves, "a", 1)
      if (share._tag === "Estimate" && share.interval.low <= truth && truth <= share.interval.high) covered++
    }
    expect(covered / runs).toBeGreaterThan(0.93)
    expect(covered / runs).toBeLessThan(0.97)
  })

  it("95 % intervals of a difference cover the true one about 95 times in 100", () => {
    const uniform = random(20_260_402)
    const share = (a: number, b: number): number => (a / (a + b)) * (1 - exp(-(a + b)))
    const truth = share(0.4, 0.6) - share(0.9, 0.3)
    let [covered, made] = [0, 0]
    for (let run = 0; run < 1000; run++) {
      const [x, y] = [draw(uniform, 80, [0.4, 0.6], false), draw(uniform, 60, [0.9, 0.3], false)]
      const [a, b] = [curvesOf(CompetingReasons.fromLifetimes(x)), curvesOf(CompetingReasons.fromLifetimes(y))]
      const found = CompetingReasons.difference(a, b, { reason: "a", time: 1 })
      if (found._tag !== "Difference") continue
      made++
      if (found.interval.low <= truth && truth <= found.interval.high) covered++
    }
    expect(made).toBe(1000)
    expect(covered / made).toBeGreaterThan(0.93)
    expect(covered / made).toBeLessThan(0.97)
  })

  it.each([false, true])("Gray's test errs about 5 times in 100 (ties: %s)", (days) => {
    const uniform = random(99)
    let found = 0
    const runs = 1000
    for (let run = 0; run < runs; run++) {
      const all = ["x", "y", "z"].flatMap((group) =>
        draw(uniform, 40, [0.5, 0.8], days).map((each) => ({ ...each, group }))
      )
      const [a] = CompetingReasons.gray(count(all), "group", { time: "time" })
      if (a?.result._tag === "GrayTest" && a.result.p < 0.05) found++
    }
    expect(found / runs).toBeGreaterThan(0.03)
    expect(found / runs).toBeLessThan(0.07)
  })
})

it("Gray's test is finite, and the same whatever the order of groups and reasons", () => {
  const counts = fc.array(
    fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 6, maxLength: 6 }),
    { minLength: 2, maxLength: 4 }
  )
  const toGroup = (moments: ReadonlyArray<readonly [number, number, number]>): GrayGroup => ({
    events: moments.map(([d]) => d),
    others: moments.map(([, d]) => d),
    censored: moments.map(([, , c]) => c)
  })
  fc.assert(
    fc.property(counts, (groups) => {
      const test = gray([groups.map(toGroup)])
      const turned = gray([groups.toReversed().map(toGroup)])
      expect(turned === null).toBe(test === null)
      if (test === null || turned === null) return
      expect(test.statistic).toBeGreaterThanOrEqual(0)
      expect(turned.df).toBe(test.df)
      expectClose(turned.statistic, test.statistic, 1e-6)
      expect(test.p).toBeGreaterThanOrEqual(0)
      expect(test.p).toBeLessThanOrEqual(1)
    })
  )
})
