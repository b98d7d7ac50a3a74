import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Csat, Dimension, ProportionInterval, Scale, Tally, ZendeskCsat } from "../src/index.ts"

const ratings = ["good", "bad", "offered", "unoffered", null, "GOOD"] as const
const tickets = fc.array(fc.record({ team: fc.constantFrom("a", "b", "c"), score: fc.constantFrom(...ratings) }))
const count = (records: ReadonlyArray<{ readonly team: string; readonly score: string | null }>) =>
  Tally.from(records, { by: ["team", "score"] })

describe("Zendesk CSAT", () => {
  it("is good of good and bad; what was not answered is reported", () => {
    expect(
      ZendeskCsat.fromRatings(["good", "bad", "good", "good", "offered", "offered", "unoffered", null, undefined, "?"])
    ).toMatchObject({
      value: 75,
      n: 4,
      good: 3,
      bad: 1,
      offered: 2,
      unoffered: 1,
      excluded: { missing: 5, invalid: 1 },
      interval: { method: "Wilson", level: 0.95 }
    })
  })

  it("is the top of two points", () => {
    fc.assert(
      fc.property(tickets, (all) => {
        const zendesk = ZendeskCsat.fromRatings(all.map(({ score }) => score))
        const points = all.flatMap(({ score }) =>
          score === "good" || score === "bad" ? [score === "good" ? 2 : 1] : []
        )
        const csat = Csat.fromScores(points, { scale: Scale.make(1, 2), topBoxes: 1 })
        expect([zendesk._tag, zendesk.n]).toEqual([csat._tag, csat.n])
        if (zendesk._tag !== "Estimate" || csat._tag !== "Estimate") return
        expect([zendesk.value, zendesk.interval]).toEqual([csat.value, csat.interval])
        expect(zendesk.n + zendesk.excluded.missing + zendesk.excluded.invalid).toBe(all.length)
      })
    )
  })

  it("is the same from ratings and from a tally, in any order and in pieces", () => {
    fc.assert(
      fc.property(tickets, tickets, (some, more) => {
        const all = [...some, ...more]
        const tally = Tally.merge(count(more.toReversed()), count(some))
        expect(ZendeskCsat.fromTally(tally)).toEqual(ZendeskCsat.fromRatings(all.map(({ score }) => score)))
        for (const { fromRest, result, value } of ZendeskCsat.by(tally, "team")) {
          const part = (test: (team: string) => boolean) =>
            ZendeskCsat.fromRatings(all.filter(({ team }) => test(team)).map(({ score }) => score))
          const rest = part((team) => team !== value)
          expect(result).toEqual(part((team) => team === value))
          expect(fromRest._tag).toBe(ZendeskCsat.difference(result, rest)._tag)
          if (fromRest._tag === "Difference") expect(fromRest).toEqual(ZendeskCsat.difference(result, rest))
        }
      })
    )
  })

  it("runs through periods without a rating", () => {
    const at = (month: number, score: string) => ({ at: new Date(Date.UTC(2026, month, 9)), score })
    const tally = Tally.from([at(0, "good"), at(0, "bad"), at(2, "good"), at(3, "good")], {
      by: [Dimension.period("at", "month", "UTC"), "score"]
    })
    const series = ZendeskCsat.over(tally, "month", { interval: ProportionInterval.jeffreys })
    expect(series.map(({ period, result }) => [period, result._tag])).toEqual([
      ["2026-01", "Estimate"],
      ["2026-02", "InsufficientData"],
      ["2026-03", "Estimate"],
      ["2026-04", "Estimate"]
    ])
    expect(series.map(({ change }) => change._tag)).toEqual([
      "InsufficientData",
      "InsufficientData",
      "InsufficientData",
      "Difference"
    ])
    const [january] = series
    expect(january?.result._tag === "Estimate" ? january.result.interval.method : "").toBe("Jeffreys")
  })

  it("of nobody is no number, and below the minimum withheld", () => {
    expect(ZendeskCsat.fromRatings(["offered", null, "?"])).toEqual({
      _tag: "InsufficientData",
      reason: "no good or bad ratings",
      n: 0,
      excluded: { missing: 2, invalid: 1 }
    })
    expect(ZendeskCsat.fromRatings(["good"], { minimum: 3 })).toEqual({ _tag: "Suppressed", minimum: 3, n: 1 })
    const [none, some] = [ZendeskCsat.fromRatings([]), ZendeskCsat.fromRatings(["bad"])]
    expect(ZendeskCsat.difference(none, some)._tag).toBe("InsufficientData")
    expect(() => ZendeskCsat.fromTally(Tally.from([{ rating: "good" }], { by: ["rating"] }))).toThrow(
      Tally.TallyMismatch
    )
  })
})
