import { assert, describe, it } from "@effect/vitest"
import { checkMapping, Input } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { PostHog } from "../src/index.ts"

/** As `GET /api/projects/{id}/surveys/` gives them, written after its documentation. */
const visit = {
  id: "s1",
  name: "After the visit",
  questions: [
    { id: "q1", type: "rating", question: "How likely are you to recommend us?", scale: 10, display: "number" },
    { id: "q2", type: "open", question: "Why?" },
    { id: "q3", type: "rating", question: "How satisfied are you?", scale: 7, display: "number" },
    { id: "q4", type: "single_choice", question: "How easy was it?", choices: ["Easy", "Hard"] },
    { id: "q5", type: "multiple_choice", question: "What are you satisfied with?", choices: ["Price", "Speed"] },
    { id: "q6", type: "link", question: "Read on" }
  ]
}
const release = { id: "s2", name: "Release", questions: [{ type: "rating", question: "Are you satisfied?", scale: 3 }] }
const page = { count: 3, next: null, results: [visit, { id: "s0", name: "Empty", questions: null }, release] }

describe("a mapping of what surveys say", () => {
  it("has every scale whole, for each survey by itself", () => {
    const { mapping, questions } = PostHog.mappingOf(page)
    assert.deepStrictEqual(
      mapping.records.flatMap(({ fields, kind, metric, scale, when }) =>
        kind === "responses" ? [[when?.equals[0], metric, scale, fields.score, fields.comment]] : []
      ),
      [
        ["s1", "nps", "0-10", "answers.q1", "answers.q2"],
        ["s1", "csat", "1-7", "answers.q3", undefined],
        ["s1", "ces2", undefined, { column: "answers.q4", values: { Easy: null, Hard: null } }, undefined],
        ["s2", "csat", "1-3", "answers.0", undefined]
      ]
    )
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      [
        "records[1].direction",
        "records[2].fields.score.values",
        "records[2].scale",
        "records[2].direction",
        "records[6].direction"
      ]
    )
    assert.deepStrictEqual(PostHog.mappingOf([visit]), PostHog.mappingOf(visit))
  })

  it("reads the answers once the questions are answered", async () => {
    const { mapping } = PostHog.mappingOf(release)
    const [first, ...rest] = mapping.records
    const told = { ...mapping, records: [{ ...first, direction: "highIsGood" as const }, ...rest] as const }
    assert.deepStrictEqual(checkMapping(told), [])
    const properties = { $survey_id: "s2", $survey_response: 3 }
    const event = { uuid: "e1", event: "survey sent", distinct_id: "c1", timestamp: "2026-03-29T10:00:00Z", properties }
    const input = Input.fromText("events.jsonl", `${JSON.stringify(event)}\n`)
    const messages = await Effect.runPromise(Stream.runCollect(PostHog.importer.read(input, { mapping: told })))
    const scores = messages.flatMap((message) =>
      message._tag === "Imported" && message.kind === "responses" ? [[message.record.scale, message.record.score]] : []
    )
    assert.deepStrictEqual(scores, [["1-3", 3]])
  })

  it("asks for a score where there is none, and takes nothing from what are no surveys", () => {
    const odd = (scale: unknown) => ({ id: "s", questions: [{ type: "rating", question: "Satisfied?", scale }] })
    const values = [undefined, null, 7, "s", [], {}, { results: 7 }, [null, 7], { id: "s", questions: 7 }]
    for (const value of [...values, ...[0, 2, 11, 1e9, "5", null].map(odd)]) {
      const { mapping, questions } = PostHog.mappingOf(value)
      assert.deepStrictEqual([mapping.records.length, mapping.records[0].fields.score], [1, undefined])
      assert.include(questions.join("\n"), "records[0].fields.score: which answer is a score?")
    }
  })
})
