import { assert, describe, it } from "@effect/vitest"
import { Stripe } from "../src/index.ts"
import {
  countsOf,
  fixture,
  messagesOf,
  movement,
  movementsOf,
  proposalOf,
  rejectionsOf,
  subscription,
  subscriptionsOf
} from "./reading.ts"

const text = fixture("subscriptions.json")
const read = () => messagesOf(Stripe.importer, "subscriptions.json", text)

describe("subscriptions of the API", () => {
  it("are told from other files", () => {
    const detect = (name: string) => Stripe.importer.detect(new TextEncoder().encode(fixture(name)), name).confidence
    assert.deepStrictEqual(["subscriptions.json", "events.ndjson", "openapi.json"].map(detect), [1, 1, 1])
    assert.strictEqual(detect("dashboard.csv"), 0)
    const other = new TextEncoder().encode('{"object":"list","data":[{"object":"invoice","subscription":"sub_1"}]}')
    assert.strictEqual(Stripe.importer.detect(other, "invoices.json").confidence, 0)
  })

  it("begin when they are paid, and end with a reason when they have ended", async () => {
    assert.deepStrictEqual(subscriptionsOf(await read()).map(subscription), [
      "sub_Team cus_Team 2026-01-01T00:00 – – –",
      "sub_Yearly cus_Yearly 2026-01-01T00:00 – – 11999 EUR",
      "sub_Left cus_Left 2026-01-01T00:00 2026-03-01T00:00 too_expensive 900 EUR",
      "sub_Failed cus_Failed 2026-01-01T00:00 2026-02-15T00:00 payment_failed 900 EUR",
      "sub_Leaving cus_Leaving 2026-01-01T00:00 – – 900 EUR",
      "sub_Tried cus_Tried 2026-01-15T00:00 – – 900 EUR",
      "sub_Late cus_Late 2026-01-01T00:00 – – 900 EUR",
      "sub_Unpaid cus_Unpaid 2026-01-01T00:00 – – 900 EUR",
      "sub_Paused cus_Paused 2026-01-01T00:00 – – 900 EUR",
      "sub_Less cus_Less 2026-01-01T00:00 – – 900 EUR",
      "sub_Metered cus_Metered 2026-01-01T00:00 – – –",
      "sub_Tiers cus_Tiers 2026-01-01T00:00 – – –",
      "sub_Free cus_Free 2026-01-01T00:00 – – 0 EUR",
      "sub_Yen cus_Yen 2026-01-01T00:00 – – 1000 JPY",
      "sub_Dinar cus_Dinar 2026-01-01T00:00 – – 5990 KWD",
      "sub_Krona cus_Krona 2026-01-01T00:00 – – 900 ISK",
      "sub_Weekly cus_Weekly 2026-01-01T00:00 – – 1400 EUR"
    ])
  })

  it("bring revenue each month in minor units of their currency", async () => {
    assert.deepStrictEqual(movementsOf(await read()).map(movement), [
      "sub_Team:new 2026-01-01T00:00 new 7000 EUR",
      "sub_Yearly:new 2026-01-01T00:00 new 1000 EUR",
      "sub_Left:new 2026-01-01T00:00 new 900 EUR",
      "sub_Left:churn 2026-03-01T00:00 churn -900 EUR",
      "sub_Failed:new 2026-01-01T00:00 new 900 EUR",
      "sub_Failed:churn 2026-02-15T00:00 churn -900 EUR",
      "sub_Leaving:new 2026-01-01T00:00 new 900 EUR",
      "sub_Tried:new 2026-01-15T00:00 new 900 EUR",
      "sub_Late:new 2026-01-01T00:00 new 900 EUR",
      "sub_Yen:new 2026-01-01T00:00 new 1000 JPY",
      "sub_Dinar:new 2026-01-01T00:00 new 5990 KWD",
      "sub_Krona:new 2026-01-01T00:00 new 300 ISK",
      "sub_Weekly:new 2026-01-01T00:00 new 6083 EUR"
    ])
  })

  it("say why revenue is not told", async () => {
    const messages = await read()
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/\.json:\d+/, "").replace(/, expected.*/, "")),
      [
        'field 10 subscriptions mrr: found "unpaid"',
        'field 11 subscriptions mrr: found "paused payments"',
        'field 12 subscriptions mrr: found "a discount"',
        'field 13 subscriptions mrr: found "a metered price"',
        'field 14 subscriptions mrr: found "a price without a unit amount, as of tiers"'
      ]
    )
    assert.deepStrictEqual(countsOf(messages), { read: 20, imported: 17, skipped: 3, rejected: 0, duplicate: 0 })
  })

  it("ask about discounts and trials, and take the answers", async () => {
    const { questions } = await proposalOf(Stripe.importer, "subscriptions.json", text)
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      ["records[].fields.amountMinor", "records[0].when and startedAt"]
    )
    const messages = await messagesOf(Stripe.importer, "subscriptions.json", text, (mapping) =>
      JSON.parse(
        JSON.stringify(mapping)
          .replace('"mrr"', '"list_mrr"')
          .replace('"paid_from"', '"start_date"')
          .replace('"running"', '"running","trial"')
      )
    )
    const found = movementsOf(messages).map(movement)
    assert.include(found, "sub_Less:new 2026-01-01T00:00 new 900 EUR")
    assert.include(found, "sub_Metered:new 2026-01-01T00:00 new 900 EUR")
    const all = subscriptionsOf(messages).map(subscription)
    assert.include(all, "sub_Tried cus_Tried 2026-01-01T00:00 – – 900 EUR")
    assert.include(all, "sub_Trying cus_Trying 2026-02-20T00:00 – – 900 EUR")
    assert.include(all, "sub_OnlyTried cus_OnlyTried 2026-01-01T00:00 2026-01-15T00:00 – 900 EUR")
  })

  it("are read as Stripe's own specification shows them", async () => {
    const messages = await messagesOf(Stripe.importer, "openapi.json", fixture("openapi.json"))
    assert.deepStrictEqual(subscriptionsOf(messages).map(subscription), [
      "sub_1Pgc6rB7WZ01zgkWNy0Cn5nw cus_QXg1o8vcGmoR32 2009-02-13T23:31 2009-02-13T23:31 – 0 USD"
    ])
    assert.deepStrictEqual(movementsOf(messages), [])
  })

  it("are rejected when they contradict themselves", async () => {
    const canceled = text.replace('"status": "active"', '"status": "canceled"')
    const [first] = rejectionsOf(await messagesOf(Stripe.importer, "s.json", canceled))
    assert.strictEqual(
      first,
      'record 0 s.json:6 paid_from: found "a canceled subscription without ended_at", expected the time when it ended. Fix: get the subscription again.'
    )
    const unknown = text.replace('"status": "active"', '"status": "frozen"')
    assert.match(
      rejectionsOf(await messagesOf(Stripe.importer, "s.json", unknown))[0] ?? "",
      /found "an unknown status"/
    )
  })

  it("leave test data out beside live data", async () => {
    const { mapping } = await proposalOf(
      Stripe.importer,
      "s.json",
      text.replace('"livemode": true', '"livemode": false')
    )
    assert.deepStrictEqual(mapping.skipWhen, { column: "livemode", equals: ["false"] })
  })
})

