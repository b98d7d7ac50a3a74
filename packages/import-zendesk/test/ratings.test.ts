import { assert, describe, it } from "@effect/vitest"
import { Zendesk } from "../src/index.ts"
import { countsOf, fixture, messagesOf, recordsOf, rejectionsOf } from "./reading.ts"

describe("satisfaction ratings", () => {
  it("are answers when good or bad, and invitations when asked for", async () => {
    const messages = await messagesOf(fixture("ratings.json"), Zendesk.satisfactionRatings)
    assert.deepStrictEqual(recordsOf(messages), [
      "zendesk:responses:1:csat:rating | customer 7881 | at 2026-03-02T10:00:00.000Z | team 44 | score 2 | metric csat | scale 1-2 | comment Awesome support! Call me: [phone] | version 2026-03-02T10:00:00Z",
      "zendesk:invitations:208:csat:rating | customer 7881 | at 2026-03-02T09:00:00.000Z | metric csat | version 2026-03-02T10:00:00Z",
      "zendesk:responses:2:csat:rating | customer 7882 | at 2026-03-03T10:00:00.000Z | team 44 | score 1 | metric csat | scale 1-2 | comment Too slow | version 2026-03-03T10:00:00Z",
      "zendesk:invitations:209:csat:rating | customer 7882 | at 2026-03-02T09:00:00.000Z | metric csat | version 2026-03-03T10:00:00Z",
      "zendesk:invitations:210:csat:rating | customer 7883 | at 2026-03-02T09:00:00.000Z | metric csat | version 2026-03-02T09:00:00Z",
      "zendesk:responses:2:csat:rating | customer 7882 | at 2026-03-04T10:00:00.000Z | team 44 | score 2 | metric csat | scale 1-2 | comment Solved in the end | version 2026-03-04T10:00:00Z",
      "zendesk:invitations:209:csat:rating | customer 7882 | at 2026-03-02T09:00:00.000Z | metric csat | version 2026-03-04T10:00:00Z",
      "zendesk:invitations:213:csat:rating | customer 7886 | at 2026-03-02T09:00:00.000Z | metric csat | version yesterday"
    ])
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/(?<=^\w+) z:\d+/, "").replace(/(?<=expected).*/, "")),
      ['record score: found "great", expected', 'field updated_at: found "[text]", expected']
    )
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 5, skipped: 1, rejected: 1, duplicate: 1 })
  })
})

describe("survey responses", () => {
  it("are answers on the scale that was asked on, apart from ratings", async () => {
    const messages = await messagesOf(fixture("surveys.json"), Zendesk.surveyResponses)
    assert.deepStrictEqual(recordsOf(messages), [
      "zendesk:responses:01A:csat:survey-5 | customer 4398080151295 | at 2026-03-02T12:00:00.000Z | score 4 | metric csat | scale 1-5 | comment Quick and kind. Mail [email] | version 2026-03-02T12:05:00.000Z",
      "zendesk:responses:01B:csat:survey-2 | customer 4398080151295 | at 2026-03-02T12:00:00.000Z | score 1 | metric csat | scale 1-2 | version 2026-03-02T12:00:00.000Z",
      "zendesk:responses:01C:csat:survey-3 | customer 4398080151295 | at 2026-03-02T12:00:00.000Z | score 3 | metric csat | scale 1-3 | version 2026-03-02T12:00:00.000Z",
      "zendesk:responses:01A:csat:survey-5 | customer 4398080151295 | at 2026-03-03T12:00:00.000Z | score 2 | metric csat | scale 1-5 | comment It broke again | version 2026-03-03T12:00:00.000Z"
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 10, imported: 4, skipped: 3, rejected: 3, duplicate: 0 })
  })

  it("are rejected where the scale is not told or not known, and words without a rating are told", async () => {
    const messages = await messagesOf(fixture("surveys.json"), Zendesk.surveyResponses)
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/(?<=^\w+) z:\d+/, "")),
      [
        'record rating_5: found "4/?", expected a whole number from 1 to 5. Fix: check records[0].scale.',
        'record rating_5: found "6/7", expected a whole number from 1 to 5. Fix: check records[0].scale.',
        'record rating_5: found "9", expected a whole number from 1 to 5. Fix: check records[0].scale.',
        "field comment: expected an answer to go with the comment. Fix: leave such records out with skipWhen."
      ]
    )
  })

  it("never have a score of what is no rating", async () => {
    const [first] = JSON.parse(fixture("surveys.json")).survey_responses
    const answers: ReadonlyArray<unknown> = [
      null,
      "none",
      {},
      [null, 1, [], {}],
      [{ ...first.answers[0], rating: null }],
      [{ ...first.answers[0], question: null }],
      [{ ...first.answers[0], type: "skipped" }],
      [{ ...first.answers[0], question: { ...first.answers[0].question, sub_type: "other" } }]
    ]
    for (const answer of answers) {
      const text = JSON.stringify({ survey_responses: [{ ...first, answers: answer }] })
      assert.deepStrictEqual(recordsOf(await messagesOf(text, Zendesk.surveyResponses)), [])
    }
    const odd: ReadonlyArray<unknown> = [[4], {}, "four", 4.5, 0, 1e300, true]
    for (const rating of odd) {
      const text = JSON.stringify({ survey_responses: [{ ...first, answers: [{ ...first.answers[0], rating }] }] })
      const counts = countsOf(await messagesOf(text, Zendesk.surveyResponses))
      assert.deepStrictEqual(counts, { read: 1, imported: 0, skipped: 0, rejected: 1, duplicate: 0 })
    }
  })
})
