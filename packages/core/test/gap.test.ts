import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Gap, Tally } from "../src/index.ts"
import { expectClose, golden } from "./golden.ts"

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

const survey = (): ReadonlyArray<Record<string, number>> => {
  const [header = "", ...lines] = readFileSync(new URL("golden/survey.csv", import.meta.url), "utf8")
    .trim()
    .split(/\r?\n/)
  const names = header.split(",")
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], Number(cell)])))
}

describe("gaps against scipy", () => {
  it.each(Object.keys(gaps))("%s", (attribute) => {
    const expected = gaps[attribute]
    const rows = survey()
    const perceived = (row: Record<string, number>) => row[attribute]
    const superiority = Gap.fromPairs(
      rows.map((row) => ({ expected: row[`desired_${attribute}`], perceived: perceived(row) }))
    )
    const adequacy = Gap.fromPairs(
      rows.map((row) => ({ expected: row[`adequate_${attribute}`], perceived: perceived(row) }))
    )
    if (superiority._tag !== "Estimate" || adequacy._tag !== "Estimate" || expected === undefined)
      throw new Error("no gap")
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
