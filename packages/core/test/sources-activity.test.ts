import { Channel, CustomerId, type Interaction, Period, RecordId, Sources, TouchpointId } from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"

const visit = (id: string, customer: string, at: number, channel?: Channel): Interaction => ({
  id: RecordId.make(id),
  customer: CustomerId.make(customer),
  touchpoint: TouchpointId.make("checkout"),
  at: new Date(at),
  ...(channel === undefined ? {} : { channel }),
  evidence: { source: "test", kind: "objective" }
})

/** Four periods of ten and days of two to seven, with time before and after. */
const edges = (ends: ReadonlyArray<number>) => ends.slice(1).map((end, i) => ({ start: ends[i] ?? 0, end }))
const periods = edges([0, 10, 20, 30, 40])
const days = edges([3, 5, 10, 15, 17, 24, 40])

const visits = fc
  .array(fc.tuple(fc.constantFrom("ada", "__proto__", "\u{1F600}"), fc.integer({ min: -5, max: 44 })), {
    maxLength: 12
  })
  .map((all) => all.map(([customer, at], i) => visit(`v${i}`, customer, at)))
const shuffled = visits.chain((all) =>
  fc.shuffledSubarray(all, { minLength: all.length }).map((other) => [all, other] as const)
)

const within = (all: ReadonlyArray<Interaction>, customer: string, start: number, end: number) =>
  all.filter((each) => each.customer === customer && each.at.getTime() >= start && each.at.getTime() < end)

const customersOf = (all: ReadonlyArray<Interaction>) => [...new Set<string>(all.map(({ customer }) => customer))]

test("the order of the interactions never matters", () => {
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      assert.deepStrictEqual([...Sources.retention(all, periods)], [...Sources.retention(other, periods)])
      assert.deepStrictEqual([...Sources.activity(all, periods, days)], [...Sources.activity(other, periods, days)])
    })
  )
})

const early = Number.NEGATIVE_INFINITY

/** What the definition says of a customer: the starts of their active periods, and of their cohort if it is known. */
const retainedBy = (all: ReadonlyArray<Interaction>, customer: string) => {
  const active = periods.filter(({ end, start }) => within(all, customer, start, end).length > 0)
  const isKnown = within(all, customer, early, 0).length === 0
  const cohort = isKnown ? active[0]?.start : undefined
  return active.map(({ start }) => [start, cohort, cohort === undefined ? undefined : (start - cohort) / 10])
}

describe("retention", () => {
  test("is a row for each period with an interaction, counted from the first", () => {
    fc.assert(
      fc.property(visits, (all) => {
        const rows = [...Sources.retention(all, periods)]
        for (const customer of customersOf(all)) {
          const theirs = rows.filter((row) => row.customer === customer)
          assert.deepStrictEqual(
            theirs.map(({ age, cohort, period }) => [period.getTime(), cohort?.getTime(), age]),
            retainedBy(all, customer)
          )
        }
      })
    )
  })

  test("carries the channel of the first interaction, also where it lies before the periods", () => {
    const [web, phone] = [Channel.make("web"), Channel.make("phone")]
    const all = [visit("2", "ada", 12, web), visit("1", "ada", -4, phone), visit("0", "ada", -2, web)]
    assert.deepStrictEqual(
      Array.from(Sources.retention(all, periods), ({ channel }) => channel),
      [phone]
    )
    assert.deepStrictEqual([...Sources.retention(all, [])], [])
    assert.deepStrictEqual([...Sources.retention([], periods)], [])
  })

  test("takes calendar periods as they are", () => {
    const months = Period.between("month", "Europe/Berlin", Date.UTC(2026, 2, 15), Date.UTC(2026, 3, 15))
    const all = [
      visit("a", "ada", Date.parse("2026-03-31T21:59:59.999Z")),
      visit("b", "ada", Date.parse("2026-03-31T22:00:00Z"))
    ]
    assert.deepStrictEqual(
      Array.from(Sources.retention(all, months), ({ age }) => age),
      [0, 1]
    )
  })
})

/** What the definition says of a customer in a period: state and days, or `undefined` for no row. */
const activityOf = (all: ReadonlyArray<Interaction>, customer: string, { end, start }: (typeof periods)[number]) => {
  const here = within(all, customer, start, end)
  const before = within(all, customer, start - 10, start).length > 0
  if (here.length === 0) return before && start > 0 ? ["dormant", 0] : undefined
  const on = days.filter((day) => within(here, customer, day.start, day.end).length > 0).length
  if (within(all, customer, early, start).length === 0) return ["new", on]
  if (start === 0) return [undefined, on]
  return [before ? "returning" : "resurrecting", on]
}

describe("activity", () => {
  test("says of each customer and period what it should", () => {
    fc.assert(
      fc.property(visits, (all) => {
        const rows = [...Sources.activity(all, periods, days)]
        const expected = customersOf(all).flatMap((customer) =>
          periods.flatMap((period) => {
            const row = activityOf(all, customer, period)
            return row === undefined ? [] : [[customer, period.start, ...row]]
          })
        )
        const found = rows.map(({ customer, days, period, state }) => [customer, period.getTime(), state, days])
        assert.sameDeepMembers(found, expected)
      })
    )
  })

  test("balances: who was active before returns or is dormant", () => {
    fc.assert(
      fc.property(visits, (all) => {
        const rows = [...Sources.activity(all, periods, days)]
        const count = (start: number, states: ReadonlyArray<string | undefined>) =>
          rows.filter(({ period, state }) => period.getTime() === start && states.includes(state)).length
        for (const { start } of periods.slice(1)) {
          const active = count(start - 10, ["new", "returning", "resurrecting", undefined])
          assert.strictEqual(active, count(start, ["returning", "dormant"]))
        }
      })
    )
  })
})
