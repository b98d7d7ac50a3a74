import { assert, describe, it } from "@effect/vitest"
import { countsOf, messagesOf, proposalOf, recordsOf, rejectionsOf } from "@throughline/import/testing"
import { Intercom } from "../src/index.ts"
import { fixture } from "./fixture.ts"
import { proposed } from "./proposed.ts"

const read = (content: string) => messagesOf(Intercom.importer, content, Intercom.conversations)

describe("conversations", () => {
  it("are tickets, ratings and invitations to rate", async () => {
    const messages = await read(fixture("conversations.json"))
    assert.deepStrictEqual(recordsOf(messages), [
      "intercom:tickets:1 | customer 5ba682 | at 2026-03-02T10:05:00.000Z | firstReplyAt 2026-03-02T10:10:00.000Z | firstReplyBy human | resolvedAt 2026-03-02T11:05:00.000Z | channel chat | team 77 | priority high | status solved | reopens 1 | subject  | body Where is it? Write to [email]\n1 < 2",
      "intercom:responses:1:csat:rating | customer 5ba682 | at 2026-03-02T11:10:00.000Z | team 77 | score 5 | metric csat | scale 1-5 | comment Quick, and kind",
      "intercom:invitations:1:csat:rating | customer 5ba682 | at 2026-03-02T11:06:40.000Z | metric csat",
      "intercom:tickets:2 | customer 5ba682 | at 2026-03-02T10:06:00.000Z | firstReplyAt 2026-03-02T10:06:05.000Z | firstReplyBy automated | channel email | status pending | reopens 0 | subject Refund | body =cmd|'/C calc'!A0",
      "intercom:invitations:2:csat:rating | customer 5ba682 | at 2026-03-02T10:18:20.000Z | metric csat",
      "intercom:tickets:3 | customer 5ba682 | at 2026-03-02T10:07:00.000Z | firstReplyAt 2026-03-02T10:17:00.000Z | firstReplyBy human | channel chat | status open | reopens 0 | subject  | body Where is it?",
      "intercom:invitations:5:csat:rating | customer 5ba682 | at 2026-03-02T10:10:00.000Z | metric csat",
      "intercom:tickets:6 | at 2026-03-02T10:10:00.000Z | status open | subject Phone call | body ",
      "intercom:tickets:7 | customer 5ba683 | at 2026-03-02T10:11:00.000Z | channel app | status open | reopens 0 | subject  | body Where is it?"
    ])
    assert.deepStrictEqual(rejectionsOf(messages), [
      'field UnknownEnum input:329 state: found "archived", expected one of "open", "snoozed", "closed". Fix: add it to records[0].fields.status.values.',
      'field OutOfRange input:329 conversation_rating.rating: found "6", expected a whole number from 1 to 5. Fix: check records[1].scale.'
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 6, skipped: 1, rejected: 0, duplicate: 1 })
  })

  it("say who was rated", async () => {
    const [first, ...others] = Intercom.conversations.records
    const rated = others.map((rule) => ({ ...rule, fields: { ...rule.fields, segment: "rated_by" } }))
    const mapping = { ...Intercom.conversations, records: [first, ...rated] } as const
    const messages = await messagesOf(Intercom.importer, fixture("conversations.json"), mapping)
    assert.include(recordsOf(messages)[1], "segment human")
  })

  it("survive what no server should send", async () => {
    const base = { type: "conversation", state: "open", created_at: 1772445900, updated_at: 1772445900, source: null }
    const deep = `${"[".repeat(500)}${"]".repeat(500)}`
    const hostile = [
      { ...base, id: "a", contacts: { contacts: { 0: { id: "x" } } }, conversation_rating: [] },
      { ...base, id: "b", conversation_parts: [null, 7, { body: "x", created_at: "soon", author: { type: "bot" } }] },
      { ...base, id: "c", contacts: [{ __proto__: { id: "x" }, id: { deep: 1 } }] },
      { ...base, id: "d", statistics: { first_admin_reply_at: 1e300 } },
      { ...base, id: "e", created_at: -1e18 },
      { ...base, id: null },
      { ...base, id: "f", source: { body: { html: 1 }, delivered_as: "automated" } },
      { ...base, id: "g", conversation_rating: { rating: "5; DROP", created_at: 1 } },
      {}
    ]
    const messages = await read(`{"conversations":[${hostile.map((each) => JSON.stringify(each)).join()},${deep}]}`)
    assert.deepStrictEqual(
      recordsOf(messages).map((record) => record.split(" | ")[0]),
      ["intercom:tickets:a", "intercom:tickets:b", "intercom:tickets:c", "intercom:tickets:g"]
    )
    assert.deepStrictEqual(countsOf(messages), { read: 10, imported: 4, skipped: 1, rejected: 5, duplicate: 0 })
  })

  it("are asked about where the input does not tell", async () => {
    const { mapping, questions } = await proposalOf(Intercom.importer, fixture("conversations.json"))
    assert.deepStrictEqual(mapping, Intercom.conversations)
    assert.deepStrictEqual(questions, [
      'records[].fields.customer: it is an id of Intercom; if other sources know customers by your own ids, say "customer_external_id".',
      "records[0].when: 1 of the first 8 conversations began with a message of the company, and are no tickets. Is that right?",
      "records[0].fields.firstReplyAt: in 1 of the first 8 conversations only a bot took part, and it is not told when. Conversations that are retrieved one by one have their parts, which do.",
      'records[0].fields.touchpoint: which touchpoint of the journey are conversations about, as {"value": "support"}?'
    ])
    const fax = fixture("conversations.json").replaceAll('"whatsapp"', '"fax"')
    const [, , , question] = (await proposalOf(Intercom.importer, fax)).questions
    assert.strictEqual(question, 'records[0].fields.channel.values: what does "fax" stand for?')
  })
})

