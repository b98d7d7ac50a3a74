import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { benjaminiHochberg, LogRank, Survival, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { csvRows, lifetimeTally, truncated } from "./lifetimeFiles.ts"

interface Reference {
  readonly n: ReadonlyArray<number>
  readonly observed: ReadonlyArray<number>
  readonly expected: ReadonlyArray<number>
  readonly variance: ReadonlyArray<ReadonlyArray<number>>
  readonly chisq: number
  readonly df: number
  readonly p: number
}

const tested = (result: LogRank.LogRankResult): LogRank.LogRankTest => {
  if (result._tag !== "LogRankTest") throw new Error(result.reason)
  return result
}

/** Equal by their ratio, however small. */
const expectRatio = (actual: number, expected: number, tolerance: number): void =>
  expectClose(actual / expected, 1, tolerance)

const expectNumbers = (actual: ReadonlyArray<number>, expected: ReadonlyArray<number>): void => {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((each, i) => {
    expectClose(each, expected[i] ?? Number.NaN, 1e-11)
  })
}

const cases = [
  { file: "lung", time: "time", name: "by_sex", group: "sex" },
  { file: "lung", time: "time", name: "by_sex_rho1", group: "sex", rho: 1 },
  { file: "lung", time: "time", name: "by_ph_ecog", group: "ph.ecog" },
  { file: "lung", time: "time", name: "by_sex_strata_ph_ecog", group: "sex", strata: "ph.ecog" },
  { file: "lung_months", time: "month", name: "by_sex", group: "sex" },
  { file: "lung_months", time: "month", name: "by_sex_rho1", group: "sex", rho: 1 },
  { file: "veteran", time: "time", name: "by_trt", group: "trt" },
  { file: "veteran", time: "time", name: "by_celltype", group: "celltype" },
  { file: "veteran", time: "time", name: "by_celltype_rho1", group: "celltype", rho: 1 },
  { file: "veteran", time: "time", name: "by_trt_strata_celltype", group: "trt", strata: "celltype" }
]
/** R's order of the cell types. */
const celltypes = ["squamous", "smallcell", "adeno", "large"]

describe("the log-rank test against R's survdiff", () => {
  it.each(cases)("$file $name", ({ file, group, name, rho, strata, time }) => {
    const expected = golden<Record<string, Reference>>(`${file}.logrank.json`)[name]
    if (expected === undefined) throw new Error("no reference")
    const tally = lifetimeTally(file, time, strata === undefined ? [group] : [group, strata])
    const options = { event: "1", ...(rho === undefined ? {} : { rho }), ...(strata === undefined ? {} : { strata }) }
    const test = tested(LogRank.fromTally(tally, group, options))
    expectRatio(test.chiSquared, expected.chisq, 1e-9)
    expectRatio(test.p, expected.p, 1e-9)
    expect(test.df).toBe(expected.df)
    const values = group === "celltype" ? celltypes : test.groups.map((each) => String(each.value))
    const places = values.map((value) => test.groups.findIndex((each) => each.value === value))
    const groups = places.map((place) => test.groups[place])
    expect(groups.map((each) => each?.n)).toEqual(expected.n)
    expectNumbers(
      groups.map((each) => each?.observed ?? Number.NaN),
      expected.observed
    )
    expectNumbers(
      groups.map((each) => each?.expected ?? Number.NaN),
      expected.expected
    )
    places.forEach((row, i) => {
      expectNumbers(
        places.map((column) => test.variance[row]?.[column] ?? Number.NaN),
        expected.variance[i] ?? []
      )
    })
  })

  it("gehan", () => {
    const { by_treat: expected } = golden<{ readonly by_treat: Reference }>("gehan.tests.json")
    const test = tested(LogRank.fromTally(lifetimeTally("gehan", "time", ["treat"]), "treat", { event: "1" }))
    expectRatio(test.chiSquared, expected.chisq, 1e-9)
    expectRatio(test.p, expected.p, 1e-9)
    expect(test.groups.map(({ observed }) => observed)).toEqual(expected.observed)
  })

  it.each(truncated.weighted)(
    "by $group within $strata, rho $rho",
    ({ chisq, expected, group, observed, p, rho, strata }) => {
      const tally = lifetimeTally("lung", "time", ["sex", "ph.ecog"])
      const options = { event: "1", rho, ...(strata === null ? {} : { strata }) }
      const test = tested(LogRank.fromTally(tally, group, options))
      expectRatio(test.chiSquared, chisq, 1e-9)
      expectRatio(test.p, p, 1e-9)
      expectNumbers(
        test.groups.map((each) => each.observed),
        observed
      )
      expectNumbers(
        test.groups.map((each) => each.expected),
        expected
      )
    }
  )

  it.each(truncated.small)("p of three groups of $each that leave one after the other", ({ chisq, each, p }) => {
    const all = Array.from({ length: 3 * each }, (_, i) => ({ time: i + 1, event: true, group: Math.floor(i / each) }))
    const test = tested(LogRank.fromLifetimes(all))
    expectRatio(test.chiSquared, chisq, 1e-9)
    // 1e-312 is not a normal number: it has fewer digits.
    expectRatio(test.p, p, p < 1e-300 ? 1e-3 : 1e-9)
  })

  it.each(truncated.truncated)("with entries: $call", ({ call, chisq, df }) => {
    const { entry, input_event } = truncated.curves.lung
    const rows = csvRows("lung").map((row, i) => ({
      time: Number(row.time) + (i + 1) / 1024,
      event: input_event[i] === 1,
      entry: entry[i] ?? 0,
      sex: row.sex ?? null,
      ecog: row["ph.ecog"] === "" || row["ph.ecog"] === "NA" ? null : (row["ph.ecog"] ?? null)
    }))
    const lifetimes = rows.map(({ ecog, sex, ...each }) => ({
      ...each,
      group: call.includes("factor(sex)") ? sex : ecog,
      ...(call.includes("strata") ? { stratum: ecog } : {})
    }))
    const test = tested(LogRank.fromLifetimes(lifetimes))
    expectRatio(test.chiSquared, chisq, 1e-9)
    expect(test.df).toBe(df)
  })
})

const lifetime = fc.record({
  days: fc.nat(15),
  outcome: fc.constantFrom("ended", "active"),
  plan: fc.constantFrom("a", "b", "c"),
  region: fc.constantFrom("north", "south"),
  entry: fc.constantFrom(0, 0, 2, 5)
})
const lifetimes = fc.array(lifetime, { minLength: 1, maxLength: 40 })
const dimensions = ["plan", "region", "entry", "days", "outcome"] as const
const count = (rows: ReadonlyArray<object>) => Tally.from(rows, { by: dimensions as never }) as Tally.Tally
const options = fc.record({
  rho: fc.constantFrom(0, 1, 0.5),
  strata: fc.constantFrom([], ["region"]),
  entry: fc.constant("entry")
})

const expectSame = (actual: LogRank.LogRankResult, expected: LogRank.LogRankResult, tolerance: number): void => {
  expect(actual._tag).toBe(expected._tag)
  if (actual._tag !== "LogRankTest" || expected._tag !== "LogRankTest") return
  expectClose(actual.chiSquared, expected.chiSquared, tolerance)
  expectClose(actual.p, expected.p, tolerance)
  expect(actual.df).toBe(expected.df)
}

describe("log-rank laws", () => {
  it("does not depend on the order, nor on the pieces counted", () => {
    fc.assert(
      fc.property(lifetimes, lifetimes, options, (a, b, options) => {
        const whole = LogRank.fromTally(count([...a, ...b]), "plan", options)
        expect(LogRank.fromTally(count([...b, ...a].toReversed()), "plan", options)).toEqual(whole)
        expect(LogRank.fromTally(Tally.merge(count(a), count(b)), "plan", options)).toEqual(whole)
      })
    )
  })

  it("is the same from lifetimes, from columns and from a tally; a weight is that many copies", () => {
    fc.assert(
      fc.property(lifetimes, fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 1), (rows, weight, rho) => {
        const copies = rows.flatMap((row) => Array.from({ length: weight }, () => row))
        const fromTally = LogRank.fromTally(count(copies), "plan", { rho, strata: "region", entry: "entry" })
        const weighted = rows.map(({ days, entry, outcome, plan, region }) => {
          return { time: days, event: outcome === "ended", entry, group: plan, stratum: region, weight }
        })
        expect(LogRank.fromLifetimes(weighted, { rho })).toEqual(fromTally)
        const columns = {
          times: copies.map(({ days }) => days),
          ended: Uint8Array.from(copies, ({ outcome }) => (outcome === "ended" ? 1 : 0)),
          entries: Float64Array.from(copies, ({ entry }) => entry)
        }
        const plans = { values: ["c", "b", "a"], codes: copies.map(({ plan }) => ["c", "b", "a"].indexOf(plan)) }
        const strata = copies.map(({ region }) => region)
        expect(LogRank.fromColumns(columns, plans, { rho, strata })).toEqual(fromTally)
      })
    )
  })

  it("knows only the order of times", () => {
    fc.assert(
      fc.property(lifetimes, options, fc.integer({ min: 2, max: 9 }), (rows, options, power) => {
        const moved = rows.map((row) => ({ ...row, days: row.days * power, entry: row.entry * power }))
        expect(LogRank.fromTally(count(moved), "plan", options)).toEqual(
          LogRank.fromTally(count(rows), "plan", options)
        )
        const bent = rows.map((row) => ({ ...row, days: row.days ** 3, entry: row.entry ** 3 }))
        expect(LogRank.fromTally(count(bent), "plan", options)).toEqual(LogRank.fromTally(count(rows), "plan", options))
      })
    )
  })

  it("of groups that leave alike is 0", () => {
    fc.assert(
      fc.property(lifetimes, fc.constantFrom(0, 1), (rows, rho) => {
        const twice = rows.flatMap((row) => ["a", "b", "c"].map((plan) => ({ ...row, plan })))
        const result = LogRank.fromTally(count(twice), "plan", { rho, entry: "entry" })
        if (result._tag === "LogRankTest") {
          expectClose(result.chiSquared, 0, 1e-20)
          expectClose(result.p, 1, 1e-9)
        }
      })
    )
  })

  it("expects as many as are seen, and its covariances cancel", () => {
    fc.assert(
      fc.property(lifetimes, options, (rows, options) => {
        const result = LogRank.fromTally(count(rows), "plan", options)
        if (result._tag !== "LogRankTest") return
        const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((a, b) => a + b, 0)
        expectClose(
          sum(result.groups.map(({ observed }) => observed)),
          sum(result.groups.map(({ expected }) => expected)),
          1e-12
        )
        for (const row of result.variance) expectClose(sum(row), 0, 1e-12)
        expect(result.chiSquared).toBeGreaterThanOrEqual(0)
      })
    )
  })

  it("does not depend on which group comes first", () => {
    fc.assert(
      fc.property(lifetimes, options, (rows, options) => {
        const turned: Record<string, string> = { a: "c", b: "a", c: "b" }
        const renamed = rows.map((row) => ({ ...row, plan: turned[row.plan] ?? "" }))
        expectSame(
          LogRank.fromTally(count(renamed), "plan", options),
          LogRank.fromTally(count(rows), "plan", options),
          1e-9
        )
      })
    )
  })

  it("of one stratum is that without, and strata that never meet add up", () => {
    fc.assert(
      fc.property(lifetimes, (rows) => {
        const north = rows.map((row) => ({ ...row, region: "north" }))
        const alone = LogRank.fromTally(count(north), "plan")
        const stratified = LogRank.fromTally(count(north), "plan", { strata: "region" })
        expectSame(stratified, alone, 1e-12)
        // The same plans under other names in the south: the two tests are independent, and so add.
        const south = rows.map((row) => ({ ...row, region: "south", plan: `${row.plan} south` }))
        const both = LogRank.fromTally(count([...north, ...south]), "plan", { strata: ["region"] })
        expect(both._tag).toBe(alone._tag)
        if (both._tag !== "LogRankTest" || alone._tag !== "LogRankTest") return
        expect(both.df).toBe(2 * alone.df)
        expectClose(both.chiSquared, 2 * alone.chiSquared, 1e-9)
      })
    )
  })

  it("pairs are tests of two groups by themselves", () => {
    fc.assert(
      fc.property(lifetimes, options, (rows, options) => {
        const pairs = LogRank.pairs(count(rows), "plan", options)
        const plans = [...new Set(rows.map(({ plan }) => plan))].sort()
        expect(pairs.map(({ values }) => values.join())).toEqual(
          plans.flatMap((a, i) => plans.slice(i + 1).map((b) => `${a},${b}`))
        )
        for (const { test, values } of pairs) {
          const own = count(rows.filter(({ plan }) => values.includes(plan)))
          const { excluded: _, ...expected } = LogRank.fromTally(own, "plan", options)
          expect(test).toMatchObject(expected)
        }
        const p = pairs.map(({ test }) => (test._tag === "LogRankTest" ? test.p : null))
        expect(pairs.map(({ adjustedP }) => adjustedP)).toEqual(benjaminiHochberg(p))
      })
    )
  })

  it("of a group against the rest is the test of two groups", () => {
    fc.assert(
      fc.property(lifetimes, (rows) => {
        for (const { fromRest, value } of Survival.by(count(rows), "plan", { entry: "entry" })) {
          const two = rows.map((row) => ({ ...row, plan: row.plan === value ? "own" : "rest" }))
          const test = LogRank.fromTally(count(two), "plan", { entry: "entry" })
          expect(fromRest._tag === "RestTest").toBe(test._tag === "LogRankTest")
          if (fromRest._tag !== "RestTest" || test._tag !== "LogRankTest") continue
          const own = test.groups.find((group) => group.value === "own")
          expectClose(fromRest.observed, own?.observed ?? Number.NaN, 1e-12)
          expectClose(fromRest.expected, own?.expected ?? Number.NaN, 1e-12)
          expectClose(fromRest.chiSquared, test.chiSquared, 1e-9)
          expectClose(fromRest.p, test.p, 1e-9)
        }
      })
    )
  })
})

