import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, ProportionInterval, ResponseRate, Tally } from "../src/index.ts"
import { expectClose, golden } from "./golden.ts"

const reference = golden<{
  readonly one_sample: ReadonlyArray<
    { readonly successes: number; readonly n: number } & Record<string, { readonly wilson: readonly [number, number] }>
  >
}>("proportions.json").one_sample

const count = (records: ReadonlyArray<{ readonly channel: string }>) => Tally.from(records, { by: ["channel"] })
const sent = fc.array(fc.record({ channel: fc.constantFrom("web", "phone", "shop"), answered: fc.boolean() }))
const asked = (records: ReadonlyArray<{ readonly channel: string; readonly answered: boolean }>) => ({
  invitations: count(records),
  responses: count(records.filter(({ answered }) => answered))
})

describe("response rate", () => {
  it.each(reference)("of $successes in $n", ({ n, successes, ...levels }) => {
    const result = ResponseRate.fromCounts({ invitations: n, responses: successes })
    if (result._tag !== "Estimate") {
      expect([result._tag, n]).toEqual(["InsufficientData", 0])
      return
    }
    const [low, high] = levels["0.95"]?.wilson ?? [Number.NaN, Number.NaN]
    expectClose(result.value, (100 * successes) / n, 1e-12)
    expectClose(result.interval.low / 100, low, 1e-10)
    expectClose(result.interval.high / 100, high, 1e-10)
    expect(result.responses + result.unanswered).toBe(n)
  })

  it("is the same from counts and tallies, in any order and in pieces, groups included", () => {
    fc.assert(
      fc.property(sent, sent, (some, more) => {
        const all = [...some, ...more]
        const [one, two] = [asked(some), asked(more.toReversed())]
        const merged = {
          invitations: Tally.merge(two.invitations, one.invitations),
          responses: Tally.merge(two.responses, one.responses)
        }
        const of = (records: typeof all) =>
          ResponseRate.fromCounts({
            invitations: records.length,
            responses: records.filter(({ answered }) => answered).length
          })
        expect(ResponseRate.fromTallies(merged)).toEqual(of(all))
        for (const { fromRest, result, value } of ResponseRate.by(merged, "channel")) {
          const rest = of(all.filter(({ channel }) => channel !== value))
          expect(result).toEqual(of(all.filter(({ channel }) => channel === value)))
          const expected = ResponseRate.difference(result, rest)
          expect(fromRest._tag).toBe(expected._tag)
          if (fromRest._tag === "Difference") expect(fromRest).toEqual(expected)
        }
      })
    )
  })

  it("shows who was invited and did not answer at all", () => {
    const groups = ResponseRate.by(
      asked([
        { channel: "web", answered: true },
        { channel: "phone", answered: false }
      ]),
      "channel"
    )
    expect(groups.map(({ value, result }) => [value, result._tag === "Estimate" ? result.unanswered : null])).toEqual([
      ["phone", 1],
      ["web", 0]
    ])
  })

  it("runs through periods, a response in the one of its invitation", () => {
    const at = (month: number) => ({ invitedAt: new Date(Date.UTC(2026, month, 9)) })
    const tally = (months: ReadonlyArray<number>) =>
      Tally.from(months.map(at), { by: [Dimension.period("invitedAt", "month", "UTC")] })
    const sentAt = [0, 0, 2, 2, 3].map((month) => ({ at: at(month).invitedAt }))
    const series = ResponseRate.over(
      {
        invitations: Tally.from(sentAt, { by: [Dimension.period("at", "month", "UTC")] }),
        responses: tally([0, 2, 2])
      },
      "month",
      {
        interval: ProportionInterval.clopperPearson
      }
    )
    expect(
      series.map(({ period, result }) => [period, result._tag === "Estimate" ? result.value : result._tag])
    ).toEqual([
      ["2026-01", 50],
      ["2026-02", "InsufficientData"],
      ["2026-03", 100],
      ["2026-04", 0]
    ])
    const [january] = series
    expect(january?.result).toMatchObject({ interval: { method: "Clopper–Pearson" } })
    expect(series.map(({ change }) => change._tag)).toEqual([
      "InsufficientData",
      "InsufficientData",
      "InsufficientData",
      "Difference"
    ])
  })

  it("has no rate of more responses than invitations, nor of nobody", () => {
    expect(ResponseRate.fromCounts({ invitations: 2, responses: 3 })).toEqual({
      _tag: "InsufficientData",
      reason: "more responses than invitations",
      n: 2,
      excluded: { missing: 0, invalid: 0 }
    })
    const groups = ResponseRate.by({ invitations: count([]), responses: count([{ channel: "web" }]) }, "channel")
    expect(groups).toMatchObject([{ value: "web", result: { _tag: "InsufficientData" }, differs: false }])
    expect(ResponseRate.fromCounts({ invitations: 2, responses: 1 }, { minimum: 5 })).toEqual({
      _tag: "Suppressed",
      minimum: 5,
      n: 2
    })
    expect(() => ResponseRate.fromCounts({ invitations: 2.5, responses: 1 })).toThrow(RangeError)
    expect(() => ResponseRate.fromCounts({ invitations: 2, responses: -1 })).toThrow(RangeError)
  })

  it("refuses tallies that do not count alike", () => {
    const [berlin, utc] = ["Europe/Berlin", "UTC"].map((zone) =>
      Tally.from([{ at: new Date("2026-01-09") }], { by: [Dimension.period("at", "month", zone)] })
    )
    if (berlin === undefined || utc === undefined) throw new Error("no tally")
    expect(() => ResponseRate.by({ invitations: berlin, responses: utc }, "month")).toThrow(Tally.TallyMismatch)
    // @ts-expect-error neither has this dimension
    expect(() => ResponseRate.by({ invitations: utc, responses: utc }, "channel")).toThrow(Tally.TallyMismatch)
  })
})
