import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { describeRejected, Input, type Mapping, type Message, noCounts } from "@throughline/import"
import { apiSuite, countsOf, messagesOf, suite } from "@throughline/import/testing"
import { Effect, Redacted } from "effect"
import { Chargebee } from "../src/index.ts"

const text = readFileSync(new URL("fixtures/subscriptions.json", import.meta.url), "utf8")
const propose = (json: string) => Effect.runSync(Chargebee.importer.propose(Input.fromText("s.json", json)))
const read = (json: string, mapping: Mapping = propose(json).mapping): Promise<ReadonlyArray<Message>> =>
  messagesOf(Chargebee.importer, json, mapping, "s.json")

const day = (at: Date | undefined): string => at?.toISOString().slice(0, 10) ?? "–"
const told = (message: Message): ReadonlyArray<string> => {
  if (message._tag === "Tombstone") return [`${message.kind} ${message.id} gone`]
  if (message._tag !== "Imported") return []
  const id = message.id.replace(/chargebee:\w+:/, "")
  if (message.kind === "movements") {
    const { amountMinor, at, kind } = message.record
    return [`${id} ${day(at)} ${kind} ${amountMinor}`]
  }
  if (message.kind !== "subscriptions") return []
  const { endedAt, priceMinor, reason, startedAt } = message.record
  return [`${id} ${day(startedAt)} ${day(endedAt)} ${reason ?? "–"} ${priceMinor ?? "–"}`]
}
const rejections = (messages: ReadonlyArray<Message>) =>
  messages.flatMap((message) =>
    message._tag === "Rejected" ? [`${message.severity} ${message.record} ${describeRejected(message)}`] : []
  )

describe("subscriptions of Chargebee", () => {
  it("run until they are cancelled, and bring revenue", async () => {
    const messages = await read(text)
    assert.deepStrictEqual(messages.flatMap(told), [
      "running 2026-01-01 – – 7000",
      "running:new 2026-01-01 new 7000",
      "yearly 2026-01-01 – – 11999",
      "yearly:new 2026-01-01 new 1000",
      "leaving 2026-01-01 – – 900",
      "leaving:new 2026-01-01 new 900",
      "left 2026-01-01 2026-03-01 too_expensive 900",
      "left:new 2026-01-01 new 900",
      "left:churn 2026-03-01 churn -900",
      "failed 2026-01-01 2026-02-15 payment_failed 900",
      "failed:new 2026-01-01 new 900",
      "failed:churn 2026-02-15 churn -900",
      "words 2026-01-01 2026-02-15 – 900",
      "words:new 2026-01-01 new 900",
      "words:churn 2026-02-15 churn -900",
      "paused 2026-01-01 – – 900",
      "coupon 2026-01-01 – – 900",
      "metered 2026-01-01 – – –",
      "subscriptions chargebee:subscriptions:gone gone",
      "movements chargebee:movements:gone:new gone",
      "movements chargebee:movements:gone:churn gone"
    ])
    assert.deepStrictEqual(
      rejections(messages).map((one) => one.replace(/s\.json:\d+ /, "").replace(/, expected.*/, "")),
      [
        'field 9 mrr_now: found "a paused subscription"',
        'field 10 mrr_now: found "a coupon or a discount"',
        'field 11 mrr_now: found "an item without an amount, as of metered prices"'
      ]
    )
    const last = messages.at(-1)
    assert.deepStrictEqual(last?._tag === "Summary" && last.counts, {
      read: 13,
      imported: 10,
      skipped: 3,
      rejected: 0,
      duplicate: 0
    })
  })

  it("ask what the account's own words stand for, and about coupons", () => {
    assert.deepStrictEqual(
      propose(text).questions.map((question) => question.split(":")[0]),
      ["records[0].fields.reason.values", "records[].fields.amountMinor"]
    )
  })

  it("are read from events and older accounts alike", async () => {
    const subscription = {
      object: "subscription",
      id: "s1",
      customer_id: "c1",
      currency_code: "EUR",
      status: "active",
      started_at: 1_767_225_600,
      trial_end: 1_767_312_000,
      resource_version: 2,
      billing_period: 3,
      billing_period_unit: "month",
      plan_id: "basic",
      plan_amount: 3000,
      addons: [{ id: "more", amount: 600 }]
    }
    const event = { object: "event", event_type: "subscription_changed", content: { subscription } }
    const older = { ...subscription, resource_version: 1, plan_amount: 1 }
    const lines = [{ list: [{ event }] }, { subscription: older }, older].map((one) => JSON.stringify(one)).join("\n")
    assert.deepStrictEqual((await read(lines)).flatMap(told), ["s1 2026-01-02 – – 3600", "s1:new 2026-01-02 new 1200"])
  })

  it("are rejected when they contradict themselves", async () => {
    const broken = text.replace('"cancelled_at": 1772323200', '"cancelled_at": null')
    const [first] = rejections(await read(broken))
    assert.match(first ?? "", /^record 3 .* found "a cancelled subscription without cancelled_at"/)
    const moved = rejections(await read(text.replace('"status": "active"', '"status": "transferred"')))
    assert.match(moved[0] ?? "", /^record 0 .* found "a subscription that moved elsewhere, or an unknown status"/)
  })
})

const all: ReadonlyArray<unknown> = JSON.parse(text).list

apiSuite("Chargebee", {
  read: (url, resume) =>
    Chargebee.readApi({
      url,
      key: Redacted.make("secret"),
      mapping: propose(text).mapping,
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === `Basic ${btoa("secret:")}`,
  answer: ({ url }) => ({
    body: url.searchParams.has("offset") ? { list: all.slice(6) } : { list: all.slice(0, 6), next_offset: '["1"]' }
  }),
  asks: ["", '&offset=["1"]'].map((offset) => `/api/v2/subscriptions?limit=100&include_deleted=true${offset}`),
  counts: countsOf(await read(text)) ?? noCounts,
  secret: "secret",
  access: "a read-only key"
})

const lines = JSON.parse(text)
const content = `{"list":[\n${lines.list
  .filter((_: unknown, i: number) => [0, 2, 3, 9, 12].includes(i))
  .map((one: object) => JSON.stringify(one))
  .join(",\n")}\n]}\n`

suite(
  "subscriptions of Chargebee",
  Chargebee.importer,
  [
    {
      name: "subscriptions.json",
      mapping: propose(text).mapping,
      content,
      layout: "json",
      personal: ["Ana", "Mendes", "ana.mendes"],
      damaged: [
        { content: content.replace('"status":"active"', '"status":"Mendes"'), ordinal: 0 },
        { content: content.replace('"cancelled_at":1772323200', '"cancelled_at":"Ana Mendes"'), ordinal: 2 }
      ]
    }
  ],
  { lines: false }
)
