import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Revenue, Tally } from "../src/index.ts"
import { expectClose, golden } from "./golden.ts"

const { revenue: reference } = golden<{
  readonly revenue: {
    readonly ledger: ReadonlyArray<{ readonly start: number; readonly end: number }>
    readonly start_mrr: number
    readonly churned_mrr: number
    readonly contraction_mrr: number
    readonly expansion_mrr: number
    readonly new_mrr: number
    readonly logo_churn: number
    readonly gross_revenue_churn: number
    readonly grr: number
    readonly nrr: number
    readonly net_revenue_churn: number
  }
}>("churn.json")

const euros = (amount: number): number => 100 * amount
const balances = reference.ledger.map(({ end, start }) => ({
  opening: euros(start),
  closing: euros(end),
  currency: "EUR"
}))

const told = (result: Revenue.RevenueResult): Revenue.RevenueMovements => {
  if (result._tag !== "Revenue") throw new Error(result.reason)
  return result
}
const percent = (ratio: Revenue.RevenueRatio): number => (ratio._tag === "Exact" ? ratio.value : Number.NaN)

describe("revenue against reference values", () => {
  const expectReference = (result: Revenue.RevenueMovements) => {
    const { movements } = result
    expect(result.opening).toBe(euros(reference.start_mrr))
    expect(movements.churn.amount).toBe(euros(reference.churned_mrr))
    expect(movements.contraction.amount).toBe(euros(reference.contraction_mrr))
    expect(movements.expansion.amount).toBe(euros(reference.expansion_mrr))
    expect(movements.new.amount).toBe(euros(reference.new_mrr))
    expectClose(percent(result.grossChurn) / 100, reference.gross_revenue_churn, 1e-12)
    expectClose(percent(result.grossRetention) / 100, reference.grr, 1e-12)
    expectClose(percent(result.netRetention) / 100, reference.nrr, 1e-12)
    expectClose(percent(result.netChurn) / 100, reference.net_revenue_churn, 1e-12)
    expect(result.closing).toBe(balances.reduce((sum, { closing }) => sum + closing, 0))
  }

  it("from the balances of customers", () => {
    const result = told(Revenue.fromBalances(balances))
    expectReference(result)
    const atStart = balances.filter(({ opening }) => opening > 0).length
    expect([result.n, result.movements.churn.n / atStart]).toEqual([5, reference.logo_churn])
  })

  it("from the movements, written below zero or above", () => {
    for (const sign of [1, -1]) {
      const movements = [
        { kind: "expansion", amountMinor: 2000 },
        { kind: "contraction", amountMinor: sign * 5000 },
        { kind: "churn", amountMinor: sign * 5000 },
        { kind: "new", amountMinor: 8000 }
      ] as const
      const result = Revenue.fromMovements(
        movements.map((movement) => ({ ...movement, currency: "EUR" })),
        { opening: { EUR: 65_000 } }
      )
      expectReference(told(result))
    }
  })

  it("of an empty base is no ratio, never 0 or 100 %", () => {
    const result = told(Revenue.fromBalances([{ opening: 0, closing: 900, currency: "EUR" }]))
    for (const ratio of [result.grossChurn, result.grossRetention, result.netChurn, result.netRetention]) {
      expect(ratio).toMatchObject({ _tag: "InsufficientData", reason: "no revenue at the start", n: 1 })
    }
    expect(result.quickRatio).toMatchObject({ _tag: "InsufficientData", reason: "nothing was lost" })
  })
})

const kinds = ["new", "expansion", "contraction", "churn", "reactivation"] as const
const movement = fc.record({
  kind: fc.option(fc.constantFrom<Revenue.MovementKind | "refund">(...kinds, "refund"), { freq: 9 }),
  amountMinor: fc.nat(100_000),
  currency: fc.option(fc.constantFrom("EUR", "USD", "euro"), { freq: 9 }),
  at: fc.option(
    fc.integer({ min: 0, max: 14 }).map((month) => new Date(Date.UTC(2026, month, 3))),
    { freq: 9 }
  )
})
const movements = fc.array(movement, { maxLength: 40 })
type Movement = typeof movement extends fc.Arbitrary<infer M> ? M : never

const month = Dimension.period("at", "month", "UTC")
const tallyOf = (records: ReadonlyArray<Movement>) =>
  Tally.from(records, { by: ["kind", "currency", month], sums: ["amountMinor"] })
const opening = { EUR: 50_000, USD: 7 }

