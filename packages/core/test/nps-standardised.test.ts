import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Nps, StandardisedNps, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

interface Answer {
  readonly team: string
  readonly channel: string
  readonly score: number | null
}
const count = (answers: ReadonlyArray<Answer>) => Tally.from(answers, { by: ["team", "channel", "score"] })

const estimate = (result: StandardisedNps.StandardisedNpsResult) => {
  if (result._tag !== "Estimate") throw new Error(result._tag)
  return result
}

const repeat = (team: string, channel: string, [d, s, p]: readonly [number, number, number]): ReadonlyArray<Answer> => [
  ...Array.from({ length: d }, () => ({ team, channel, score: 3 })),
  ...Array.from({ length: s }, () => ({ team, channel, score: 7 })),
  ...Array.from({ length: p }, () => ({ team, channel, score: 9 }))
]

describe("standardised NPS", () => {
  const tally = count([...repeat("a", "web", [10, 30, 60]), ...repeat("a", "phone", [20, 10, 20])])

  it("weights each segment's score, with the stratified error, as worked out by hand", () => {
    const reference = new Map([
      ["web", 0.2],
      ["phone", 0.8]
    ])
    const result = estimate(StandardisedNps.fromTally(tally, "channel", { reference }))
    // 0.2 × 50 + 0.8 × 0; 0.2² × 0.45 / 99 + 0.8² × 0.8 / 49
    expectClose(result.value, 10, 1e-12)
    expectClose(result.standardError, 100 * Math.sqrt((0.04 * 0.45) / 99 + (0.64 * 0.8) / 49), 1e-12)
    expectClose(result.interval.low, 10 - 1.959963984540054 * result.standardError, 1e-12)
    expectClose(result.plain, 5000 / 150, 1e-12)
    expect(result.segments).toEqual([
      { value: "phone", share: 0.8, n: 50, score: 0 },
      { value: "web", share: 0.2, n: 100, score: 50 }
    ])
  })

  const answers = fc.array(
    fc.record({
      team: fc.constantFrom("a", "b"),
      channel: fc.constantFrom("web", "phone", "shop"),
      score: fc.option(fc.integer({ min: 0, max: 10 }))
    }),
    { maxLength: 60 }
  )

  it("to its own mix is the plain score", () => {
    fc.assert(
      fc.property(answers, (all) => {
        const own = count(all)
        const result = StandardisedNps.fromTally(own, "channel", { reference: StandardisedNps.mixOf(own, "channel") })
        if (result._tag === "Estimate") {
          const plain = Nps.fromTally(own)
          expectClose(result.value, plain._tag === "Estimate" ? plain.value : Number.NaN, 1e-12)
          expectClose(result.plain, result.value, 1e-12)
          expect([result.n, result.excluded, result.outside]).toEqual([plain.n, Reflect.get(plain, "excluded"), 0])
        }
      })
    )
  })

  it("knows neither the order of the answers, nor that and the unit of the reference", () => {
    fc.assert(
      fc.property(answers, (all) => {
        const reference = [["web", 3] as const, ["phone", 2] as const, ["shop", 4] as const]
        const doubled = reference.toReversed().map(([value, weight]) => [value, 2 * weight] as const)
        expect(StandardisedNps.fromTally(count(all.toReversed()), "channel", { reference: new Map(doubled) })).toEqual(
          StandardisedNps.fromTally(count(all), "channel", { reference: new Map(reference) })
        )
      })
    )
  })

  it("finds no difference between teams that differ in nothing but their customers", () => {
    const both = count([
      ...repeat("a", "web", [40, 120, 240]),
      ...repeat("a", "phone", [40, 30, 30]),
      ...repeat("b", "web", [10, 30, 60]),
      ...repeat("b", "phone", [160, 120, 120])
    ])
    const plain = Nps.by(both, "team")
    expect(plain.map(({ differs }) => differs)).toEqual([true, true])
    const groups = StandardisedNps.by(both, "team", "channel")
    expect(groups.map(({ differs, value }) => [value, differs])).toEqual([
      ["a", false],
      ["b", false]
    ])
    const [a, b] = groups.map(({ result }) => estimate(result))
    expectClose(a?.value ?? 0, 20, 1e-12)
    expectClose(b?.value ?? 0, 20, 1e-12)
    expect([a?.plain, b?.plain]).toEqual(plain.map(({ result }) => (result._tag === "Estimate" ? result.value : null)))
  })

  it("compares a group with the rest as if counted apart", () => {
    const all = ["a", "b", "c"].flatMap((team, i) => [
      ...repeat(team, "web", [5 + i, 10, 20]),
      ...repeat(team, "phone", [9, 4 + i, 3])
    ])
    const reference = StandardisedNps.mixOf(count(all), "channel")
    for (const { fromRest, result, value } of StandardisedNps.by(count(all), "team", "channel")) {
      const part = (test: (team: string) => boolean) =>
        StandardisedNps.fromTally(count(all.filter(({ team }) => test(team))), "channel", { reference })
      expect(result).toEqual(part((team) => team === value))
      expect(fromRest).toEqual(
        StandardisedNps.difference(
          result,
          part((team) => team !== value)
        )
      )
    }
  })

  it("says what is missing", () => {
    const only = count([...repeat("a", "web", [1, 1, 1]), ...repeat("a", "shop", [1, 0, 0])])
    const to = (mix: Readonly<Record<string, number>>) =>
      StandardisedNps.fromTally(only, "channel", { reference: new Map(Object.entries(mix)) })
    expect(to({ web: 1, phone: 1, shop: 1 })).toMatchObject({
      _tag: "InsufficientData",
      reason: "fewer than two answers in 2 of 3 reference segments",
      n: 4
    })
    expect(to({ web: 0 })).toMatchObject({ _tag: "InsufficientData", reason: "the reference mix has nobody" })
    expect(to({ web: 2, phone: 0 })).toMatchObject({ _tag: "Estimate", outside: 1, n: 4 })
    expect(() => to({ web: -1, shop: 2 })).toThrow(RangeError)
    expect(() => to({ web: Number.NaN })).toThrow(RangeError)
    expect(StandardisedNps.by(count([{ team: "a", channel: "web", score: null }]), "team", "channel")).toMatchObject([
      { value: "a", result: { _tag: "InsufficientData", excluded: { missing: 1 } }, adjustedP: null, differs: false }
    ])
    expect(StandardisedNps.fromTally(only, "channel", { reference: new Map([["web", 1]]), minimum: 9 })).toEqual({
      _tag: "Suppressed",
      minimum: 9,
      n: 4
    })
  })

  it("covers the true score about as often as it says", () => {
    const next = random(9)
    const channels = [
      { channel: "web", scores: [0, 0, 8, 8, 8, 10, 10, 10, 10, 10] },
      { channel: "phone", scores: [0, 0, 0, 0, 0, 8, 8, 8, 10, 10] }
    ]
    const draw = (): Answer => {
      const { channel = "", scores = [] } = channels[next() < 0.7 ? 0 : 1] ?? {}
      return { team: "a", channel, score: scores[Math.floor(10 * next())] ?? null }
    }
    const reference = new Map([
      ["web", 1],
      ["phone", 1]
    ])
    const truth = 50 * (0.5 - 0.2) + 50 * (0.2 - 0.5)
    let covered = 0
    for (let round = 0; round < 2000; round++) {
      const { interval } = estimate(
        StandardisedNps.fromTally(count(Array.from({ length: 120 }, draw)), "channel", { reference })
      )
      if (interval.low <= truth && truth <= interval.high) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.935)
    expect(covered / 2000).toBeLessThan(0.965)
  })
})
