import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Kano, Tally, wilson } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const profile = (result: Kano.KanoResult): Kano.KanoProfile => {
  if (result._tag !== "Kano") throw new Error(result._tag)
  return result
}

/** A pair of answers that falls in each category. */
const pairs = { A: [1, 3], O: [1, 5], M: [3, 5], I: [3, 3], R: [5, 1], Q: [1, 1] } as const
type Letter = keyof typeof pairs

const answersOf = (counts: Partial<Record<Letter, number>>) =>
  Object.entries(counts).flatMap(([letter, count]) => {
    const [functional, dysfunctional] = pairs[letter as Letter]
    return Array.from({ length: count }, () => ({ functional, dysfunctional }))
  })
const kano = (counts: Partial<Record<Letter, number>>) => profile(Kano.fromAnswers(answersOf(counts)))

it("has the published evaluation table", () => {
  const points = [1, 2, 3, 4, 5]
  const table = points.map((with_) => points.map((without) => Kano.categoryOf(with_, without)))
  const [A, O, M, I, R, Q] = ["attractive", "oneDimensional", "mustBe", "indifferent", "reverse", "questionable"]
  expect(table).toEqual([
    [Q, A, A, A, O],
    [R, I, I, I, M],
    [R, I, I, I, M],
    [R, I, I, I, M],
    [R, R, R, R, Q]
  ])
})

describe("a profile", () => {
  it("has the coefficients of Berger et al., without reverse and questionable", () => {
    // Matzler and Hinterhuber (1998), edge grip of a ski: A 7, O 33, M 49, I 10, R 0, Q 1 per cent: CS 0.40, −0.83.
    const { better, counts, n, worse } = kano({ A: 7, O: 33, M: 49, I: 10, R: 4, Q: 1 })
    expect([n, counts.reverse, counts.questionable]).toEqual([104, 4, 1])
    expectClose(better?.value ?? 0, 40 / 99, 1e-15)
    expectClose(worse?.value ?? 0, -82 / 99, 1e-15)
    expectClose(better?.interval.low ?? 0, wilson(40, 99, 0.95).low, 1e-15)
    expectClose(worse?.interval.low ?? 0, -wilson(82, 99, 0.95).high, 1e-15)
    expect(worse?.interval.low).toBeLessThan(worse?.interval.high ?? -2)
  })

  it("tests its category against the second by the exact binomial", () => {
    // 9 of 10: 2 (10 + 1) / 2^10; 4 of 4: 2 / 2^4
    expectClose(kano({ A: 9, M: 1, I: 1 }).p, 22 / 1024, 1e-14)
    expect(kano({ A: 9, M: 1, I: 1 })).toMatchObject({ category: "attractive", runnerUp: "mustBe", clear: true })
    expectClose(kano({ O: 4 }).p, 2 / 16, 1e-14)
    expect(kano({ A: 5, I: 5 })).toMatchObject({ category: "attractive", runnerUp: "indifferent", p: 1, clear: false })
  })

  it("prefers must-be to one-dimensional to attractive to indifferent when they are even", () => {
    expect(kano({ A: 2, O: 2, M: 2, I: 2 }).category).toBe("mustBe")
    expect(kano({ A: 2, O: 2, I: 2 }).category).toBe("oneDimensional")
    expect(kano({ A: 2, I: 2, R: 2, Q: 2 })).toMatchObject({ category: "attractive", runnerUp: "indifferent" })
  })

  it("may be of nothing but answers that make no sense", () => {
    expect(kano({ Q: 3 })).toMatchObject({ category: "questionable", better: null, worse: null, n: 3 })
  })

  it("of nobody is no profile", () => {
    expect(Kano.fromAnswers([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    const broken = [
      { functional: 0, dysfunctional: 3 },
      { functional: 2.5, dysfunctional: 3 },
      { functional: 6, dysfunctional: 6 },
      { functional: null, dysfunctional: 3 },
      { functional: Number.NaN, dysfunctional: 9 }
    ]
    expect(Kano.fromAnswers(broken)).toMatchObject({ excluded: { missing: 2, invalid: 3 } })
    expect(Kano.fromAnswers(answersOf({ A: 4 }), { minimum: 5 })).toEqual({ _tag: "Suppressed", minimum: 5, n: 4 })
    const words = Tally.from([{ functional: "length", dysfunctional: "constructor" }], {
      by: ["functional", "dysfunctional"]
    })
    expect(Kano.fromTally(words)).toMatchObject({ excluded: { missing: 0, invalid: 1 } })
  })

  it("of one person is theirs", () => {
    expect(kano({ O: 1 })).toMatchObject({
      n: 1,
      category: "oneDimensional",
      better: { value: 1 },
      worse: { value: -1 }
    })
    expect(Object.is(kano({ A: 1 }).worse?.value, 0)).toBe(true)
  })
})

const answer = fc.option(fc.integer({ min: 0, max: 6 }), { freq: 10 })
const records = fc.array(fc.record({ feature: fc.constantFrom("a", "b"), functional: answer, dysfunctional: answer }))

describe("Kano laws", () => {
  it("is the same from answers and from a tally, in any order, whole and by feature", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const tally = Tally.from(rows.toReversed(), { by: ["feature", "functional", "dysfunctional"] })
        expect(Kano.fromTally(tally)).toEqual(Kano.fromAnswers(rows))
        for (const { result, value } of Kano.by(tally, "feature")) {
          expect(result).toEqual(Kano.fromAnswers(rows.filter(({ feature }) => feature === value)))
        }
      })
    )
  })

  it("puts everyone somewhere", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const result = Kano.fromAnswers(rows)
        if (result._tag !== "Kano") return
        const { counts, excluded, n } = result
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(n)
        expect(n + excluded.missing + excluded.invalid).toBe(rows.length)
        expect(counts[result.category]).toBe(Math.max(...Object.values(counts)))
      })
    )
  })

  it("turns attractive to must-be, and better to worse, when the questions change places and the scale turns", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const turned = rows.map(({ dysfunctional, functional }) => ({
          functional: dysfunctional === null ? null : 6 - dysfunctional,
          dysfunctional: functional === null ? null : 6 - functional
        }))
        const [one, other] = [Kano.fromAnswers(rows), Kano.fromAnswers(turned)]
        if (one._tag !== "Kano") return
        expect(profile(other).counts).toEqual({
          ...one.counts,
          attractive: one.counts.mustBe,
          mustBe: one.counts.attractive
        })
        expectClose(profile(other).better?.value ?? 2, -(one.worse?.value ?? -2), 1e-15)
      })
    )
  })
})

