import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, ServiceTime, Tally } from "../src/index.ts"
import { exp } from "../src/stats/Elementary.ts"
import * as Mean from "../src/stats/Mean.ts"
import * as Normal from "../src/stats/Normal.ts"
import * as OrderStatistics from "../src/stats/OrderStatistics.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"
import { normals } from "./seeded.ts"

interface Row {
  readonly replySeconds: number | null
  readonly reply: "replied" | "waiting" | "closed" | null
  readonly channel: string
}

const reply = fc.constantFrom("replied", "replied", "replied", "waiting", "closed", null)
const seconds = fc.oneof(fc.nat(20), fc.nat(100_000), fc.constant(null), fc.integer({ min: -5, max: -1 }))
const row: fc.Arbitrary<Row> = fc.record({ replySeconds: seconds, reply, channel: fc.constantFrom("chat", "email") })
const rows = fc.array(row, { maxLength: 60 })

const exact = (records: ReadonlyArray<Row>) =>
  Tally.from(records, { by: ["replySeconds", "reply", "channel"], sums: ["replySeconds"] })
const bucketed = (records: ReadonlyArray<Row>, error = 0.05) =>
  Tally.from(records, {
    by: [Dimension.bucket("replySeconds", error), "reply", "channel"],
    sums: ["replySeconds"]
  })

const isReplied = (each: Row): each is Row & { readonly replySeconds: number } =>
  each.reply === "replied" && each.replySeconds !== null && each.replySeconds >= 0
const replied = (records: ReadonlyArray<Row>): ReadonlyArray<number> =>
  records
    .filter(isReplied)
    .map((each) => each.replySeconds)
    .sort((a, b) => a - b)

/** The definition, of sorted numbers. */
const naive = (sorted: ReadonlyArray<number>, p: number): number => {
  const np = sorted.length * p
  const at = (place: number) => sorted[Math.min(sorted.length, Math.max(1, place)) - 1] ?? Number.NaN
  const whole = Math.abs(np - Math.round(np)) < 1e-9
  return whole ? (at(Math.round(np)) + at(Math.round(np) + 1)) / 2 : at(Math.ceil(np))
}

const choose = (n: number): ReadonlyArray<bigint> => {
  const row = [1n]
  for (let k = 1; k <= n; k++) row.push(((row[k - 1] ?? 0n) * BigInt(n - k + 1)) / BigInt(k))
  return row
}

/** Numerator of P(X ≤ k) over 20^n where p is twentieths. */
const cumulative = (n: number, twentieths: bigint): ReadonlyArray<bigint> => {
  let sum = 0n
  return choose(n).map((ways, k) => {
    sum += ways * twentieths ** BigInt(k) * (20n - twentieths) ** BigInt(n - k)
    return sum
  })
}

describe("limits of a quantile by order statistics", () => {
  const narrowest = (n: number, twentieths: bigint) => {
    const total = 20n ** BigInt(n)
    const upTo = cumulative(n, twentieths)
    // P(X ≤ k) ≤ 0.025 and P(X > k) ≤ 0.025.
    const low = upTo.filter((sum) => 40n * sum <= total).length
    const high = upTo.findIndex((sum) => 40n * (total - sum) <= total) + 1
    return { low: low === 0 ? null : low, high: high > n ? null : high }
  }

  it.each([1n, 5n, 10n, 15n, 18n, 19n])("are the narrowest that leave enough out, by whole numbers: %d/20", (p) => {
    for (let n = 1; n <= 120; n++) {
      expect(OrderStatistics.limits(n, Number(p) / 20, 0.95), `${n}`).toEqual(narrowest(n, p))
    }
  })

  it("are those of the tables", () => {
    expect(OrderStatistics.limits(10, 0.5, 0.95)).toEqual({ low: 2, high: 9 })
    expect(OrderStatistics.limits(25, 0.5, 0.95)).toEqual({ low: 8, high: 18 })
    expect(OrderStatistics.limits(100, 0.5, 0.95)).toEqual({ low: 40, high: 61 })
    expect(OrderStatistics.limits(35, 0.9, 0.95).high).toBeNull()
    expect(OrderStatistics.limits(36, 0.9, 0.95).high).toBe(36)
  })
})

