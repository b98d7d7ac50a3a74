import { assert, describe, it } from "@effect/vitest"
import { answerOf, countsOf, messagesOf, proposalOf, rejectionsOf, responsesOf } from "@throughline/import/testing"
import { SurveyMonkey } from "../src/index.ts"
import { textOf } from "./fixture.ts"

const { pages } = SurveyMonkey
const details: unknown = JSON.parse(textOf("details.json"))
const { mapping, questions } = SurveyMonkey.mappingOf(details)
const response = { id: "1", response_status: "completed", date_modified: "2026-03-02T10:00:00+00:00" }

describe("pages of responses", () => {
  it("give the points of choices and the latest state of each response", async () => {
    const messages = await messagesOf(pages, textOf("page.json"), mapping)
    assert.deepStrictEqual(responsesOf(messages).map(answerOf), [
      "12706126701:nps | 12706126701 | 2026-03-01T10:05:00.000Z | 10 | Quick, and kind",
      "12706126701:csat | 12706126701 | 2026-03-01T10:05:00.000Z | 5 | ",
      "12706126702:nps | 12706126702 | 2026-03-02T10:05:00.000Z | 0 | ",
      "12706126704:nps | 12706126704 | 2026-03-04T10:05:00.000Z | 7 | <b>Prima</b> =cmd",
      "12706126701:nps | 12706126701 | 2026-03-09T10:05:00.000Z | 9 | ",
      "12706126701:csat | 12706126701 | 2026-03-09T10:05:00.000Z | 4 | "
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 7, imported: 4, skipped: 2, rejected: 1, duplicate: 0 })
    assert.match(rejectionsOf(messages).join(), /^record UnknownEnum input:\d+ answers\.652286714\.4285525061: /)
  })

  it("hold the choices of one question together, and the text beside them apart", async () => {
    const comments = {
      ...mapping,
      records: [
        { ...mapping.records[0], fields: { ...mapping.records[0].fields, comment: "answers.652286717" } },
        {
          ...mapping.records[0],
          part: "other",
          fields: { ...mapping.records[0].fields, comment: "answers.652286717.other" }
        }
      ]
    } as const
    const responses = responsesOf(await messagesOf(pages, textOf("page.json"), comments))
    assert.deepStrictEqual(
      responses.slice(0, 2).map(({ comment }) => comment),
      ["4285527001, 4285527002", "by phone"]
    )
  })

  it("survive what no server should send", async () => {
    const odd = [
      { ...response, pages: null },
      {
        ...response,
        id: "2",
        pages: [null, [], { questions: { id: "1" } }, { questions: [{ id: "__proto__", answers: [{ text: "x" }] }] }]
      },
      {
        ...response,
        id: "3",
        pages: [{ questions: [{ id: 652286715, answers: [{ choice_id: 4285526005 }, { choice_id: {} }] }] }]
      },
      { ...response, id: "4", pages: [{ questions: [{ id: "652286715", answers: [{ choice_id: 1e300 }] }] }] },
      {
        ...response,
        id: { deep: 1 },
        pages: [{ questions: [{ id: "652286715", answers: [{ choice_id: "4285526001" }] }] }]
      },
      "text"
    ]
    const messages = await messagesOf(pages, JSON.stringify({ data: odd }), mapping)
    assert.deepStrictEqual(responsesOf(messages).map(answerOf), ["3:csat | 3 | 2026-03-02T10:00:00.000Z | 5 | "])
    assert.deepStrictEqual(countsOf(messages), { read: 6, imported: 1, skipped: 3, rejected: 2, duplicate: 0 })
  })

  it("are known by their responses", () => {
    const confidence = (text: string) => pages.detect(new TextEncoder().encode(text), "page.json").confidence
    assert.strictEqual(confidence(textOf("page.json")), 1)
    assert.strictEqual(confidence(textOf("details.json")), 0)
    assert.strictEqual(confidence('{"data":[{"id":"1","name":"x"}]}'), 0)
  })
})

describe("a mapping for pages", () => {
  it("from the details of the survey has every choice there is", () => {
    assert.deepStrictEqual(
      mapping.records.map(({ metric, scale, direction }) => [metric, scale, direction]),
      [
        ["nps", "0-10", "highIsGood"],
        ["csat", "1-5", "highIsGood"]
      ]
    )
    const { score } = mapping.records[1]?.fields ?? {}
    assert.deepStrictEqual(score, {
      column: "answers.652286715",
      values: {
        "4285526001": 1,
        "4285526002": 2,
        "4285526003": 3,
        "4285526004": 4,
        "4285526005": 5,
        "4285526006": null
      }
    })
    assert.strictEqual(mapping.records[0].fields.comment, "answers.652286716")
    assert.strictEqual(questions.length, 2)
  })

  it("without details asks for them", async () => {
    const { questions: open } = await proposalOf(pages, textOf("page.json"))
    assert(open[0]?.includes("SurveyMonkey.mappingOf(details)"))
    assert(open.some((question) => question.startsWith("skipWhen: 1 of the first 7 responses are partial")))
    for (const odd of [undefined, null, "x", { pages: [{ questions: [{ id: 1 }, null] }] }]) {
      assert.strictEqual(SurveyMonkey.mappingOf(odd).mapping.records[0].metric, undefined)
    }
  })
})