describe("revenue laws", () => {
  it("is the same from movements and from a tally, in any order", () => {
    fc.assert(
      fc.property(movements, fc.constantFrom("EUR", "USD", undefined), (records, currency) => {
        const options = { opening, ...(currency === undefined ? {} : { currency }) }
        const listed = records as ReadonlyArray<Revenue.RevenueChange>
        const plain = Revenue.fromMovements(listed, options)
        expect(Revenue.fromTally(tallyOf(records.toReversed()), options)).toEqual(plain)
      })
    )
  })

  it("of several periods adds up to that of all, each opening with the closing before", () => {
    fc.assert(
      fc.property(movements, (records) => {
        const dated = records.filter(({ at }) => at !== null)
        const series = Revenue.over(tallyOf(dated), "month", { currency: "EUR", opening })
        const results = series.map(({ result }) => told(result))
        results.forEach((result, i) => {
          expect(result.opening).toBe(results[i - 1]?.closing ?? opening.EUR)
        })
        const all = told(Revenue.fromTally(tallyOf(dated), { currency: "EUR", opening }))
        expect(results.at(-1)?.closing ?? opening.EUR).toBe(all.closing)
        for (const kind of kinds) {
          expect(results.reduce((sum, { movements }) => sum + movements[kind].amount, 0)).toBe(
            all.movements[kind].amount
          )
        }
      })
    )
  })

  it("of a merged tally is that of all movements, and copies are weights", () => {
    fc.assert(
      fc.property(movements, movements, (a, b) => {
        const merged = Tally.mergeAll([tallyOf(a), tallyOf(b), tallyOf(b)])
        expect(Revenue.byCurrency(merged, "month", { opening })).toEqual(
          Revenue.byCurrency(tallyOf([...a, ...b, ...b]), "month", { opening })
        )
      })
    )
  })

  it("keeps every movement: counted, missing or invalid", () => {
    fc.assert(
      fc.property(movements, (records) => {
        const count = (currency: string) => {
          const { excluded, movements: counted } = told(Revenue.fromTally(tallyOf(records), { currency }))
          return { n: Object.values(counted).reduce((sum, { n }) => sum + n, 0), ...excluded }
        }
        const [euro, dollar] = [count("EUR"), count("USD")]
        expect(euro.n + dollar.n + euro.missing + euro.invalid).toBe(records.length)
      })
    )
  })

  it("retains what it does not churn, and gross never more than net", () => {
    fc.assert(
      fc.property(movements, (records) => {
        for (const { result } of Revenue.over(tallyOf(records), "month", { currency: "EUR", opening })) {
          const { grossChurn, grossRetention, netChurn, netRetention, opening: start } = told(result)
          if (start <= 0) {
            expect(grossChurn._tag).toBe("InsufficientData")
            continue
          }
          expectClose(percent(grossChurn) + percent(grossRetention), 100, 1e-9)
          expectClose(percent(netChurn) + percent(netRetention), 100, 1e-9)
          expect(percent(grossRetention)).toBeLessThanOrEqual(Math.min(100, percent(netRetention)))
        }
      })
    )
  })

  it("from balances agrees with the movements between them", () => {
    const amount = fc.oneof(fc.constant(0), fc.nat(5000))
    const customers = fc.array(fc.record({ opening: amount, closing: amount, currency: fc.constant("EUR") }))
    fc.assert(
      fc.property(customers, (all) => {
        const result = Revenue.fromBalances(all)
        if (all.length === 0) {
          expect(result._tag).toBe("InsufficientData")
          return
        }
        const { closing, movements: moved, n } = told(result)
        expect(closing).toBe(all.reduce((sum, each) => sum + each.closing, 0))
        const kept = all.reduce((sum, each) => sum + Math.min(each.opening, each.closing), 0)
        expect(told(result).opening - moved.churn.amount - moved.contraction.amount).toBe(kept)
        expect(n).toBe(all.length)
      })
    )
  })
})

