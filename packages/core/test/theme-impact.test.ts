import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Nps, Scale, Tally, ThemeImpact } from "../src/index.ts"
import * as PartImpact from "../src/stats/PartImpact.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const names = ["delivery", "price", "staff"] as const
const answers = fc.array(
  fc.record({
    score: fc.option(fc.integer({ min: -1, max: 11 }), { freq: 12 }),
    themes: fc.uniqueArray(fc.constantFrom(...names))
  }),
  { maxLength: 60 }
)
type Answers = ReadonlyArray<{ readonly score: number | null; readonly themes: ReadonlyArray<string> }>

const csat = Scale.make(1, 5)

/** The same answers with one yes-or-no field a theme. */
const flagged = (list: Answers) =>
  list.map(({ score, themes }) => ({
    score,
    delivery: themes.includes("delivery"),
    price: themes.includes("price"),
    staff: themes.includes("staff")
  }))

const npsOf = (list: Answers): number => {
  const result = Nps.fromScores(list.map(({ score }) => score))
  if (result._tag !== "Estimate") throw new Error(result._tag)
  return result.value
}

describe("the impact of themes", () => {
  it("is NPS of all minus NPS without the theme, and by the formula", () => {
    fc.assert(
      fc.property(answers, (list) => {
        for (const { result, value } of ThemeImpact.fromAnswers(list)) {
          if (result._tag !== "Estimate") continue
          const without = list.filter(({ themes }) => !themes.some((theme) => theme === value))
          expectClose(result.value, npsOf(list) - npsOf(without), 1e-9)
          const { mentions, n, withTheme, withoutTheme } = result
          expectClose(result.value, (mentions * (withTheme - npsOf(list))) / (n - mentions), 1e-9)
          expectClose(withoutTheme, npsOf(without), 1e-9)
        }
      })
    )
  })

  it("is the same from answers, memberships and mentions, in any order and merged", () => {
    fc.assert(
      fc.property(answers, answers, fc.constantFrom({}, { scale: csat }), (left, right, options) => {
        const all = [...left, ...right]
        const expected = ThemeImpact.fromAnswers(all, options)
        const members = (list: Answers) => Tally.from(flagged(list), { by: [...names, "score"] })
        const themes = names.filter((name) => all.some((each) => each.themes.includes(name)))
        expect(ThemeImpact.fromTally(Tally.merge(members(right), members(left)), { ...options, themes })).toEqual(
          expected
        )
        const mentions = all.toReversed().flatMap(({ score, themes }) => themes.map((theme) => ({ theme, score })))
        const counted = ThemeImpact.fromMentions(
          Tally.from(all, { by: ["score"] }),
          Tally.from(mentions, { by: ["theme", "score"] }),
          options
        )
        expect(counted).toEqual(expected)
      })
    )
  })

  it("and its mean's are as they are computed by hand", () => {
    const list = [
      { score: 1, themes: ["a"] },
      { score: 3, themes: ["a", "a"] },
      { score: 4, themes: [] },
      { score: 5, themes: [] },
      { score: 6, themes: ["a"] }
    ]
    const [group] = ThemeImpact.fromAnswers(list, { scale: csat })
    // All 13/4, without 9/2; share 1/2, difference −5/2, squared errors 1 and 1/4.
    expect(group?.result).toMatchObject({
      value: -1.25,
      mentions: 2,
      n: 4,
      withTheme: 2,
      withoutTheme: 4.5,
      measure: "1-5",
      excluded: { missing: 0, invalid: 1 }
    })
    const variance = 0.25 * (1 + 0.25) + 6.25 * 0.25 * 0.25
    if (group?.result._tag !== "Estimate") throw new Error("no estimate")
    // R: qt(0.975, 4.215822345593337), Satterthwaite's degrees of freedom
    expectClose((group.result.interval.high - group.result.value) / Math.sqrt(variance), 2.721278010305185, 1e-12)
  })

  it("has the variance of the influence of each answer", () => {
    const [part, rest] = [
      { negative: 11, neutral: 5, positive: 3 },
      { negative: 20, neutral: 31, positive: 40 }
    ]
    const { interval } = PartImpact.ofNetScore(part, rest, 0.95)
    const shift = ({ negative, neutral, positive }: typeof part) => [negative + 0.375, neutral + 0.75, positive + 0.375]
    const [x, y] = [shift(part), shift(rest)]
    const sum = (list: ReadonlyArray<number>, value: (score: number) => number) =>
      list.reduce((total, count, i) => total + count * value(i - 1), 0)
    const n = sum(x, () => 1) + sum(y, () => 1)
    const share = sum(y, () => 1) / n
    const [all, without] = [(sum(x, (s) => s) + sum(y, (s) => s)) / n, sum(y, (s) => s) / (share * n)]
    const squares = sum(x, (s) => (s - all) ** 2) + sum(y, (s) => (s - all - (s - without) / share) ** 2)
    expectClose(interval.high - interval.low, (2 * 1.959963984540054 * 100 * Math.sqrt(squares)) / n, 1e-12)
  })

  it("differs only for the theme that differs, corrected for all", () => {
    const list = Array.from({ length: 400 }, (_, i) => ({
      score: i % 10 === 0 ? 2 : ([10, 9, 8, 6][i % 4] ?? 0),
      themes: [
        ...(i % 10 === 0 ? ["bad"] : []),
        ...[1, 2, 3, 4].filter((k) => (i * (k + 6)) % 11 < 3).map((k) => `even ${k}`)
      ]
    }))
    const groups = ThemeImpact.fromAnswers(list)
    expect(groups.filter(({ differs }) => differs).map(({ value }) => value)).toEqual(["bad"])
    const [bad] = groups
    expect(bad?.adjustedP ?? 1).toBeGreaterThan(bad?.fromRest._tag === "Difference" ? (bad.fromRest.p ?? 1) : 1)
  })
})

