import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Ces, Csat, Scale, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

const reference = golden<{
  readonly one_sample: ReadonlyArray<
    Record<string, { readonly wilson: readonly [number, number] }> & { successes: number; n: number }
  >
  readonly two_sample: ReadonlyArray<{
    readonly a: readonly [number, number]
    readonly b: readonly [number, number]
    readonly diff: number
    readonly newcomb: readonly [number, number]
    readonly pooled_p: number
  }>
  readonly ces_mean: ReadonlyArray<{
    readonly scores: ReadonlyArray<number>
    readonly n: number
    readonly mean: number
    readonly t_lower95: number | null
    readonly t_upper95: number | null
    readonly top_box_5_7: number
  }>
}>("proportions.json")

const five = Scale.make(1, 5)
const answers = (satisfied: number, n: number): ReadonlyArray<number> =>
  Array.from({ length: n }, (_, i) => (i < satisfied ? 4 + (i % 2) : 1 + (i % 3)))

describe("CSAT", () => {
  it.each(reference.one_sample.filter(({ n }) => n > 0))("$successes of $n", (row) => {
    for (const level of [0.9, 0.95, 0.99]) {
      const result = Csat.fromScores(answers(row.successes, row.n), { scale: five, level })
      if (result._tag !== "Estimate") throw new Error(result._tag)
      const [low, high] = row[String(level)]?.wilson ?? [Number.NaN, Number.NaN]
      expectClose(result.interval.low / 100, low, 1e-10)
      expectClose(result.interval.high / 100, high, 1e-10)
    }
  })

  it.each(reference.two_sample)("the difference of $a and $b", ({ a, b, diff, newcomb, pooled_p }) => {
    const [x, y] = [Csat.fromScores(answers(...a), { scale: five }), Csat.fromScores(answers(...b), { scale: five })]
    const result = Csat.difference(x, y)
    if (result._tag !== "Difference") throw new Error(result.reason)
    expectClose(result.value / 100, diff, 1e-12)
    expectClose(result.interval.low / 100, newcomb[0], 1e-10)
    expectClose(result.interval.high / 100, newcomb[1], 1e-10)
    expectClose(result.p ?? -1, pooled_p, 1e-10)
  })

  it("binds the top boxes to the scale", () => {
    const definition = (scale: Scale.Scale) => {
      const result = Csat.fromScores([scale.maximum], { scale })
      return result._tag === "Estimate" ? result.definition : result._tag
    }
    const scales = [Scale.make(1, 3), Scale.make(1, 4), five, Scale.make(1, 7), Scale.make(1, 10)]
    expect(scales.map(definition)).toEqual([
      "top 1 of 3 points",
      "top 2 of 4 points",
      "top 2 of 5 points",
      "top 2 of 7 points",
      "top 3 of 10 points"
    ])
    expect(() => Csat.fromScores([1], { scale: Scale.nps })).toThrow(/say topBoxes/)
    expect(() => Csat.fromScores([1], { scale: five, topBoxes: 5 })).toThrow(RangeError)
  })

  it("does not compare two scales, nor pool them", () => {
    const [a, b] = [Csat.fromScores([5], { scale: five }), Csat.fromScores([7], { scale: Scale.make(1, 7) })]
    // @ts-expect-error two scales
    expect(() => Csat.difference(a, b)).toThrow(Tally.TallyMismatch)
    const mixed = Tally.from(
      [
        { scale: "1-5", score: 5 },
        { scale: "1-7", score: 7 }
      ],
      { by: ["scale", "score"] }
    )
    expect(() => Csat.fromTally(mixed, { scale: five })).toThrow(Tally.TallyMismatch)
  })

  it("of nobody is no number, and below the minimum withheld", () => {
    expect(Csat.fromScores([null, 9], { scale: five })).toMatchObject({
      _tag: "InsufficientData",
      excluded: { missing: 1, invalid: 1 }
    })
    expect(Csat.fromScores([5], { scale: five, minimum: 3 })).toEqual({ _tag: "Suppressed", minimum: 3, n: 1 })
  })
})

