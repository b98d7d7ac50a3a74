import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Conformance, Deviations, Scale, Sources, Tally } from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"

const plan = { stages: [{ touchpoints: [{ id: "a" }, { id: "b", optional: true }] }, { touchpoints: [{ id: "c" }] }] }
const csat = Scale.make(1, 5)

interface Taken {
  readonly path: ReadonlyArray<string>
  readonly score: number | null
  readonly left: boolean | null
}

const taken = fc.array(
  fc.record({
    path: fc.array(fc.constantFrom("a", "b", "c", "x"), { minLength: 1, maxLength: 4 }),
    score: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 8 }),
    left: fc.option(fc.boolean(), { freq: 8 })
  }),
  { maxLength: 60, size: "max" }
)

const tallied = (list: ReadonlyArray<Taken>) =>
  Tally.from(
    list.map((each) => ({ ...each, path: Sources.pathText(each.path) })),
    { by: ["path", "score", "left"] }
  )

const report = (result: Deviations.DeviationsResult): Deviations.DeviationsReport => {
  if (result._tag !== "Deviations") throw new Error(result._tag)
  return result
}

const mean = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each, 0) / values.length

const outcomeOf = (byScore: boolean): Deviations.CaseOutcome<"score" | "left"> =>
  byScore ? { score: "score", read: { measure: "mean", scale: csat } } : { left: "left" }

const name = ({ kind, touchpoint }: Conformance.Deviation | Deviations.RankedDeviation) => `${touchpoint} ${kind}`

/** A case with its deviations and its outcome, by itself. */
const alone = (each: Taken, byScore: boolean) => ({
  value: byScore || each.left === null ? (byScore ? each.score : null) : 100 * Number(each.left),
  kinds: Conformance.paths(tallied([each]), plan).flatMap(({ deviations }) => deviations.map(name))
})

const valuesOf = (list: ReadonlyArray<ReturnType<typeof alone>>): ReadonlyArray<number> =>
  list.flatMap(({ value }) => (value === null ? [] : [value]))

const expectChange = (
  change: Deviations.RankedDeviation["change"],
  part: ReadonlyArray<number>,
  rest: ReadonlyArray<number>
): void => {
  if (Math.min(part.length, rest.length) < 10) expect(change._tag).toBe("InsufficientData")
  else expect(change._tag === "Difference" ? change.value : null).toBeCloseTo(mean(part) - mean(rest), 9)
}

describe("deviations", () => {
  it("reach the cases that have them, and go with the difference to the cases that have not", () => {
    fc.assert(
      fc.property(taken, fc.boolean(), (list, byScore) => {
        fc.pre(list.length > 0)
        const result = report(Deviations.fromTally(tallied(list), plan, { outcome: outcomeOf(byScore) }))
        const known = list.map((each) => alone(each, byScore))
        expect(result.deviations.map(name).sort()).toEqual([...new Set(known.flatMap(({ kinds }) => kinds))].sort())
        for (const each of result.deviations) {
          const part = known.filter(({ kinds }) => kinds.includes(name(each)))
          const rest = known.filter(({ kinds }) => !kinds.includes(name(each)))
          expect([each.reach.count, each.reach.n]).toEqual([part.length, list.length])
          expectChange(each.change, valuesOf(part), valuesOf(rest))
        }
      })
    )
  })

  it("are the same whatever the order of the cases, and come in the order asked for", () => {
    fc.assert(
      fc.property(taken, (list) => {
        fc.pre(list.length > 0)
        const options = { outcome: { left: "left" as const }, rankBy: "change" as const }
        const result = report(Deviations.fromTally(tallied(list), plan, options))
        expect(Deviations.fromTally(tallied(list.toReversed()), plan, options)).toEqual(result)
        const values = result.deviations.flatMap(({ change }) => (change._tag === "Difference" ? [change.value] : []))
        expect(values).toEqual(values.toSorted((a, b) => b - a))
        const { deviations } = report(Deviations.fromTally(tallied(list), plan))
        const counts = deviations.map(({ reach }) => reach.count)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
        expect(deviations.every(({ change }) => change._tag === "InsufficientData")).toBe(true)
        const withheld = report(Deviations.fromTally(tallied(list), plan, { minimum: 1 })).withheld
        expect(withheld).toBe(0)
      })
    )
  })

  it("say what they are held against, and what is not known", () => {
    const list = [...Array(12)].map((_, i) => ({ path: i < 2 ? ["a"] : ["a", "c"], score: 3, left: false }))
    const result = report(Deviations.fromTally(tallied(list), plan, { minimum: 3, order: "stages" }))
    expect(result).toMatchObject({ withheld: 1, deviations: [], rules: { order: "stages" }, outcome: null })
    expect(Deviations.fromTally(tallied([]), plan)._tag).toBe("InsufficientData")
    expect(Deviations.fromTally(tallied(list), plan, { minimum: 20 })._tag).toBe("Suppressed")
    expect(() => Deviations.fromTally(tallied(list), plan, { outcome: { left: "gone" } as never })).toThrow(
      Tally.TallyMismatch
    )
  })

  it("put the worst first: the lowest score, the most who left", () => {
    const next = random(3)
    const chances = { good: 0.1, bad: 0.5, usual: 0.3 }
    const draw = (kind: keyof typeof chances, path: ReadonlyArray<string>) => ({
      path,
      score: { good: 4, bad: 2, usual: 3 }[kind] + Math.floor(2 * next()),
      left: next() < chances[kind]
    })
    const list = Array.from({ length: 1000 }, () => [
      draw("bad", ["a", "x", "c"]),
      draw("good", ["a", "y", "c"]),
      draw("good", ["a", "y", "c"]),
      draw("usual", ["a", "c"])
    ]).flat()
    const first = (outcome: Deviations.CaseOutcome<"score" | "left">) =>
      report(Deviations.fromTally(tallied(list), plan, { outcome, rankBy: "change" })).deviations.map(
        ({ differs, touchpoint }) => [touchpoint, differs]
      )
    const both = [
      ["x", true],
      ["y", true]
    ]
    expect(first({ left: "left" })).toEqual(both)
    expect(first({ score: "score", read: { measure: "mean", scale: csat } })).toEqual(both)
    expect(first({ score: "score", read: { measure: "csat", scale: csat } })).toEqual(both)
    expect(report(Deviations.fromTally(tallied(list), plan)).deviations[0]?.touchpoint).toBe("y")
  })

  const steps = Array.from({ length: 12 }, (_, i) => `s${i}`)
  const longPlan = { stages: [{ touchpoints: steps.map((id) => ({ id })) }] }
  const outcomes = [
    ["who left", { left: "left" as const }],
    ["a skewed score", { score: "score" as const, read: { measure: "mean" as const, scale: csat } }],
    ["top boxes", { score: "score" as const, read: { measure: "csat" as const, scale: csat, topBoxes: 1 } }]
  ] as const
  it.each(outcomes)("seldom differ by %s where nothing goes with them", (_, outcome) => {
    const next = random(11)
    let found = 0
    const rounds = 250
    for (let round = 0; round < rounds; round++) {
      // Some touchpoints are skipped by one in five, others by one in forty.
      const list = Array.from({ length: 400 }, () => ({
        path: ["in", ...steps.filter((_, i) => next() > (i % 3 === 0 ? 0.2 : 0.04))],
        score: next() < 0.06 ? 1 : 5,
        left: next() < 0.04
      }))
      const { deviations } = report(Deviations.fromTally(tallied(list), longPlan, { outcome }))
      if (deviations.some(({ differs }) => differs)) found++
    }
    expect(found / rounds).toBeLessThan(0.08)
  })
})
