import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Improvement, ImprovementEffect, Nps, Scale, Tally } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { normals } from "./seeded.ts"

type Counts = ReadonlyArray<ReadonlyArray<number>>
interface Told {
  readonly value: number
  readonly se: number
  readonly low: number
  readonly high: number
  readonly p: number
}
interface Regression {
  readonly average: Told
  readonly levelChange: Told
  readonly slopeChange: Told
  readonly trendBefore: Told
  readonly last: Told
  readonly autocorrelation: number
  readonly fitted: ReadonlyArray<number>
}
const reference = golden<{
  readonly answers: { readonly changed: Counts; readonly control: Counts }
  readonly mean: Told
  readonly share: Told
  readonly nps: Told
  readonly parallel: Record<"slope" | "low" | "high" | "p" | "wouldAdd" | "chiSquared" | "pSame", number>
  readonly acrossPeriods: Omit<Told, "se">
  readonly series: {
    readonly answers: Counts
    readonly values: ReadonlyArray<number>
    readonly sampling: number
    readonly usualLag: number
    readonly dispersion: number
  } & Record<"plain" | "weighted" | "neweyWest" | "lag4" | "seasonal", Regression>
}>("improvement.json")

const label = (month: number, year = 2026): string =>
  `${year + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, "0")}`

/** Counts of answers from 0 to 10 a month, as rows of one group. */
const rows = (group: string, counts: Counts, year = 2026) =>
  counts.flatMap((month, i) =>
    month.flatMap((n, score) => Array.from({ length: n }, () => ({ group, month: label(i + 1, year), score })))
  )

const zeroToTen = Scale.nps
const answers = [...rows("changed", reference.answers.changed), ...rows("control", reference.answers.control)]
const tally = Tally.from(answers, { by: ["group", "month", "score"] })
const since = "2026-06"
const given = { changed: "changed", since } as const

const estimated = <Result extends { readonly _tag: string }>(result: Result) => {
  if (!isOne(result)) throw new Error(JSON.stringify(result))
  return result
}

const isOne = <Result extends { readonly _tag: string }>(
  result: Result
): result is Extract<Result, { readonly _tag: "Estimate" }> => result._tag === "Estimate"

const expectTold = (
  actual: {
    readonly value: number
    readonly standardError: number
    readonly p: number | null
    readonly interval: { readonly low: number; readonly high: number }
  },
  told: Told
) => {
  expectClose(actual.value, told.value, 1e-10)
  expectClose(actual.standardError, told.se, 1e-10)
  expectClose(actual.interval.low, told.low, 1e-9)
  expectClose(actual.interval.high, told.high, 1e-9)
  expectClose((actual.p ?? 0) / told.p, 1, 1e-8)
}

describe("with a control group, equals R", () => {
  it.each([
    ["mean", { measure: "mean", scale: zeroToTen } as const],
    ["share", { measure: "csat", scale: zeroToTen, topBoxes: 3 } as const],
    ["nps", { measure: "nps" } as const]
  ] as const)("for %s", (name, read) => {
    expectTold(
      estimated(ImprovementEffect.withControl(tally, "group", "month", { ...given, ...read })),
      reference[name]
    )
  })

  it("before the change and across periods", () => {
    const result = ImprovementEffect.withControl(tally, "group", "month", {
      ...given,
      measure: "mean",
      scale: zeroToTen
    })
    const { acrossPeriods, parallel } = estimated(result)
    if (parallel._tag !== "ParallelTrends" || acrossPeriods._tag !== "Difference") throw new Error(parallel._tag)
    expectClose(parallel.slope.value, reference.parallel.slope, 1e-10)
    expectClose(parallel.slope.interval.low, reference.parallel.low, 1e-10)
    expectClose(parallel.slope.interval.high, reference.parallel.high, 1e-10)
    expectClose(parallel.slope.p ?? 0, reference.parallel.p, 1e-10)
    expectClose(parallel.wouldAdd.value, reference.parallel.wouldAdd, 1e-10)
    expectClose(parallel.same.chiSquared, reference.parallel.chiSquared, 1e-10)
    expectClose(parallel.same.p, reference.parallel.pSame, 1e-10)
    expectClose(acrossPeriods.value, reference.acrossPeriods.value, 1e-10)
    expectClose(acrossPeriods.interval.low, reference.acrossPeriods.low, 1e-10)
    expectClose(acrossPeriods.interval.high, reference.acrossPeriods.high, 1e-10)
    expectClose(acrossPeriods.p ?? 0, reference.acrossPeriods.p, 1e-10)
    expect(acrossPeriods.n).toEqual([3, 5])
  })
})