describe("the log-rank test at the edges", () => {
  const reasonOf = (result: LogRank.LogRankResult) => (result._tag === "InsufficientData" ? result.reason : result._tag)

  it("says why there is none", () => {
    const both = [
      { time: 1, event: false, group: "a" },
      { time: 2, event: true, group: "b" }
    ]
    expect(reasonOf(LogRank.fromLifetimes([]))).toBe("no lifetimes")
    expect(reasonOf(LogRank.fromLifetimes(both.slice(0, 1)))).toBe("fewer than two groups")
    expect(reasonOf(LogRank.fromLifetimes(both))).toBe("nobody left while two groups were followed")
    expect(reasonOf(LogRank.fromTally(count([]), "plan"))).toBe("no lifetimes")
    const many = Array.from({ length: 303 }, (_, i) => ({ days: i % 3, outcome: "ended", plan: i % 101 }))
    expect(reasonOf(LogRank.fromTally(count(many), "plan"))).toBe("more than 100 groups")
    expect(Survival.by(count(many), "plan")[0]?.fromRest).toMatchObject({ reason: "more than 100 groups" })
    expect(() => LogRank.pairs(count(many), "plan")).toThrow(RangeError)
  })

  it("counts apart what is no lifetime, and whose group or stratum is not known", () => {
    const known = [1, 2, 3, 4].map((time) => ({ time, event: true, group: time % 2, stratum: "x" }))
    const result = LogRank.fromLifetimes([
      ...known,
      { time: 3, event: true, group: null, stratum: "x", weight: 2 },
      { time: 3, event: true, group: 1, stratum: null },
      { time: Number.NaN, event: true, group: 1, stratum: "x" },
      { time: -1, event: true, group: 1, stratum: "x" },
      { time: 5, event: true, group: 1, stratum: "x", entry: 5 },
      { time: 5, event: true, group: 1, stratum: "x", weight: 1.5 }
    ])
    expect(result).toEqual({ ...LogRank.fromLifetimes(known), excluded: { missing: 4, invalid: 3 } })
  })

  it("refuses what is no option", () => {
    for (const rho of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => LogRank.fromLifetimes([], { rho })).toThrow(RangeError)
    }
    const tally = count([])
    expect(() => LogRank.fromTally(tally, "colour")).toThrow(Tally.TallyMismatch)
    expect(() => LogRank.fromTally(tally, "plan", { strata: "colour" })).toThrow(Tally.TallyMismatch)
    expect(() => LogRank.fromColumns({ times: [1, 2], ended: [1] }, [0, 1])).toThrow(RangeError)
    expect(() => LogRank.fromColumns({ times: [1, 2], ended: [1, 0] }, [0])).toThrow(RangeError)
  })

  it("names the test", () => {
    const rows = [1, 2, 3, 4].map((days) => ({ days, outcome: "ended", plan: days % 2, region: "x", entry: 0 }))
    const names = [{}, { rho: 1 }, { strata: "region" }, { rho: 0.5, strata: ["region"] }].map((options) => {
      return tested(LogRank.fromTally(count(rows), "plan", options)).method
    })
    expect(names).toEqual([
      "log-rank",
      "Fleming–Harrington, rho 1",
      "log-rank, stratified",
      "Fleming–Harrington, rho 0.5, stratified"
    ])
  })
})

it("finds a difference where there is none in 1 of 20 samples", () => {
  const next = random(11)
  const rounds = 2000
  const found = { "0": 0, "1": 0 }
  for (let round = 0; round < rounds; round++) {
    const draw = (group: number) => {
      const [left, seen] = [Math.ceil(-60 * Math.log(1 - next())), Math.ceil(120 * next())]
      return { time: Math.min(left, seen), event: left <= seen, group }
    }
    const sample = Array.from({ length: 120 }, (_, i) => draw(i % 3))
    for (const rho of [0, 1] as const) {
      const test = LogRank.fromLifetimes(sample, { rho })
      if (test._tag === "LogRankTest" && test.p < 0.05) found[rho]++
    }
  }
  for (const each of Object.values(found)) {
    expect(each / rounds).toBeGreaterThan(0.035)
    expect(each / rounds).toBeLessThan(0.065)
  }
})