describe("CES", () => {
  it.each(reference.ces_mean)("mean of $scores", ({ mean, n, scores, t_lower95, t_upper95, top_box_5_7 }) => {
    const agree = Ces.fromScores(scores, { definition: "2.0 agree" })
    if (agree._tag === "Estimate") expectClose(agree.value / 100, top_box_5_7, 1e-12)
    const result = Ces.fromScores(scores, { definition: "2.0 mean" })
    if (result._tag !== "Estimate" || t_lower95 === null || t_upper95 === null) {
      expect([result._tag, n]).toEqual(["InsufficientData", 1])
      return
    }
    expectClose(result.value, mean, 1e-12)
    expectClose(result.interval.low, Math.max(1, t_lower95), 1e-10)
    expectClose(result.interval.high, Math.min(7, t_upper95), 1e-10)
  })

  it("net is per cent easy minus per cent hard", () => {
    const result = Ces.fromScores([7, 6, 6, 5, 4, 3], { definition: "2.0 net" })
    expectClose(result._tag === "Estimate" ? result.value : Number.NaN, (100 * 2) / 6, 1e-12)
  })

  it("1.0 is asked from 1 to 5", () => {
    expect(Ces.fromScores([1, 2, 6, 7], { definition: "1.0 mean" })).toMatchObject({
      value: 1.5,
      excluded: { invalid: 2 }
    })
  })

  it("never compares two definitions", () => {
    const [a, b] = [
      Ces.fromScores([5, 6], { definition: "2.0 mean" }),
      Ces.fromScores([5, 4], { definition: "1.0 mean" })
    ]
    // @ts-expect-error two definitions
    expect(() => Ces.difference(a, b)).toThrow(Tally.TallyMismatch)
  })

  it("the difference is that of Welch", () => {
    const [a, b] = [
      Ces.fromScores([7, 6, 6, 5], { definition: "2.0 mean" }),
      Ces.fromScores([4, 5, 3], { definition: "2.0 mean" })
    ]
    const result = Ces.difference(a, b)
    // R: t.test(c(7, 6, 6, 5), c(4, 5, 3))
    expect(result._tag).toBe("Difference")
    if (result._tag !== "Difference") return
    expectClose(result.value, 2, 1e-12)
    expectClose(result.interval.low, 0.007745203297190299, 1e-10)
    expectClose(result.p ?? 0, 0.049460559136628869, 1e-10)
  })
})

const definitions = ["1.0 mean", "2.0 mean", "2.0 agree", "2.0 net"] as const

describe("CES and CSAT laws", () => {
  const answer = fc.record({
    team: fc.constantFrom("a", "b"),
    score: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.constant(null))
  })
  const tallyOf = (all: ReadonlyArray<{ readonly team: string; readonly score: number | null }>) =>
    Tally.from(all, { by: ["team", "score"] })

  it("a tally, in pieces and any order, and its scores give the same answer under every definition", () => {
    fc.assert(
      fc.property(fc.array(answer), fc.array(answer), fc.constantFrom(...definitions), (some, more, definition) => {
        const tally = Tally.merge(tallyOf(more), tallyOf(some))
        const scores = [...some, ...more].map(({ score }) => score)
        expect(Ces.fromTally(tally, { definition })).toEqual(Ces.fromScores(scores, { definition }))
        expect(Csat.fromTally(tally, { scale: five })).toEqual(Csat.fromScores(scores.toReversed(), { scale: five }))
      })
    )
  })

  it("a group is its own answers, and its rest those of the other", () => {
    fc.assert(
      fc.property(fc.array(answer), fc.constantFrom(...definitions), (all, definition) => {
        const of = (team: string) =>
          Ces.fromScores(
            all.flatMap((each) => (each.team === team ? [each.score] : [])),
            { definition }
          )
        for (const { fromRest, result, value } of Ces.by(tallyOf(all), "team", { definition })) {
          expect(result).toEqual(of(String(value)))
          const other = of(value === "a" ? "b" : "a")
          if (result._tag === "Estimate" && other._tag === "Estimate") {
            expect(fromRest).toEqual(Ces.difference(result, other))
          }
        }
      })
    )
  })
})

describe("CES of too little", () => {
  it.each(definitions)("%s of nobody is no number, and what was left out is said", (definition) => {
    const nobody = Ces.fromScores([null, 9], { definition })
    expect(nobody).toEqual({
      _tag: "InsufficientData",
      reason: "no valid answers",
      n: 0,
      excluded: { missing: 1, invalid: 1 }
    })
    expect(Ces.difference(nobody, nobody)).toMatchObject({ _tag: "InsufficientData" })
    expect(Ces.by(Tally.from([], { by: ["team", "score"] }), "team", { definition })).toEqual([])
  })

  it.each([
    ["1.0 mean", "InsufficientData"],
    ["2.0 mean", "InsufficientData"],
    ["2.0 agree", "Estimate"],
    ["2.0 net", "Estimate"]
  ] as const)("%s of one answer", (definition, tag) => {
    expect(Ces.fromScores([5], { definition })).toMatchObject({ _tag: tag, n: 1 })
  })

  it("is withheld below the minimum", () => {
    const options = { definition: "2.0 net", minimum: 3 } as const
    expect(Ces.fromScores([5, 6], options)).toEqual({ _tag: "Suppressed", minimum: 3, n: 2 })
  })
})

describe("CES covers the truth about as often as it says", () => {
  /** One answer in ten is 1, … three in ten are 6. */
  const urn = [1, 3, 4, 5, 6, 6, 6, 7, 7, 5]
  const truths = { "2.0 mean": 5, "2.0 agree": 70, "2.0 net": 30 } as const
  const tried = 2000
  const estimates = (definition: keyof typeof truths) => {
    const uniform = random(20_131)
    return Array.from({ length: tried }, () =>
      Ces.fromScores(
        Array.from({ length: 40 }, () => urn[Math.floor(uniform() * urn.length)]),
        { definition }
      )
    )
  }

  it.each(Object.entries(truths))("%s", (definition, truth) => {
    const covered = estimates(definition as keyof typeof truths).filter(
      (each) => each._tag === "Estimate" && each.interval.low <= truth && truth <= each.interval.high
    ).length
    expect(covered / tried).toBeGreaterThan(0.935)
    expect(covered / tried).toBeLessThan(0.97)
  })
})