const long = Tally.from(rows("", reference.series.answers, 2023), { by: ["month", "score"] })
const seriesOptions = { since: "2024-07", transition: ["2024-06"], inProgress: "2025-06" } as const

const expectRegression = (result: ImprovementEffect.InterruptedResult, told: Regression) => {
  const series = estimated(result)
  expectTold(series, told.average)
  expectTold(series.levelChange, told.levelChange)
  expectTold(series.slopeChange, told.slopeChange)
  expectTold(series.trendBefore, told.trendBefore)
  expectClose(series.autocorrelation ?? 0, told.autocorrelation, 1e-9)
  series.series.forEach(({ fitted }, i) => {
    expectClose(fitted, told.fitted[i] ?? Number.NaN, 1e-10)
  })
  expect(series.periods).toEqual({ before: 17, after: 11 })
}

describe("without a control group, equals R", () => {
  const months = reference.series.values.map((value, i) => ({ period: label(i + 1, 2023), value }))

  it("for plain values, of independent periods and of neighbours alike", () => {
    expectRegression(ImprovementEffect.fromSeries(months, seriesOptions), reference.series.plain)
    const errors = "Newey–West"
    expectRegression(ImprovementEffect.fromSeries(months, { ...seriesOptions, errors, lag: 4 }), reference.series.lag4)
  })

  it("for a tally, weighted by answers", () => {
    const read = { ...seriesOptions, measure: "mean", scale: zeroToTen } as const
    const result = ImprovementEffect.over(long, "month", read)
    expectRegression(result, reference.series.weighted)
    expectClose(estimated(result).dispersion ?? 0, reference.series.dispersion, 1e-10)
    const careful = ImprovementEffect.over(long, "month", { ...read, errors: "Newey–West" })
    expectRegression(careful, reference.series.neweyWest)
    expect(estimated(careful).errors).toBe(`Newey–West, lag ${reference.series.usualLag}`)
    const seasonal = ImprovementEffect.over(long, "month", { ...read, seasonal: true })
    expectRegression(seasonal, reference.series.seasonal)
    expect(estimated(seasonal).season).toEqual({ fullYears: 2, modelled: true, note: null })
    expect(estimated(result).season).toMatchObject({ fullYears: 2, modelled: false })
  })

  it("for a target, held against the last fitted value", () => {
    const { last } = reference.series.plain
    const at = (target: number) => estimated(ImprovementEffect.fromSeries(months, { ...seriesOptions, target })).target
    expectClose(at(last.low)?.probability ?? 0, 0.975, 1e-9)
    expectClose(at(last.high)?.probability ?? 0, 0.025, 1e-9)
    expectClose(at(last.value)?.probability ?? 0, 0.5, 1e-9)
    expect(at(last.low - 0.01)?.verdict).toBe("reached")
    expect(at(last.high + 0.01)?.verdict).toBe("missed")
    expect(at(last.value)?.verdict).toBe("open")
    const lower = ImprovementEffect.fromSeries(months, { ...seriesOptions, target: last.high + 0.01, better: "lower" })
    expect(estimated(lower).target).toMatchObject({ aim: "at most", verdict: "reached" })
  })
})

const answer = fc.record({
  group: fc.constantFrom("a", "b", "c", null),
  month: fc.option(
    fc.integer({ min: 1, max: 8 }).map((month) => label(month)),
    { freq: 12 }
  ),
  score: fc.option(fc.constantFrom(0, 3, 6, 7, 8, 9, 10, 11, 4.5), { freq: 12 })
})
const lists = fc.array(answer, { minLength: 20, maxLength: 90 })
const count = (
  list: ReadonlyArray<{ readonly group: string | null; readonly month: string | null; readonly score: number | null }>
) => Tally.from(list, { by: ["group", "month", "score"] })
const reads = [
  { measure: "nps" },
  { measure: "csat", scale: zeroToTen, topBoxes: 2 },
  { measure: "mean", scale: zeroToTen }
] as const

