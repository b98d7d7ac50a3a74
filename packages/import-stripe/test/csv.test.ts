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

const text = fixture("dashboard.csv")

describe("the export of the Dashboard", () => {
  it("is told from other tables", () => {
    const detect = (csv: string) => Stripe.csv.detect(new TextEncoder().encode(csv), "s.csv").confidence
    assert.strictEqual(detect(text), 1)
    assert.strictEqual(detect("id,Customer ID,Status\n1,2,active\n"), 0)
    assert.strictEqual(detect(fixture("subscriptions.json")), 0)
  })

  it("gives subscriptions and their revenue", async () => {
    const messages = await messagesOf(Stripe.csv, "dashboard.csv", text)
    assert.deepStrictEqual(subscriptionsOf(messages).map(subscription), [
      "sub_1 cus_1 2026-01-01T10:00 – – –",
      "sub_2 cus_2 2025-01-01T10:00 2026-01-01T10:00 too_expensive –",
      "sub_3 cus_3 2026-01-02T10:00 – – –",
      "sub_5 cus_5 2026-01-15T10:00 – – –",
      "sub_6 cus_6 2026-01-01T10:00 – – –",
      "sub_8 cus_8 2026-01-01T10:00 2026-02-01T10:00 payment_failed –"
    ])
    assert.deepStrictEqual(movementsOf(messages).map(movement), [
      "sub_1:new 2026-01-01T10:00 new 900 EUR",
      "sub_2:new 2025-01-01T10:00 new 1000 EUR",
      "sub_2:churn 2026-01-01T10:00 churn -1000 EUR",
      "sub_5:new 2026-01-15T10:00 new 1000 JPY",
      "sub_8:new 2026-01-01T10:00 new 900 EUR",
      "sub_8:churn 2026-02-01T10:00 churn -900 EUR"
    ])
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/, expected.*/, "")),
      ['field 2 dashboard.csv:4 mrr: found "a quantity above 1"', 'field 5 dashboard.csv:7 mrr: found "a coupon"']
    )
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 6, skipped: 2, rejected: 0, duplicate: 0 })
  })

  it("asks whether the amount is that of one, and takes the answer", async () => {
    const { questions } = await proposalOf(Stripe.csv, "dashboard.csv", text)
    assert.strictEqual(questions.length, 2)
    const amounts = async (column: string) => {
      const messages = await messagesOf(Stripe.csv, "dashboard.csv", text, (mapping) =>
        JSON.parse(JSON.stringify(mapping).replace('"mrr"', `"${column}"`))
      )
      return movementsOf(messages).flatMap(({ amountMinor, id }) => (/sub_[36]:new/.test(id) ? [amountMinor] : []))
    }
    assert.deepStrictEqual(await amounts("mrr_of_each"), [3600, 900])
    assert.deepStrictEqual(await amounts("mrr_of_all"), [900, 900])
  })

  it("says what a spreadsheet has changed", async () => {
    const changed = text.replaceAll("2026-01-01 10:00", "1/1/26 10:00")
    const [first] = rejectionsOf(await messagesOf(Stripe.csv, "s.csv", changed))
    assert.match(first ?? "", /^record 0 s.csv:2 paid_from: found "times in another form"/)
  })

  it("asks for the columns of money, and for reasons that it does not know", async () => {
    const [without = ""] = text.split("\n").map((line) => line.replace(",Currency,Interval,Amount,", ",a,b,c,"))
    const bare = [without, ...text.split("\n").slice(1)].join("\n").replace("Payment failed", "Moved away")
    const { mapping, questions } = await proposalOf(Stripe.csv, "s.csv", bare)
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      ["records", "records[0].fields.reason.values"]
    )
    assert.strictEqual(mapping.records.length, 1)
  })
})

describe("a table of a warehouse", () => {
  it("is asked about when most of its subscriptions were never paid for", async () => {
    const names =
      "id,customer_id,status,start_date,created,current_period_end,cancel_at_period_end,ended_at,trial_start,trial_end"
    const tried = (id: number) =>
      `${id},c,canceled,2026-01-01,2026-01-01,2026-04-01,true,2026-01-08,2026-01-01,2026-01-08`
    const paid = (id: number) => `${id},c,active,2026-01-01,2026-01-01,2026-04-01,false,,,`
    const asked = async (...rows: ReadonlyArray<string>) => {
      const { questions } = await proposalOf(Stripe.csv, "t.csv", `${[names, ...rows].join("\n")}\n`)
      return questions.filter((question) => question.startsWith("records[0].when"))
    }
    assert.deepStrictEqual(await asked(tried(1), paid(2)), [])
    assert.match(
      (await asked(tried(1), tried(2), paid(3))).join(),
      /2 of the first 3 subscriptions were never paid for/
    )
  })

  const table = `id,_fivetran_synced,customer_id,status,start_date,created,current_period_end,cancel_at_period_end,ended_at,trial_start,trial_end
sub_1,2026-03-01 00:00:00,cus_1,active,2026-01-01 10:00:00,2026-01-01 10:00:00,2026-04-01 10:00:00,false,,,
sub_1,2026-04-01 00:00:00,cus_1,canceled,2026-01-01 10:00:00,2026-01-01 10:00:00,2026-04-01 10:00:00,true,2026-04-01 10:00:00,,
sub_2,2026-04-01 00:00:00,cus_2,trialing,2026-03-25 10:00:00,2026-03-25 10:00:00,2026-04-08 10:00:00,false,,2026-03-25 10:00:00,2026-04-08 10:00:00
`

  it("gives the last state of each subscription, and asks for the time zone", async () => {
    assert.strictEqual(Stripe.csv.detect(new TextEncoder().encode(table), "t.csv").confidence, 1)
    const { questions } = await proposalOf(Stripe.csv, "t.csv", table)
    assert.match(questions[0] ?? "", /^time.timeZone/)
    const messages = await messagesOf(Stripe.csv, "t.csv", table, (mapping) => ({
      ...mapping,
      time: { format: "iso", timeZone: "UTC" }
    }))
    assert.deepStrictEqual(subscriptionsOf(messages).map(subscription), [
      "sub_1 cus_1 2026-01-01T10:00 – – –",
      "sub_1 cus_1 2026-01-01T10:00 2026-04-01T10:00 – –"
    ])
  })
})
