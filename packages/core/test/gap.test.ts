import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { benjaminiHochberg, Gap, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { surveyRows } from "./surveyRows.ts"

interface Reference {
  readonly perceived_mean: number
  readonly desired_mean: number
  readonly adequate_mean: number
  readonly mss_perceived_minus_desired: number
  readonly mss_se_paired: number
  readonly mss_p: number
  readonly msa_perceived_minus_adequate: number
}
const { gaps } = golden<{ readonly gaps: Record<string, Reference> }>("gap_penalty_ipa.json")

describe("gaps against scipy", () => {
  it.each(Object.keys(gaps))("%s", (attribute) => {
    const expected = gaps[attribute]
    const rows = surveyRows()
    const perceived = (row: Record<string, number>) => row[attribute]
    const superiority = Gap.fromPairs(
      rows.map((row) => ({ expected: row[`desired_${attribute}`], perceived: perceived(row) })),
      { against: "desired" }
    )
    const adequacy = Gap.fromPairs(
      rows.map((row) => ({ expected: row[`adequate_${attribute}`], perceived: perceived(row) })),
      { against: "minimum" }
    )
    if (superiority._tag !== "Estimate" || adequacy._tag !== "Estimate" || expected === undefined)
      throw new Error("no gap")
    expect([superiority.definition, adequacy.definition]).toEqual([
      "service superiority: perceived − desired",
      "service adequacy: perceived − minimum"
    ])
    expectClose(superiority.value, expected.mss_perceived_minus_desired, 1e-12)
    expectClose(superiority.expected, expected.desired_mean, 1e-12)
    expectClose(superiority.perceived, expected.perceived_mean, 1e-12)
    expectClose(adequacy.value, expected.msa_perceived_minus_adequate, 1e-12)
    // p-values are compared by their ratio: they go down to 1e-45.
    expectClose((superiority.p ?? 0) / expected.mss_p, 1, 1e-10)
    const margin = (superiority.interval.high - superiority.interval.low) / 2
    // R: qt(0.975, 239)
    expectClose(margin / expected.mss_se_paired, 1.969939405916958, 1e-10)
  })
})

const pairs = fc.array(
  fc.record({
    touchpoint: fc.constantFrom("search", "delivery"),
    predicted: fc.option(fc.integer({ min: 1, max: 5 })),
    score: fc.integer({ min: 1, max: 5 })
  })
)

describe("gap laws", () => {
  it("is the same from pairs and from a tally, in any order", () => {
    fc.assert(
      fc.property(pairs, (records) => {
        const tally = Tally.from(records.toReversed(), { by: ["touchpoint", "predicted", "score"] })
        const plain = records.map(({ predicted, score }) => ({ expected: predicted, perceived: score }))
        expect(Gap.fromTally(tally)).toEqual(Gap.fromPairs(plain))
      })
    )
  })

  it("of each group equals the gap of its own pairs", () => {
    fc.assert(
      fc.property(pairs, (records) => {
        for (const { result, value } of Gap.by(
          Tally.from(records, { by: ["touchpoint", "predicted", "score"] }),
          "touchpoint"
        )) {
          const own = records.filter(({ touchpoint }) => touchpoint === value)
          expect(result).toEqual(
            Gap.fromPairs(own.map(({ predicted, score }) => ({ expected: predicted, perceived: score })))
          )
        }
      })
    )
  })

  it("does not depend on where the scale starts", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: -3, max: 3 }), (records, shift) => {
        const gap = (by: number) =>
          Gap.fromPairs(
            records.map(({ predicted, score }) => ({ expected: (predicted ?? 1) + by, perceived: score + by }))
          )
        const [a, b] = [gap(0), gap(shift)]
        expect(b).toEqual(
          a._tag === "Estimate" ? { ...a, expected: expect.any(Number), perceived: expect.any(Number) } : a
        )
      })
    )
  })
})

