import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Nps, Scale, Tally } from "../src/index.ts"
import { expectClose, golden } from "./golden.ts"

interface Counts {
  readonly detractors: number
  readonly passives: number
  readonly promoters: number
}
interface Bounds {
  readonly lower_clipped: number
  readonly upper_clipped: number
}
const reference = golden<{
  readonly triples: ReadonlyArray<
    Counts & {
      readonly n: number
      readonly nps: number | null
      readonly ci: Record<string, { adjusted_wald_3: Bounds | null }>
    }
  >
  readonly two_sample: ReadonlyArray<{
    readonly a: Counts
    readonly b: Counts
    readonly wald: { readonly diff: number } | null
    readonly adjusted_wald_3: { readonly lower95: number; readonly upper95: number; readonly p: number }
  }>
}>("nps_ci.json")

const scoresOf = ({ detractors, passives, promoters }: Counts): ReadonlyArray<number> => [
  ...Array.from({ length: detractors }, (_, i) => i % 7),
  ...Array.from({ length: passives }, (_, i) => 7 + (i % 2)),
  ...Array.from({ length: promoters }, (_, i) => 9 + (i % 2))
]

describe("NPS against exact arithmetic", () => {
  it.each(reference.triples)("$detractors detractors, $passives passives, $promoters promoters", (triple) => {
    for (const [level, { adjusted_wald_3: bounds }] of Object.entries(triple.ci ?? {})) {
      const result = Nps.fromScores(scoresOf(triple), { level: Number(level) })
      if (result._tag !== "Estimate" || bounds === null || triple.nps === null) {
        expect([result._tag, triple.n]).toEqual(["InsufficientData", 0])
        continue
      }
      expectClose(result.value / 100, triple.nps, 1e-12)
      expectClose(result.interval.low / 100, bounds.lower_clipped, 1e-12)
      expectClose(result.interval.high / 100, bounds.upper_clipped, 1e-12)
    }
  })

  it.each(reference.two_sample)("the difference of $a and $b", ({ a, adjusted_wald_3: expected, b, wald }) => {
    const result = Nps.difference(Nps.fromScores(scoresOf(a)), Nps.fromScores(scoresOf(b)))
    if (result._tag !== "Difference" || wald === null) {
      expect([result._tag, wald]).toEqual(["InsufficientData", null])
      return
    }
    expectClose(result.value / 100, wald.diff, 1e-12)
    expectClose(result.interval.low / 100, expected.lower95, 1e-12)
    expectClose(result.interval.high / 100, expected.upper95, 1e-12)
    expectClose(result.p ?? -1, expected.p, 1e-12)
  })
})

const answers = fc.array(fc.record({ team: fc.constantFrom("a", "b", "c"), score: fc.integer({ min: 0, max: 10 }) }))

