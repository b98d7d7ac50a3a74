import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Conformance, PlannedJourney, Sources, Tally } from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"
import { leastCost, letters, ways } from "./bruteAlignment.ts"

const ids = ["a", "b", "c", "d"] as const
/** Small plans: up to four touchpoints in up to three stages, some of them optional. */
const plans = fc
  .tuple(
    fc.shuffledSubarray([...ids], { minLength: 0, maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    fc.array(fc.nat(2), { minLength: 4, maxLength: 4 })
  )
  .map(([chosen, optional, stage]) => ({
    stages: [0, 1, 2].map((s) => ({
      touchpoints: chosen.flatMap((id, i) => (stage[i] === s ? [{ id, optional: optional[i] === true }] : []))
    }))
  }))
const walks = fc.array(fc.constantFrom(...ids, "x"), { maxLength: 5 })
const rules = fc.record({
  order: fc.constantFrom("touchpoints", "stages"),
  repeats: fc.constantFrom("cost", "free")
} as const)

const planned = ({ stages }: Conformance.PlanToFollow) => stages.flatMap(({ touchpoints }) => touchpoints)

describe("the alignment of a path with a plan", () => {
  it("is the cheapest of all, and of the cheapest the one that is said", () => {
    fc.assert(
      fc.property(walks, plans, rules, (path, plan, options) => {
        const aligned = Conformance.alignment(path, plan, options)
        const all = ways(path, plan, options.order, options.repeats)
        const least = Math.min(...all.map(({ cost }) => cost))
        expect(aligned.cost).toBe(least)
        const [first] = all.flatMap((way) => (way.cost === least ? [way.letters] : [])).sort()
        const own = aligned.moves.flatMap(({ kind }) => (kind === "skipped" ? [] : [letters[kind]]))
        expect(own.join("")).toBe(first?.replaceAll(letters.on, ""))
      }),
      { numRuns: 1000 }
    )
  })

  it("is the cheapest of long paths through wide stages", () => {
    const wide = ["a", "b", "c", "d", "e", "f"]
    const widePlans = fc.array(fc.tuple(fc.nat(2), fc.boolean()), { minLength: 6, maxLength: 6 }).map((places) => ({
      stages: [0, 1, 2].map((s) => ({
        touchpoints: wide.flatMap((id, i) => (places[i]?.[0] === s ? [{ id, optional: places[i]?.[1] === true }] : []))
      }))
    }))
    const long = fc.array(fc.constantFrom(...wide), { maxLength: 14 })
    fc.assert(
      fc.property(long, widePlans, fc.constantFrom("cost" as const, "free" as const), (path, plan, repeats) => {
        const { cost } = Conformance.alignment(path, plan, { order: "stages", repeats })
        expect(cost).toBe(leastCost(path, plan, repeats))
      }),
      { numRuns: 500 }
    )
  })

  it("goes through the whole path and the whole plan, and its moves cost what it says", () => {
    fc.assert(
      fc.property(walks, plans, rules, (path, plan, options) => {
        const { cost, fitness, moves, worst } = Conformance.alignment(path, plan, options)
        expect(moves.filter(({ kind }) => kind !== "skipped").map(({ touchpoint }) => touchpoint)).toEqual(path)
        const ofPlan = moves.filter(({ kind }) => kind !== "added").map(({ touchpoint }) => touchpoint)
        const inPlan = planned(plan).map(({ id }) => id)
        expect(options.order === "touchpoints" ? ofPlan : ofPlan.sort()).toEqual(
          options.order === "touchpoints" ? inPlan : inPlan.sort()
        )
        expect(moves.reduce((sum, move) => sum + move.cost, 0)).toBe(cost)
        expect(cost).toBeLessThanOrEqual(worst)
        expect(fitness).toBeGreaterThanOrEqual(0)
        expect(fitness).toBeLessThanOrEqual(1)
      })
    )
  })

  it("costs the same from the end to the start", () => {
    fc.assert(
      fc.property(walks, plans, fc.constantFrom("touchpoints" as const, "stages" as const), (path, plan, order) => {
        const back = {
          stages: plan.stages.map(({ touchpoints }) => ({ touchpoints: touchpoints.toReversed() })).toReversed()
        }
        const cost = Conformance.alignment(path, plan, { order }).cost
        expect(Conformance.alignment(path.toReversed(), back, { order }).cost).toBe(cost)
      })
    )
  })

  it("costs no more where more is allowed", () => {
    fc.assert(
      fc.property(walks, plans, (path, plan) => {
        const cost = (options: Conformance.FollowOptions) => Conformance.alignment(path, plan, options).cost
        expect(cost({ order: "stages" })).toBeLessThanOrEqual(cost({ order: "touchpoints" }))
        expect(cost({ repeats: "free" })).toBeLessThanOrEqual(cost({ repeats: "cost" }))
        const optional = {
          stages: plan.stages.map(({ touchpoints }) => ({
            touchpoints: touchpoints.map(({ id }) => ({ id, optional: true }))
          }))
        }
        expect(Conformance.alignment(path, optional).cost).toBeLessThanOrEqual(cost({}))
      })
    )
  })

  it("of the plan itself costs nothing, of something else all of it, of nothing what must be met", () => {
    const plan = {
      stages: [{ touchpoints: [{ id: "a" }, { id: "b", optional: true }] }, { touchpoints: [{ id: "c" }] }]
    }
    expect(Conformance.alignment(["a", "b", "c"], plan)).toMatchObject({ cost: 0, fitness: 1, worst: 5 })
    expect(Conformance.alignment(["a", "c"], plan)).toMatchObject({ cost: 0, fitness: 1 })
    expect(Conformance.alignment(["x", "y"], plan)).toMatchObject({ cost: 4, fitness: 0, worst: 4 })
    expect(Conformance.alignment([], plan)).toMatchObject({ cost: 2, fitness: 0 })
    expect(Conformance.alignment([], { stages: [] })).toEqual({ moves: [], cost: 0, worst: 0, fitness: 1 })
    expect(() => Conformance.alignment([], { stages: [{ touchpoints: [{ id: "a" }, { id: "a" }] }] })).toThrow('"a"')
  })

  it("of long paths with a long plan fills a table as long as the path", () => {
    const next = random(1)
    const wide = (stages: number) => ({
      stages: Array.from({ length: stages }, (_, s) => ({
        touchpoints: Array.from({ length: 40 / stages }, (_, t) => ({ id: `${s}.${t}` }))
      }))
    })
    for (const stages of [1, 2, 8, 40]) {
      const plan = wide(stages)
      const all = planned(plan).map(({ id }) => id)
      const path = Array.from({ length: 20_000 }, () => all[Math.floor(next() * 40)] ?? "")
      for (const order of ["touchpoints", "stages"] as const) {
        const { cost, moves } = Conformance.alignment(path, plan, { order })
        expect(moves.length - cost).toBeLessThanOrEqual(40)
        expect(moves.filter(({ kind }) => kind === "met").length).toBeGreaterThan(30)
      }
    }
  })
})

const cases = fc.array(fc.record({ path: fc.option(walks, { freq: 8 }), team: fc.constantFrom("x", "y") }), {
  maxLength: 20
})
const tallied = (list: ReadonlyArray<{ path: ReadonlyArray<string> | null; team: string }>) =>
  Tally.from(
    list.map(({ path, team }) => ({ path: path === null || path.length === 0 ? null : Sources.pathText(path), team })),
    { by: ["path", "team"] }
  )

describe("the conformance of cases", () => {
  it("is that of each case by itself, counted", () => {
    fc.assert(
      fc.property(cases, plans, rules, (list, plan, options) => {
        const result = Conformance.fromTally(tallied(list), plan, options)
        const taken = list.flatMap(({ path }) => (path === null || path.length === 0 ? [] : [path]))
        const aligned = taken.map((path) => Conformance.alignment(path, plan, options))
        if (result._tag !== "Estimate") {
          expect(taken).toEqual([])
          return
        }
        const sum = (values: ReadonlyArray<number>) => values.reduce((all, value) => all + value, 0)
        expect(result.n).toBe(taken.length)
        expect(result.excluded.missing).toBe(list.length - taken.length)
        expect(result.count).toBe(aligned.filter(({ cost }) => cost === 0).length)
        const [cost, worst] = [sum(aligned.map((each) => each.cost)), sum(aligned.map((each) => each.worst))]
        expect(result.fitness.value).toBeCloseTo(1 - cost / worst, 12)
        expect(result.fitness.interval.low).toBeLessThanOrEqual(result.fitness.value + 1e-12)
        expect(result.fitness.interval.high).toBeGreaterThanOrEqual(result.fitness.value - 1e-12)
      })
    )
  })

  it("is the same whatever the order, and each path is there once with its cases", () => {
    fc.assert(
      fc.property(cases, plans, (list, plan) => {
        const [tally, back] = [tallied(list), tallied(list.toReversed())]
        expect(Conformance.fromTally(back, plan)).toEqual(Conformance.fromTally(tally, plan))
        const paths = Conformance.paths(tally, plan)
        expect(Conformance.paths(back, plan)).toEqual(paths)
        const result = Conformance.fromTally(tally, plan)
        const n = paths.reduce((sum, { share }) => sum + share.count, 0)
        expect(n).toBe(result._tag === "Estimate" ? result.n : 0)
        const conforming = paths.filter(({ cost }) => cost === 0).reduce((sum, { share }) => sum + share.count, 0)
        expect(conforming).toBe(result._tag === "Estimate" ? result.count : 0)
      })
    )
  })

  it("has deviations that cost what the path does", () => {
    fc.assert(
      fc.property(cases, plans, rules, (list, plan, options) => {
        for (const { cost, deviations } of Conformance.paths(tallied(list), plan, options)) {
          const optional = new Set(planned(plan).flatMap((each) => (each.optional === true ? [each.id] : [])))
          const costs = deviations.map(({ kind, times, touchpoint }) =>
            kind === "swapped" && !optional.has(touchpoint) ? 2 : times
          )
          if (options.repeats === "cost") expect(costs.reduce((sum, each) => sum + each, 0)).toBe(cost)
          expect(deviations.length === 0).toBe(cost === 0)
        }
      })
    )
  })

  it("names what was skipped, not reached, added, swapped and repeated", () => {
    const plan = { stages: [{ touchpoints: [{ id: "a" }, { id: "b" }, { id: "c" }] }] }
    const named = (path: ReadonlyArray<string>, options: Conformance.FollowOptions = {}) =>
      Conformance.paths(tallied([{ path, team: "x" }]), plan, options)[0]?.deviations.map(
        ({ kind, times, touchpoint }) => `${touchpoint} ${kind} ${times}`
      )
    expect(named(["a", "c"])).toEqual(["b skipped 1"])
    expect(named(["a"])).toEqual(["b unreached 1", "c unreached 1"])
    expect(named(["b", "x"])).toEqual(["a skipped 1", "c unreached 1", "x added 1"])
    expect(named(["x"])).toEqual(["a unreached 1", "b unreached 1", "c unreached 1", "x added 1"])
    expect(named(["a", "x", "b", "x", "c"])).toEqual(["x added 2"])
    expect(named(["a", "c", "b"])).toEqual(["b swapped 1"])
    expect(named(["a", "c", "b"], { order: "stages" })).toEqual([])
    expect(named(["a", "b", "b", "a", "c"])).toEqual(["a repeated 1", "b repeated 1"])
    expect(named(["a", "b", "b", "a", "c"], { repeats: "free" })).toEqual([])
    expect(named(["b", "a", "b", "c"], { repeats: "free" })).toEqual(["b repeated 1"])
  })

  it("compares groups and periods", () => {
    const plan = { stages: [{ touchpoints: [{ id: "a" }, { id: "b" }] }] }
    const of = (path: ReadonlyArray<string>, team: string, count: number) =>
      Array.from({ length: count }, () => ({ path, team }))
    const tally = tallied([
      ...of(["a", "b"], "x", 90),
      ...of(["a"], "x", 10),
      ...of(["a", "b"], "y", 50),
      ...of(["b"], "y", 50)
    ])
    const [x, y] = Conformance.by(tally, "team", plan)
    expect([x?.differs, y?.differs]).toEqual([true, true])
    expect(x?.fromRest._tag === "Difference" ? x.fromRest.value : null).toBeCloseTo(40)
    if (x === undefined || y === undefined) throw new Error("no groups")
    expect(Conformance.difference(x.result, y.result)).toEqual(x.fromRest)
    expect(Conformance.over(tally, "team", plan)[1]?.change).toMatchObject({ value: -40 })
  })

  it("of nobody is not known, of few is withheld, and of what is no text is invalid", () => {
    const plan = { stages: [{ touchpoints: [{ id: "a" }] }] }
    expect(Conformance.fromTally(tallied([]), plan)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(Conformance.by(tallied([]), "team", plan)).toEqual([])
    expect(Conformance.fromTally(tallied([{ path: ["a"], team: "x" }]), plan, { minimum: 2 })).toEqual({
      _tag: "Suppressed",
      minimum: 2,
      n: 1
    })
    const odd = Tally.from([{ path: 3 }, { path: "" }, { path: null }, { path: "a" }], { by: ["path"] })
    expect(Conformance.fromTally(odd, plan)).toMatchObject({ value: 100, n: 1, excluded: { missing: 1, invalid: 2 } })
    expect(() => Conformance.fromTally(Tally.from([{ way: "a" }], { by: ["way"] }) as never, plan)).toThrow(
      Tally.TallyMismatch
    )
  })

  it("reads a journey written in code and the rows of cases", () => {
    const journey = PlannedJourney.define({
      id: "shop",
      name: "Shop",
      stages: [{ id: "buy", name: "Buy", touchpoints: [{ id: "cart", name: "Cart", channel: "web" }] }]
    })
    const tally = Tally.from([{ path: Sources.pathText(["cart"]) }], { by: ["path"] })
    expect(Conformance.fromTally(tally, journey)).toEqual(Conformance.fromTally(tally, PlannedJourney.plan(journey)))
  })
})

describe("the interval of fitness", () => {
  it.each([
    [20, 0.1],
    [60, 0.3],
    [200, 0.02]
  ])("of %s cases covers the true one about as often as it says, at a rate of %s", (n, rate) => {
    const next = random(n)
    const plan = { stages: [{ touchpoints: ["start", ...ids].map((id) => ({ id })) }] }
    // Each customer skips at a rate of their own, so that the moves of a case go together.
    const draw = () => {
      const own = next() < 0.5 ? 0 : 2 * rate
      return ["start", ...ids.filter(() => next() >= own)]
    }
    const truth = 1 - (4 * rate) / (10 - 4 * rate)
    let covered = 0
    for (let round = 0; round < 1000; round++) {
      const list = Array.from({ length: n }, draw).map((path) => ({ path, team: "x" }))
      const result = Conformance.fromTally(tallied(list), plan)
      if (result._tag !== "Estimate") continue
      const { high, low } = result.fitness.interval
      if (low <= truth && truth <= high) covered++
    }
    expect(covered / 1000).toBeGreaterThan(0.93)
    expect(covered / 1000).toBeLessThan(0.99)
  })
})
