import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Rfm from "../src/measures/Rfm.ts"
import * as Tally from "../src/tally/index.ts"

const currency = "EUR"

const reported = (result: Rfm.RfmResult): Rfm.RfmReport => {
  if (result._tag === "Rfm") return result
  throw new Error(result._tag === "Suppressed" ? "withheld" : result.reason)
}

const placed = (report: Rfm.RfmReport, customer: Rfm.RfmCustomer): Rfm.RfmScore => {
  const score = Rfm.place(report, customer)
  if ("_tag" in score) throw new Error(score.reason)
  return score
}

const customer = fc.record({
  recency: fc.integer({ min: 0, max: 12 }),
  frequency: fc.integer({ min: 0, max: 8 }),
  amountMinor: fc.integer({ min: -500, max: 5000 }),
  currency: fc.constantFrom("EUR", "USD")
})
const customers = fc.array(customer, { minLength: 1, maxLength: 40 })
const spec = { by: ["recency", "frequency", "amountMinor", "currency"] } as const

describe("the scores", () => {
  it("of customers without ties are equal fifths", () => {
    const all = Array.from({ length: 25 }, (_, i) => ({
      recency: 10 * i,
      frequency: 1 + ((7 * i) % 25),
      amountMinor: 100 * ((11 * i) % 25),
      currency
    }))
    const { bands, cells } = reported(Rfm.fromRecords(all))
    for (const name of ["recency", "frequency", "monetary"] as const) {
      for (const score of [1, 2, 3, 4, 5]) {
        const those = cells.filter((cell) => cell[name] === score)
        expect(those.reduce((sum, cell) => sum + cell.customers, 0)).toBe(5)
      }
    }
    expect(bands.recency).toEqual([
      { score: 1, worst: 240, best: 200 },
      { score: 2, worst: 190, best: 150 },
      { score: 3, worst: 140, best: 100 },
      { score: 4, worst: 90, best: 50 },
      { score: 5, worst: 40, best: 0 }
    ])
    expect(bands.monetary.EUR?.at(-1)).toEqual({ score: 5, worst: 2000, best: 2400 })
  })

  it("are 1 and the whole part of five times the share of customers who are worse", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const report = reported(Rfm.fromRecords(all))
        for (const each of all) {
          const share = (list: typeof all, worse: (other: typeof each) => boolean): number =>
            1 + Math.floor((5 * list.filter(worse).length) / list.length)
          expect(placed(report, each)).toEqual({
            recency: share(all, (other) => other.recency > each.recency),
            frequency: share(all, (other) => other.frequency < each.frequency),
            monetary: share(
              all.filter((other) => other.currency === each.currency),
              (other) => other.amountMinor < each.amountMinor
            )
          })
        }
      })
    )
  })

  it("never fall when a customer buys later, more often or for more", () => {
    fc.assert(
      fc.property(customers, customer, fc.nat(15), fc.nat(15), fc.nat(9999), (all, each, sooner, oftener, more) => {
        const report = reported(Rfm.fromRecords([...all, { ...each, currency }]))
        const score = placed(report, { ...each, currency })
        const better = placed(report, {
          recency: Math.max(0, each.recency - sooner),
          frequency: each.frequency + oftener,
          amountMinor: each.amountMinor + more,
          currency
        })
        expect(better.recency).toBeGreaterThanOrEqual(score.recency)
        expect(better.frequency).toBeGreaterThanOrEqual(score.frequency)
        expect(better.monetary).toBeGreaterThanOrEqual(score.monetary)
      })
    )
  })

  it("of money do not depend on another currency", () => {
    fc.assert(
      fc.property(customers, fc.integer({ min: 1, max: 1000 }), (all, rate) => {
        const devalued = all.map((each) =>
          each.currency === "USD" ? { ...each, amountMinor: rate * each.amountMinor } : each
        )
        const cells = (list: typeof all) =>
          reported(Rfm.fromRecords(list)).cells.map(({ amountMinor, ...cell }) => [cell, amountMinor.EUR])
        expect(cells(devalued)).toEqual(cells(all))
      })
    )
  })
})