describe("of simulated customers", () => {
  const next = random(2)
  const runs = 2000
  const sample = (letters: ReadonlyArray<Letter>) =>
    profile(
      Kano.fromAnswers(
        Array.from({ length: 60 }, () => {
          const [functional, dysfunctional] = pairs[letters[Math.floor(letters.length * next())] ?? "Q"]
          return { functional, dysfunctional }
        })
      )
    )

  it("the true coefficient is covered in about 19 of 20 samples", () => {
    let covered = 0
    for (let run = 0; run < runs; run++) {
      const { high, low } = sample(["A", "M", "M"]).better?.interval ?? { low: 9, high: 9 }
      covered += Number(low <= 1 / 3 && high >= 1 / 3)
    }
    expect(covered / runs).toBeGreaterThan(0.93)
    expect(covered / runs).toBeLessThan(0.97)
  })

  it.each([
    ["A", "M"],
    ["A", "M", "I"],
    ["A", "O", "M", "I"]
  ] as const)("even categories are seldom called clear: %s %s", (...letters) => {
    let clear = 0
    for (let run = 0; run < runs; run++) clear += Number(sample(letters).clear)
    expect(clear / runs).toBeLessThan(0.05)
  })

  it("a true majority is found", () => {
    let found = 0
    for (let run = 0; run < runs; run++) {
      const { category, clear } = sample(["A", "A", "A", "M", "I"])
      found += Number(clear && category === "attractive")
    }
    expect(found / runs).toBeGreaterThan(0.85)
  })
})
