import { assert, describe, it } from "@effect/vitest"
import { countsOf, messagesOf, proposalOf, recordsOf, rejectionsOf } from "@throughline/import/testing"
import { HubSpot } from "../src/index.ts"
import { fixture, importerFor, proposed } from "./fixture.ts"

const read = async (name: string) => messagesOf(importerFor(name), fixture(name), await proposed(name))
const questionsOf = async (name: string) => (await proposalOf(importerFor(name), fixture(name))).questions

describe("tickets", () => {
  it("have the status of their stage, and the first contact", async () => {
    const messages = await read("tickets.json")
    assert.deepStrictEqual(recordsOf(messages), [
      "hubspot:tickets:101 | customer 51 | at 2026-03-02T10:00:00.000Z | firstReplyAt 2026-03-02T10:30:00.000Z | resolvedAt 2026-03-03T08:00:00.000Z | slaDueAt 2026-03-03T10:00:00.000Z | team 77 | channel email | priority high | status solved | subject Order 101 | body Where is it? Write to [email]",
      "hubspot:tickets:102 | customer 51 | at 2026-03-02T11:00:00.000Z | firstReplyAt 2026-03-02T11:10:00.000Z | channel web | priority normal | status pending | subject =HYPERLINK(1) | body ",
      "hubspot:tickets:104 | customer 51 | at 2026-03-02T13:00:00.000Z | resolvedAt 2026-03-04T12:00:00.000Z | channel email | status solved | subject Order 104 | body Where is it? Write to [email]",
      "hubspot:tickets:105 is gone"
    ])
    assert.deepStrictEqual(rejectionsOf(messages), [
      'record UnknownEnum input:71 hs_pipeline_stage: found "9001", expected one of "1", "2", "3", "4", "9002". Fix: add it to records[0].fields.status.values.',
      'record BadType input:157 createdate: found "[text]", expected a time as 2026-03-29T10:00:00Z. Fix: check time.format.'
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 7, imported: 4, skipped: 0, rejected: 2, duplicate: 1 })
  })

  it("are asked about where stages and channels are not known", async () => {
    assert.deepStrictEqual(await questionsOf("tickets.json"), [
      'records[0].fields.status.values: is the stage "9001" "open", "pending" or "solved"? Settings > Objects > Tickets > Pipelines has the names.',
      'records[0].fields.status.values: is the stage "9002" "solved"? All tickets in it were closed.',
      'records[0].fields.channel.values: what does "CARRIER_PIGEON" stand for?',
      'records[0].fields.touchpoint: which touchpoint of the journey are tickets about, as {"value": "support"}?'
    ])
    const alone = fixture("tickets.json").replaceAll('"contacts"', '"deals"')
    const { questions } = await proposalOf(HubSpot.importer, alone)
    assert.include(
      questions,
      "records[].fields.customer: no record says its contact. Ask the API with associations=contacts."
    )
  })

  it("of an export are in the account's zone, of the first of several contacts", async () => {
    const messages = await read("tickets.csv")
    assert.deepStrictEqual(recordsOf(messages), [
      "hubspot:tickets:101 | customer 51 | at 2026-03-02T09:00:00.000Z | firstReplyAt 2026-03-02T09:30:00.000Z | resolvedAt 2026-03-03T07:00:00.000Z | channel email | priority high | status solved | subject Order 101 | body Where is it?\nAnn Example",
      "hubspot:tickets:102 | customer 53 | at 2026-03-02T10:00:00.000Z | channel chat | priority low | status pending | subject =cmd|'/C calc'!A0 | body "
    ])
    assert.deepStrictEqual(
      rejectionsOf(messages).map((each) => each.replace(/(?<=expected).*/, "")),
      [
        'record UnknownEnum input:5 Ticket status: found "In the shop (Repairs)", expected',
        'record BadType input:6 Create date: found "2026-03-29 02:30", expected'
      ]
    )
    const [zone] = await questionsOf("tickets.csv")
    assert.strictEqual(zone, 'time.timeZone: in which zone are the local times written, as "Europe/Berlin"?')
  })

  it("of a warehouse are in UTC", async () => {
    const messages = await read("ticket_data.csv")
    assert.deepStrictEqual(countsOf(messages), { read: 25, imported: 22, skipped: 0, rejected: 3, duplicate: 0 })
    assert.strictEqual(
      recordsOf(messages).at(-1),
      "hubspot:tickets:350123456 | at 2021-02-25T08:15:00.000Z | firstReplyAt 2021-02-25T09:02:17.000Z | resolvedAt 2025-07-25T08:15:00.000Z | status solved | subject d2a4e6b671e843f8a9cf6f5fc0a7e23b | body e14a1a0e72db4f93bde5fcf89a93db42"
    )
    assert.deepStrictEqual(await questionsOf("ticket_data.csv"), [
      'records[0].fields.status.values: is the stage "7970058", "1626129" "open", "pending" or "solved"? Settings > Objects > Tickets > Pipelines has the names.',
      'records[0].fields.status.values: is the stage "1706266", "14863823a" "solved"? All tickets in it were closed.',
      "records[0].fields.customer: no column has the id of a contact. Export the associations as well.",
      'records[0].fields.touchpoint: which touchpoint of the journey are tickets about, as {"value": "support"}?'
    ])
  })
})

