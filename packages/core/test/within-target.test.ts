import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, SlaBreach, Tally, WithinTarget, wilson } from "../src/index.ts"

const row = fc.record({
  replySeconds: fc.oneof(fc.integer({ min: 55, max: 65 }), fc.nat(500), fc.constant(null), fc.constant(-1)),
  reply: fc.constantFrom("replied", "replied", "waiting", "closed", null),
  sla: fc.constantFrom("kept", "breached", "pending", null, "late"),
  team: fc.constantFrom("red", "blue", null)
})
const rows = fc.array(row, { maxLength: 40 })
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never

const count = (records: ReadonlyArray<Row>, target: number) =>
  Tally.from(records, { by: [WithinTarget.dimension("replySeconds", target), "reply", "sla", "team"] })

const target = fc.constantFrom(0, 59, 60, 61, 1000)

describe("within a target", () => {
  it("is exact to the second, and knows of those who wait what can be known", () => {
    fc.assert(
      fc.property(rows, target, (records, target) => {
        const known = records.filter(({ reply, replySeconds }) => reply !== null && Number(replySeconds ?? -1) >= 0)
        const replied = known.filter(({ reply }) => reply === "replied")
        const within = replied.filter(({ replySeconds }) => Number(replySeconds) <= target).length
        const beyond = known.filter(({ replySeconds }) => Number(replySeconds) > target).length
        const result = WithinTarget.fromTally(count(records, target), { target })
        const breach = SlaBreach.fromTally(count(records, target), { target })
        if (result._tag === "Suppressed" || breach._tag === "Suppressed") throw new Error("not asked for")
        expect([result.n, breach.n]).toEqual([within + beyond, within + beyond])
        expect(result.excluded.missing + result.excluded.invalid).toBe(records.length - known.length)
        if (result._tag !== "Estimate" || breach._tag !== "Estimate") return
        expect([result.count, breach.count]).toEqual([within, beyond])
        expect(result.undecided).toBe(known.length - within - beyond)
        const { high, low } = wilson(within, within + beyond, 0.95)
        expect(result.interval).toEqual({ low: 100 * low, high: 100 * high, level: 0.95, method: "Wilson" })
        expect(result.definition).toBe(`first reply within ${target} seconds`)
        expect(breach.definition).toBe(`first reply beyond ${target} seconds`)
      })
    )
  })

  it("is the same by plain seconds and by smaller bins that are cut there", () => {
    fc.assert(
      fc.property(rows, (records) => {
        const by = (dimension: Dimension.Dimension<"seconds", "replySeconds">) =>
          WithinTarget.fromTally(Tally.from(records, { by: [dimension, "reply"] }), { target: 59, seconds: "seconds" })
        const bins = by(Dimension.named(Dimension.bin("replySeconds", 10), "seconds"))
        expect(bins).toEqual(WithinTarget.fromTally(count(records, 59), { target: 59 }))
        expect(by(Dimension.named(Dimension.field("replySeconds"), "seconds"))).toEqual(bins)
      })
    )
  })

  it("does not depend on order or pieces; groups differ as two results do", () => {
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const all = [...some, ...more]
        const merged = Tally.merge(count(more.toReversed(), 60), count(some, 60))
        const options = { target: 60 }
        expect(WithinTarget.fromTally(merged, options)).toEqual(WithinTarget.fromTally(count(all, 60), options))
        for (const { fromRest, result, value } of WithinTarget.by(merged, "team", options)) {
          const of = (test: (each: Row) => boolean) => WithinTarget.fromTally(count(all.filter(test), 60), options)
          const [own, rest] = [of(({ team }) => team === value), of(({ team }) => team !== value)]
          expect(result).toEqual(own)
          const expected = WithinTarget.difference(own, rest)
          expect(fromRest._tag).toBe(expected._tag)
          if (fromRest._tag === "Difference") expect(fromRest).toEqual(expected)
        }
      })
    )
  })

  it("refuses a tally that is not cut at the target", () => {
    const empty: ReadonlyArray<Row> = []
    const bucketed = Tally.from(empty, { by: [Dimension.bucket("replySeconds", 0.01), "reply"] })
    const options = { target: 3600, seconds: "replySeconds" } as const
    expect(() => WithinTarget.fromTally(bucketed, options)).toThrow("bins of 3601 seconds")
    expect(() => WithinTarget.fromTally(count(empty, 60), { target: 61 })).toThrow(Tally.TallyMismatch)
    expect(() => WithinTarget.fromTally(bucketed, { target: 60 })).toThrow(Tally.TallyMismatch)
    expect(() => WithinTarget.fromTally(count(empty, 60), { target: 0.5 })).toThrow(RangeError)
    expect(() => WithinTarget.dimension("replySeconds", -1)).toThrow(RangeError)
    expect(WithinTarget.fromTally(count(empty, 60), { target: 60 })).toMatchObject({ _tag: "InsufficientData", n: 0 })
    // The small buckets hold one number each: they are cut everywhere there.
    expect(WithinTarget.fromTally(bucketed, { ...options, target: 5 })._tag).toBe("InsufficientData")
    const one = count([{ replySeconds: 60, reply: "replied", sla: null, team: null }], 60)
    expect(WithinTarget.fromTally(one, { target: 60 })).toMatchObject({ value: 100, n: 1 })
    const zero = count([{ replySeconds: 60, reply: "replied", sla: null, team: null }], 0)
    expect(() =>
      WithinTarget.difference(WithinTarget.fromTally(one, { target: 60 }), WithinTarget.fromTally(zero, { target: 0 }))
    ).toThrow(Tally.TallyMismatch)
  })

  it("runs through periods", () => {
    const wait = (month: number, replySeconds: number) => ({
      at: new Date(Date.UTC(2026, month, 9)),
      replySeconds,
      reply: "replied"
    })
    const by = [Dimension.period("at", "month", "UTC"), WithinTarget.dimension("replySeconds", 60), "reply"] as const
    const tally = Tally.from([wait(0, 60), wait(0, 61), wait(2, 1)], { by })
    const values = (series: ReturnType<typeof SlaBreach.over>) =>
      series.map(({ result }) => (result._tag === "Estimate" ? result.value : null))
    expect(values(WithinTarget.over(tally, "month", { target: 60 }))).toEqual([50, null, 100])
    expect(values(SlaBreach.over(tally, "month", { target: 60 }))).toEqual([50, null, 0])
  })
})

describe("breaches of what was due", () => {
  it("are of the tickets whose time has come", () => {
    fc.assert(
      fc.property(rows, rows, (some, more) => {
        const all = [...some, ...more]
        const result = SlaBreach.fromTally(Tally.merge(count(some, 60), count(more, 60)))
        const of = (sla: string | null) => all.filter((each) => each.sla === sla).length
        if (result._tag === "Suppressed") throw new Error("not asked for")
        expect(result.n).toBe(of("kept") + of("breached"))
        expect(result.excluded).toEqual({ missing: of(null), invalid: of("late") })
        if (result._tag === "Estimate")
          expect([result.count, result.undecided]).toEqual([of("breached"), of("pending")])
        const groups = SlaBreach.by(count(all, 60), "team")
        for (const { result: own, value } of groups) {
          expect(own).toEqual(
            SlaBreach.fromTally(
              count(
                all.filter(({ team }) => team === value),
                60
              )
            )
          )
        }
      })
    )
    expect(SlaBreach.difference(SlaBreach.fromTally(count([], 60)), SlaBreach.fromTally(count([], 60)))._tag).toBe(
      "InsufficientData"
    )
  })
})