describe("service time", () => {
  const quantiles = fc.constantFrom(0.05, 0.25, 0.5, 0.75, 0.9, 0.95)

  it("is the quantile of those replied to, of plain seconds to the second", () => {
    fc.assert(
      fc.property(rows, quantiles, (records, quantile) => {
        const sorted = replied(records)
        const result = ServiceTime.fromTally(exact(records), { quantile })
        const missing = records.filter((each) => each.reply === null || each.replySeconds === null).length
        const invalid = records.filter((each) => each.reply !== null && Number(each.replySeconds) < 0).length
        if (result._tag === "Suppressed") throw new Error("not asked for")
        expect(result.n).toBe(sorted.length)
        expect(result.excluded).toEqual({ missing, invalid })
        if (result._tag === "InsufficientData") return
        expect([result.value, result.within]).toEqual([
          naive(sorted, quantile),
          { low: naive(sorted, quantile), high: naive(sorted, quantile) }
        ])
        expect(result.censored + sorted.length + missing + invalid).toBe(records.length)
        const { high, low } = OrderStatistics.limits(sorted.length, quantile, 0.95)
        expect(result.interval.low).toBe(low === null ? 0 : sorted[low - 1])
        expect(result.interval.high).toBe(sorted[Number(high) - 1])
        expect(ServiceTime.fromSeconds(sorted, { quantile })).toMatchObject({ value: result.value, n: result.n })
      })
    )
  })

  it("of buckets is off by at most their error, and lies where it says", () => {
    fc.assert(
      fc.property(rows, quantiles, fc.constantFrom(0.01, 0.05, 0.3), (records, quantile, error) => {
        const [a, b] = [exact, (all: typeof records) => bucketed(all, error)].map((count) =>
          ServiceTime.fromTally(count(records), { quantile })
        )
        expect(a?._tag).toBe(b?._tag)
        if (a?._tag !== "Estimate" || b?._tag !== "Estimate") return
        expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(error * a.value * (1 + 1e-12))
        expect(b.within.low).toBeLessThanOrEqual(a.value)
        expect(b.within.high).toBeGreaterThanOrEqual(a.value)
        expect(b.interval.low).toBeLessThanOrEqual(a.interval.low)
        expect(b.interval.high).toBeGreaterThanOrEqual(a.interval.high)
        expect(b.interval.high).toBeLessThanOrEqual((a.interval.high * (1 + error)) / (1 - error))
      })
    )
  })

  it("does not depend on order, pieces, or whether copies are counted at once", () => {
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const all = [...some, ...more]
        const merged = Tally.merge(bucketed(more.toReversed()), bucketed(some))
        expect(ServiceTime.fromTally(merged)).toEqual(ServiceTime.fromTally(bucketed(all)))
        const twice = Tally.merge(bucketed(all), bucketed(all))
        expect(ServiceTime.fromTally(twice, { quantile: 0.9 })).toEqual(
          ServiceTime.fromTally(bucketed([...all, ...all]), { quantile: 0.9 })
        )
        expect(ServiceTime.mean(merged)).toEqual(ServiceTime.mean(bucketed(all)))
      })
    )
  })

  it("of each group is that of its records, and differs from the rest as two tallies do", () => {
    fc.assert(
      fc.property(rows, quantiles, (records, quantile) => {
        const options = { quantile, level: 0.8 }
        for (const { fromRest, result, value } of ServiceTime.by(bucketed(records), "channel", options)) {
          const [own, rest] = [
            bucketed(records.filter((each) => each.channel === value)),
            bucketed(records.filter((each) => each.channel !== value))
          ]
          expect(result).toEqual(ServiceTime.fromTally(own, options))
          expect(fromRest).toEqual(ServiceTime.difference(own, rest, options))
        }
      })
    )
  })

  it("changes sign with the sides, and is nothing between the same", () => {
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const [one, other] = [
          ServiceTime.difference(exact(some), exact(more)),
          ServiceTime.difference(exact(more), exact(some))
        ]
        expect(one._tag).toBe(other._tag)
        if (one._tag !== "Difference" || other._tag !== "Difference") return
        expect(one.value).toBe(-other.value + 0)
        expectClose(one.interval.low, -other.interval.high, 1e-12)
        expect(one.p).toBe(other.p)
        const same = ServiceTime.difference(exact(some), exact(some))
        expect(same).toMatchObject({ value: 0 })
        if (same._tag === "Difference") expect(same.p ?? 1).toBe(1)
      })
    )
  })

  it("is compared by the formulas, worked out by hand", () => {
    const count = (from: number) =>
      Tally.from(
        Array.from({ length: 10 }, (_, i) => ({ seconds: from + i })),
        { by: ["seconds"] }
      )
    const found = ServiceTime.difference(count(1), count(6), { seconds: "seconds", outcome: null })
    if (found._tag !== "Difference") throw new Error(found.reason)
    // Medians 5.5 within [2, 9] and 10.5 within [7, 14]; up to 7 are 7 of 10 and 2 of 10.
    expect([found.value, found.n]).toEqual([-5, [10, 10]])
    expectClose(found.interval.low, -5 - Math.sqrt(2 * 3.5 * 3.5), 1e-14)
    expectClose(found.interval.high, -5 + Math.sqrt(2 * 3.5 * 3.5), 1e-14)
    expectClose(found.p ?? 0, 2 * Normal.upperTail(0.5 / Math.sqrt(0.45 * 0.55 * 0.2)), 1e-14)
  })

  it("is the Kaplan–Meier median when nobody waits still", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 6, maxLength: 40 }), (durations) => {
        const tally = Tally.from(
          durations.map((replySeconds) => ({ replySeconds, reply: "replied" })),
          { by: ["replySeconds", "reply"] }
        )
        const [result, curve] = [ServiceTime.fromTally(tally), ServiceTime.curve(tally)]
        if (result._tag !== "Estimate" || curve._tag !== "SurvivalCurve") throw new Error("no estimate")
        expect(curve.median.value).toBe(result.value)
        expect(curve.n).toBe(result.n)
      })
    )
  })

  it("without those who wait still is too good, which the curve is not", () => {
    // Every reply takes twice as long as the time seen, but for some: 40 of 100 are seen to be replied to.
    const durations = Array.from({ length: 100 }, (_, i) => 10 * (i + 1))
    const records = durations.map((time) => ({
      replySeconds: Math.min(time, 400),
      reply: time <= 400 ? "replied" : "waiting",
      channel: "email"
    })) as ReadonlyArray<Row>
    const result = ServiceTime.fromTally(exact(records))
    expect(result).toMatchObject({ value: 205, n: 40, censored: 60 })
    expect(ServiceTime.curve(exact(records))).toMatchObject({ median: { value: null }, n: 100 })
    const longer = records.map((each, i) => (i < 80 ? { ...each, replySeconds: 10 * (i + 1), reply: "replied" } : each))
    const curve = ServiceTime.curve(exact(longer as ReadonlyArray<Row>))
    expect(curve._tag === "SurvivalCurve" && curve.eventCount).toBe(80)
  })

  it("says what it is of, and why there is none", () => {
    const nobody = exact([])
    expect(ServiceTime.fromTally(nobody)).toEqual({
      _tag: "InsufficientData",
      reason: "none is finished",
      n: 0,
      excluded: { missing: 0, invalid: 0 }
    })
    expect(ServiceTime.by(nobody, "channel")).toEqual([])
    expect(ServiceTime.curve(nobody)._tag).toBe("InsufficientData")
    expect(ServiceTime.mean(nobody)).toMatchObject({ reason: "none is finished" })
    const one = exact([{ replySeconds: 60, reply: "replied", channel: "chat" }])
    expect(ServiceTime.fromTally(one)).toMatchObject({ n: 1, reason: expect.stringContaining(": 6 do") })
    expect(ServiceTime.fromTally(one, { quantile: 0.9 })).toMatchObject({ reason: expect.stringContaining(": 36 do") })
    expect(ServiceTime.mean(one)).toMatchObject({ reason: "one duration has no interval" })
    expect(ServiceTime.fromTally(one, { minimum: 5 })).toEqual({ _tag: "Suppressed", minimum: 5, n: 1 })
    expect(
      ServiceTime.mean(exact(Array.from({ length: 4 }, () => ({ replySeconds: 9, reply: "replied", channel: "" }))), {
        minimum: 5
      })
    ).toEqual({ _tag: "Suppressed", minimum: 5, n: 4 })
    expect(ServiceTime.fromSeconds([1, 2, 3, 4, 5, 6, null, Number.NaN, -1, 0.5, 1e300])).toMatchObject({
      value: 3.5,
      excluded: { missing: 2, invalid: 3 },
      definition: "durations"
    })
  })

  it("is of the age of open tickets, of resolutions, and of dimensions by other names", () => {
    const records = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => [
      { resolutionSeconds: 100 * n, resolution: "open", took: n },
      { resolutionSeconds: n, resolution: "resolved", took: n }
    ])
    const tally = Tally.from(records, { by: ["resolutionSeconds", "resolution"] })
    expect(ServiceTime.fromTally(tally, { time: "age" })).toMatchObject({
      value: 450,
      n: 8,
      censored: 0,
      definition: "age, of those open"
    })
    expect(ServiceTime.fromTally(tally, { time: "resolution" })).toMatchObject({ value: 4.5, n: 8, censored: 8 })
    const plain = Tally.from(records, { by: [Dimension.bin("took", 2)] })
    const result = ServiceTime.fromTally(plain, { time: "handling", seconds: "took", outcome: null })
    expect(result).toMatchObject({ value: 4.5, within: { low: 4, high: 5 }, n: 16, definition: "handling" })
  })

  it("refuses what it cannot read", () => {
    const tally = exact([])
    expect(() => ServiceTime.fromTally(tally, { quantile: 1 })).toThrow(RangeError)
    expect(() => ServiceTime.over(tally, "channel", { quantile: 0 })).toThrow(RangeError)
    expect(() => ServiceTime.fromTally(tally, { time: "age" })).toThrow(Tally.TallyMismatch)
    const dated = Tally.from([{ at: new Date(0) }], { by: [Dimension.period("at", "day", "UTC")] })
    expect(() => ServiceTime.fromTally(dated, { seconds: "day", outcome: null })).toThrow(Tally.TallyMismatch)
    // @ts-expect-error no such dimension
    expect(() => ServiceTime.fromTally(dated, { seconds: "hour", outcome: null })).toThrow(Tally.TallyMismatch)
  })

  it("runs through periods, those without a ticket included", () => {
    const records = [0, 2].flatMap((month) =>
      [1, 2, 3, 4, 5, 6].map((n) => ({
        at: new Date(Date.UTC(2026, month, n)),
        replySeconds: n + month,
        reply: "replied"
      }))
    )
    const tally = Tally.from(records, { by: [Dimension.period("at", "month", "UTC"), "replySeconds", "reply"] })
    expect(
      ServiceTime.over(tally, "month").map(({ change, period, result }) => [
        period,
        result._tag === "Estimate" ? result.value : null,
        change._tag
      ])
    ).toEqual([
      ["2026-01", 3.5, "InsufficientData"],
      ["2026-02", null, "InsufficientData"],
      ["2026-03", 5.5, "InsufficientData"]
    ])
  })
})

