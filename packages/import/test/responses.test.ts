import { assert, describe, it } from "@effect/vitest"
import { type AskedColumn, proposeResponses } from "../src/format.ts"
import { checkMapping } from "../src/index.ts"

const base = { id: "id", fields: { customer: "who", at: "when" } }
const scales = [
  ["Bad", "OK", "Good"],
  ["Bad", "OK", "Good", "Great"]
]
const asked = (label: string, values: ReadonlyArray<string>, holds?: AskedColumn["holds"]): AskedColumn => ({
  name: label,
  label,
  values,
  ...(holds === undefined ? {} : { holds })
})
const why = asked("Why?", ["They were quick and very kind", "It took them far too long"])

describe("rules for the answers of a survey", () => {
  it("take a likelihood from 0 to 10, with labels beside the numbers", () => {
    const plain = proposeResponses([asked("Would you recommend us?", ["9", "10"]), why], base, scales)
    assert.deepStrictEqual(plain.questions, [])
    assert.deepStrictEqual(plain.records[0].fields, {
      ...base.fields,
      score: "Would you recommend us?",
      comment: "Why?"
    })
    const labelled = proposeResponses([asked("NPS", ["9", "10 - Extremely likely", "Not likely - 0"])], base, scales)
    const { score } = labelled.records[0].fields
    assert(typeof score === "object" && "values" in score)
    assert.deepStrictEqual(
      ["0", "9", "10", "10 - Extremely likely", "Not likely - 0"].map((text) => score.values?.[text]),
      [0, 9, 10, 10, 0]
    )
    assert.deepStrictEqual(
      checkMapping({ source: "s", format: "csv", records: [plain.records[0], { ...labelled.records[0], part: "b" }] }),
      []
    )
  })

  it("ask when a likelihood stays low, and take yes and no for none", () => {
    const low = proposeResponses([asked("Recommend?", ["1", "5"])], base, [])
    assert.deepStrictEqual(low.questions, ["records[0].scale: no answer is above 5. Is it asked from 0 to 10?"])
    assert.deepStrictEqual(proposeResponses([asked("", ["1"], "nps")], base, []).questions, [])
    assert.strictEqual(proposeResponses([asked("Recommend?", ["1", "0"])], base, []).records[0].metric, undefined)
  })

  it("take labels only when one scale has them all", () => {
    const told = (values: ReadonlyArray<string>) => proposeResponses([asked("Satisfied?", values)], base, scales)
    assert.deepStrictEqual(told(["Great", "OK"]).records[0].fields.score, {
      column: "Satisfied?",
      values: { Bad: 1, OK: 2, Good: 3, Great: 4 }
    })
    assert.strictEqual(told(["Bad", "OK"]).records[0].scale, undefined)
    assert.strictEqual(told(["Bad", "OK"]).questions.length, 3)
    assert.deepStrictEqual(told(["4", "1"]).records[0].scale, "1-5")
    assert.strictEqual(told(["4", "1"]).questions.length, 2)
  })

  it("tell questions of one metric apart, and say which answers nobody reads", () => {
    const long = `Satisfied with ${"x".repeat(100)}`
    const { questions, records } = proposeResponses(
      [asked("Satisfied?", ["Great", "Bad"]), asked(long, ["Good", "Great"]), asked("Age", ["33"])],
      base,
      scales
    )
    assert.deepStrictEqual(
      records.map(({ part }) => part),
      ["Satisfied?", `${long.slice(0, 40)}…${long.slice(-23)}`]
    )
    assert.deepStrictEqual(questions, [
      'records: no rule reads the answers in "Age". Is one of them a score or a comment?'
    ])
  })

  it("leave open what nothing tells", () => {
    const { questions, records } = proposeResponses([asked("Recommend?", ["yes", "no"])], base, scales)
    assert.deepStrictEqual(records, [{ kind: "responses", id: "id", fields: base.fields }])
    assert.strictEqual(questions.length, 3)
    assert.strictEqual(proposeResponses([asked("", ["7"], "nps")], base, []).records[0].metric, "nps")
    assert.strictEqual(proposeResponses([asked("easy?", ["a", "b"], "text")], base, []).records[0].metric, undefined)
  })
})