describe("the impact of too little", () => {
  it("of nothing is nothing", () => {
    expect(ThemeImpact.fromAnswers([])).toEqual([])
    expect(ThemeImpact.fromAnswers([{ score: 3, themes: [] }])).toEqual([])
    const none = Tally.from(flagged([{ score: 3, themes: [] }]), { by: [...names, "score"] })
    const [delivery] = ThemeImpact.fromTally(none, { themes: ["delivery"] })
    expect(delivery?.result).toMatchObject({ _tag: "InsufficientData", reason: "too few answers with the theme", n: 1 })
  })

  it("of everything is not known", () => {
    const [group] = ThemeImpact.fromAnswers([{ score: 3, themes: ["a"] }])
    expect(group).toMatchObject({
      result: { reason: "too few answers without the theme" },
      adjustedP: null,
      differs: false
    })
  })

  it("is withheld when few have the theme, or few have not", () => {
    const list = Array.from({ length: 20 }, (_, i) => ({ score: i % 11, themes: i < 3 ? ["few"] : ["most"] }))
    for (const group of ThemeImpact.fromAnswers(list, { minimum: 5 })) {
      expect(group.result).toEqual({ _tag: "Suppressed", minimum: 5, n: 3 })
      expect(JSON.stringify(group.fromRest)).not.toContain("value")
    }
  })

  it("counts what is not known or no yes or no", () => {
    const tally = Tally.from(
      [
        { score: 3, late: true },
        { score: 9, late: false },
        { score: 9, late: null },
        { score: null, late: true },
        { score: 9, late: "perhaps" }
      ],
      { by: ["score", "late"] }
    )
    expect(ThemeImpact.fromTally(tally, { themes: ["late"] })[0]?.result).toMatchObject({
      value: -100,
      n: 2,
      excluded: { missing: 2, invalid: 1 }
    })
  })

  it("refuses mentions of answers that are not there, and other scales", () => {
    const one = Tally.from([{ score: 3 }], { by: ["score"] })
    const mentions = Tally.from([{ score: 4, theme: "a" }], { by: ["theme", "score"] })
    expect(() => ThemeImpact.fromMentions(one, mentions)).toThrow(Tally.TallyMismatch)
    const ces = Tally.from([{ scale: "1-7", score: 5, a: true }], { by: ["scale", "score", "a"] })
    expect(() => ThemeImpact.fromTally(ces, { themes: ["a"] })).toThrow(Tally.TallyMismatch)
  })
})

describe("covers the true impact about as often as it says", () => {
  const cumulate = (shares: ReadonlyArray<number>) =>
    shares.map((_, i) => shares.slice(0, i + 1).reduce((a, b) => a + b, 0))
  const pick = (points: ReadonlyArray<number>, shares: ReadonlyArray<number>, u: number) =>
    points[cumulate(shares).findIndex((each) => u < each)] ?? points.at(-1) ?? 0
  const mean = (points: ReadonlyArray<number>, shares: ReadonlyArray<number>) =>
    points.reduce((sum, point, i) => sum + point * (shares[i] ?? 0), 0)
  const cases = [
    [60, 0.1, [3, 8, 10], [0.6, 0.2, 0.2], [0.2, 0.3, 0.5], {}],
    [200, 0.05, [3, 8, 10], [0.7, 0.2, 0.1], [0.2, 0.3, 0.5], {}],
    [100, 0.5, [3, 8, 10], [0.2, 0.3, 0.5], [0.2, 0.3, 0.5], {}],
    [60, 0.15, [1, 3, 5], [0.6, 0.2, 0.2], [0.1, 0.3, 0.6], { scale: csat }],
    [200, 0.3, [1, 3, 5], [0.2, 0.2, 0.6], [0.1, 0.3, 0.6], { scale: csat }]
  ] as const
  it.each(cases)("%s answers, %s of them with the theme, %s", (n, share, points, withTheme, without, options) => {
    const next = random(n)
    const values = "scale" in options ? points : [-100, 0, 100]
    const truth = share * (mean(values, withTheme) - mean(values, without))
    let [covered, rounds] = [0, 0]
    for (let round = 0; round < 1500; round++) {
      const list = Array.from({ length: n }, () => {
        const has = next() < share
        return { score: pick(points, has ? withTheme : without, next()), themes: has ? ["t"] : [] }
      })
      const result = ThemeImpact.fromAnswers(list, options)[0]?.result
      if (result?._tag !== "Estimate") continue
      rounds++
      if (result.interval.low <= truth && truth <= result.interval.high) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.925)
    expect(covered / rounds).toBeLessThan(0.98)
  })
})
