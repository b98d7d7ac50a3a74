import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Estimate, InsufficientData } from "../src/index.ts"
import { Gap, Servqual, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const known = (measured: Estimate | InsufficientData): Estimate => {
  if (measured._tag !== "Estimate") throw new Error(measured.reason)
  return measured
}
const points = { reliability: 40, assurance: 20, tangibles: 10, empathy: 10, responsiveness: 20 }
const by = ["respondent", "dimension", "expected", "perceived"] as const

const point = fc.option(fc.integer({ min: 1, max: 7 }), { freq: 20 })
const answers = fc.array(
  fc.record({
    respondent: fc.constantFrom("ada", "bob", "cleo"),
    dimension: fc.constantFrom(...Servqual.dimensions),
    expected: point,
    perceived: point
  }),
  { maxLength: 60 }
)

/** Straight from the definition, in the plainest arithmetic. */
const byHand = (
  rows: ReadonlyArray<{ respondent: string; dimension: string; expected: number | null; perceived: number | null }>
) => {
  const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length
  const gapsOf = (respondent: string, dimension: string) =>
    rows.flatMap((row) =>
      row.respondent === respondent && row.dimension === dimension && row.expected !== null && row.perceived !== null
        ? [row.perceived - row.expected]
        : []
    )
  const people = ["ada", "bob", "cleo"]
    .map((name) => Servqual.dimensions.map((dimension) => gapsOf(name, dimension)))
    .filter((gaps) => gaps.every((each) => each.length > 0))
    .map((gaps) => gaps.map(mean))
  const scores = (weights: ReadonlyArray<number>) =>
    people.map((gaps) => gaps.reduce((sum, gap, i) => sum + gap * (weights[i] ?? 0), 0))
  return { unweighted: scores([0.2, 0.2, 0.2, 0.2, 0.2]), weighted: scores([0.4, 0.2, 0.1, 0.1, 0.2]), mean }
}

describe("SERVQUAL laws", () => {
  it("is the mean over respondents of the mean over dimensions of the mean over items", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const { unweighted, weighted } = Servqual.fromAnswers(rows, { importance: points })
        const expected = byHand(rows)
        if (expected.unweighted.length < 2) {
          expect([unweighted._tag, weighted._tag]).toEqual(["InsufficientData", "InsufficientData"])
          return
        }
        expectClose(known(unweighted).value, expected.mean(expected.unweighted), 1e-12)
        expectClose(known(weighted).value, expected.mean(expected.weighted), 1e-12)
      })
    )
  })

  it("is the same from answers and from a tally, in any order", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const tally = Tally.from(rows.toReversed(), { by })
        expect(Servqual.fromTally(tally, { respondent: "respondent", importance: points })).toEqual(
          Servqual.fromAnswers(rows, { importance: points })
        )
      })
    )
  })

  it("by item is the paired gap of each dimension", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const { dimensions, unit } = Servqual.fromTally(Tally.from(rows, { by }))
        expect(unit).toBe("item")
        for (const { dimension, gap } of dimensions) {
          const own = Gap.fromPairs(rows.filter((row) => row.dimension === dimension))
          if (own._tag !== "Estimate") expect(gap).toMatchObject({ _tag: "InsufficientData", n: own.n })
          else expect([known(gap).value, known(gap).interval.low]).toEqual([own.value, own.interval.low])
        }
      })
    )
  })

  it("weighted alike is unweighted", () => {
    const alike = { reliability: 20, assurance: 20, tangibles: 20, empathy: 20, responsiveness: 20 }
    fc.assert(
      fc.property(answers, (rows) => {
        const tally = Tally.from(rows, { by })
        const scores = [
          Servqual.fromTally(tally, { importance: alike }),
          Servqual.fromTally(tally, { importance: alike, respondent: "respondent" })
        ]
        for (const { unweighted, weighted } of scores) expect(weighted).toEqual(unweighted)
      })
    )
  })
})

const complete = (respondent: string, perceived: number) =>
  Servqual.dimensions.map((dimension) => ({ respondent, dimension, expected: 6, perceived }))