describe("laws of the effect of an improvement", () => {
  it("is the same in any order and in pieces", () => {
    fc.assert(
      fc.property(lists, lists, fc.constantFrom(...reads), (a, b, read) => {
        const [whole, pieces] = [count([...a, ...b]), Tally.merge(count(b.toReversed()), count(a))]
        const options = { ...read, changed: "a", since: "2026-05", transition: ["2026-04"] }
        expect(ImprovementEffect.withControl(pieces, "group", "month", options)).toEqual(
          ImprovementEffect.withControl(whole, "group", "month", options)
        )
        expect(ImprovementEffect.over(pieces, "month", { ...read, since: "2026-05" })).toEqual(
          ImprovementEffect.over(whole, "month", { ...read, since: "2026-05" })
        )
      })
    )
  })

  it("is of plain answers what it is of their tally", () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...reads), (list, read) => {
        const options = {
          ...read,
          changed: ["a", "b"],
          control: "c",
          since: "2026-05",
          transition: ["2026-04"]
        } as const
        const result = ImprovementEffect.withControl(count(list), "group", "month", options)
        const scores = (groups: ReadonlyArray<string | null>) => {
          const own = list.filter(({ group, month }) => groups.includes(group) && month !== null && month !== "2026-04")
          return {
            before: own.filter(({ month }) => String(month) < "2026-05").map(({ score }) => score),
            after: own.filter(({ month }) => String(month) >= "2026-05").map(({ score }) => score)
          }
        }
        const plain = ImprovementEffect.fromScores(scores(["a", "b"]), scores(["c"]), read)
        expect(plain._tag).toBe(result._tag)
        if (plain._tag !== "Estimate" || result._tag !== "Estimate") return
        const { value, interval, p, n } = plain
        expect({ value, interval, p, n }).toEqual({
          value: result.value,
          interval: result.interval,
          p: result.p,
          n: result.n
        })
        expect(result.excluded.invalid).toBe(plain.excluded.invalid)
        const undated = list.filter(({ group, month }) => group !== null && month === null).length
        expect(result.excluded.missing).toBe(plain.excluded.missing + undated)
      })
    )
  })

  it("turns with the groups, and with the answers", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const read = { measure: "mean", scale: zeroToTen } as const
        const own = list.filter(({ score }) => score === null || (Number.isInteger(score) && score <= 10))
        const turned = own.map((each) => ({ ...each, score: each.score === null ? null : 10 - each.score }))
        const options = { ...read, changed: "a", control: "b", since: "2026-05" } as const
        const result = ImprovementEffect.withControl(count(own), "group", "month", options)
        const others = [
          ImprovementEffect.withControl(count(own), "group", "month", { ...options, changed: "b", control: "a" }),
          ImprovementEffect.withControl(count(turned), "group", "month", options)
        ]
        for (const other of others) {
          expect(other._tag).toBe(result._tag)
          if (other._tag !== "Estimate" || result._tag !== "Estimate") continue
          expectClose(other.value, -result.value, 1e-12)
          expectClose(other.interval.low, -result.interval.high, 1e-12)
          expectClose(other.p ?? 2, result.p ?? 2, 1e-10)
        }
      })
    )
  })

  it("has the changes of both groups as its parts", () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(...reads), (list, read) => {
        const result = ImprovementEffect.withControl(count(list), "group", "month", {
          ...read,
          changed: "a",
          since: "2026-05"
        })
        if (result._tag !== "Estimate") return
        const { changed, control } = result
        expectClose(result.value, changed.change.value - control.change.value, 1e-12)
        expectClose(changed.change.value, changed.after.value - changed.before.value, 1e-12)
        expect(changed.before.n + changed.after.n + control.before.n + control.after.n).toBe(result.n)
      })
    )
  })

  it("does not see what is added to every value, nor what is added evenly with time", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 8, maxLength: 30 })
    fc.assert(
      fc.property(values, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), (y, level, slope) => {
        const series = (of: (value: number, i: number) => number) =>
          y.map((value, i) => ({ period: String(2000 + i), value: of(value, i) }))
        const options = { since: "2004", errors: "Newey–West" } as const
        const plain = estimated(
          ImprovementEffect.fromSeries(
            series((value) => value),
            options
          )
        )
        const moved = estimated(
          ImprovementEffect.fromSeries(series((value, i) => value + level + slope * i).toReversed(), options)
        )
        const stepped = estimated(
          ImprovementEffect.fromSeries(
            series((value, i) => value + (i >= 4 ? level : 0)),
            options
          )
        )
        expectClose(moved.value, plain.value, 1e-9)
        expectClose(moved.levelChange.value, plain.levelChange.value, 1e-9)
        expectClose(moved.standardError, plain.standardError, 1e-9)
        expectClose(moved.trendBefore.value, plain.trendBefore.value + slope, 1e-9)
        expectClose(stepped.value, plain.value + level, 1e-9)
        expectClose(stepped.levelChange.value, plain.levelChange.value + level, 1e-9)
        expectClose(stepped.slopeChange.value, plain.slopeChange.value, 1e-9)
      })
    )
  })
})

