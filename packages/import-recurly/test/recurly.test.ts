import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { describeRejected, type Importer, Input, type Mapping, type Message, noCounts } from "@throughline/import"
import { apiSuite, countsOf, messagesOf, suite } from "@throughline/import/testing"
import { Effect, Redacted } from "effect"
import { Recurly } from "../src/index.ts"

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")
const text = fixture("subscriptions.json")
const table = fixture("subscription_history_data.csv")
const utc = { format: "iso", timeZone: "UTC" } as const

const propose = (importer: Importer<Mapping>, content: string) =>
  Effect.runSync(importer.propose(Input.fromText("s", content)))
const read = (importer: Importer<Mapping>, content: string): Promise<ReadonlyArray<Message>> => {
  const mapping = { ...propose(importer, content).mapping, time: utc }
  return messagesOf(importer, content, mapping, "s")
}

const day = (at: Date | undefined): string => at?.toISOString().slice(0, 10) ?? "–"
const told = (message: Message): ReadonlyArray<string> => {
  if (message._tag !== "Imported") return []
  const id = message.id.replace(/recurly:\w+:/, "")
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
    message._tag === "Rejected"
      ? [
          `${message.severity} ${message.record} ${describeRejected(message)}`
            .replace(/, expected.*/, "")
            .replace(/s:\d+ /, "")
        ]
      : []
  )

describe("subscriptions of Recurly", () => {
  it("run until they expire, and bring revenue", async () => {
    const messages = await read(Recurly.importer, text)
    assert.deepStrictEqual(messages.flatMap(told), [
      "running 2026-01-01 – – 3750",
      "running:new 2026-01-01 new 3750",
      "yearly 2026-01-01 – – 11999",
      "yearly:new 2026-01-01 new 1000",
      "leaving 2026-01-01 – – 900",
      "leaving:new 2026-01-01 new 900",
      "left 2026-01-01 2026-04-01 – 900",
      "left:new 2026-01-01 new 900",
      "left:churn 2026-04-01 churn -900",
      "failed 2026-01-01 2026-02-15 payment_failed 900",
      "failed:new 2026-01-01 new 900",
      "failed:churn 2026-02-15 churn -900",
      "tried 2026-01-15 – – 900",
      "tried:new 2026-01-15 new 900",
      "paused 2026-01-01 – – 900",
      "coupon 2026-01-01 – – 900",
      "weekly 2026-01-01 – – 900",
      "yen 2026-01-01 – – 1000",
      "yen:new 2026-01-01 new 1000"
    ])
    assert.deepStrictEqual(rejections(messages), [
      'field 9 mrr: found "a paused subscription"',
      'field 10 mrr: found "a coupon"',
      'field 11 mrr: found "a period that is not of whole months"'
    ])
    const last = messages.at(-1)
    assert.deepStrictEqual(last?._tag === "Summary" && last.counts, {
      read: 13,
      imported: 10,
      skipped: 3,
      rejected: 0,
      duplicate: 0
    })
  })

  it("are read from a table of a warehouse, the latest state of each", async () => {
    assert.match(propose(Recurly.csv, table).questions.join(), /^time.timeZone/)
    const messages = await read(Recurly.csv, table)
    assert.deepStrictEqual(
      messages.flatMap(told).map((one) => one.replace(/^(\w{4})\w*/, "$1")),
      [
        "99b1 2019-03-26 2019-03-26 – 9900",
        "99b1:new 2019-03-26 new 9900",
        "99b1:churn 2019-03-26 churn -9900",
        "b411 2019-03-26 2019-03-26 – 9900",
        "b411:new 2019-03-26 new 9900",
        "b411:churn 2019-03-26 churn -9900",
        "2900 2015-02-11 – – 9900",
        "2900:new 2015-02-11 new 9900",
        "bcd3 2015-02-20 – – 559600",
        "bcd3:new 2015-02-20 new 559600"
      ]
    )
  })

  it("are told from others, and ask what reasons stand for", () => {
    const head = (content: string) => new TextEncoder().encode(content)
    assert.strictEqual(Recurly.importer.detect(head(text), "s.json").confidence, 1)
    assert.strictEqual(Recurly.csv.detect(head(table), "s.csv").confidence, 1)
    assert.strictEqual(Recurly.importer.detect(head(table), "s.csv").confidence, 0)
    const other = '{"object":"subscription","customer":"c","status":"active","account":null}'
    assert.strictEqual(Recurly.importer.detect(head(other), "s.json").confidence, 0)
    const renamed = text.replace('"nonpayment"', '"moved"')
    assert.match(propose(Recurly.importer, renamed).questions.join(), /^records\[0\].fields.reason.values/)
  })

  it("are rejected when they contradict themselves", async () => {
    const broken = text.replace(/"expires_at": "2026-02-15T10:00:00Z"/, '"expires_at": null')
    assert.deepStrictEqual(
      rejections(await read(Recurly.importer, broken))[0],
      'record 4 paid_from: found "an expired subscription without expires_at"'
    )
    const changed = table.replaceAll("2015-02-11 08:20:38", "2/11/15 8:20")
    assert.include(rejections(await read(Recurly.csv, changed)).join(), 'paid_from: found "times in another form"')
  })
})

const list = JSON.parse(text).data

apiSuite("Recurly", {
  read: (url, resume) =>
    Recurly.readApi({
      url,
      key: Redacted.make("secret"),
      mapping: { ...propose(Recurly.importer, text).mapping, time: utc },
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed: ({ headers }) => headers.authorization === `Basic ${btoa("secret:")}`,
  answer: ({ url }) => ({
    body: url.searchParams.has("cursor")
      ? { data: list.slice(6) }
      : { data: list.slice(0, 6), next: "/subscriptions?cursor=b" }
  }),
  asks: ["/subscriptions?limit=200&state=all", "/subscriptions?cursor=b"],
  counts: countsOf(await read(Recurly.importer, text)) ?? noCounts,
  secret: "secret",
  access: "a read-only private key"
})

const content = `{"object":"list","data":[\n${[0, 3, 5, 9].map((i) => JSON.stringify(list[i])).join(",\n")}\n]}\n`

suite(
  "subscriptions of Recurly",
  Recurly.importer,
  [
    {
      name: "subscriptions.json",
      mapping: propose(Recurly.importer, text).mapping,
      content,
      layout: "json",
      personal: ["Ana", "Mendes", "ana.mendes"],
      damaged: [{ content: content.replace('"state":"active"', '"state":"Mendes"'), ordinal: 0 }]
    }
  ],
  { lines: false }
)

suite("tables of Recurly's subscriptions", Recurly.csv, [
  {
    name: "subscription_history_data.csv",
    mapping: { ...propose(Recurly.csv, table).mapping, time: utc },
    content: table,
    layout: { delimiter: "," },
    damaged: [{ content: table.replace("expired", "lapsed"), ordinal: 0 }]
  }
])
