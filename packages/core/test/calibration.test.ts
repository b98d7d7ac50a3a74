import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Calibration from "../src/measures/Calibration.ts"
import * as Auc from "../src/stats/Auc.ts"
import * as Normal from "../src/stats/Normal.ts"
import { quantileGroups } from "../src/stats/QuantileGroups.ts"
import { random } from "../src/stats/Random.ts"
import * as Dimension from "../src/tally/Dimension.ts"
import * as Tally from "../src/tally/index.ts"
import { expectClose, golden } from "./golden.ts"

const reference = golden<{
  readonly sets: ReadonlyArray<{
    readonly score: ReadonlyArray<number>
    readonly event: ReadonlyArray<boolean>
    readonly auc: number
    readonly variance: number
    readonly low: number
    readonly high: number
    readonly p: number
    readonly brier: number
    readonly murphy_reliability: number
    readonly murphy_resolution: number
    readonly uncertainty: number
  }>
  readonly comparisons: ReadonlyArray<{ readonly a: number; readonly b: number; readonly statistic: number }>
  readonly apart: ReadonlyArray<{ readonly events: number; readonly others: number; readonly low: number }>
}>("calibration.json")

const customersOf = ({
  event,
  score
}: {
  readonly event: ReadonlyArray<boolean>
  readonly score: ReadonlyArray<number>
}) => score.map((each, i) => ({ score: each, event: event[i] ?? null }))

const estimated = (result: Calibration.CalibrationResult): Calibration.CalibrationEstimate => {
  if (result._tag !== "Estimate") throw new Error(result._tag)
  return result
}

describe("calibration against pROC", () => {
  it.each(reference.sets.map((set, i) => ({ i, set })))("set $i", ({ set }) => {
    const result = estimated(Calibration.fromScores(customersOf(set), { rows: 1000 }))
    expectClose(result.value, set.auc, 1e-14)
    expectClose(result.area.variance, set.variance, 1e-14)
    expectClose(result.interval.low, set.low, 1e-12)
    expectClose(result.interval.high, set.high, 1e-12)
    expect(result.interval.method).toBe("DeLong")
    expectClose(result.p ?? -1, set.p, 1e-13)
    expectClose(result.brier.value, set.brier, 1e-14)
    expectClose(result.brier.reliability, set.murphy_reliability, 1e-14)
    expectClose(result.brier.resolution, set.murphy_resolution, 1e-14)
    expectClose(result.brier.uncertainty, set.uncertainty, 1e-14)
  })

  it.each(reference.comparisons)("the difference of sets $a and $b", ({ a, b, statistic }) => {
    const [x, y] = [a, b].map((i) => Calibration.fromScores(customersOf(reference.sets[i] ?? { event: [], score: [] })))
    if (x === undefined || y === undefined) throw new Error("no set")
    const difference = Calibration.difference(x, y)
    if (difference._tag !== "Difference") throw new Error(difference._tag)
    expectClose(difference.p ?? -1, 2 * Normal.upperTail(statistic), 1e-13)
  })

  it("says which of them predict", () => {
    const verdicts = reference.sets.map((set) => estimated(Calibration.fromScores(customersOf(set))).verdict)
    expect(verdicts).toEqual([
      "predicts",
      "predicts",
      "predicts",
      "does not predict",
      "predicts the opposite",
      "does not predict"
    ])
  })
})

const customer = fc.record({ score: fc.integer({ min: 0, max: 20 }).map((each) => 5 * each), event: fc.boolean() })
const enough = (customers: ReadonlyArray<{ readonly event: boolean }>): boolean => {
  const events = customers.filter(({ event }) => event).length
  return events >= 2 && customers.length - events >= 2
}
const customers = fc.array(customer, { minLength: 4, maxLength: 60 }).filter(enough)

const average = (values: ReadonlyArray<number>): number => values.reduce((sum, each) => sum + each, 0) / values.length
const variance = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, each) => sum + (each - average(values)) ** 2, 0) / (values.length - 1)