const price = { currency: "eur", unit_amount: 1000, recurring: { interval: "month", interval_count: 1 } }
const plain = {
  object: "subscription",
  id: "sub_1",
  customer: "cus_1",
  status: "active",
  currency: "eur",
  start_date: 1767225600,
  items: { data: [{ price, quantity: 2 }] }
}
const one = async (more: object) => {
  const messages = await messagesOf(Stripe.importer, "s.json", JSON.stringify({ ...plain, ...more }))
  return [...movementsOf(messages).map(({ amountMinor }) => amountMinor), ...rejectionsOf(messages)].map((told) =>
    String(told).replace(/.*: found "|", expected.*/g, "")
  )
}
const item = (more: object, quantity: unknown = 2) => ({
  items: { data: [{ price: { ...price, ...more }, quantity }] }
})

describe("prices", () => {
  it("are taken in their currency, with their decimals, and by whole packages", async () => {
    assert.deepStrictEqual(await one({}), ["2000"])
    assert.deepStrictEqual(await one(item({ unit_amount: null, unit_amount_decimal: "0.25" }, 6)), ["2"])
    assert.deepStrictEqual(await one(item({ currency: "usd" })), ["a price in another currency than the subscription"])
    assert.deepStrictEqual(await one(item({ currency: "usd", currency_options: { eur: { unit_amount: 7 } } })), ["14"])
    assert.deepStrictEqual(await one(item({ transform_quantity: { divide_by: 5, round: "down" } }, 12)), ["2000"])
    assert.deepStrictEqual(await one(item({ transform_quantity: { divide_by: 5, round: "up" } }, 12)), ["3000"])
    const discounted = await one({ customer: { id: "cus_1", discount: { id: "di_1" } } })
    assert.deepStrictEqual(discounted, ["a discount"])
  })

  it("of legacy plans are read alike", async () => {
    const plan = { currency: "eur", amount: 1200, interval: "year", interval_count: 1 }
    assert.deepStrictEqual(await one({ items: undefined, plan, quantity: 1 }), ["100"])
  })

  it("are not guessed", async () => {
    assert.deepStrictEqual(await one(item({}, null)), ["an item without a whole quantity"])
    assert.deepStrictEqual(await one(item({ recurring: null })), ["a price without a period"])
    assert.deepStrictEqual(await one(item({ unit_amount: -5 })), ["a price without a unit amount, as of tiers"])
    assert.deepStrictEqual(await one({ items: { ...plain.items, has_more: true } }), ["a part of the items"])
    assert.deepStrictEqual(
      await one({ items: { data: Array.from({ length: 101 }, () => ({ price, quantity: 1 })) } }),
      ["a part of the items"]
    )
    assert.deepStrictEqual(await one(item({ unit_amount: 999_999_999_999_999 }, 9_007_199_254_740_991)), [
      "an amount beyond 2^53"
    ])
  })

  it("survive what is no subscription", async () => {
    for (const hostile of [
      [],
      7,
      "x",
      { data: {} },
      { data: [null, 1, "a", [[[]]]] },
      JSON.parse('{"__proto__":{"data":[1]}}')
    ]) {
      assert.deepStrictEqual((await one({ items: hostile })).length, 1)
    }
    const messages = await messagesOf(
      Stripe.importer,
      "s.json",
      JSON.stringify({ ...plain, customer: "=cmd|' /C calc'!A0", cancellation_details: [[]], metadata: "<b>" }).replace(
        "{",
        '{"__proto__":{"status":"canceled"},"constructor":1,'
      )
    )
    assert.deepStrictEqual(movementsOf(messages).map(movement), ["sub_1:new 2026-01-01T00:00 new 2000 EUR"])
  })
})