it("takes each respondent's own points", () => {
  const rows = [...complete("ada", 5), ...complete("bob", 4), ...complete("cleo", 3)].map((row) =>
    row.dimension === "tangibles" ? { ...row, perceived: 6 } : row
  )
  const all = { reliability: 0, assurance: 0, tangibles: 100, empathy: 0, responsiveness: 0 }
  const own = (respondent: unknown) => (respondent === "ada" ? all : respondent === "bob" ? points : undefined)
  const { weighted } = Servqual.fromAnswers(rows, { importance: own })
  // ada: 0; bob: 0.9 × −2; cleo has no points
  expectClose(known(weighted).value, -0.9, 1e-12)
  expect(weighted).toMatchObject({ n: 2, excluded: { missing: 1, invalid: 0 } })
  const broken = Servqual.fromAnswers(rows, { importance: () => ({ ...points, empathy: 11 }) })
  expect(broken.weighted).toMatchObject({ _tag: "InsufficientData", excluded: { missing: 0, invalid: 3 } })
})

it("says what is missing", () => {
  const none = Servqual.fromAnswers([])
  expect(none).toMatchObject({ unweighted: { n: 0 }, weighted: { reason: "no importance points were given" } })
  expect(none.dimensions.map(({ dimension, gap }) => [dimension, gap._tag])).toEqual(
    Servqual.dimensions.map((dimension) => [dimension, "InsufficientData"])
  )
  expect(Servqual.fromAnswers(complete("ada", 5)).unweighted).toMatchObject({
    n: 1,
    reason: "one respondent has no interval"
  })
  const odd = [
    { respondent: "ada", dimension: "price", expected: 3, perceived: 4 },
    { respondent: "ada", dimension: null, expected: 3, perceived: 4 },
    { respondent: "ada", dimension: "empathy", expected: 3.5, perceived: 4 },
    { respondent: "ada", dimension: "empathy", expected: 3, perceived: null }
  ]
  expect(Servqual.fromTally(Tally.from(odd, { by }))).toMatchObject({ excluded: { missing: 2, invalid: 2 } })
  expect(Servqual.fromTally(Tally.from(odd, { by })).unweighted).toMatchObject({
    reason: "a dimension has fewer than two items"
  })
  const unknown = [{ respondent: null, dimension: "empathy", expected: 3, perceived: 4 }]
  expect(Servqual.fromTally(Tally.from(unknown, { by }), { respondent: "respondent" }).excluded.missing).toBe(1)
  expect(() => Servqual.fromAnswers([], { importance: { ...points, empathy: 0 } })).toThrow(RangeError)
})

it("has no width where nobody differs", () => {
  const rows = ["ada", "bob", "cleo"].flatMap((name) => [
    ...complete(name, 5),
    { respondent: name, dimension: "empathy" as const, expected: 6, perceived: 4 },
    { respondent: name, dimension: "empathy" as const, expected: 6, perceived: 4 }
  ])
  const { high, low } = known(Servqual.fromAnswers(rows).unweighted).interval
  expect(high).toBe(low)
})

it("covers the true score in 19 of 20 samples by respondent; by item it would not", () => {
  const next = random(9)
  const runs = 1000
  let [respondents, items] = [0, 0]
  for (let run = 0; run < runs; run++) {
    // A respondent's mood shifts all their items by −1, 0 or 1, an item by −1, 0 or 1 more: the gap is −1.
    const rows = Array.from({ length: 20 }, (_, i) => {
      const mood = Math.floor(3 * next()) - 1
      return Servqual.dimensions.flatMap((dimension) =>
        [0, 1].map(() => ({ respondent: i, dimension, expected: 5, perceived: 4 + mood + Math.floor(3 * next()) - 1 }))
      )
    }).flat()
    const tally = Tally.from(rows, { by })
    const covers = ({ unweighted }: Servqual.ServqualScore) =>
      Number(known(unweighted).interval.low <= -1 && known(unweighted).interval.high >= -1)
    respondents += covers(Servqual.fromTally(tally, { respondent: "respondent" }))
    items += covers(Servqual.fromTally(tally))
  }
  expect(respondents / runs).toBeGreaterThan(0.93)
  expect(respondents / runs).toBeLessThan(0.97)
  expect(items / runs).toBeLessThan(0.85)
})
