import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Backlog, Dimension, Tally } from "../src/index.ts"
import { expectClose } from "./golden.ts"

const hour = 3_600_000
const start = Date.UTC(2026, 0, 1)

interface Ticket {
  readonly at: Date | null
  readonly resolvedAt: Date | null
  readonly resolution: "resolved" | "open"
  readonly team: string
}

const moment = fc.integer({ min: 0, max: 24 * 40 }).map((hours) => new Date(start + hours * hour))
const ticket: fc.Arbitrary<Ticket> = fc.record({
  at: fc.option(moment, { freq: 9 }),
  resolvedAt: fc.option(moment, { freq: 3 }),
  resolution: fc.constantFrom("resolved", "open"),
  team: fc.constantFrom("red", "blue")
})
const tickets = fc.array(ticket, { maxLength: 40 })

const dimensions = [
  Dimension.named(Dimension.period("at", "day", "Europe/Berlin"), "opened"),
  Dimension.named(Dimension.period("resolvedAt", "day", "Europe/Berlin"), "closed")
] as const
const count = (records: ReadonlyArray<Ticket>) => Tally.from(records, { by: [...dimensions, "resolution", "team"] })

const day = (at: Date): string => new Date(at.getTime() + hour).toISOString().slice(0, 10)
/** The tickets that can be counted: dated, and not closed on a day before. */
const counted = (records: ReadonlyArray<Ticket>) =>
  records.flatMap(({ at, resolution, resolvedAt }) => {
    if (at === null || (resolvedAt === null && resolution === "resolved")) return []
    return resolvedAt !== null && day(resolvedAt) < day(at)
      ? []
      : [{ opened: day(at), closed: resolvedAt === null ? "9" : day(resolvedAt) }]
  })

describe("backlog", () => {
  it("is the tickets open at midnight, of each day counted anew", () => {
    fc.assert(
      fc.property(tickets, (records) => {
        const all = counted(records)
        for (const { atEnd, atStart, closed, opened, period } of Backlog.over(count(records))) {
          expect(atEnd).toBe(all.filter((each) => each.opened <= period && each.closed > period).length)
          expect(opened).toBe(all.filter((each) => each.opened === period).length)
          expect(closed).toBe(all.filter((each) => each.closed === period).length)
          expect(atEnd).toBe(atStart + opened - closed)
        }
      })
    )
  })

  it("does not depend on order or pieces, and that of all teams is that of each together", () => {
    fc.assert(
      fc.property(tickets, tickets, (some, more) => {
        const all = count([...some, ...more])
        expect(Backlog.over(Tally.merge(count(more.toReversed()), count(some)))).toEqual(Backlog.over(all))
        const series = Backlog.over(all)
        const through = series.at(-1)?.period
        const teams = Backlog.by(all, "team", through === undefined ? {} : { through })
        const total = (period: string) =>
          teams
            .flatMap(({ periods }) => periods.filter((each) => each.period === period))
            .reduce((sum, { atEnd }) => sum + atEnd, 0)
        for (const { atEnd, period } of series) expect(total(period)).toBe(atEnd)
      })
    )
  })

  it("says whether more came than went by more than chance", () => {
    const at = (n: number, days: number) => new Date(start + days * 24 * hour + n * 1000)
    const made = (opened: number, closed: number) =>
      Array.from({ length: opened }, (_, n): Ticket => {
        const done = n < closed
        return { at: at(n, 0), resolvedAt: done ? at(n, 0) : null, resolution: done ? "resolved" : "open", team: "" }
      })
    const [row] = Backlog.over(count(made(100, 60)))
    expect(row).toMatchObject({ opened: 100, closed: 60, atEnd: 40, clearance: { _tag: "RateRatio", value: 0.6 } })
    const { clearance } = row ?? {}
    if (clearance?._tag !== "RateRatio") throw new Error("no ratio")
    // Given 160 in all, those that went are binomial: twice the chance of 60 or fewer, by whole numbers.
    let [ways, tail] = [1n, 1n]
    for (let k = 1n; k <= 60n; k++) {
      ways = (ways * (161n - k)) / k
      tail += ways
    }
    expectClose(clearance.p ?? 0, Number((2n * tail * 10n ** 18n) / 2n ** 160n) / 1e18, 1e-12)
    expect(clearance.interval.high).toBeLessThan(1)
    const [even] = Backlog.over(count(made(100, 100)))
    expect(even?.clearance).toMatchObject({ value: 1, p: 1 })
    const none = Backlog.over(count(made(1, 0)), { through: "2026-01-02" })
    expect(none.map((each) => [each.period, each.atEnd, each.clearance._tag])).toEqual([
      ["2026-01-01", 1, "RateRatio"],
      ["2026-01-02", 1, "InsufficientData"]
    ])
  })

  it("leaves out what has no date, or ends before it starts, and says so", () => {
    const at = new Date(start)
    const records: ReadonlyArray<Ticket> = [
      { at, resolvedAt: null, resolution: "open", team: "" },
      { at: null, resolvedAt: at, resolution: "resolved", team: "" },
      { at, resolvedAt: null, resolution: "resolved", team: "" },
      { at, resolvedAt: new Date(start - 48 * hour), resolution: "resolved", team: "" }
    ]
    const [row] = Backlog.over(count(records))
    expect([row?.opened, row?.atEnd, row?.clearance.excluded]).toEqual([1, 1, { missing: 2, invalid: 1 }])
    const simple = Tally.from(records.slice(0, 3), { by: [...dimensions] })
    expect(Backlog.over(simple)[0]).toMatchObject({ opened: 2, clearance: { excluded: { missing: 1, invalid: 0 } } })
  })

  it("of no tickets has no periods, and refuses what are no periods of one kind", () => {
    expect(Backlog.over(count([]))).toEqual([])
    expect(Backlog.by(count([]), "team")).toEqual([])
    const [opened] = dimensions
    const mixed = Tally.from([] as ReadonlyArray<Ticket>, {
      by: [opened, Dimension.named(Dimension.period("resolvedAt", "week", "Europe/Berlin"), "closed")]
    })
    expect(() => Backlog.over(mixed)).toThrow(Tally.TallyMismatch)
    // @ts-expect-error no such dimension
    expect(() => Backlog.over(mixed, { closed: "done" })).toThrow(Tally.TallyMismatch)
  })
})