describe("mean service time", () => {
  it("is exact, with Student's t of plain seconds, and never a narrower one of buckets", () => {
    fc.assert(
      fc.property(rows, (records) => {
        const durations = replied(records)
        const [a, b] = [ServiceTime.mean(exact(records)), ServiceTime.mean(bucketed(records))]
        expect(a._tag).toBe(b._tag)
        if (a._tag !== "Estimate" || b._tag !== "Estimate") return
        const sum = durations.reduce((total, each) => total + each, 0)
        const squares = durations.reduce((total, each) => total + each * each, 0)
        const expected = Mean.interval({ n: durations.length, sum, squares }, 0.95, { minimum: 0, maximum: 1e9 })
        expect([a.sum, a.value, b.value]).toEqual([sum, sum / durations.length, sum / durations.length])
        expectClose(a.interval.low, expected.low, 1e-9)
        expectClose(a.interval.high, expected.high, 1e-9)
        expect(b.interval.low).toBeLessThanOrEqual(a.interval.low + 1e-9)
        expect(b.interval.high).toBeGreaterThanOrEqual(a.interval.high - 1e-9)
      })
    )
  })

  it("needs the sum", () => {
    expect(ServiceTime.mean(Tally.from([] as ReadonlyArray<Row>, { by: ["replySeconds", "reply"] }))).toMatchObject({
      reason: "the tally does not add up the seconds"
    })
  })
})

