import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Tally, ToleranceZone, wilson } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { surveyRows } from "./surveyRows.ts"

const { gaps } = golden<{
  readonly gaps: Record<
    string,
    { readonly zot_width: number; readonly pct_in_zone: number; readonly pct_below: number }
  >
}>("gap_penalty_ipa.json")

const estimated = (result: ToleranceZone.ToleranceZoneResult): ToleranceZone.ToleranceZoneEstimate => {
  if (result._tag !== "Estimate") throw new Error(result._tag)
  return result
}

it.each(Object.entries(gaps))("the zone of %s agrees with scipy", (attribute, expected) => {
  const answers = surveyRows().map((row) => ({
    minimum: row[`adequate_${attribute}`],
    desired: row[`desired_${attribute}`],
    perceived: row[attribute]
  }))
  const zone = estimated(ToleranceZone.fromAnswers(answers))
  expectClose(zone.value / 100, expected.pct_in_zone, 1e-12)
  expectClose(zone.below.value / 100, expected.pct_below, 1e-12)
  expectClose(zone.width.value, expected.zot_width, 1e-12)
  expect(zone.above.count).toBe(zone.n - zone.within.count - zone.below.count)
  expectClose(zone.interval.low / 100, wilson(zone.within.count, zone.n, 0.95).low, 1e-12)
})

const points = fc.option(fc.integer({ min: 1, max: 5 }))
const records = fc.array(
  fc.record({ touchpoint: fc.constantFrom("a", "b"), minimum: points, desired: points, score: points }),
  { maxLength: 40 }
)
const by = ["touchpoint", "minimum", "desired", "score"] as const
const plain = (rows: ReadonlyArray<{ minimum: number | null; desired: number | null; score: number | null }>) =>
  ToleranceZone.fromAnswers(rows.map(({ desired, minimum, score }) => ({ minimum, desired, perceived: score })))

describe("zone laws", () => {
  it("is the same from answers and from a tally, in any order, whole and by group", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const tally = Tally.from(rows.toReversed(), { by })
        expect(ToleranceZone.fromTally(tally)).toEqual(plain(rows))
        for (const { result, value } of ToleranceZone.by(tally, "touchpoint")) {
          expect(result).toEqual(plain(rows.filter(({ touchpoint }) => touchpoint === value)))
        }
      })
    )
  })

  it("puts every record in one place", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const result = plain(rows)
        if (result._tag !== "Estimate") return
        const { above, below, excluded, within } = result
        expect(above.count + below.count + within.count + excluded.missing + excluded.invalid).toBe(rows.length)
        expect(above.value + below.value + within.value).toBeCloseTo(100, 10)
      })
    )
  })
})

it("has a zone of one point, and counts both ends as inside", () => {
  const zone = (minimum: number, desired: number, perceived: number) =>
    estimated(ToleranceZone.fromAnswers([{ minimum, desired, perceived }]))
  expect(zone(3, 3, 3)).toMatchObject({ value: 100, width: { value: 0, interval: null } })
  expect([zone(3, 5, 3).value, zone(3, 5, 5).value, zone(3, 5, 6).above.value]).toEqual([100, 100, 100])
})

it("says why there is none", () => {
  expect(ToleranceZone.fromAnswers([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
  const broken = [
    { minimum: 5, desired: 3, perceived: 4 },
    { minimum: 1, desired: 3, perceived: 2.5 },
    { minimum: null, desired: 3, perceived: 2 }
  ]
  expect(ToleranceZone.fromAnswers(broken)).toMatchObject({ excluded: { missing: 1, invalid: 2 } })
  const one = ToleranceZone.fromAnswers([{ minimum: 1, desired: 3, perceived: 2 }], { minimum: 5 })
  expect(one).toEqual({ _tag: "Suppressed", minimum: 5, n: 1 })
  expect(ToleranceZone.difference(one, one)).toMatchObject({ _tag: "InsufficientData" })
})

it("compares periods and groups by Newcombe", () => {
  const rows = [1, 2, 3, 4, 5, 5].map((score, i) => ({ month: i < 3 ? "1" : "2", minimum: 2, desired: 4, score }))
  const series = ToleranceZone.over(Tally.from(rows, { by: ["month", "minimum", "desired", "score"] }), "month")
  const [first, second] = series
  if (first === undefined || second === undefined) throw new Error("no series")
  expectClose(second.change._tag === "Difference" ? second.change.value : 0, -100 / 3, 1e-12)
  expect(second.change).toEqual(ToleranceZone.difference(second.result, first.result))
})

it("covers the true share in about 19 of 20 samples", () => {
  const next = random(11)
  const runs = 2000
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const answers = Array.from({ length: 30 }, () => ({ minimum: 2, desired: 4, perceived: next() < 0.7 ? 3 : 1 }))
    const { interval } = estimated(ToleranceZone.fromAnswers(answers))
    if (interval.low <= 70 && interval.high >= 70) covered++
  }
  expect(covered / runs).toBeGreaterThan(0.93)
  expect(covered / runs).toBeLessThan(0.975)
})