describe("survey responses", () => {
  it("are answers by the type of their survey", async () => {
    const messages = await read("responses.json")
    assert.deepStrictEqual(recordsOf(messages), [
      "hubspot:responses:201:nps | customer 51 | at 2026-03-02T11:00:00.000Z | score 10 | metric nps | scale 0-10 | comment Quick, and kind",
      "hubspot:responses:202:nps | customer 51 | at 2026-03-02T12:00:00.000Z | score 0 | metric nps | scale 0-10 | comment Ann Example was rude",
      "hubspot:responses:203:csat | customer 51 | at 2026-03-02T13:00:00.000Z | score 2 | metric csat | scale 0-2",
      "hubspot:responses:204:ces2 | customer 51 | at 2026-03-02T14:00:00.000Z | score 7 | metric ces2 | scale 1-7 | comment <b>Easy</b>"
    ])
    assert.deepStrictEqual(rejectionsOf(messages), [
      'record OutOfRange input:83 hs_value: found "9", expected a whole number from 1 to 7. Fix: check records[0].scale.',
      "record MissingField input:103 contact_id: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
      "field MissingField input:143 hs_content: expected an answer to go with the comment. Fix: leave such records out with skipWhen."
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 4, skipped: 2, rejected: 2, duplicate: 0 })
  })

  it("are asked about where no type says what was asked", async () => {
    assert.deepStrictEqual(await questionsOf("responses.json"), [
      'records[2].metric, .scale and .direction: what do surveys of the type "CUSTOM" ask customers? If it is no recommendation, satisfaction or effort, take the rule out.',
      'records[0].fields.touchpoint: which touchpoint of the journey are answers about, as {"value": "support"}?'
    ])
    const [, scale] = await questionsOf("responses.csv")
    assert.strictEqual(
      scale,
      'records[1].scale: which scale is it, as "1-5"? HubSpot asks from 0 to 2, and there are scores above 2.'
    )
  })

  it("of an export are by contact, else by hashed address", async () => {
    assert.deepStrictEqual(recordsOf(await read("responses.csv")), [
      "hubspot:responses:201:nps | customer 51 | at 2026-03-02T09:00:00.000Z | score 10 | metric nps | scale 0-10 | comment Quick, and kind",
      "hubspot:responses:202:ces2 | customer 52 | at 2026-03-02T10:00:00.000Z | score 3 | metric ces2 | scale 1-7 | comment Ann Example was slow"
    ])
    const { mapping } = await proposalOf(HubSpot.csv, fixture("responses.csv").replace(",Contact ID,", ",Contact,"))
    assert.deepStrictEqual(mapping.records[0].fields.customer, { column: "Email", personal: "hash" })
  })
})

describe("contacts", () => {
  it("are customers of their first company", async () => {
    assert.deepStrictEqual(recordsOf(await read("contacts.ndjson")), [
      "51 | account 900 | firstSeenAt 2026-01-02T10:00:00.000Z",
      "52 | account 901 | firstSeenAt 2026-01-03T10:00:00.000Z"
    ])
    const messages = await read("contact_data.csv")
    assert.deepStrictEqual(countsOf(messages), { read: 22, imported: 22, skipped: 0, rejected: 0, duplicate: 0 })
    assert.strictEqual(recordsOf(messages)[0], "78971951 | firstSeenAt 2021-04-01T17:32:47.000Z")
  })
})

describe("an input", () => {
  it("survives what no server should send", async () => {
    const mapping = await proposed("tickets.json")
    const base = { hs_pipeline_stage: "1", createdate: "2026-03-02T10:00:00Z", subject: "x", content: "" }
    const hostile = [
      { id: "a", properties: base, associations: { contacts: { results: { 0: { id: "x" } } } } },
      { id: "b", properties: base, associations: { contacts: { results: [{ id: { deep: [1] } }] } } },
      { id: "c", properties: { ...base, hs_pipeline_stage: { deep: 1 } } },
      { id: "d", properties: { ...base, closed_date: 1e300 } },
      { id: null, properties: base },
      { id: "f", properties: [base] },
      { id: "g", properties: "x" },
      {}
    ]
    const text = `{"results":[${hostile.map((each) => JSON.stringify({ updatedAt: "2026-03-02T10:00:00Z", ...each })).join()},{"id":"h","properties":{"__proto__":${JSON.stringify(base)}}}]}`
    const messages = await messagesOf(HubSpot.importer, text, mapping)
    assert.deepStrictEqual(
      recordsOf(messages).map((record) => record.split(" | ")[0]),
      ["hubspot:tickets:a", "hubspot:tickets:b"]
    )
    assert.deepStrictEqual(countsOf(messages), { read: 9, imported: 2, skipped: 0, rejected: 7, duplicate: 0 })
  })

  it("is taken for one of HubSpot by what no other has", () => {
    const sure = (importer: typeof HubSpot.csv, text: string) =>
      importer.detect(new TextEncoder().encode(text), "x").confidence
    for (const name of ["tickets.json", "responses.json", "contacts.ndjson"]) {
      assert.strictEqual(sure(HubSpot.importer, fixture(name)), 1, name)
      assert.strictEqual(sure(HubSpot.csv, fixture(name)), 0, name)
    }
    for (const name of ["tickets.csv", "responses.csv", "ticket_data.csv", "contact_data.csv"]) {
      assert.strictEqual(sure(HubSpot.csv, fixture(name)), 1, name)
      assert.strictEqual(sure(HubSpot.importer, fixture(name)), 0, name)
    }
    for (const text of [
      "",
      "{}",
      '{"results":[{"id":"1","properties":{}}]}',
      "id,subject,status\n1,a,open\n",
      "Record ID,Email\n1,\n"
    ]) {
      assert.strictEqual(sure(HubSpot.importer, text), 0, text)
      assert.strictEqual(sure(HubSpot.csv, text), 0, text)
    }
  })
})