describe("contacts", () => {
  it("are customers", async () => {
    const { mapping, questions } = await proposalOf(Intercom.importer, fixture("contacts.ndjson"))
    assert.deepStrictEqual(questions, [
      'records[0].id: it is an id of Intercom; if other sources know customers by your own ids, say "external_id".'
    ])
    assert.deepStrictEqual(recordsOf(await messagesOf(Intercom.importer, fixture("contacts.ndjson"), mapping)), [
      "5ba682 | account 69fc | firstSeenAt 2026-03-02T09:48:20.000Z",
      "5ba683 | firstSeenAt 2026-03-02T09:56:40.000Z",
      "5ba684 | firstSeenAt 2026-03-02T10:05:00.000Z"
    ])
  })
})

describe("tables of a warehouse", () => {
  const readTable = async (name: string) => messagesOf(Intercom.csv, fixture(name), await proposed(name))

  it("give the last state of each conversation, in UTC", async () => {
    const messages = await readTable("conversation_history_data.csv")
    assert.deepStrictEqual(countsOf(messages), { read: 9, imported: 5, skipped: 0, rejected: 0, duplicate: 4 })
    assert.deepStrictEqual(
      recordsOf(messages).filter((record) => record.includes("status solved")),
      [
        "intercom:tickets:156643300001311 | customer 5f7295ca37f0d717d37dfddb | at 2020-10-28T23:59:37.000Z | channel chat | status solved | subject 1B2M2Y8AsgTpgAmY7PhCfg== | body Wwv4V+vvEudRW0Hi5bSkeQ==",
        "intercom:tickets:156643300001372 | customer 5f7295ca37f0d717d37dfddb | at 2020-11-04T03:12:03.000Z | channel chat | status solved | subject 1B2M2Y8AsgTpgAmY7PhCfg== | body qkfzcFA4UoF9SvG054IVUw=="
      ]
    )
  })

  it("give ratings, and customers who wrote the first message", async () => {
    const messages = await readTable("rated.csv")
    assert.deepStrictEqual(recordsOf(messages), [
      "intercom:tickets:1 | customer 5ba682 | at 2026-03-02T10:00:00.000Z | channel chat | priority high | status solved | subject  | body Where is it?",
      "intercom:responses:1:csat:rating | customer 5ba682 | at 2026-03-02T11:00:00.000Z | score 5 | metric csat | scale 1-5 | comment Quick, and kind",
      "intercom:invitations:1:csat:rating | customer 5ba682 | at 2026-03-02T11:00:00.000Z | metric csat",
      "intercom:tickets:2 | customer 5ba683 | at 2026-03-02T10:00:00.000Z | channel email | status pending | subject Refund | body Ann Example",
      "intercom:invitations:2:csat:rating | customer 5ba683 | at 2026-03-02T11:00:00.000Z | metric csat",
      "intercom:tickets:4 | at 2026-03-02T10:00:00.000Z | status open | subject  | body Hello"
    ])
    assert.deepStrictEqual(
      rejectionsOf(messages).map((each) => each.replace(/(?<=expected).*/, "")),
      [
        'field UnknownEnum input:5 source_type: found "fax", expected',
        'field UnknownEnum input:5 priority: found "soon", expected'
      ]
    )
  })

  it("give contacts", async () => {
    const messages = await readTable("contact_history_data.csv")
    assert.deepStrictEqual(countsOf(messages), { read: 9, imported: 9, skipped: 0, rejected: 0, duplicate: 0 })
    assert.strictEqual(recordsOf(messages)[0], "5f19187f9c0ca3ba4e5f85a4 | firstSeenAt 2020-07-23T04:56:31.000Z")
  })
})

describe("an input", () => {
  it("is taken for one of Intercom by what no other has", () => {
    const sure = (importer: typeof Intercom.csv, text: string) =>
      importer.detect(new TextEncoder().encode(text), "x").confidence
    for (const name of ["conversations.json", "contacts.ndjson"])
      assert.strictEqual(sure(Intercom.importer, fixture(name)), 1)
    for (const name of ["rated.csv", "conversation_history_data.csv", "contact_history_data.csv"]) {
      assert.strictEqual(sure(Intercom.csv, fixture(name)), 1, name)
      assert.strictEqual(sure(Intercom.importer, fixture(name)), 0, name)
    }
    for (const text of [
      "",
      "{}",
      '{"data":[{"id":"1","type":"contact"}]}',
      '{"type":"conversation","id":"1"}',
      "id,state\n1,open\n"
    ]) {
      assert.strictEqual(sure(Intercom.importer, text), 0, text)
      assert.strictEqual(sure(Intercom.csv, text), 0, text)
    }
  })
})
