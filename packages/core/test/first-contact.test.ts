import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, FirstContactResolution, Reopens, Tally, wilson } from "../src/index.ts"
import * as Binomial from "../src/stats/Binomial.ts"

const row = fc.record({
  resolution: fc.constantFrom("resolved", "resolved", "resolved", "open", null),
  replies: fc.option(fc.nat(3)),
  reopens: fc.option(fc.nat(2)),
  settledDays: fc.option(fc.nat(20), { freq: 9 }),
  repeat: fc.constantFrom("yes", "no", null),
  repeatDays: fc.option(fc.integer({ min: -9, max: 20 })),
  saidResolved: fc.constantFrom("yes", "no", null, "maybe"),
  team: fc.constantFrom("red", "blue", null)
})
const rows = fc.array(row, { maxLength: 40 })
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never

const count = (records: ReadonlyArray<Row>, days = 7) =>
  Tally.from(records, {
    by: [
      "resolution",
      "replies",
      "reopens",
      Dimension.bin("settledDays", days),
      "repeat",
      Dimension.bin("repeatDays", days),
      "saidResolved",
      "team"
    ]
  })

/** Each definition in words of its own: true, false, `null` for missing, `undefined` for what cannot be said or asked. */
const oracles: Readonly<
  Record<FirstContactResolution.FirstContactDefinition, (row: Row, days: number) => boolean | null | undefined>
> = {
  "one reply": ({ replies }) => (replies === null ? null : replies === 1),
  "fewer than two replies": ({ replies }) => (replies === null ? null : replies < 2),
  "no reopen": ({ reopens, settledDays }, days) => {
    if (settledDays === null) return null
    if (settledDays < days) return undefined
    return reopens === null ? null : reopens === 0
  },
  "no repeat contact": ({ repeat, repeatDays, settledDays }, days) => {
    if (settledDays === null) return null
    if (settledDays < days) return undefined
    return repeat === null ? null : repeatDays === null || repeatDays >= days
  },
  "customer said so": ({ saidResolved }) => ({ yes: true, no: false, maybe: null })[saidResolved ?? "maybe"]
}

const definitions = Object.keys(oracles) as ReadonlyArray<FirstContactResolution.FirstContactDefinition>

describe("first-contact resolution", () => {
  it.each(definitions)("%s is what its words say", (definition) => {
    fc.assert(
      fc.property(rows, fc.constantFrom(3, 7), (records, days) => {
        const resolved = records.filter(({ resolution }) => resolution === "resolved")
        const again = records.filter(
          ({ reopens, resolution }) => definition === "no reopen" && resolution === "open" && Number(reopens) > 0
        )
        const said = resolved.map((each) => oracles[definition](each, days))
        const known = said.filter((each) => typeof each === "boolean").length + again.length
        const yes = said.filter((each) => each === true).length
        const result = FirstContactResolution.fromTally(count(records, days), { definition, days })
        if (result._tag === "Suppressed") throw new Error("not asked for")
        expect(result.n).toBe(known)
        const left = said.filter((each) => each === null).length
        const unknown = records.filter(({ resolution }) => resolution === null).length
        expect(result.excluded.missing + result.excluded.invalid).toBe(left + unknown)
        if (result._tag !== "Estimate") return
        expect([result.count, result.undecided]).toEqual([yes, said.filter((each) => each === undefined).length])
        expect(result.value).toBe((100 * yes) / known)
        const { high, low } = wilson(yes, known, 0.95)
        expect([result.interval.low, result.interval.high]).toEqual([100 * low, 100 * high])
        expect(result.definition).toContain(definition)
      })
    )
  })

  it.each(definitions)(
    "%s does not depend on order or pieces; groups add up and differ as two results do",
    (definition) => {
      fc.assert(
        fc.property(rows, rows, (some, more) => {
          const all = [...some, ...more]
          const merged = Tally.merge(count(more.toReversed()), count(some))
          const options = { definition }
          expect(FirstContactResolution.fromTally(merged, options)).toEqual(
            FirstContactResolution.fromTally(count(all), options)
          )
          for (const { fromRest, result, value } of FirstContactResolution.by(merged, "team", options)) {
            const of = (test: (each: Row) => boolean) =>
              FirstContactResolution.fromTally(count(all.filter(test)), options)
            const [own, rest] = [of(({ team }) => team === value), of(({ team }) => team !== value)]
            expect(result).toEqual(own)
            const expected = FirstContactResolution.difference(own, rest)
            expect(fromRest._tag).toBe(expected._tag)
            if (fromRest._tag === "Difference") expect(fromRest).toEqual(expected)
          }
        })
      )
    }
  )

  it("is known of a ticket once the days have passed, whatever happened before", () => {
    const at = (settledDays: number, repeatDays: number | null) => ({
      resolution: "resolved",
      settledDays,
      repeat: repeatDays === null ? "no" : "yes",
      repeatDays
    })
    const tickets = [at(6, 1), at(6, null), at(7, 6), at(7, 7), at(7, null), at(30, -1)]
    const by = ["resolution", "settledDays", "repeat", "repeatDays"] as const
    const result = FirstContactResolution.fromTally(Tally.from(tickets, { by }), { definition: "no repeat contact" })
    expect(result).toMatchObject({
      count: 2,
      n: 4,
      undecided: 2,
      definition: "no repeat contact within 7 days, of those resolved"
    })
  })

  it("has no share of nobody, and refuses what it cannot read", () => {
    const tally = count([])
    const result = FirstContactResolution.fromTally(tally, { definition: "one reply" })
    expect(result).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(FirstContactResolution.by(tally, "team", { definition: "one reply" })).toEqual([])
    const refused = (options: FirstContactResolution.FirstContactOptions) => () =>
      FirstContactResolution.fromTally(count([], 7), options)
    expect(refused({ definition: "no reopen", days: 8 })).toThrow(Tally.TallyMismatch)
    expect(refused({ definition: "no repeat contact", days: 3 })).toThrow('Dimension.bin("repeatDays", 3)')
    expect(refused({ definition: "no reopen", days: 0 })).toThrow(RangeError)
    const other = Tally.from([{ resolution: "resolved" }], { by: ["resolution"] })
    expect(() => FirstContactResolution.fromTally(other, { definition: "one reply" })).toThrow(Tally.TallyMismatch)
    const one = count([
      {
        resolution: "resolved",
        replies: 1,
        reopens: 0,
        settledDays: 9,
        repeat: "no",
        repeatDays: null,
        saidResolved: "no",
        team: null
      }
    ])
    const share = FirstContactResolution.fromTally(one, { definition: "one reply" })
    expect(share).toMatchObject({ value: 100, n: 1 })
    expect(FirstContactResolution.fromTally(one, { definition: "one reply", minimum: 2 })).toEqual({
      _tag: "Suppressed",
      minimum: 2,
      n: 1
    })
    const said = FirstContactResolution.fromTally(one, { definition: "customer said so" })
    expect(() => FirstContactResolution.difference(share, said)).toThrow(Tally.TallyMismatch)
    expect(FirstContactResolution.difference(share, result)._tag).toBe("InsufficientData")
  })

  it("runs through periods", () => {
    const ticket = (month: number, replies: number) => ({
      at: new Date(Date.UTC(2026, month, 9)),
      replies,
      resolution: "resolved"
    })
    const tickets = [ticket(0, 1), ticket(0, 2), ticket(2, 1)]
    const tally = Tally.from(tickets, { by: [Dimension.period("at", "month", "UTC"), "replies", "resolution"] })
    const series = FirstContactResolution.over(tally, "month", { definition: "one reply" })
    expect(series.map(({ result }) => (result._tag === "Estimate" ? result.value : null))).toEqual([50, null, 100])
  })
})