describe("revenue that cannot be told", () => {
  const entry = (kind: Revenue.MovementKind, amountMinor: number, currency = "EUR") => ({ kind, amountMinor, currency })

  it("never mixes currencies", () => {
    const mixed = [entry("new", 5), entry("churn", 3, "USD")]
    const reason = "several currencies (EUR, USD): choose one, or split by currency"
    expect(Revenue.fromMovements(mixed)).toMatchObject({ _tag: "InsufficientData", reason, n: 2 })
    const balances = mixed.map(({ currency }) => ({ opening: 1, closing: 2, currency }))
    expect(Revenue.fromBalances(balances)).toMatchObject({ _tag: "InsufficientData", reason })
    expect(Revenue.fromMovements(mixed, { currency: "USD", opening: { USD: 10 } })).toMatchObject({ closing: 7, n: 1 })
    const dated = mixed.map((each) => ({ ...each, at: new Date(Date.UTC(2026, 0, 3)) }))
    const by = ["kind", "currency", month] as const
    const tally = Tally.from(dated, { by, sums: ["amountMinor"] })
    expect(Revenue.over(tally, "month")).toMatchObject([{ period: "2026-01", result: { reason } }])
    expect(Revenue.byCurrency(tally, "month").map(({ currency, periods }) => [currency, periods.length])).toEqual([
      ["EUR", 1],
      ["USD", 1]
    ])
    const without = Tally.from(dated, { by: ["kind"], sums: ["amountMinor"] })
    expect(() => Revenue.fromTally(without)).toThrow(Tally.TallyMismatch)
    expect(
      Revenue.fromTally(Tally.from([entry("new", 5)], { by: ["kind"], sums: ["amountMinor"] }), { currency: "EUR" })
    ).toMatchObject({ currency: "EUR", closing: 5 })
  })

  it("of nothing is no revenue", () => {
    expect(Revenue.fromMovements([])).toMatchObject({ _tag: "InsufficientData", reason: "no movements", n: 0 })
    expect(Revenue.over(tallyOf([]), "month")).toEqual([])
    expect(Revenue.fromMovements([], { currency: "EUR", opening })).toMatchObject({ closing: 50_000, n: 0 })
  })

  it("refuses signs that do not fit", () => {
    expect(Revenue.fromMovements([entry("churn", 3), entry("contraction", -3)])).toMatchObject({
      reason: "losses of both signs: write contraction and churn all below zero, or all above"
    })
    expect(Revenue.fromMovements([entry("new", -3)])).toMatchObject({ _tag: "InsufficientData" })
    expect(Revenue.fromMovements([entry("churn", 0), entry("contraction", -3)])).toMatchObject({ _tag: "Revenue" })
  })

  it("says when more was lost than was there", () => {
    const at = (m: number) => new Date(Date.UTC(2026, m, 3))
    const records = [
      { ...entry("churn", 500), at: at(0) },
      { ...entry("new", 100), at: at(2) }
    ]
    const tally = Tally.from(records, { by: ["kind", "currency", month], sums: ["amountMinor"] })
    const rows = Revenue.over(tally, "month", { opening: { EUR: 300 } })
    expect(rows.map(({ result }) => told(result).closing)).toEqual([-200, -200, -100])
    expect(told(rows[2]?.result ?? Revenue.fromMovements([])).grossChurn).toMatchObject({ _tag: "InsufficientData" })
  })

  it("reports what is missing or wrong", () => {
    const records = [
      { kind: null, amountMinor: 4, currency: "EUR" },
      { kind: "new", amountMinor: Number.NaN, currency: "EUR" },
      { kind: "new", amountMinor: 0.5, currency: "EUR" },
      { kind: "new", amountMinor: 5, currency: "€" },
      { kind: "__proto__" as "new", amountMinor: 5, currency: "EUR" },
      { kind: "new", amountMinor: 5, currency: "EUR" }
    ] as const
    expect(Revenue.fromMovements(records)).toMatchObject({ n: 1, closing: 5, excluded: { missing: 2, invalid: 3 } })
    const balances = [
      { opening: null, closing: 1, currency: "EUR" },
      { opening: 1, closing: -1, currency: "EUR" },
      { opening: 1, closing: 1, currency: null },
      { opening: 1, closing: 1, currency: "EUR" }
    ]
    expect(Revenue.fromBalances(balances)).toMatchObject({ n: 1, opening: 1, excluded: { missing: 2, invalid: 1 } })
  })

  it("refuses impossible options and another tally", () => {
    expect(() => Revenue.fromMovements([entry("new", 1)], { opening: { EUR: 0.5 } })).toThrow(RangeError)
    expect(() => Revenue.fromMovements([entry("new", 1)], { opening: { EUR: -5 } })).toThrow(RangeError)
    expect(() => Revenue.fromMovements([], { currency: "euro" })).toThrow(RangeError)
    const counted = Tally.from([entry("new", 1)], { by: ["kind", "currency"] })
    expect(() => Revenue.fromTally(counted)).toThrow(Tally.TallyMismatch)
    const most = { ...entry("new", Number.MAX_SAFE_INTEGER) }
    expect(() => Revenue.fromMovements([most, most])).toThrow(Tally.TallyOverflow)
  })
})

it("leaves what came back out of the net ratios where only customers of the start count", () => {
  const records = [
    { kind: "churn", amountMinor: 20, currency: "EUR" },
    { kind: "reactivation", amountMinor: 10, currency: "EUR" }
  ] as const
  const churn = (net?: Revenue.NetDefinition) =>
    told(Revenue.fromMovements(records, { opening: { EUR: 200 }, ...(net === undefined ? {} : { net }) }))
  expect(churn().netChurn).toMatchObject({ value: 5 })
  expect(churn("without reactivation").netChurn).toMatchObject({
    value: 10,
    definition: "churn + contraction − expansion, of opening MRR"
  })
  expect(churn("without reactivation").closing).toBe(190)
})
