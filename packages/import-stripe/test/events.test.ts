import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { Stripe } from "../src/index.ts"
import {
  countsOf,
  fixture,
  messagesOf,
  movement,
  movementsOf,
  rejectionsOf,
  subscription,
  subscriptionsOf
} from "./reading.ts"

const text = fixture("events.ndjson")

describe("events of subscriptions", () => {
  it("say what changed", async () => {
    const messages = await messagesOf(Stripe.importer, "events.ndjson", text)
    assert.deepStrictEqual(movementsOf(messages).map(movement), [
      "evt_2 2026-01-01T00:00 new 3000 EUR",
      "evt_3 2026-01-21T00:00 expansion 4500 EUR",
      "evt_5 2026-02-10T00:00 contraction -1500 EUR",
      "evt_6 2026-02-20T00:00 contraction -6000 EUR",
      "evt_7 2026-03-02T00:00 expansion 6000 EUR",
      "evt_9 2026-04-01T00:00 churn -6000 EUR",
      "evt_11 2026-01-15T00:00 new 900 EUR"
    ])
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/ expected.*/, "")),
      ['field 11 events.ndjson:12 change: found "a discount",', 'field 12 events.ndjson:13 change: found "unpaid",']
    )
    assert.deepStrictEqual(countsOf(messages), { read: 16, imported: 11, skipped: 5, rejected: 0, duplicate: 0 })
  })

  it("leave the last state, in whatever order they come", async () => {
    const last = "sub_A cus_A 2026-01-01T00:00 2026-04-01T00:00 switched_service 6000 EUR"
    const latest = async (lines: string) => {
      const found = subscriptionsOf(await messagesOf(Stripe.importer, "events.ndjson", lines)).map(subscription)
      return found.filter((told) => told.startsWith("sub_A")).at(-1)
    }
    assert.strictEqual(await latest(text), last)
    assert.strictEqual(await latest(text.trim().split("\n").reverse().join("\n")), last)
  })

  it("say so when the plan before is not told", async () => {
    const [line = ""] = text.split("\n").filter((one) => one.includes('"evt_3"'))
    const event = JSON.parse(line)
    const bare = { ...event, data: { ...event.data, previous_attributes: { quantity: 2 } } }
    const messages = await messagesOf(Stripe.importer, "e.json", JSON.stringify(bare))
    assert.match(
      rejectionsOf(messages)[0] ?? "",
      /^field 0 e.json:1 change: found "a change from a price that is not told"/
    )
  })
})

const start = 1_767_225_600
const price = (unit_amount: number) => ({
  id: `price_${unit_amount}`,
  currency: "eur",
  unit_amount,
  recurring: { interval: "month", interval_count: 1 }
})
interface Moment {
  readonly status: string
  readonly amount: number
  readonly quantity: number
  readonly isPaused: boolean
}
const stateOf = ({ amount, isPaused, quantity, status }: Moment) => ({
  object: "subscription",
  id: "sub_1",
  customer: "cus_1",
  status,
  currency: "eur",
  start_date: start,
  created: start,
  trial_start: start,
  trial_end: start + 10,
  ended_at: null,
  pause_collection: isPaused ? { behavior: "void" } : null,
  items: { data: [{ price: price(amount), quantity }] }
})
const event = (type: string, at: number, object: object, previous_attributes?: object) => ({
  object: "event",
  id: `evt_${at}`,
  type: `customer.subscription.${type}`,
  created: at,
  data: { object, previous_attributes }
})
const moments = fc.array(
  fc.record({
    status: fc.constantFrom("trialing", "active", "past_due", "incomplete"),
    amount: fc.nat(5000),
    quantity: fc.nat(9),
    isPaused: fc.boolean()
  }),
  { minLength: 1, maxLength: 12 }
)
const mrrOf = ({ amount, isPaused, quantity, status }: Moment): number =>
  isPaused || ["trialing", "incomplete"].includes(status) ? 0 : amount * quantity

/** What Stripe tells of a subscription that goes through these states, and is deleted in the end or not. */
const history = (all: ReadonlyArray<Moment>, isDeleted: boolean): ReadonlyArray<object> => {
  const states = all.map(stateOf)
  const events = states.map((state, i) =>
    i === 0 ? event("created", start, state) : event("updated", start + i, state, states[i - 1])
  )
  if (!isDeleted) return events
  const last = states.at(-1)
  const ended_at = last?.status === "active" || last?.status === "past_due" ? start + 99 : start + 10
  return [...events, event("deleted", start + 99, { ...last, status: "canceled", ended_at })]
}

describe("all events of a subscription", () => {
  it("add up to what it brings in, and to nothing once it ended", async () => {
    const law = fc.asyncProperty(moments, fc.boolean(), async (all, isDeleted) => {
      const text = JSON.stringify({ data: history(all, isDeleted) })
      const found = movementsOf(await messagesOf(Stripe.importer, "e.json", text))
      const sum = found.reduce((total, { amountMinor }) => total + amountMinor, 0)
      const [last = 0] = all.slice(-1).map(mrrOf)
      assert.strictEqual(sum, isDeleted ? 0 : last)
      const isGain = found.map(({ kind }) => kind === "new" || kind === "expansion")
      assert.deepStrictEqual(
        found.map(({ amountMinor }) => amountMinor > 0),
        isGain
      )
    })
    await fc.assert(law)
  })
})
