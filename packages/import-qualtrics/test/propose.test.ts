import { assert, describe, it } from "@effect/vitest"
import { checkMapping, Input } from "@throughline/import"
import { Effect } from "effect"
import { Qualtrics } from "../src/index.ts"
import { fixture } from "./fixtures.ts"
import { countsOf, messagesOf, proposalOf, responsesOf, told } from "./reading.ts"

/** An export of these columns (name, title, ImportId) and responses. */
const exportOf = (
  columns: ReadonlyArray<readonly [name: string, title: string, id: string]>,
  ...responses: ReadonlyArray<ReadonlyArray<string>>
): string => {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const header = [
    ["ResponseId", ...columns.map(([name]) => name)],
    ["Response ID", ...columns.map(([, title]) => title)],
    [`{"ImportId":"_recordId"}`, ...columns.map(([, , id]) => JSON.stringify({ ImportId: id }))]
  ]
  const rows = responses.map((answers, i) => [`R_${"abcdefgh0"}${i}`, ...answers])
  return [...header, ...rows].map((row) => row.map(cell).join(",")).join("\n")
}

describe("propose", () => {
  it("gives a mapping that reads an export with labels as it is", async () => {
    const { mapping, questions } = await proposalOf(fixture("labels.csv"))
    assert.deepStrictEqual(checkMapping(mapping), [])
    assert.deepStrictEqual(mapping.time, { format: "iso", timeZone: "Europe/Berlin" })
    assert.deepStrictEqual(
      mapping.records.map(({ metric, part, scale, direction, fields: { score, touchpoint, comment } }) => [
        `${metric} ${part ?? "-"} ${scale} ${direction}`,
        typeof score === "object" && "column" in score ? score.column : score,
        touchpoint,
        comment
      ]),
      [
        ["nps - 0-10 highIsGood", "Q1", undefined, "Q2"],
        ["csat Q3 1-5 highIsGood", "Q3", undefined, undefined],
        ["csat Q4_1 1-5 highIsGood", "Q4_1", { value: "Finding what you wanted" }, undefined],
        ["csat Q4_2 1-5 highIsGood", "Q4_2", { value: "Paying" }, undefined],
        ["csat Q4_3 1-5 highIsGood", "Q4_3", { value: "Delivery" }, undefined],
        ["ces2 - 1-5 highIsGood", "Q5", undefined, undefined]
      ]
    )
    const messages = await messagesOf(fixture("labels.csv"), mapping)
    assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 4, skipped: 2, rejected: 2, duplicate: 0 })
    assert.deepStrictEqual(questions, [
      ...["Finding what you wanted", "Paying", "Delivery"].map(
        (row, i) =>
          `records[${i + 2}].fields.touchpoint: "${row}" is a row of a matrix. Which touchpoint is it about, or which component (fields.component: {"value": "functional"})?`
      ),
      'records[].fields.customer: "ExternalReference" is empty in some of the first 8 responses (2), which are rejected. Is there a column that is always filled?',
      'records[].when: among the first 8 responses are some that are not finished (1). Their answers count; {"column": "Finished", "equals": ["True"]} leaves them out.',
      "records: no rule reads the answers in Q6_1, Q6_4_TEXT. Is one of them a score or a comment?"
    ])
  })

  it("asks for the zone where nothing tells it, and takes -99 for no answer", async () => {
    const { mapping, questions } = await proposalOf(fixture("codes.csv"))
    assert.strictEqual(mapping.time, undefined)
    assert.deepStrictEqual(mapping.absent, ["-99"])
    assert.strictEqual(questions[0], 'time.timeZone: in which zone are the local times written, as "Europe/Berlin"?')
    assert.deepStrictEqual(mapping.records[0].fields, {
      customer: "ExternalReference",
      at: "EndDate",
      segment: "Segment",
      score: "Q1",
      comment: "Q2"
    })
  })

  it("leaves a survey without scores open, and says what it holds", async () => {
    const { mapping, questions } = await proposalOf(fixture("Single_Answer_Matrix_Insights.csv"))
    assert.deepStrictEqual(
      checkMapping(mapping).map(({ path }) => path),
      ["records[0].metric", "records[0].scale", "records[0].direction", "records[0].fields.score"]
    )
    assert.deepStrictEqual(questions.slice(-3), [
      'records[].fields.customer: does a column say who answered? "ResponseID" makes each response a customer of its own.',
      "skipWhen: 5 of the first 5 responses are previews, tests or spam, and are left out. Are they?",
      "records: no rule reads the answers in Q2_1, Q2_2, Q2_3, Q4_1, Q4_2, Q4_3, Q3_question_one, Q3_question_two, Q3_question_three, Q5_question_one and 6 more. Is one of them a score or a comment?"
    ])
  })

  it("leaves scale and direction of codes open, and asks for all labels of a scale of one's own", async () => {
    const text = exportOf(
      [
        ["Q1", "How satisfied are you?", "QID1"],
        ["Q2", "How easy was it?", "QID2"],
        ["Q3", "The staff made it easy for me.", "QID3"]
      ],
      ["1", "piece of cake", "Somewhat agree"],
      ["7", "a pain", "Agree"]
    )
    const { mapping, questions } = await proposalOf(text)
    const [satisfied, easy, agreed] = mapping.records
    assert.deepStrictEqual([satisfied?.scale, satisfied?.direction], ["1-7", undefined])
    assert.deepStrictEqual([easy?.scale, easy?.direction], [undefined, undefined])
    assert.deepStrictEqual(easy?.fields.score, { column: "Q2", values: { "piece of cake": null, "a pain": null } })
    assert.deepStrictEqual([agreed?.scale, agreed?.direction], ["1-7", undefined])
    assert.deepStrictEqual(
      questions.map((question) => question.slice(0, question.indexOf(":"))).filter((key) => /^records\[\d/.test(key)),
      [
        "records[0].scale",
        "records[0].direction",
        "records[1].fields.score.values",
        "records[1].scale",
        "records[1].direction",
        "records[2].direction"
      ]
    )
  })

  it("asks once about the scale of a matrix, and takes it from all rows", async () => {
    const rows = ["Price", "Delivery speed", "Delivery cost"].map(
      (row, i) => [`Q1_${i}`, `How satisfied are you? - ${row}`, `QID1_${i}`] as const
    )
    const { mapping, questions } = await proposalOf(exportOf(rows, ["1", "2", "3"], ["2", "7", "-99"]))
    assert.deepStrictEqual(
      mapping.records.map(({ fields: { touchpoint }, scale }) => [scale, touchpoint]),
      ["Price", "Delivery speed", "Delivery cost"].map((row) => ["1-7", { value: row }])
    )
    assert.deepStrictEqual(
      questions.map((question) => question.slice(0, question.indexOf(":"))),
      [
        "records[0].scale",
        "records[0].direction",
        ...[0, 1, 2].map((i) => `records[${i}].fields.touchpoint`),
        "records[].fields.customer"
      ]
    )
  })

  it("asks for the points of a recommendation in words", async () => {
    const group = ["Q1_NPS_GROUP", "Group", "QID1_NPS_GROUP"] as const
    const text = exportOf([group, ["Q1", "Recommend?", "QID1"]], ["3", "10 - Extremely likely"])
    const { questions } = await proposalOf(text)
    assert.strictEqual(
      questions[0],
      'records[0].fields.score.values: "Q1" holds texts that are no numbers. What do they stand for?'
    )
  })

  it("never takes an NPS group, ticked choices, times on a page or the order of choices for scores", async () => {
    const text = exportOf(
      [
        ["Q1_NPS_GROUP", "Would you recommend us? - Group", "QID1_NPS_GROUP"],
        ["Q1", "Would you recommend us?", "QID1"],
        ["Q2_1", "What satisfied you? - Price", "QID2_1"],
        ["Q2_2", "What satisfied you? - Speed", "QID2_2"],
        ["Q3_DO", "How satisfied are you? - Order", "QID3_DO"],
        ["Q4_Click Count", "Satisfaction - Click Count", "QID4_CLICK_COUNT"],
        ["Q5 - Sentiment", "Satisfied, why? - Sentiment", "QID5_TEXT_0123456789abcdef01234567Sentiment"]
      ],
      ["3", "10", "1", "", "2", "3", "1"],
      ["1", "0", "1", "1", "1", "4", "2"]
    )
    const { mapping } = await proposalOf(text)
    assert.deepStrictEqual(
      mapping.records.map(({ fields }) => fields.score),
      ["Q1"]
    )
  })

  it("knows several NPS questions and the text behind each, in a loop too", async () => {
    const text = exportOf(
      [
        ["EndDate", "End Date", "endDate"],
        ["RecipientEmail", "Recipient Email", "recipientEmail"],
        ["1_Q1_NPS_GROUP", "Shop - Recommend? - Group", "1_QID1_NPS_GROUP"],
        ["1_Q1", "Shop - Recommend?", "1_QID1"],
        ["1_Q2", "Shop - Why?", "1_QID2_TEXT"],
        ["2_Q1_NPS_GROUP", "App - Recommend? - Group", "2_QID1_NPS_GROUP"],
        ["2_Q1", "App - Recommend?", "2_QID1"],
        ["2_Q2", "App - Why?", "2_QID2_TEXT"],
        ["Team", "Team", "Team"],
        ["Channel", "Channel", "Channel"]
      ],
      ["2026-03-02T10:00:00Z", "ana@example.org", "3", "9", "kind", "1", "2", "slow", "north", "Phone"]
    )
    const { mapping, questions } = await proposalOf(text)
    const channel = { column: "Channel", values: { Phone: "phone" } } as const
    const customer = { column: "RecipientEmail", personal: "hash" } as const
    const shared = { customer, at: "EndDate", team: "Team", channel }
    assert.deepStrictEqual(
      mapping.records.map(({ fields, part }) => [part, fields]),
      [
        ["1_Q1", { ...shared, score: "1_Q1", comment: "1_Q2" }],
        ["2_Q1", { ...shared, score: "2_Q1", comment: "2_Q2" }]
      ]
    )
    assert.deepStrictEqual(questions, [])
    const messages = await messagesOf(text, mapping)
    assert.deepStrictEqual(responsesOf(messages).map(told), [
      "R_abcdefgh00:nps:1_Q1 | 2026-03-02T10:00:00.000Z |  | 9 | kind",
      "R_abcdefgh00:nps:2_Q1 | 2026-03-02T10:00:00.000Z |  | 2 | slow"
    ])
    assert.match(responsesOf(messages)[0]?.customer ?? "", /^h-[a-z2-7]{26}$/)
  })

  it("refuses what is no export", async () => {
    const input = Input.fromText("a.csv", "id,nps\n1,9\n")
    const error = await Effect.runPromise(Effect.flip(Qualtrics.importer.propose(input)))
    assert.strictEqual(error._tag, "NotThisFormat")
    assert.strictEqual(error.message, "a.csv: expected a survey export of Qualtrics: a header and responses")
  })

  it("shows titles without markup and control characters", async () => {
    const columns = [1, 2].map(
      (n) => [`Q1_${n}`, `<p>How satisfied?</p>\u001b[31m - <b>Row ${n}</b>`, `QID1_${n}`] as const
    )
    const { mapping } = await proposalOf(exportOf(columns, ["4", "2"], ["5", "5"]))
    assert.deepStrictEqual(
      mapping.records.map(({ fields }) => fields.touchpoint),
      [{ value: "Row 1" }, { value: "Row 2" }]
    )
  })
})