describe("reopens", () => {
  it("are of the tickets that were ever resolved", () => {
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const all = [...some, ...more]
        const result = Reopens.fromTally(Tally.merge(count(more), count(some)))
        const again = all.filter(({ reopens }) => reopens !== null && reopens > 0).length
        const never = all.filter(({ reopens, resolution }) => reopens === 0 && resolution === "resolved").length
        if (result._tag === "Suppressed") throw new Error("not asked for")
        expect(result.n).toBe(again + never)
        if (result._tag === "Estimate") expect(result.count).toBe(again)
        const [groups] = [Reopens.by(count(all), "team")]
        const counted = groups.map((group) => (group.result._tag === "Suppressed" ? 0 : group.result.n))
        expect(counted.reduce((sum, n) => sum + n, 0)).toBe(again + never)
      })
    )
  })

  it("compare, and run through periods", () => {
    const ticket = (month: number, reopens: number) => ({
      at: new Date(Date.UTC(2026, month, 9)),
      reopens,
      resolution: "resolved"
    })
    const count = (tickets: ReadonlyArray<ReturnType<typeof ticket>>) =>
      Tally.from(tickets, { by: [Dimension.period("at", "month", "UTC"), "reopens", "resolution"] })
    const [january, february] = [
      [ticket(0, 1), ticket(0, 0)],
      [ticket(1, 0), ticket(1, 0)]
    ]
    const series = Reopens.over(count([...(january ?? []), ...(february ?? [])]), "month")
    expect(series.map(({ result }) => (result._tag === "Estimate" ? result.value : null))).toEqual([50, 0])
    const [, second] = series
    expect(second?.change).toEqual(
      Reopens.difference(Reopens.fromTally(count(february ?? [])), Reopens.fromTally(count(january ?? [])))
    )
  })
})

it.each([20, 60, 200])("the interval of a share of %d tickets holds it as often as it says", (size) => {
  const covered = Array.from({ length: size + 1 }, (_, ones) => {
    const replies = (one: number) => ({ resolution: "resolved", replies: one < ones ? 1 : 2 })
    const tickets = Array.from({ length: size }, (_, i) => replies(i))
    const tally = Tally.from(tickets, { by: ["resolution", "replies"] })
    const result = FirstContactResolution.fromTally(tally, { definition: "one reply" })
    const holds = result._tag === "Estimate" && result.interval.low <= 70 && 70 <= result.interval.high
    return holds ? Binomial.probability(ones, size, 0.7) : 0
  }).reduce((sum, p) => sum + p, 0)
  expect(covered).toBeGreaterThan(0.93)
  expect(covered).toBeLessThan(0.98)
})