describe("the year before as control", () => {
  const months = Array.from({ length: 24 }, (_, i) => i + 1)
  const season = (month: number) => (month % 12 < 4 ? 1 : 3)
  const list = months.flatMap((month) =>
    [0, 1, 2].map((up) => ({ month: label(month, 2025), score: season(month) + up + (month >= 19 ? 2 : 0) }))
  )
  const counted = Tally.from(list, { by: ["month", "score"] })

  it("takes out the season", () => {
    const options = { since: "2026-07", measure: "mean", scale: zeroToTen } as const
    const result = estimated(ImprovementEffect.againstLastYear(counted, "month", options))
    expectClose(result.value, 2, 1e-12)
    expect([result.changed.before.n, result.changed.after.n]).toEqual([18, 18])
    const without = ImprovementEffect.againstLastYear(counted, "month", {
      ...options,
      transition: ["2026-07"],
      inProgress: "2026-12"
    })
    expect([estimated(without).changed.before.n, estimated(without).changed.after.n]).toEqual([18, 12])
    expect(() => ImprovementEffect.againstLastYear(counted, "month", { ...options, since: "2026" })).toThrow(RangeError)
  })

  it("looks at half a year on each side, so that no answer is on both", () => {
    const older = list.map((each) => ({
      ...each,
      month: label(Number(each.month.slice(5)), Number(each.month.slice(0, 4)) - 1)
    }))
    const long = Tally.from([...list, ...older], { by: ["month", "score"] })
    const { changed, control } = estimated(
      ImprovementEffect.againstLastYear(long, "month", { since: "2026-01", measure: "mean", scale: zeroToTen })
    )
    const sizes = [changed.before.n, changed.after.n, control.before.n, control.after.n]
    expect(sizes).toEqual([36, 18, 18, 36])
  })

  it("counts no answer on both sides when labels leave out periods", () => {
    const against = (labels: ReadonlyArray<string>) => {
      const sparse = labels.flatMap((month) => [1, 2].map((score) => ({ month, score })))
      const tally = Tally.from(sparse, { by: ["month", "score"] })
      return ImprovementEffect.againstLastYear(tally, "month", { since: "2026-01", measure: "nps" })
    }
    const labels = ["2024-01", "2024-12", "2025-01", "2025-12", "2026-01"]
    const { changed, control } = estimated(against(labels))
    expect([changed.before.n, changed.after.n, control.before.n, control.after.n]).toEqual([2, 2, 2, 2])
    expect(against([...labels, "2026-12"])).toMatchObject({ reason: "fewer than two answers: changed, before" })
    expect(estimated(against([...labels, "2027-01"])).changed.after.n).toBe(2)
  })

  it("says why when there is none", () => {
    const young = Tally.where(counted, "month", (month) => String(month) > "2026")
    const options = { since: "2026-07", measure: "nps" } as const
    expect(ImprovementEffect.againstLastYear(young, "month", options)).toMatchObject({ _tag: "InsufficientData", n: 0 })
  })
})

describe("a recorded improvement", () => {
  const improvement = (fields: Partial<typeof Improvement.Encoded>) =>
    Schema.decodeSync(Improvement)({
      id: "1",
      name: "one page",
      touchpoint: "checkout",
      at: "2026-05-31T22:00:00Z",
      metric: "nps",
      evidence: { source: "shop", kind: "objective" },
      ...fields
    })
  const list = answers.map(({ group, month, score }) => ({
    touchpoint: group === "changed" ? "checkout" : "search",
    at: new Date(`${month}-10T12:00:00Z`),
    score
  }))
  const counted = Tally.from(list, { by: ["touchpoint", Dimension.period("at", "month", "Europe/Berlin"), "score"] })

  it("is held against its control since its time", () => {
    const result = estimated(
      ImprovementEffect.evaluate(improvement({ target: 20 }), counted, "month", { control: "search" })
    )
    expectTold(result, reference.nps)
    expect(result.target?.target).toBe(20)
  })

  it("is held against its own trend, without the month it fell into", () => {
    const within = improvement({ at: "2026-05-10T00:00:00Z", metric: "csat", target: 60 })
    const result = estimated(ImprovementEffect.evaluate(within, counted, "month", { scale: zeroToTen, topBoxes: 3 }))
    if (!("periods" in result)) throw new Error(result.definition)
    expect(result.periods).toEqual({ before: 4, after: 3 })
    expect(result.measured).toBe("top 3 of 11 points")
    expect(result.target?.aim).toBe("at least")
  })

  it("aims low where effort is asked as effort", () => {
    const effort = improvement({ metric: "ces1", target: 3 })
    const result = ImprovementEffect.evaluate(effort, counted, "month", { scale: zeroToTen, control: "search" })
    expect(estimated(result).target?.aim).toBe("at most")
    expect(estimated(result)).toMatchObject({ measured: "mean on 0-10" })
  })

  it("asks for what it does not know", () => {
    expect(() => ImprovementEffect.evaluate(improvement({ metric: "csat" }), counted, "month")).toThrow(RangeError)
    const plain = Tally.from(
      list.map((each) => ({ ...each, month: "2026-05" })),
      { by: ["touchpoint", "month", "score"] }
    )
    expect(() => ImprovementEffect.evaluate(improvement({}), plain, "month")).toThrow(Tally.TallyMismatch)
  })
})