const spent = (all: ReadonlyArray<Rfm.RfmCustomer>, code: string): number =>
  all.filter((each) => each.currency === code).reduce((sum, each) => sum + each.amountMinor, 0)
const spentIn = (shares: ReadonlyArray<Rfm.RfmShare>, code: string): number =>
  shares.reduce((sum, each) => sum + (each.amountMinor[code] ?? 0), 0)

describe("the report", () => {
  it("has every customer and every cent once, in cells and in segments", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const { cells, n, segments } = reported(Rfm.fromRecords(all, { segments: Rfm.commonSegments }))
        for (const shares of [cells, segments]) {
          expect(shares.reduce((sum, each) => sum + each.customers, 0)).toBe(all.length)
          expect(spentIn(shares, "EUR")).toBe(spent(all, "EUR"))
          expect(spentIn(shares, "USD")).toBe(spent(all, "USD"))
          for (const each of shares) expect(each.share).toBe((100 * each.customers) / n)
        }
        expect(segments.at(-1)).toMatchObject({ segment: null, customers: 0 })
        for (const cell of cells) expect(cell.segment).toBe(Rfm.segmentOf(Rfm.commonSegments, cell))
      })
    )
  })

  it("is the same in any order, from a tally, and of merged tallies", () => {
    fc.assert(
      fc.property(customers, customers, (a, b) => {
        const options = { segments: Rfm.commonSegments }
        const report = Rfm.fromRecords([...a, ...b], options)
        expect(Rfm.fromRecords([...b.toReversed(), ...a], options)).toEqual(report)
        expect(Rfm.fromTally(Tally.merge(Tally.from(b, spec), Tally.from(a, spec)), options)).toEqual(report)
      })
    )
  })

  it("of copies has the same scores", () => {
    fc.assert(
      fc.property(customers, (all) => {
        const once = Tally.from(all, spec)
        const twice = reported(Rfm.fromTally(Tally.merge(once, once)))
        const { bands, cells } = reported(Rfm.fromTally(once))
        expect(twice.bands).toEqual(bands)
        expect(twice.cells.map((cell) => cell.customers)).toEqual(cells.map((cell) => 2 * cell.customers))
        expect(twice).toEqual(Rfm.fromRecords([...all, ...all]))
      })
    )
  })

  it("by a dimension scores everyone among all", () => {
    const inShops = fc.array(fc.tuple(customer, fc.constantFrom("a", "b")), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(inShops, (pairs) => {
        const records = pairs.map(([each, shop]) => ({ ...each, shop }))
        const tally = Tally.from(records, { by: ["shop", ...spec.by] })
        const all = reported(Rfm.fromTally(tally))
        const groups = Rfm.by(tally, "shop")
        const counted = groups.flatMap(({ result }) => reported(result).cells)
        for (const { customers: count, frequency, monetary, recency } of all.cells) {
          const same = counted.filter(
            (cell) => cell.recency === recency && cell.frequency === frequency && cell.monetary === monetary
          )
          expect(same.reduce((sum, cell) => sum + cell.customers, 0)).toBe(count)
        }
        for (const { result } of groups) expect(reported(result).bands).toEqual(all.bands)
      })
    )
  })
})

describe("segments", () => {
  it("in common use name every customer by recency and frequency, and each just one way", () => {
    const fifths = [1, 2, 3, 4, 5]
    const names = fifths.flatMap((recency) =>
      fifths.map((frequency) => {
        const found = Rfm.commonSegments.filter((each) => Rfm.segmentOf([each], { recency, frequency, monetary: 3 }))
        expect(found).toHaveLength(1)
        return found[0]?.name
      })
    )
    expect(new Set(names).size).toBe(Rfm.commonSegments.length)
  })

  it("are the first that fits, and null where none does", () => {
    const segments: ReadonlyArray<Rfm.RfmSegment> = [
      { name: "whales", monetary: [5, 5] },
      { name: "recent", recency: [4, 5] }
    ]
    expect(Rfm.segmentOf(segments, { recency: 5, frequency: 1, monetary: 5 })).toBe("whales")
    expect(Rfm.segmentOf(segments, { recency: 5, frequency: 1, monetary: 4 })).toBe("recent")
    expect(Rfm.segmentOf(segments, { recency: 3, frequency: 5, monetary: 4 })).toBeNull()
  })

  it("that cannot be, and groups that cannot, are refused", () => {
    const refused: ReadonlyArray<Rfm.ScoreRange> = [
      [0, 3],
      [1, 6],
      [4, 3],
      [1.5, 3],
      [Number.NaN, 3]
    ]
    for (const recency of refused) {
      expect(() => Rfm.fromRecords([], { segments: [{ name: "x", recency }] })).toThrow(RangeError)
    }
    for (const groups of [1, 11, 2.5, Number.NaN]) expect(() => Rfm.fromRecords([], { groups })).toThrow(RangeError)
  })
})

