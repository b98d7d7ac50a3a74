import { assert, describe, it } from "@effect/vitest"
import { Input } from "@throughline/import"
import { answerOf, countsOf, messagesOf, proposalOf, rejectionsOf, responsesOf } from "@throughline/import/testing"
import { Effect, Stream } from "effect"
import { Typeform } from "../src/index.ts"
import { textOf } from "./fixture.ts"
import { page, results } from "./mappings.ts"

const confidence = (importer: typeof Typeform.importer, text: string) =>
  importer.detect(new TextEncoder().encode(text), "x").confidence

describe("pages of responses", () => {
  it("give scores, comments and what was written beside a choice", async () => {
    const messages = await messagesOf(Typeform.importer, textOf("page.json"), page)
    assert.deepStrictEqual(responsesOf(messages).map(answerOf), [
      "tok1:nps | c1 | 2026-03-01T10:05:00.000Z | 10 | Quick, and kind",
      "tok1:csat | c1 | 2026-03-01T10:05:00.000Z | 5 | by phone",
      "tok2:nps | c2 | 2026-03-02T10:05:00.000Z | 0 | ",
      "tok4:csat | c4 | 2026-03-04T10:05:00.000Z | 4 | ",
      "tok5:csat | c5 | 2026-03-05T10:05:00.000Z | 1 | "
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 7, imported: 4, skipped: 3, rejected: 0, duplicate: 0 })
    assert.match(rejectionsOf(messages).join(), /^field OutOfRange input:\d+ answers\.recommend: found "11"/)
  })

  it("propose who answered, and ask about what the page does not say", async () => {
    const { mapping, questions } = await proposalOf(Typeform.importer, textOf("page.json"))
    assert.deepStrictEqual(
      mapping.records.map(({ metric, scale, fields }) => [
        metric,
        scale,
        fields.customer,
        fields.score,
        fields.comment
      ]),
      [
        ["nps", "0-10", "hidden.user_id", "answers.recommend", "answers.why"],
        ["csat", "1-5", "hidden.user_id", "answers.satisfaction", "answers.used.other"]
      ]
    )
    assert.deepStrictEqual(
      questions.map((question) => question.split(/[: ]/)[0]),
      ["skipWhen", "records[1].scale", "records[1].direction", "records"]
    )
  })

  it("survive what no server should send", async () => {
    const base = { landed_at: "2026-03-01T10:00:00Z", submitted_at: "2026-03-01T10:05:00Z", hidden: { user_id: "c" } }
    const answer = { field: { ref: "recommend" }, type: "number", number: 9 }
    const items = [
      { ...base, token: "a", answers: [answer] },
      { ...base, token: "b", answers: { 0: answer } },
      {
        ...base,
        token: "c",
        answers: [null, "x", { field: { ref: "__proto__" }, type: "__proto__" }, { type: "text" }]
      },
      { ...base, token: "d", answers: [{ ...answer, number: 1e300 }] },
      { ...base, token: "e", answers: [{ ...answer, number: { deep: [1] } }] },
      { ...base, token: { f: 1 }, answers: [answer] }
    ]
    const messages = await messagesOf(Typeform.importer, JSON.stringify({ items }), page)
    assert.deepStrictEqual(responsesOf(messages).map(answerOf), ["a:nps | c | 2026-03-01T10:05:00.000Z | 9 | "])
    assert.deepStrictEqual(countsOf(messages), { read: 6, imported: 1, skipped: 2, rejected: 3, duplicate: 0 })
  })

  it("are known by their responses", () => {
    assert.strictEqual(confidence(Typeform.importer, textOf("page.json")), 1)
    assert.strictEqual(confidence(Typeform.importer, '{"items":[{"id":"1"}]}'), 0)
    assert.strictEqual(confidence(Typeform.csv, textOf("page.json")), 0)
  })
})

describe("results as CSV", () => {
  it("tell cells that a spreadsheet has changed", async () => {
    const messages = await messagesOf(Typeform.csv, textOf("results.csv"), results)
    const responses = responsesOf(messages)
    assert.deepStrictEqual(
      responses.map((response) => `${answerOf(response).slice(30)} | ${response.segment ?? ""}`),
      [
        "fb:nps | 995106cd710ec2af0e371cbe5e1f68fb | 2026-03-29T21:23:43.000Z | 9 | Quick, and kind | adult",
        'a7:nps | ee9b99ff3a221d118349598106aa06a7 | 2026-03-29T21:24:35.000Z | 0 | She said "no"\nthree times | young',
        "54:nps | 323e5a113644d18185c743c241407754 | 2026-03-29T21:27:09.000Z | 7 | =cmd|'/C calc'!A0 | "
      ]
    )
    assert.deepStrictEqual(countsOf(messages), { read: 7, imported: 3, skipped: 1, rejected: 3, duplicate: 0 })
    assert.deepStrictEqual(
      rejectionsOf(messages).map((text) => text.split(":").slice(0, 2).join(":")),
      [
        "record SuspectCell input:5 How likely are you to recommend us?",
        "field SuspectCell input:6 Age",
        "record SuspectCell input:7 #",
        "record SuspectCell input:8 Submit Date (UTC)"
      ]
    )
  })

  it("are read in UTC and in no other zone", async () => {
    const mapping = { ...results, time: { format: "iso", timeZone: "Europe/Berlin" } }
    const reading = Typeform.csv.read(Input.fromText("r.csv", textOf("results.csv")), { mapping })
    const error = await Effect.runPromise(Effect.flip(Stream.runDrain(reading)))
    assert(error._tag === "BadMapping")
    assert.deepStrictEqual(error.issues, [
      { path: "time.timeZone", problem: 'it says "Europe/Berlin", but Submit Date (UTC) is written in UTC' }
    ])
  })

  it("propose plain titles, and say which columns have one name", async () => {
    const { mapping, questions } = await proposalOf(
      Typeform.csv,
      textOf("results.csv").split("\n").slice(0, 4).join("\n")
    )
    assert.deepStrictEqual(mapping.time, { format: "iso", timeZone: "UTC" })
    const { score, comment } = mapping.records[0].fields
    assert.deepStrictEqual([score, comment], ["How likely are you to recommend us?", "Why?"])
    assert(questions.some((question) => question.includes('"Other#2" is column 8, behind "Mail"')))
    assert.strictEqual(confidence(Typeform.csv, textOf("results.csv")), 1)
    assert.strictEqual(confidence(Typeform.csv, "#,Score\n1,2\n"), 0)
  })
})