it("needs two pairs, and says why", () => {
  expect(Gap.fromPairs([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
  expect(Gap.fromPairs([{ expected: 4, perceived: 3 }])).toMatchObject({ reason: "one pair has no interval", n: 1 })
  expect(
    Gap.fromPairs([
      { expected: null, perceived: 3 },
      { expected: 4.5, perceived: 3 }
    ])
  ).toMatchObject({
    excluded: { missing: 1, invalid: 1 }
  })
})

it("has no test where nothing varies", () => {
  const same = Array.from({ length: 5 }, () => ({ expected: 4, perceived: 3 }))
  expect(Gap.fromPairs(same)).toMatchObject({ value: -1, p: null, effectSize: null, interval: { low: -1, high: -1 } })
})

const met = fc.array(
  fc.record({
    touchpoint: fc.constantFrom("search", "delivery"),
    component: fc.option(fc.constantFrom("emotional", "functional")),
    predicted: fc.integer({ min: 1, max: 5 }),
    score: fc.integer({ min: 1, max: 5 })
  }),
  { maxLength: 40 }
)

describe("gaps where two dimensions meet", () => {
  it("are the gaps by their joint value, in one family", () => {
    fc.assert(
      fc.property(met, (records) => {
        const by = ["score", "component", "touchpoint", "predicted"] as const
        const cells = Gap.across(Tally.from(records, { by }), ["touchpoint", "component"])
        // A letter a component keeps the order: null before text.
        const joined = records.map((each) => ({ ...each, cell: `${each.touchpoint} ${each.component ?? ""}` }))
        const groups = Gap.by(Tally.from(joined, { by: ["cell", "predicted", "score"] }), "cell")
        expect(cells.map(({ values }) => `${values.touchpoint} ${values.component ?? ""}`)).toEqual(
          groups.map(({ value }) => value)
        )
        expect(cells.map(({ values: _, ...cell }) => cell)).toEqual(groups.map(({ value: _, ...group }) => group))
      })
    )
  })

  it("correct their tests for the number of groups", () => {
    const cells = ["a", "b", "c"].flatMap((touchpoint, i) =>
      [0, 1, 2, 3, 4, 5].map((k) => ({ touchpoint, predicted: 3, score: k < 3 + i ? 2 : 4 }))
    )
    const groups = Gap.by(Tally.from(cells, { by: ["touchpoint", "predicted", "score"] }), "touchpoint")
    const p = groups.map(({ result }) => (result._tag === "Estimate" ? result.p : null))
    expect(groups.map((group) => group.adjustedGapP)).toEqual(benjaminiHochberg(p))
  })

  it("of no dimension are the whole, and an unknown dimension is refused", () => {
    const tally = Tally.from(
      [
        { predicted: 3, score: 4 },
        { predicted: 3, score: 5 }
      ],
      { by: ["predicted", "score"] }
    )
    expect(Gap.across(tally, []).map(({ result }) => result)).toEqual([Gap.fromTally(tally)])
    expect(() => Gap.across(tally as Tally.Tally<string>, ["touchpoint"])).toThrow(Tally.TallyMismatch)
  })
})

it("names the gap by what was expected, and compares only the same gap", () => {
  const pairs = [
    { expected: 4, perceived: 3 },
    { expected: 5, perceived: 3 }
  ]
  const [disconfirmation, adequacy] = [Gap.fromPairs(pairs), Gap.fromPairs(pairs, { against: "minimum" })]
  const tally = Tally.from(
    [
      { desired: 5, score: 3 },
      { desired: 4, score: 3 }
    ],
    { by: ["desired", "score"] }
  )
  expect(Gap.fromTally(tally, { expected: "desired" })).toEqual(Gap.fromTally(tally, { against: "desired" }))
  expect(Gap.fromTally(tally, { against: "desired" })).toMatchObject({
    definition: "service superiority: perceived − desired"
  })
  expect(() => Gap.difference(disconfirmation, adequacy)).toThrow(Tally.TallyMismatch)
  expect(Gap.difference(disconfirmation, Gap.fromPairs([]))).toMatchObject({ _tag: "InsufficientData" })
  expect(Gap.difference(disconfirmation, disconfirmation)).toMatchObject({ value: 0, p: 1, n: [2, 2] })
})

it("covers the true gap in 19 of 20 samples", () => {
  const next = random(7)
  const runs = 2000
  let covered = 0
  for (let run = 0; run < runs; run++) {
    // Expected 3 to 5; perceived is one below, level, or one above with 0.5, 0.3 and 0.2: a gap of −0.3.
    const pairs = Array.from({ length: 25 }, () => {
      const [expected, u] = [3 + Math.floor(3 * next()), next()]
      return { expected, perceived: expected + (u < 0.5 ? -1 : u < 0.8 ? 0 : 1) }
    })
    const gap = Gap.fromPairs(pairs)
    if (gap._tag === "Estimate" && gap.interval.low <= -0.3 && gap.interval.high >= -0.3) covered++
  }
  expect(covered / runs).toBeGreaterThan(0.935)
  expect(covered / runs).toBeLessThan(0.965)
})