describe("RFM of too little", () => {
  const one = { recency: 3, frequency: 2, amountMinor: 4_999, currency }

  it("of nobody is none, of one is that one, of few is withheld", () => {
    expect(Rfm.fromRecords([])).toMatchObject({ _tag: "InsufficientData", reason: "no customers", n: 0 })
    expect(reported(Rfm.fromRecords([one])).cells).toMatchObject([
      { recency: 1, frequency: 1, monetary: 1, customers: 1, amountMinor: { EUR: 4_999 }, segment: null }
    ])
    expect(Rfm.fromRecords([one], { minimum: 2 })).toEqual({ _tag: "Suppressed", minimum: 2, n: 1 })
  })

  it("counts what is missing and what is invalid", () => {
    const wrong = [
      { ...one, recency: -1 },
      { ...one, frequency: 1.5 },
      { ...one, frequency: -2 },
      { ...one, amountMinor: 49.99 },
      { ...one, currency: "euro" }
    ]
    const absent = [{ ...one, recency: null }, { ...one, frequency: Number.NaN }, { ...one, currency: undefined }, {}]
    const report = reported(Rfm.fromRecords([one, ...wrong, ...absent]))
    expect([report.n, report.excluded]).toEqual([1, { missing: 4, invalid: 5 }])
    const shops = [...wrong, ...absent, one].map((each) => ({ ...one, ...each, shop: "a" }))
    const [group] = Rfm.by(Tally.from(shops, { by: ["shop", ...spec.by] }), "shop")
    expect(group?.result).toMatchObject({ n: 2, excluded: { missing: 3, invalid: 5 } })
  })

  it("reads a tally without currencies in the one that is named", () => {
    const tally = Tally.from([one], { by: ["recency", "frequency", "amountMinor"] })
    expect(() => Rfm.fromTally(tally)).toThrow(Tally.TallyMismatch)
    expect(reported(Rfm.fromTally(tally, { currency: "USD" })).cells[0]?.amountMinor).toEqual({ USD: 4_999 })
    expect(() => Rfm.fromTally(tally, { currency: "usd" })).toThrow(RangeError)
    expect(() => Rfm.fromRecords([], { currency: "usd" })).toThrow(RangeError)
    const { currency: _, ...without } = one
    expect(Rfm.fromRecords([without], { currency: "USD" })).toEqual(Rfm.fromTally(tally, { currency: "USD" }))
    expect(() => Rfm.fromTally(Tally.from([one], { by: ["recency", "currency"] }))).toThrow(Tally.TallyMismatch)
  })

  it("places only customers, and only in a currency that is there", () => {
    const report = reported(Rfm.fromRecords([one]))
    expect(Rfm.place(report, { ...one, frequency: 0.5 })).toMatchObject({ reason: "this is no customer" })
    expect(Rfm.place(report, { ...one, currency: "USD" })).toMatchObject({ reason: "nobody paid in this currency" })
    expect(Rfm.place(report, { ...one, recency: 0, frequency: 99 })).toEqual({ recency: 1, frequency: 1, monetary: 1 })
  })

  it("refuses a sum of money that is no longer exact", () => {
    const rich = { ...one, amountMinor: Number.MAX_SAFE_INTEGER }
    expect(() => Rfm.fromRecords([rich, rich])).toThrow(Tally.TallyOverflow)
  })
})
