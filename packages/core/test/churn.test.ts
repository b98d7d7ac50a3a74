import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Churn, Dimension, PeriodLabel, Tally } from "../src/index.ts"
import { expectClose } from "./golden.ts"

interface Customer {
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}
const tallyOf = (customers: ReadonlyArray<Customer>) =>
  Tally.from(customers, {
    by: [
      Dimension.named(Dimension.period("startedAt", "month", "UTC"), "started"),
      Dimension.named(Dimension.period("endedAt", "month", "UTC"), "ended")
    ]
  })
const month = (m: number): Date => new Date(Date.UTC(2026, m, 15))
const spell = (from: number, to: number | null): Customer => ({
  startedAt: month(from),
  endedAt: to === null ? null : month(to)
})

const customers: ReadonlyArray<Customer> = [
  spell(0, null),
  spell(0, 1),
  spell(0, 1),
  spell(0, null),
  spell(1, 1),
  spell(1, null)
]

describe("churn", () => {
  it("gives the three conventions side by side", () => {
    const [january, february] = Churn.over(tallyOf(customers))
    expect(january).toMatchObject({ period: "2026-01", atStart: 0, joined: 4, left: 0, atEnd: 4 })
    expect(january?.rates["of start"]._tag).toBe("InsufficientData")
    expect(february).toMatchObject({ atStart: 4, joined: 2, left: 3, leftOfStart: 2, atEnd: 3 })
    expect(february?.rates["of start"]).toMatchObject({ value: 50, n: 4, interval: { method: "Wilson" } })
    expect(february?.rates["of start and new"]).toMatchObject({ value: 50, n: 6 })
    expectClose(
      february?.rates["of average"]._tag === "Estimate" ? february.rates["of average"].value : 0,
      300 / 3.5,
      1e-12
    )
  })

  it("shows a month without churn as 0 %, and a month without customers as unknown", () => {
    const rows = Churn.over(tallyOf([spell(0, 0), spell(2, null)]), { through: "2026-04" })
    expect(rows.map(({ period, rates }) => [period, rates["of start"]._tag])).toEqual([
      ["2026-01", "InsufficientData"],
      ["2026-02", "InsufficientData"],
      ["2026-03", "InsufficientData"],
      ["2026-04", "Estimate"]
    ])
    expect(rows[3]?.rates["of start"]).toMatchObject({ value: 0 })
  })

  it("loses nobody", () => {
    const spells = fc.array(
      fc.record({
        startedAt: fc.option(fc.integer({ min: 0, max: 11 }).map(month)),
        endedAt: fc.option(fc.integer({ min: 0, max: 11 }).map(month))
      })
    )
    fc.assert(
      fc.property(spells, (all) => {
        const rows = Churn.over(tallyOf(all))
        const valid = all.filter(
          ({ endedAt, startedAt }) => startedAt !== null && (endedAt === null || endedAt >= startedAt)
        )
        expect(rows.reduce((sum, { joined }) => sum + joined, 0)).toBe(valid.length)
        expect(rows.at(-1)?.atEnd ?? 0).toBe(valid.filter(({ endedAt }) => endedAt === null).length)
        for (const row of rows) expect(row.leftOfStart).toBeLessThanOrEqual(row.atStart)
      })
    )
  })

  it("reports who has no start, or an end before it", () => {
    const [row] = Churn.over(tallyOf([spell(1, 0), { startedAt: null, endedAt: month(1) }, spell(0, null)]), {
      through: "2026-02"
    })
    expect(row?.rates["of start and new"]).toMatchObject({ excluded: { missing: 1, invalid: 1 } })
  })

  it("of nobody has no periods, and needs calendar periods", () => {
    expect(Churn.over(tallyOf([]))).toEqual([])
    const plain = Tally.from([{ started: "2026-01", ended: null }], { by: ["started", "ended"] })
    expect(() => Churn.over(plain)).toThrow(Tally.TallyMismatch)
  })
})

it("period labels follow each other as the calendar does", () => {
  const units = ["day", "week", "month", "quarter", "year"] as const
  fc.assert(
    fc.property(fc.constantFrom(...units), fc.integer({ min: 0, max: 30_000 }), (unit, day) => {
      const dimension = Dimension.period("at", unit, "UTC")
      const labelOf = (at: number) =>
        Tally.column(Tally.from([{ at: new Date(at) }], { by: [dimension] }), unit).values[0]
      const start = Date.UTC(1990, 0, 1) + day * 86_400_000
      const label = String(labelOf(start))
      let at = start
      while (labelOf(at) === label) at += 86_400_000
      expect(PeriodLabel.next(unit, label)).toBe(labelOf(at))
    }),
    { numRuns: 60 }
  )
})
