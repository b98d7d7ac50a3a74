import { assert, describe, it } from "@effect/vitest"
import { countsOf, messagesOf, proposalOf, recordsOf, rejectionsOf } from "@throughline/import/testing"
import { Delighted } from "../src/index.ts"
import { fixture, proposed } from "./mappings.ts"

const confidence = (importer: typeof Delighted.importer, text: string) =>
  importer.detect(new TextEncoder().encode(text), "x").confidence

describe("responses", () => {
  it("are read by the type of their survey, the last state of each", async () => {
    const messages = await messagesOf(Delighted.importer, fixture("page.json"), await proposed("page.json"))
    assert.deepStrictEqual(recordsOf(messages), [
      "delighted:responses:1:nps | customer 901 | at 2026-03-02T10:05:00.000Z | score 10 | metric nps | scale 0-10 | comment Quick, and kind. Write to [email]",
      "delighted:responses:2:nps | customer 902 | at 2026-03-02T10:06:00.000Z | score 0 | metric nps | scale 0-10",
      'delighted:responses:3:csat | customer 903 | at 2026-03-02T10:07:00.000Z | score 5 | metric csat | scale 1-5 | comment =HYPERLINK("[link]")',
      "delighted:responses:4:ces2 | customer 904 | at 2026-03-02T10:08:00.000Z | score 7 | metric ces2 | scale 1-7 | comment <b>Easy</b>",
      "delighted:responses:2:nps | customer 902 | at 2026-03-02T10:06:00.000Z | score 3 | metric nps | scale 0-10 | comment Better now"
    ])
    assert.deepStrictEqual(rejectionsOf(messages), [
      'record OutOfRange input:127 score: found "11", expected a whole number from 0 to 10. Fix: check records[2].scale.',
      "field MissingField input:141 comment: expected an answer to go with the comment. Fix: leave such records out with skipWhen."
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 5, skipped: 2, rejected: 1, duplicate: 0 })
  })

  it("come by webhooks, with a comment later; who unsubscribes says no answer", async () => {
    const messages = await messagesOf(Delighted.importer, fixture("events.ndjson"), await proposed("events.ndjson"))
    assert.deepStrictEqual(recordsOf(messages), [
      "delighted:responses:1:nps | customer 901 | at 2026-03-02T10:05:00.000Z | score 9 | metric nps | scale 0-10",
      "delighted:responses:1:nps | customer 901 | at 2026-03-02T10:05:00.000Z | score 9 | metric nps | scale 0-10 | comment Fast and flawless",
      "delighted:responses:3:csat | customer 903 | at 2026-03-02T10:18:20.000Z | score 2 | metric csat | scale 1-5",
      "delighted:responses:3:csat | customer 903 | at 2026-03-02T10:18:20.000Z | score 4 | metric csat | scale 1-5"
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 6, imported: 4, skipped: 1, rejected: 0, duplicate: 1 })
  })

  it("come in records of Airbyte", async () => {
    const lines = (JSON.parse(fixture("page.json")) as ReadonlyArray<unknown>)
      .map((data) => JSON.stringify({ stream: "survey_responses", data, emitted_at: 1669106880196 }))
      .join("\n")
    assert.strictEqual(confidence(Delighted.importer, lines), 1)
    const messages = await messagesOf(Delighted.importer, lines, await proposed("page.json"))
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 5, skipped: 2, rejected: 1, duplicate: 0 })
  })

  it("propose what is sure, and ask for the rest", async () => {
    const { mapping, questions } = await proposalOf(Delighted.importer, fixture("page.json"))
    assert.deepStrictEqual(
      mapping.records.map(({ metric, part, scale, when }) => [when?.equals[0], metric, scale, part]),
      [
        ["ces", "ces2", "1-7", undefined],
        ["csat", "csat", "1-5", undefined],
        ["nps", "nps", "0-10", undefined],
        ["smileys", undefined, undefined, "smileys"]
      ]
    )
    assert.deepStrictEqual(questions, [
      'records[3].metric, .scale and .direction: what do surveys of the type "smileys" ask customers? If it is no recommendation, satisfaction or effort, take the rule out.',
      'records[].fields.customer: "person" is an id of Delighted; do other sources know customers by "person_properties.customer_id"?',
      'records: no rule reads "answers.enum_z9E" (What did you enjoy?), "answers.scale_k2" (How clean was it?), "answers.free_x1" (Anything else?). Is one of them a score?'
    ])
    const few = [{ id: "1", survey_type: "csat", score: 2, permalink: "https://app.delighted.com/r/2jo3B7" }]
    const open = await proposalOf(Delighted.importer, JSON.stringify([...few, { ...few[0], survey_type: "ces" }]))
    assert.deepStrictEqual(open.questions, [
      'records[0].scale: is it "1-5"? Delighted asks on 5 points or 7, and no score is above 5.',
      'records[1].scale: is it "1-5"? Delighted asks on 5 points or 3, and no score is above 3.'
    ])
  })

  it("survive what no server should send", async () => {
    const base = { survey_type: "nps", score: 9, person: "1", created_at: 1772445900 }
    const hostile = [
      { ...base, id: "a", additional_answers: { length: 9 } },
      { ...base, id: "b", additional_answers: [null, { question: { id: "__proto__", type: "__proto__" } }, [[]]] },
      { ...base, id: "c", score: 1e300 },
      { ...base, id: "d", person: { id: { deep: [1] } } },
      { ...base, id: null },
      { ...base, id: "f", created_at: "2026-03-01" },
      { ...base, id: "g", survey_type: { nps: 1 } },
      { person_id: "1", email: "ann@example.com", bounced_at: 1772445900 },
      {}
    ]
    const mapping = await proposed("page.json")
    const messages = await messagesOf(Delighted.importer, JSON.stringify(hostile), mapping)
    assert.deepStrictEqual(
      recordsOf(messages).map((record) => record.split(" | ")[0]),
      ["delighted:responses:a:nps", "delighted:responses:b:nps"]
    )
    assert.deepStrictEqual(countsOf(messages), { read: 9, imported: 2, skipped: 3, rejected: 4, duplicate: 0 })
  })

  it("are known by their addresses", () => {
    for (const name of ["page.json", "events.ndjson"])
      assert.strictEqual(confidence(Delighted.importer, fixture(name)), 1)
    assert.strictEqual(confidence(Delighted.csv, fixture("responses.csv")), 1)
    assert.strictEqual(confidence(Delighted.csv, fixture("page.json")), 0)
    assert.strictEqual(
      confidence(Delighted.importer, '[{"id":"1","score":9,"permalink":"https://example.com/r/1"}]'),
      0
    )
    assert.strictEqual(confidence(Delighted.csv, "id,score,link\n1,9,https://example.com/r/1\n"), 0)
  })
})