describe("too little", () => {
  const read = { measure: "mean", scale: zeroToTen } as const
  const empty = count([])

  it("says why", () => {
    expect(ImprovementEffect.withControl(empty, "group", "month", { ...given, ...read })).toMatchObject({
      _tag: "InsufficientData",
      n: 0
    })
    expect(ImprovementEffect.over(empty, "month", { since, ...read })).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(ImprovementEffect.fromSeries([], { since })).toMatchObject({ _tag: "InsufficientData", n: 0 })
    const one = count([{ group: "changed", month: "2026-01", score: 3 }])
    expect(ImprovementEffect.withControl(one, "group", "month", { ...given, ...read })).toMatchObject({ n: 1 })
    expect(ImprovementEffect.over(one, "month", { since, ...read })).toMatchObject({
      reason: "fewer than two periods after the change"
    })
    const months = [1, 2, 3, 4].map((value, i) => ({ period: label(i + 1), value }))
    expect(ImprovementEffect.fromSeries(months, { since: "2026-03" })).toMatchObject({
      reason: expect.stringContaining("too few periods")
    })
    expect(ImprovementEffect.fromSeries(months, { since: "2026-02" })).toMatchObject({
      reason: "fewer than two periods before the change"
    })
    expect(ImprovementEffect.fromSeries(months, { since: "2026-03", seasonal: true })).toMatchObject({
      reason: "fewer than two full years do not tell seasons"
    })
    const days = months.map(({ value }, i) => ({ period: `2026-01-0${i + 1}`, value }))
    expect(ImprovementEffect.fromSeries(days, { since: "2026-01-03", seasonal: true })).toMatchObject({
      reason: "seasons are modelled for months and quarters only"
    })
  })

  it("is withheld below the minimum, and so are periods", () => {
    const result = ImprovementEffect.withControl(tally, "group", "month", { ...given, ...read, minimum: 88 })
    expect(result).toEqual({ _tag: "Suppressed", minimum: 88, n: 87 })
    const own = Tally.where(tally, "group", "changed")
    const { periods, series } = estimated(ImprovementEffect.over(own, "month", { since, ...read, minimum: 25 }))
    expect(periods).toEqual({ before: 3, after: 2 })
    expect(series.map(({ period }) => period)).not.toContain("2026-01")
  })

  it("has no p-value where nothing varies", () => {
    const same = (score: number) => [score, score, score]
    const result = ImprovementEffect.fromScores(
      { before: same(3), after: same(5) },
      { before: same(3), after: same(3) },
      { ...read, target: 4 }
    )
    expect(result).toMatchObject({
      value: 2,
      p: null,
      interval: { low: 2, high: 2 },
      target: { probability: null, verdict: "open" }
    })
    const line = Array.from({ length: 9 }, (_, i) => ({ period: label(i + 1), value: 3 * i + (i > 4 ? 5 : 0) }))
    const straight = estimated(ImprovementEffect.fromSeries(line, { since }))
    expect(straight).toMatchObject({ p: null, autocorrelation: null, standardError: 0 })
    expectClose(straight.value, 5, 1e-9)
  })

  it("refuses what cannot be", () => {
    const both = { ...given, ...read, control: ["changed", "control"] }
    expect(() => ImprovementEffect.withControl(tally, "group", "month", both)).toThrow(RangeError)
    expect(() => ImprovementEffect.over(long, "month", { since, measure: "csat", scale: zeroToTen })).toThrow(
      RangeError
    )
    expect(() => ImprovementEffect.over(long, "month", { since, ...read, lag: -1 })).toThrow(RangeError)
    const twice = [1, 2].map((value) => ({ period: "2026-01", value }))
    expect(() => ImprovementEffect.fromSeries(twice, { since })).toThrow(RangeError)
  })

  it("reads before and after from a dimension that says so", () => {
    const list = answers.map(({ group, month, score }) => ({ group, after: month >= since, score }))
    const flagged = Tally.from(list, { by: ["group", "after", "score"] })
    const result = estimated(
      ImprovementEffect.withControl(flagged, "group", "after", { changed: "changed", since: true, ...read })
    )
    expectTold(result, reference.mean)
    expect(result.parallel).toMatchObject({ _tag: "InsufficientData", n: 1 })
  })

  it("takes a measure over periods as it comes", () => {
    const series = Nps.over(long, "month")
    const result = estimated(ImprovementEffect.fromSeries(series, seriesOptions))
    const whole = estimated(ImprovementEffect.over(long, "month", { ...seriesOptions, measure: "nps" }))
    expectClose(result.value, whole.value, 1e-10)
    expect(result.n).toBe(whole.n)
  })
})