describe("coverage", () => {
  /** Waiting times as service desks have them: skewed, with a median of an hour. */
  const samples = (seed: number, size: number, runs: number): ReadonlyArray<ReadonlyArray<number>> => {
    const drawn = normals(seed, size * runs)
    return Array.from({ length: runs }, (_, run) =>
      drawn.slice(run * size, (run + 1) * size).map((z) => Math.round(3600 * exp(1.2 * z)))
    )
  }
  const truth = { 0.5: 3600, 0.9: 3600 * exp(1.2 * 1.2815515655446004) }

  it.each([
    [0.5, 15, 0.95],
    [0.5, 80, 0.9],
    [0.9, 60, 0.95]
  ] as const)("the interval of the %d quantile of %d holds it at least %d of the time", (quantile, size, level) => {
    const held = samples(7, size, 600).filter((durations) => {
      const result = ServiceTime.fromSeconds(durations, { quantile, level })
      if (result._tag !== "Estimate") throw new Error(result._tag)
      return result.interval.low <= truth[quantile] && truth[quantile] <= result.interval.high
    })
    expect(held.length / 600).toBeGreaterThan(level - 0.015)
    expect(held.length / 600).toBeLessThan(1)
  })

  it("the interval of the mean holds it nearly as often as it says, skewed as it is", () => {
    const mean = 3600 * exp(1.2 ** 2 / 2)
    const held = samples(12, 400, 400).filter((durations) => {
      const tally = Tally.from(
        durations.map((replySeconds) => ({ replySeconds })),
        { by: ["replySeconds"], sums: ["replySeconds"] }
      )
      const result = ServiceTime.mean(tally, { outcome: null })
      if (result._tag !== "Estimate") throw new Error(result._tag)
      return result.interval.low <= mean && mean <= result.interval.high
    })
    expect(held.length / 400).toBeGreaterThan(0.9)
    expect(held.length / 400).toBeLessThan(0.97)
  })

  it("of a difference of two medians, and a test that finds nothing where there is nothing", () => {
    const [a, b] = [samples(8, 40, 500), samples(9, 60, 500)]
    const tally = (durations: ReadonlyArray<number>) =>
      Tally.from(
        durations.map((replySeconds) => ({ replySeconds })),
        { by: [Dimension.bucket("replySeconds", 0.01)] }
      )
    const found = a.map((durations, i) => {
      const result = ServiceTime.difference(tally(durations), tally(b[i] ?? []), { outcome: null })
      if (result._tag !== "Difference") throw new Error(result.reason)
      return result
    })
    const share = (test: (each: (typeof found)[number]) => boolean) => found.filter(test).length / found.length
    const covered = share(({ interval }) => interval.low <= 0 && 0 <= interval.high)
    expect(covered).toBeGreaterThan(0.94)
    expect(covered).toBeLessThan(1)
    const rejected = share(({ p }) => p !== null && p < 0.05)
    expect(rejected).toBeGreaterThan(0.01)
    expect(rejected).toBeLessThan(0.08)
  })

  it("the curve finds the median that those replied to hide", () => {
    const uniform = random(3)
    const [durations = []] = samples(11, 4000, 1)
    const records = durations.map((time) => {
      const seen = Math.round(10_000 * uniform())
      return { replySeconds: Math.min(time, seen), reply: time <= seen ? "replied" : "waiting", channel: "" } as Row
    })
    const [result, curve] = [ServiceTime.fromTally(bucketed(records, 0.01)), ServiceTime.curve(bucketed(records, 0.01))]
    if (result._tag !== "Estimate" || curve._tag !== "SurvivalCurve") throw new Error("no estimate")
    expect(result.interval.high).toBeLessThan(2700)
    const { high, low } = curve.median.interval
    expect(low).toBeLessThan(3600)
    expect(high).toBeGreaterThan(3600)
  })
})
