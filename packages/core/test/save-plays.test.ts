import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { benjaminiHochberg, Dimension, SavePlays, Tally, wilson } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const day = 86_400_000
const attempt = fc.record({
  offer: fc.constantFrom("none", "pause", "discount", null),
  accepted: fc.constantFrom(true, false, null),
  stayed: fc.constantFrom(true, false, null),
  plan: fc.constantFrom("a", "b"),
  at: fc.option(fc.integer({ min: 0, max: 150 }).map((days) => new Date(Date.UTC(2026, 0, 1) + days * day)))
})
const attempts = fc.array(attempt, { maxLength: 60 })
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never
const month = Dimension.period("at", "month", "UTC")
const count = (all: ReadonlyArray<Attempt>) => Tally.from(all, { by: ["offer", "accepted", "stayed", "plan", month] })
const days = { days: 60 }
const outcomesOf = (result: SavePlays.SavePlaysResult): SavePlays.SavePlayOutcomes => {
  if (result._tag !== "SavePlays") throw new Error(result.reason)
  return result
}

const expectShare = (found: SavePlays.SavePlay["stayed"], answers: ReadonlyArray<boolean | null>): void => {
  const known = answers.filter((answer) => answer !== null)
  const yes = known.filter(Boolean).length
  if (found._tag === "Suppressed") throw new Error("withheld")
  expect(found.excluded).toEqual({ missing: answers.length - known.length, invalid: 0 })
  expect(found.n).toBe(known.length)
  expect(found._tag).toBe(known.length === 0 ? "InsufficientData" : "Estimate")
  if (found._tag !== "Estimate") return
  expectClose(found.value, (100 * yes) / known.length, 1e-12)
  expectClose(found.interval.low, 100 * wilson(yes, known.length, 0.95).low, 1e-12)
}