describe("intervals hold the truth as often as they say", () => {
  const rounds = 1500

  it.each([
    ["mean", reads[2], 12],
    ["csat", reads[1], 12],
    ["csat", reads[1], 60],
    ["nps", reads[0], 12],
    ["nps", reads[0], 60]
  ] as const)("difference in differences of %s, %#", (_, read, n) => {
    const uniform = random(11)
    const shares = [
      [0.3, 0.7],
      [0.5, 0.8],
      [0.25, 0.6],
      [0.35, 0.65]
    ] as const
    const worth = read.measure === "mean" ? [2, 7, 10] : read.measure === "csat" ? [0, 0, 100] : [-100, 0, 100]
    const mean = ([low, middle]: readonly [number, number]) =>
      low * (worth[0] ?? 0) + (middle - low) * (worth[1] ?? 0) + (1 - middle) * (worth[2] ?? 0)
    const draw = ([low, middle]: readonly [number, number], size: number) =>
      Array.from({ length: size }, () => {
        const u = uniform()
        return u < low ? 2 : u < middle ? 7 : 10
      })
    const truth = mean(shares[1]) - mean(shares[0]) - (mean(shares[3]) - mean(shares[2]))
    let held = 0
    for (let round = 0; round < rounds; round++) {
      const { interval } = estimated(
        ImprovementEffect.fromScores(
          { before: draw(shares[0], n), after: draw(shares[1], n) },
          { before: draw(shares[2], 2 * n), after: draw(shares[3], 2 * n) },
          read
        )
      )
      if (interval.low <= truth && truth <= interval.high) held++
    }
    expect(held / rounds).toBeGreaterThan(0.935)
    expect(held / rounds).toBeLessThan(0.975)
  })

  const coverage = (length: number, resemblance: number, errors: "overdispersion" | "Newey–West", rounds = 400) => {
    const noise = normals(5, rounds * length)
    let held = 0
    for (let round = 0; round < rounds; round++) {
      let before = 0
      const series = Array.from({ length }, (_, i) => {
        before = resemblance * before + (noise[round * length + i] ?? 0)
        return { period: String(2000 + i), value: 3 + 0.1 * i + (i >= length / 2 ? 2 : 0) + before }
      })
      const { levelChange } = estimated(
        ImprovementEffect.fromSeries(series, { since: String(2000 + length / 2), errors })
      )
      if (levelChange.interval.low <= 2 && 2 <= levelChange.interval.high) held++
    }
    return held / rounds
  }

  it("interrupted series of independent periods", () => {
    expect(Math.abs(coverage(10, 0, "overdispersion", 1500) - 0.95)).toBeLessThan(0.015)
    expect(Math.abs(coverage(30, 0, "overdispersion", 1500) - 0.95)).toBeLessThan(0.015)
  })

  it("long interrupted series of periods that resemble each other: more often with Newey–West errors, short ones less", () => {
    expect(coverage(120, 0.5, "Newey–West")).toBeGreaterThan(coverage(120, 0.5, "overdispersion") + 0.05)
    expect(coverage(24, 0.3, "Newey–West")).toBeLessThan(coverage(24, 0.3, "overdispersion") - 0.03)
  })
})
