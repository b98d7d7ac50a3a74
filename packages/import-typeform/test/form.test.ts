import { assert, describe, it } from "@effect/vitest"
import { checkMapping, Input } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Typeform } from "../src/index.ts"

/** As `GET /forms/{id}` gives it, written after its documentation. */
const form = {
  id: "u6nXL7",
  title: "After the visit",
  hidden: ["user_id"],
  fields: [
    { id: "f0", ref: "hello", title: "Hello", type: "statement" },
    {
      id: "f1",
      ref: "nps",
      title: "Would you recommend us?",
      type: "nps",
      properties: { steps: 11, start_at_one: false }
    },
    { id: "f2", ref: "why", title: "Why?", type: "long_text" },
    {
      id: "g",
      ref: "group",
      title: "Your visit",
      type: "group",
      properties: {
        fields: [
          {
            id: "f3",
            ref: "staff",
            title: "How *satisfied* are you with the staff?",
            type: "rating",
            properties: { steps: 6, shape: "star" }
          },
          {
            id: "f4",
            ref: "easy",
            title: "It was easy",
            type: "opinion_scale",
            properties: { steps: 6, start_at_one: false }
          }
        ]
      }
    },
    {
      id: "f5",
      ref: "shop",
      title: "How satisfied are you with the shop?",
      type: "multiple_choice",
      properties: {
        choices: [
          { id: "c1", label: "Very" },
          { id: "c2", label: "Not at all" }
        ]
      }
    },
    {
      id: "f6",
      ref: "things",
      title: "What are you satisfied with?",
      type: "multiple_choice",
      properties: {
        allow_multiple_selection: true,
        choices: [
          { id: "c3", label: "Price" },
          { id: "c4", label: "Speed" }
        ]
      }
    }
  ]
}

describe("a mapping of what a form says", () => {
  it("has every scale whole, however few answers there are", () => {
    const { mapping, questions } = Typeform.mappingOf(form)
    assert.deepStrictEqual(
      mapping.records.map(({ fields, metric, scale }) => [metric, scale, fields.score, fields.comment]),
      [
        ["nps", "0-10", "answers.nps", "answers.why"],
        ["csat", "1-6", "answers.staff", undefined],
        ["ces2", "0-5", "answers.easy", undefined],
        ["csat", undefined, { column: "answers.shop", values: { Very: null, "Not at all": null } }, undefined]
      ]
    )
    assert.isTrue(mapping.records.every(({ fields }) => fields.customer === "hidden.user_id"))
    assert.deepStrictEqual(
      questions.map((question) => question.split(":")[0]),
      [
        "records[1].direction",
        "records[2].direction",
        "records[3].fields.score.values",
        "records[3].scale",
        "records[3].direction"
      ]
    )
  })

  it("reads the responses once the questions are answered", async () => {
    const { mapping } = Typeform.mappingOf({ ...form, fields: form.fields.slice(0, 4) })
    const [first, ...rest] = mapping.records
    const told = {
      ...mapping,
      records: [first, ...rest.map((rule) => ({ ...rule, direction: "highIsGood" as const }))] as const
    }
    assert.deepStrictEqual(checkMapping(told), [])
    const answer = (ref: string, number: number) => ({
      type: "number",
      number,
      field: { id: ref, ref, type: "rating" }
    })
    const times = { landed_at: "2026-03-29T10:00:00Z", submitted_at: "2026-03-29T10:01:00Z" }
    const answers = [answer("nps", 9), answer("staff", 6), answer("easy", 0)]
    const items = [{ response_id: "r1", ...times, hidden: { user_id: "u1" }, answers }]
    const input = Input.fromText("page.json", JSON.stringify({ items }))
    const messages = await Effect.runPromise(Stream.runCollect(Typeform.importer.read(input, { mapping: told })))
    const scores = messages.flatMap((message) =>
      message._tag === "Imported" && message.kind === "responses" ? [[message.record.scale, message.record.score]] : []
    )
    assert.deepStrictEqual(scores, [
      ["0-10", 9],
      ["1-6", 6],
      ["0-5", 0]
    ])
  })

  it("asks whether a likelihood to recommend on fewer points is one", () => {
    const recommend = {
      id: "f",
      title: "Would you recommend us?",
      type: "opinion_scale",
      properties: { steps: 5, start_at_one: true }
    }
    const { questions } = Typeform.mappingOf({ fields: [recommend] })
    assert.include(questions.join("\n"), "records[0].scale: no answer is above 5")
  })

  it("asks for a score where a form has none, and takes nothing from what is no form", () => {
    for (const value of [
      undefined,
      null,
      7,
      "form",
      [],
      {},
      { fields: 7, hidden: {} },
      { fields: [null, 7, { type: "nps" }] }
    ]) {
      const { mapping, questions } = Typeform.mappingOf(value)
      assert.strictEqual(mapping.records.length, 1)
      assert.include(questions.join("\n"), "records[0].fields.score: which column holds a score?")
    }
    const odd = { id: "f", title: "How satisfied?", type: "rating" }
    for (const steps of [1, 12, 1e9, -3, 2.5, "7", null]) {
      const { questions } = Typeform.mappingOf({ fields: [{ ...odd, properties: { steps } }] })
      assert.include(questions.join("\n"), "which column holds a score?", String(steps))
    }
  })
})
