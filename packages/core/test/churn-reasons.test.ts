import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { benjaminiHochberg, ChurnReasons, Dimension, Tally, Trend, wilson } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const paretoOf = (result: ChurnReasons.ReasonParetoResult): ChurnReasons.ReasonPareto => {
  if (result._tag !== "ReasonPareto") throw new Error(result._tag)
  return result
}
const reasons = ["too_expensive", "unused", "other", "payment_failed", "payment_disputed", null] as const
const isInvoluntary = (reason: string | null): boolean => reason?.startsWith("payment") ?? false
const leaver = fc.record({
  reason: fc.constantFrom(...reasons),
  currency: fc.constantFrom("EUR", "USD", null),
  plan: fc.constantFrom("a", "b"),
  at: fc.option(fc.integer({ min: 0, max: 200 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)))),
  priceMinor: fc.nat({ max: 5000 })
})
const leavers = fc.array(leaver, { maxLength: 60 })
type Leaver = typeof leaver extends fc.Arbitrary<infer L> ? L : never
const month = Dimension.period("at", "month", "UTC")
const count = (all: ReadonlyArray<Leaver>) =>
  Tally.from(all, { by: ["reason", "currency", "plan", month], sums: ["priceMinor"] })

describe("churn reasons", () => {
  it("are shares of their kind, the most frequent first, that add up", () => {
    fc.assert(
      fc.property(leavers, (all) => {
        const result = ChurnReasons.fromTally(count(all))
        const known = all.filter(({ reason }) => reason !== null)
        expect(ChurnReasons.fromReasons(all.map(({ reason }) => reason))).toEqual(result)
        if (result._tag !== "ReasonPareto") {
          expect([result._tag, known.length]).toEqual(["InsufficientData", 0])
          return
        }
        expect([result.n, result.excluded.missing]).toEqual([known.length, all.length - known.length])
        expectClose(result.voluntary.share.value + result.involuntary.share.value, 100, 1e-12)
        for (const kind of [result.voluntary, result.involuntary]) {
          expect(kind.reasons.reduce((sum, each) => sum + each.count, 0)).toBe(kind.n)
          if (kind.n > 0) expect(kind.reasons.at(-1)?.cumulative.value).toBe(100)
          kind.reasons.forEach(({ count: given, cumulative, reason, share }, i) => {
            expect(given).toBe(all.filter((each) => each.reason === reason).length)
            expect(given).toBeLessThanOrEqual(kind.reasons[i - 1]?.count ?? given)
            expectClose(share.value, (100 * given) / kind.n, 1e-12)
            expectClose(share.interval.high, 100 * wilson(given, kind.n, 0.95).high, 1e-12)
            expect(cumulative.value).toBeGreaterThanOrEqual(share.value)
            expect(isInvoluntary(String(reason))).toBe(kind === result.involuntary)
          })
        }
      })
    )
  })

  it("are the same in any order and in pieces, and of copies", () => {
    fc.assert(
      fc.property(leavers, leavers, (a, b) => {
        const whole = count([...a, ...b])
        const merged = Tally.merge(count(b.toReversed()), count(a))
        expect(ChurnReasons.fromTally(merged)).toEqual(ChurnReasons.fromTally(whole))
        expect(ChurnReasons.trend(merged, "month")).toEqual(ChurnReasons.trend(whole, "month"))
        expect(ChurnReasons.revenue(merged)).toEqual(ChurnReasons.revenue(whole))
        const twice = ChurnReasons.fromTally(count([...a, ...b, ...a, ...b]))
        const once = ChurnReasons.fromTally(whole)
        if (once._tag === "ReasonPareto") {
          expect(paretoOf(twice).voluntary.reasons.map((each) => [each.reason, each.share.value])).toEqual(
            once.voluntary.reasons.map((each) => [each.reason, each.share.value])
          )
        }
      })
    )
  })

  it("of groups and periods are those of their parts", () => {
    fc.assert(
      fc.property(leavers, (all) => {
        const tally = count(all)
        for (const { result, value } of ChurnReasons.by(tally, "plan")) {
          expect(result).toEqual(ChurnReasons.fromTally(Tally.where(tally, "plan", value)))
        }
        const rows = ChurnReasons.over(tally, "month")
        for (const { period, result } of rows) {
          expect(result).toEqual(ChurnReasons.fromTally(Tally.where(tally, "month", period)))
        }
        const dated = all.flatMap(({ at }) => (at === null ? [] : [at.toISOString().slice(0, 7)])).sort()
        expect([rows[0]?.period, rows.at(-1)?.period]).toEqual([dated[0], dated.at(-1)])
      })
    )
  })

  it("say what is withheld, unknown or nobody's", () => {
    expect(ChurnReasons.fromReasons([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(ChurnReasons.fromReasons([null, undefined, Number.NaN])).toMatchObject({ excluded: { missing: 3 } })
    expect(ChurnReasons.fromReasons(["a", "b"], { minimum: 3 })).toEqual({ _tag: "Suppressed", minimum: 3, n: 2 })
    const one = paretoOf(ChurnReasons.fromReasons(["fraud"], { involuntary: ["fraud"] }))
    expect(one.involuntary).toMatchObject({ n: 1, share: { value: 100 }, reasons: [{ reason: "fraud", count: 1 }] })
    expect(one.voluntary).toMatchObject({ n: 0, share: { value: 0 }, reasons: [] })
    const none = Tally.from([], { by: ["reason", "month"] })
    expect(ChurnReasons.over(none, "month")).toEqual([])
    expect(ChurnReasons.trend(none, "month")).toEqual([])
  })

  it("has intervals that cover about 95 times in 100", () => {
    const uniform = random(7)
    const runs = 2000
    let covered = 0
    for (let run = 0; run < runs; run++) {
      const drawn = Array.from({ length: 90 }, () => (uniform() < 0.2 ? "unused" : "other"))
      const share = paretoOf(ChurnReasons.fromReasons(drawn)).voluntary.reasons.find((each) => each.reason === "unused")
      const { high = 0, low = 0 } = share?.share.interval ?? {}
      if (low <= 20 && 20 <= high) covered++
    }
    expect(covered / runs).toBeGreaterThan(0.93)
    expect(covered / runs).toBeLessThan(0.97)
  })
})

describe("the trend of reasons", () => {
  it("is that of each reason's share of its kind, corrected for their number", () => {
    fc.assert(
      fc.property(leavers, (all) => {
        const tally = count(all)
        const rows = ChurnReasons.trend(tally, "month")
        const given = new Set(all.flatMap(({ reason }) => (reason === null ? [] : [reason])))
        expect(new Set(rows.map(({ reason }) => reason))).toEqual(given)
        const alone = rows.map(({ kind, reason }) => {
          const ofKind = Tally.where(
            tally,
            "reason",
            (each) => each === null || isInvoluntary(String(each)) === (kind === "involuntary")
          )
          return Trend.over(ofKind, "month", { of: "reason", success: reason })
        })
        expect(rows.map(({ result }) => result)).toEqual(Trend.corrected(alone))
      })
    )
  })

  it("leaves out the month that is not over", () => {
    const all = [1, 2, 3].flatMap((m) =>
      Array.from({ length: 9 }, (_, i) => ({ month: `2026-0${m}`, reason: i < 2 * m ? "a" : "b" }))
    )
    const [a] = ChurnReasons.trend(Tally.from(all, { by: ["month", "reason"] }), "month", { inProgress: "2026-03" })
    expect(a?.result).toMatchObject({ tested: { periods: 2 }, inProgress: ["2026-03"] })
  })
})

describe("the difference of reasons", () => {
  it("is corrected for their number, and turns with the sides", () => {
    fc.assert(
      fc.property(leavers, leavers, (x, y) => {
        const [a, b] = [ChurnReasons.fromTally(count(x)), ChurnReasons.fromTally(count(y))]
        const rows = ChurnReasons.difference(a, b)
        const turned = ChurnReasons.difference(b, a)
        if ("_tag" in rows || "_tag" in turned) {
          expect(turned).toEqual(rows)
          return
        }
        const p = rows.map(({ result }) => (result._tag === "Difference" ? result.p : null))
        expect(rows.map(({ adjustedP }) => adjustedP)).toEqual(benjaminiHochberg(p))
        rows.forEach(({ result }, i) => {
          const back = turned[i]?.result
          if (result._tag === "Difference" && back?._tag === "Difference") expectClose(back.value, -result.value, 1e-12)
        })
      })
    )
    expect(ChurnReasons.difference(ChurnReasons.fromReasons([]), ChurnReasons.fromReasons(["a"]))).toMatchObject({
      _tag: "InsufficientData"
    })
  })
})

describe("revenue lost", () => {
  it("is exact, a currency at a time, and all of it", () => {
    fc.assert(
      fc.property(leavers, (all) => {
        const { currencies, excluded } = ChurnReasons.revenue(count(all))
        expect(excluded).toEqual({ missing: all.filter(({ currency }) => currency === null).length, invalid: 0 })
        for (const { amount, currency, involuntary, unexplained, voluntary } of currencies) {
          const own = all.filter((each) => each.currency === currency)
          const paid = (of: ReadonlyArray<Leaver>) => of.reduce((sum, { priceMinor }) => sum + priceMinor, 0)
          expect(amount).toBe(paid(own))
          expect(unexplained.amount).toBe(paid(own.filter(({ reason }) => reason === null)))
          expect(involuntary.amount).toBe(paid(own.filter(({ reason }) => isInvoluntary(reason))))
          expect(voluntary.amount + involuntary.amount + unexplained.amount).toBe(amount)
          for (const kind of [voluntary, involuntary]) {
            expect(kind.reasons.at(-1)?.cumulative ?? 0).toBe(kind.amount)
            kind.reasons.forEach((each, i) => {
              expect(each.amount).toBeLessThanOrEqual(kind.reasons[i - 1]?.amount ?? each.amount)
            })
          }
        }
      })
    )
  })

  it("is refused beyond 2^53 − 1, and not made of what is no price", () => {
    const row = (priceMinor: number, reason: string, currency: string | number | null = "EUR") => ({
      reason,
      currency,
      priceMinor
    })
    const spec = { by: ["reason", "currency"], sums: ["priceMinor"] } as const
    const huge = [row(Number.MAX_SAFE_INTEGER, "a"), row(1, "b")]
    expect(() => ChurnReasons.revenue(Tally.from(huge, spec))).toThrow(Tally.TallyOverflow)
    const odd = Tally.from([row(-5, "a"), row(5, "b", 978), row(5, "c", null)], spec)
    expect(ChurnReasons.revenue(odd)).toEqual({
      _tag: "LostRevenue",
      currencies: [],
      excluded: { missing: 1, invalid: 2 }
    })
    expect(() => ChurnReasons.revenue(Tally.from([row(1, "a")], spec), { amount: "mrr" })).toThrow(Tally.TallyMismatch)
  })
})
