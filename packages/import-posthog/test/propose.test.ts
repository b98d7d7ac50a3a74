import { assert, describe, it } from "@effect/vitest"
import { checkMapping, type Mapping } from "@throughline/import"
import { headOfBytes } from "@throughline/import/format"
import { format } from "../src/Format.ts"
import { mapping } from "./mapping.ts"
import { fixture, proposalOf } from "./reading.ts"

const detect = (text: string) => format.detect(headOfBytes(new TextEncoder().encode(text), "events.json")).confidence

const event = { uuid: "e", event: "seen", distinct_id: "c", timestamp: "2026-03-29T10:00:00Z", properties: {} }
const lines = (...events: ReadonlyArray<object>) =>
  events.map((one, i) => JSON.stringify({ ...event, uuid: `e${i}`, ...one })).join("\n")

const sent = (properties: object) => ({ event: "survey sent", properties: { $survey_id: "s", ...properties } })

describe("what is proposed for events of PostHog", () => {
  it("is sure of events, and of nothing else", () => {
    assert.strictEqual(detect(fixture("events.jsonl")), 1)
    assert.strictEqual(detect(fixture("page.json")), 1)
    assert.strictEqual(detect(`[${lines({})}]`), 1)
    assert.strictEqual(detect('{"event":"seen","timestamp":"2026-03-29T10:00:00Z"}'), 0)
    assert.strictEqual(detect('{"next":null,"results":[{"id":1,"name":"a survey"}]}'), 0)
    assert.strictEqual(detect(""), 0)
  })

  it("is a rule for each question that seems to ask for a score, and what is open", async () => {
    const { mapping: proposed, questions } = await proposalOf(fixture("events.jsonl"))
    const answered: Mapping = {
      ...proposed,
      records: [
        { ...proposed.records[0], fields: { ...proposed.records[0].fields, touchpoint: "contact" } },
        ...proposed.records
          .slice(1)
          .map((rule) => (rule.kind === "responses" ? { ...rule, direction: "highIsGood" as const } : rule))
          .filter(({ kind, metric }) => kind !== "invitations" || metric === "nps")
      ]
    }
    assert.deepStrictEqual(checkMapping(answered), [])
    assert.deepStrictEqual(answered, mapping)
    assert.deepStrictEqual(
      questions.map((question) => question.slice(0, 50)),
      [
        "records[0].fields.touchpoint.values: which touchpoi",
        "records[].fields.customer: 1 of the first 15 event",
        'records[2].scale: is "1-5" the whole scale? It is ',
        'records[2].direction: is a high score good ("highI',
        'records[5].scale: is "1-7" the whole scale? It is ',
        'records[5].direction: is a high score good ("highI',
        "records: 1 surveys were closed after some answers,"
      ].map((question) => question.slice(0, 50))
    )
    assert.match(questions[2] ?? "", /from 0 to 10: see the survey "After the order" in PostHog\.$/)
  })

  it("has no rule for what is no score, and says so", async () => {
    const why = {
      $survey_name: "Why",
      $survey_questions: [{ id: "q", question: "How are you?" }],
      $survey_response_q: "Well"
    }
    const { mapping: proposed, questions } = await proposalOf(lines({}, sent(why)))
    assert.strictEqual(proposed.records.length, 1)
    assert.strictEqual(
      questions[1],
      'records: the survey "Why" asks "answers.q" (How are you?). Is one of them a score, from where to where?'
    )
  })

  it("is about surveys alone where there is nothing else", async () => {
    const nps = { $survey_questions: [{ id: "q", question: "Recommend us?" }], $survey_response_q: 10 }
    const { mapping: proposed, questions } = await proposalOf(lines(sent(nps)))
    assert.deepStrictEqual(
      proposed.records.map(({ kind }) => kind),
      ["responses", "invitations"]
    )
    assert.deepStrictEqual(questions, [])
    assert.deepStrictEqual(checkMapping(proposed), [])
  })

  it("takes any name where there are many", async () => {
    const many = Array.from({ length: 41 }, (_, i) => ({ event: `event ${i}` }))
    const { mapping: proposed } = await proposalOf(lines(...many))
    assert.strictEqual(proposed.records[0].fields.touchpoint, "contact")
  })
})