describe("the AUC", () => {
  it("is the share of pairs in the right order, with the variance of DeLong's definition", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const low = all.filter(({ event }) => event).map(({ score }) => score)
        const high = all.filter(({ event }) => !event).map(({ score }) => score)
        const right = (x: number, y: number): number => (Math.sign(y - x) + 1) / 2
        const ofLow = low.map((x) => average(high.map((y) => right(x, y))))
        const ofHigh = high.map((y) => average(low.map((x) => right(x, y))))
        const { area } = estimated(Calibration.fromScores(all))
        expectClose(area.value, average(ofLow), 1e-13)
        expectClose(area.variance, variance(ofLow) / low.length + variance(ofHigh) / high.length, 1e-13)
        expect([area.events, area.others]).toEqual([low.length, high.length])
      })
    )
  })

  it("of the score turned around is the rest to 1, and so is its interval", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const result = estimated(Calibration.fromScores(all))
        const turned = estimated(Calibration.fromScores(all, { worst: 100, best: 0 }))
        expectClose(turned.value, 1 - result.value, 1e-15)
        expectClose(turned.interval.low, 1 - result.interval.high, 1e-13)
        expectClose(turned.interval.high, 1 - result.interval.low, 1e-13)
        expect(result.reading).toBe("risk = (100 − score) / 100")
        expect(turned.reading).toBe("risk = (score − 0) / 100")
      })
    )
  })

  it("of groups that don't overlap has an interval that narrows with their size", () => {
    for (const { events, low, others } of reference.apart) {
      const outcomes = [
        { score: 1, events, others: 0 },
        { score: 2, events: 0, others }
      ]
      const interval = Auc.interval(Auc.auc(outcomes), 0.95)
      expectClose(interval.low, low, 1e-8)
      expect(interval).toMatchObject({ high: 1, method: "Newcombe score" })
    }
    const same = Auc.interval(Auc.auc([{ score: 1, events: 9, others: 9 }]), 0.95)
    expectClose(same.low + same.high, 1, 1e-14)
    expect(same.low).toBeLessThan(0.3)
  })

  it("covers the true area about as often as it says", () => {
    const uniform = random(20_260_704)
    const shift = 0.8
    const truth = Normal.cdf(shift / Math.SQRT2)
    let covered = 0
    const rounds = 2000
    for (let round = 0; round < rounds; round++) {
      const drawn = Array.from({ length: 80 }, (_, i) => {
        const event = i < 25
        return { score: Normal.quantile(uniform()) + (event ? 0 : shift), event }
      })
      const { interval } = estimated(Calibration.fromScores(drawn, { worst: -20, best: 20 }))
      if (interval.low <= truth && truth <= interval.high) covered++
    }
    expect(covered / rounds).toBeGreaterThan(0.93)
    expect(covered / rounds).toBeLessThan(0.97)
  })
})

describe("the Brier score", () => {
  it("is the sum of its parts, in any number of rows", () => {
    fc.assert(
      fc.property(customers, fc.integer({ min: 1, max: 30 }), (all, rows) => {
        const { brier } = estimated(Calibration.fromScores(all, { rows }))
        const direct = average(all.map(({ event, score }) => ((100 - score) / 100 - (event ? 1 : 0)) ** 2))
        expectClose(brier.value, direct, 1e-14)
        expect(Math.abs(brier.reliability - brier.resolution + brier.uncertainty - brier.value)).toBeLessThan(1e-14)
        expect(brier.interval.low).toBeLessThanOrEqual(brier.value)
        expect(brier.interval.high).toBeGreaterThanOrEqual(brier.value)
      })
    )
  })

  it("covers the true mean squared error about as often as it says", () => {
    const uniform = random(7)
    const truth = average([0.1, 0.4, 0.7].map((risk) => risk * (1 - risk)))
    let covered = 0
    for (let round = 0; round < 2000; round++) {
      const drawn = Array.from({ length: 150 }, (_, i) => {
        const risk = [0.1, 0.4, 0.7][i % 3] ?? 0
        return { score: 100 * (1 - risk), event: uniform() < risk }
      })
      const { interval } = estimated(Calibration.fromScores(drawn)).brier
      if (interval.low <= truth && truth <= interval.high) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.93)
    expect(covered / 2000).toBeLessThan(0.97)
  })

  it("of a score that is a fair risk has no unreliability, and skill", () => {
    const fair = [10, 30, 60].flatMap((risk) =>
      Array.from({ length: 100 }, (_, i) => ({ score: 100 - risk, event: i < risk }))
    )
    const { brier, curve } = estimated(Calibration.fromScores(fair))
    expectClose(brier.reliability, 0, 1e-15)
    expect(brier.skill).toBeGreaterThan(0)
    expect(curve.map(({ expected, observed }) => [Math.round(expected), observed.value])).toEqual([
      [60, 60],
      [30, 30],
      [10, 10]
    ])
  })
})

describe("the reliability curve", () => {
  it("has every customer once, in rows of scores that don't overlap", () => {
    fc.assert(
      fc.property(customers, fc.integer({ min: 1, max: 12 }), (all, rows) => {
        const { curve, events, n } = estimated(Calibration.fromScores(all, { rows }))
        expect(curve.length).toBeLessThanOrEqual(rows)
        expect(curve.reduce((sum, { observed }) => sum + observed.n, 0)).toBe(n)
        const had = curve.reduce((sum, { observed }) => sum + (observed.value * observed.n) / 100, 0)
        expectClose(had, events, 1e-12)
        const ends = curve.flatMap(({ scores }) => scores)
        expect(ends).toEqual(ends.toSorted((a, b) => a - b))
        expect(new Set(curve.map(({ scores }) => scores[0])).size).toBe(curve.length)
      })
    )
  })

  it("puts values in groups by the share before them", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (counts, groups) => {
          const places = quantileGroups(counts, groups)
          const n = counts.reduce((sum, count) => sum + count, 0)
          places.forEach((place, i) => {
            const before = counts.slice(0, i).reduce((sum, count) => sum + count, 0)
            expect(place * n <= groups * before && groups * before < (place + 1) * n).toBe(true)
          })
        }
      )
    )
  })
})