describe("NPS laws", () => {
  it("is the same from scores and from a tally, in any order", () => {
    fc.assert(
      fc.property(answers, (records) => {
        const expected = Nps.fromScores(records.map(({ score }) => score))
        expect(Nps.fromTally(Tally.from(records.toReversed(), { by: ["team", "score"] }))).toEqual(expected)
      })
    )
  })

  it("of a merged tally is that of all answers", () => {
    fc.assert(
      fc.property(answers, answers, (a, b) => {
        const count = (records: typeof a) => Tally.from(records, { by: ["team", "score"] })
        expect(Nps.by(Tally.merge(count(a), count(b)), "team")).toEqual(Nps.by(count([...a, ...b]), "team"))
      })
    )
  })

  it("keeps every answer: counted, missing or invalid", () => {
    const anything = fc.oneof(
      fc.integer({ min: -3, max: 14 }),
      fc.double(),
      fc.constantFrom(null, undefined, Number.NaN)
    )
    fc.assert(
      fc.property(fc.array(anything), (scores) => {
        const result = Nps.fromScores(scores)
        if (result._tag === "Suppressed") throw new Error("nothing was to be withheld")
        expect(result.n + result.excluded.missing + result.excluded.invalid).toBe(scores.length)
      })
    )
  })

  it("of groups of the same answers differs nowhere", () => {
    const records = ["a", "b", "c"].flatMap((team) =>
      scoresOf({ detractors: 9, passives: 9, promoters: 9 }).map((score) => ({ team, score }))
    )
    const groups = Nps.by(Tally.from(records, { by: ["team", "score"] }), "team")
    expect(groups.map(({ differs }) => differs)).toEqual([false, false, false])
  })

  it("finds the one group that is worse", () => {
    const records = ["a", "b", "c"].flatMap((team) =>
      scoresOf({ detractors: team === "c" ? 60 : 20, passives: 30, promoters: team === "c" ? 10 : 50 }).map(
        (score) => ({ team, score })
      )
    )
    const groups = Nps.by(Tally.from(records, { by: ["team", "score"] }), "team")
    const [worst] = groups.filter(({ fromRest }) => fromRest._tag === "Difference" && fromRest.value < 0)
    expect([worst?.value, worst?.differs]).toEqual(["c", true])
  })
})

describe("NPS of too little", () => {
  it("of nobody is no number", () => {
    expect(Nps.fromScores([])).toEqual({
      _tag: "InsufficientData",
      reason: "no valid answers",
      n: 0,
      excluded: { missing: 0, invalid: 0 }
    })
    expect(Nps.fromTally(Tally.empty([Dimension.field("score")]))._tag).toBe("InsufficientData")
  })

  it("rejects fractions and foreign scores", () => {
    expect(Nps.fromScores([6.5, 11, -1])).toMatchObject({
      _tag: "InsufficientData",
      excluded: { missing: 0, invalid: 3 }
    })
  })

  it("is withheld below the minimum", () => {
    expect(Nps.fromScores([10, 9], { minimum: 5 })).toEqual({ _tag: "Suppressed", minimum: 5, n: 2 })
  })

  it("refuses a tally of another scale, or one without scores", () => {
    const ces = Tally.from([{ scale: "1-7", score: 5 }], { by: ["scale", "score"] })
    expect(() => Nps.fromTally(ces)).toThrow(Tally.TallyMismatch)
    // @ts-expect-error the tally has no such dimension
    expect(() => Nps.by(ces, "team")).toThrow(Tally.TallyMismatch)
  })
})

it("shows months without an answer, and the change where there is one", () => {
  const at = (month: number, score: number) => ({ at: new Date(Date.UTC(2026, month, 3)), score })
  const tally = Tally.from([at(0, 10), at(0, 2), at(2, 9), at(3, 9)], {
    by: [Dimension.period("at", "month", "UTC"), "score"]
  })
  const series = Nps.over(tally, "month")
  expect(series.map(({ period }) => period)).toEqual(["2026-01", "2026-02", "2026-03", "2026-04"])
  expect(series.map(({ result }) => result._tag)).toEqual(["Estimate", "InsufficientData", "Estimate", "Estimate"])
  expect(series.map(({ change }) => change._tag)).toEqual([
    "InsufficientData",
    "InsufficientData",
    "InsufficientData",
    "Difference"
  ])
})

it("covers the true score about as often as it says", () => {
  let state = 12_345
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const draw = () => {
    const u = uniform()
    if (u < 0.3) return 3
    return u < 0.55 ? 8 : 10
  }
  let covered = 0
  for (let round = 0; round < 2000; round++) {
    const result = Nps.fromScores(Array.from({ length: 40 }, draw))
    if (result._tag === "Estimate" && result.interval.low <= 15 && result.interval.high >= 15) covered++
  }
  expect(covered / 2000).toBeGreaterThan(0.935)
  expect(covered / 2000).toBeLessThan(0.97)
})

it("names the scale it stands on", () => expect(Scale.nps.id).toBe("0-10"))