describe("save plays", () => {
  it("count who accepted and who stayed of each offer", () => {
    fc.assert(
      fc.property(attempts, (all) => {
        const result = SavePlays.fromTally(count(all), days)
        expect(SavePlays.fromAttempts(all, days)).toEqual(result)
        const known = all.filter(({ offer }) => offer !== null)
        expect([result.n, result.excluded.missing]).toEqual([known.length, all.length - known.length])
        if (result._tag !== "SavePlays") return
        const made = (offer: unknown) => all.filter((each) => each.offer === offer)
        expectShare(
          result.notOffered.stayed,
          made("none").map(({ stayed }) => stayed)
        )
        for (const { accepted, acceptedStayed, offer, offered, stayed } of result.plays) {
          const own = made(offer)
          expect(offered).toBe(own.length)
          expectShare(
            accepted,
            own.map((each) => each.accepted)
          )
          expectShare(
            stayed,
            own.map((each) => each.stayed)
          )
          expectShare(
            acceptedStayed,
            own.filter((each) => each.accepted === true).map((each) => each.stayed)
          )
        }
        const p = result.plays.map(({ fromNotOffered: each }) => (each._tag === "Difference" ? each.p : null))
        expect(result.plays.map(({ adjustedP }) => adjustedP)).toEqual(benjaminiHochberg(p))
      })
    )
  })

  it("are the same in any order and in pieces, and of groups and periods those of their parts", () => {
    fc.assert(
      fc.property(attempts, attempts, (a, b) => {
        const whole = count([...a, ...b])
        const result = SavePlays.fromTally(whole, days)
        expect(SavePlays.fromTally(Tally.merge(count(b.toReversed()), count(a)), days)).toEqual(result)
        for (const part of SavePlays.by(whole, "plan", days)) {
          expect(part.result).toEqual(SavePlays.fromTally(Tally.where(whole, "plan", part.value), days))
        }
        for (const part of SavePlays.over(whole, "month", days)) {
          expect(part.result).toEqual(SavePlays.fromTally(Tally.where(whole, "month", part.period), days))
        }
      })
    )
    expect(SavePlays.over(count([]), "month", days)).toEqual([])
  })

  it("find what goes with staying, and compare two offers", () => {
    const some = (n: number, offer: string, stayed: boolean) => Array.from({ length: n }, () => ({ offer, stayed }))
    const of = (offer: string, stayed: number) => [...some(stayed, offer, true), ...some(100 - stayed, offer, false)]
    const result = SavePlays.fromAttempts(
      [...of("none", 30), ...of("pause", 50), ...of("call", 31), ...of("nag", 10)],
      days
    )
    const { notOffered, plays } = outcomesOf(result)
    expect(notOffered).toMatchObject({ n: 100, stayed: { value: 30 } })
    expect(plays.map(({ finding, fromNotOffered, offer }) => [offer, "value" in fromNotOffered, finding])).toEqual([
      ["call", true, "no difference shown"],
      ["nag", true, "associated with fewer staying"],
      ["pause", true, "associated with more staying"]
    ])
    const [call, , pause] = plays
    if (call === undefined || pause === undefined) throw new Error("three plays")
    const found = SavePlays.difference(pause, call)
    expect(found).toMatchObject({ _tag: "Difference", n: [100, 100] })
    if (found._tag === "Difference") expectClose(found.value, 19, 1e-12)
    expect(outcomesOf(result).definition).toContain("60 days")
  })

  it("say what is missing, wrong, withheld or nobody's", () => {
    expect(SavePlays.fromAttempts([], days)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    const only = outcomesOf(SavePlays.fromAttempts([{ offer: "pause", stayed: true }], days))
    expect(only.notOffered).toMatchObject({ n: 0, stayed: { _tag: "InsufficientData" } })
    expect(only.plays).toMatchObject([
      {
        stayed: { value: 100, n: 1 },
        accepted: { _tag: "InsufficientData" },
        finding: "no difference shown",
        adjustedP: null
      }
    ])
    const few = outcomesOf(SavePlays.fromAttempts([{ offer: "pause", stayed: true }], { ...days, minimum: 5 }))
    expect(few.plays[0]?.stayed).toEqual({ _tag: "Suppressed", minimum: 5, n: 1 })
    const wrong = Tally.from([{ offer: "pause", accepted: "yes", stayed: 1 }], { by: ["offer", "accepted", "stayed"] })
    expect(outcomesOf(SavePlays.fromTally(wrong, days)).plays[0]).toMatchObject({
      accepted: { excluded: { invalid: 1 } },
      stayed: { excluded: { invalid: 1 } }
    })
    for (const wrongDays of [0, 1.5, Number.NaN]) {
      expect(() => SavePlays.fromAttempts([], { days: wrongDays })).toThrow(RangeError)
    }
    const other = SavePlays.fromAttempts([{ offer: false, stayed: true }], { ...days, none: false })
    expect(outcomesOf(other)).toMatchObject({ plays: [], notOffered: { n: 1 } })
  })

  it("know who stayed only when the days are over", () => {
    const moment = fc.integer({ min: 0, max: 200 })
    fc.assert(
      fc.property(moment, fc.option(moment), moment, fc.integer({ min: 1, max: 90 }), (at, ended, asOf, n) => {
        const date = (days: number) => new Date(Date.UTC(2026, 0, 1) + days * day)
        const about = { at: date(at), endedAt: ended === null ? null : date(ended) }
        const expected = at + n > asOf ? null : ended === null || ended >= at + n
        expect(SavePlays.stayedAfter(about, n, date(asOf))).toBe(expected)
      })
    )
  })

  it("err about 5 times in 100 when offers go with nothing, and their intervals cover about 95 times", () => {
    const uniform = random(31)
    const runs = 1500
    let [found, covered] = [0, 0]
    for (let run = 0; run < runs; run++) {
      const all = Array.from({ length: 200 }, (_, i) => ({ offer: i % 2 ? "pause" : "none", stayed: uniform() < 0.35 }))
      const [pause] = outcomesOf(SavePlays.fromAttempts(all, days)).plays
      if (pause?.finding !== "no difference shown") found++
      const difference = pause?.fromNotOffered
      if (difference?._tag === "Difference" && difference.interval.low <= 0 && difference.interval.high >= 0) covered++
    }
    expect(found / runs).toBeGreaterThan(0.03)
    expect(found / runs).toBeLessThan(0.07)
    expect(covered / runs).toBeGreaterThan(0.93)
  })
})