const rows = fc.array(
  fc.record({
    team: fc.constantFrom("a", "b", "c"),
    score: fc.constantFrom(0, 25, 50, 75, 100, 101, null, Number.NaN),
    outcome: fc.constantFrom("ended", "active", "paused", null)
  }),
  { maxLength: 60 }
)
const spec = { by: ["team", "score", "outcome"] } as const
const eventOf = (outcome: string | null): boolean | null => (outcome === null ? null : outcome === "ended")

describe("calibration laws", () => {
  it("is the same from scores and from a tally, in any order, and of merged tallies", () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const all = [...a, ...b]
        const plain = all.map(({ outcome, score }) => ({ score, event: eventOf(outcome) }))
        const expected = Calibration.fromScores(plain)
        expect(Calibration.fromScores(plain.toReversed())).toEqual(expected)
        const merged = Tally.merge(Tally.from(b, spec), Tally.from(a, spec))
        expect(Calibration.fromTally(merged)).toEqual(expected)
        expect(Calibration.by(merged, "team")).toEqual(Calibration.by(Tally.from(all, spec), "team"))
      })
    )
  })

  it("counts copies as customers, and leaves nobody out", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 4 }), (all, copies) => {
        const once = Tally.from(all, spec)
        const result = Calibration.fromTally(Tally.mergeAll([once, ...Array.from({ length: copies - 1 }, () => once)]))
        const repeated = Array.from({ length: copies }, () => all).flat()
        expect(result).toEqual(Calibration.fromTally(Tally.from(repeated, spec)))
        if (result._tag === "Suppressed") throw new Error("nothing was to be withheld")
        expect(result.n + result.excluded.missing + result.excluded.invalid).toBe(repeated.length)
      })
    )
  })

  it("compares a group with all others", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const tally = Tally.from(all, spec)
        for (const { fromRest, result, value } of Calibration.by(tally, "team")) {
          const rest = Calibration.fromTally(Tally.where(tally, "team", (team) => team !== value))
          const expected = Calibration.difference(result, rest)
          if (fromRest._tag === "Difference") expect(fromRest).toEqual(expected)
          else expect(expected._tag).toBe("InsufficientData")
        }
      })
    )
  })

  it("follows a score through the months", () => {
    const at = (month: number, score: number, outcome: string) => ({
      at: new Date(Date.UTC(2026, month, 3)),
      score,
      outcome
    })
    const month = (m: number) => [at(m, 10, "ended"), at(m, 30, "ended"), at(m, 20, "active"), at(m, 80, "active")]
    const tally = Tally.from([...month(0), ...month(2)], {
      by: [Dimension.period("at", "month", "UTC"), "score", "outcome"]
    })
    const series = Calibration.over(tally, "month")
    expect(series.map(({ period, result }) => [period, result._tag])).toEqual([
      ["2026-01", "Estimate"],
      ["2026-02", "InsufficientData"],
      ["2026-03", "Estimate"]
    ])
  })
})

describe("calibration of too little", () => {
  it("of nobody, of one, and of one outcome alone is none", () => {
    const reason = (all: ReadonlyArray<Calibration.ScoredCustomer>) => {
      const result = Calibration.fromScores(all)
      return result._tag === "InsufficientData" ? result.reason : result._tag
    }
    expect(reason([])).toBe("no valid scores")
    expect(reason([{ score: 10, event: true }])).toBe("fewer than two customers with the event")
    expect(reason([1, 2, 3].map((score) => ({ score, event: true })))).toBe(
      "fewer than two customers without the event"
    )
  })

  it("says that a constant score, or two of each, does not predict", () => {
    const constant = [true, true, false, false, false].map((event) => ({ score: 50, event }))
    expect(Calibration.fromScores(constant)).toMatchObject({ value: 0.5, verdict: "does not predict", p: null })
    const four = [10, 20, 80, 90].map((score) => ({ score, event: score < 50 }))
    expect(Calibration.fromScores(four)).toMatchObject({ value: 1, verdict: "does not predict" })
  })

  it("is withheld below the minimum", () => {
    const four = [10, 20, 80, 90].map((score) => ({ score, event: score < 50 }))
    expect(Calibration.fromScores(four, { minimum: 5 })).toEqual({ _tag: "Suppressed", minimum: 5, n: 4 })
  })

  it("refuses rows and scales that cannot be, and a tally without the dimensions", () => {
    const four = [10, 20, 80, 90].map((score) => ({ score, event: score < 50 }))
    for (const rows of [0, 1.5, Number.NaN, 1e9])
      expect(() => Calibration.fromScores(four, { rows })).toThrow(RangeError)
    expect(() => Calibration.fromScores([], { worst: 5, best: 5 })).toThrow(RangeError)
    expect(() => Calibration.fromScores([], { best: Number.NaN })).toThrow(RangeError)
    expect(() => Calibration.fromTally(Tally.from([{ score: 1 }], { by: ["score"] }))).toThrow(Tally.TallyMismatch)
  })
})