describe("responses as CSV", () => {
  it("are read in the zone that the mapping says", async () => {
    const mapping = { ...(await proposed("responses.csv")), time: { format: "iso", timeZone: "Europe/Berlin" } }
    const messages = await messagesOf(Delighted.csv, fixture("responses.csv"), mapping)
    assert.deepStrictEqual(recordsOf(messages), [
      "delighted:responses:1:nps | customer 901 | at 2026-03-02T09:05:00.000Z | score 10 | metric nps | scale 0-10 | comment Quick, and kind",
      'delighted:responses:2:nps | customer 902 | at 2026-03-02T09:06:00.000Z | score 0 | metric nps | scale 0-10 | comment She said "no"\nthree times',
      "delighted:responses:3:csat | customer 903 | at 2026-03-02T09:07:00.000Z | score 5 | metric csat | scale 1-5 | comment =cmd|'/C calc'!A0"
    ])
    assert.deepStrictEqual(rejectionsOf(messages), [
      'record BadType input:6 Created at: found "2026-03-29 02:30:00", expected a local time of Europe/Berlin: clocks skipped this one. Fix: check time.timeZone, or set time.skipped to "earlier" or "later".',
      'record OutOfRange input:7 Score: found "9", expected a whole number from 1 to 5. Fix: check records[1].scale.'
    ])
  })

  it("propose what the columns say, and ask for what they do not", async () => {
    const { questions } = await proposalOf(Delighted.csv, fixture("responses.csv"))
    assert.deepStrictEqual(questions, ['time.timeZone: in which zone are the local times written, as "Europe/Berlin"?'])
    const text = "Name,Score,Permalink\nAnn Example,9,https://app.delighted.com/r/2jo3B70001\n"
    const less = await proposalOf(Delighted.csv, text)
    assert.deepStrictEqual(less.mapping.records, [
      { kind: "responses", id: "Permalink", fields: { customer: "Permalink", score: "Score" } }
    ])
    assert.deepStrictEqual(less.questions, [
      "records[].fields.at: which column says when it was answered?",
      'records[].id: no column has the id of a response, so it is its address in "Permalink". By the API it has another one.',
      'records[].fields.customer: which column says who answered? "Permalink" makes each response a customer of its own.',
      'records[0].metric, .scale and .direction: what was asked? Of NPS it is "nps", "0-10" and "highIsGood".'
    ])
  })
})
