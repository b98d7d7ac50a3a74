import { assert, describe, it } from "@effect/vitest"
import { answerOf, countsOf, messagesOf, proposalOf, rejectionsOf, responsesOf } from "@throughline/import/testing"
import * as fc from "fast-check"
import { headerRows } from "../src/HeaderRows.ts"
import { SurveyMonkey } from "../src/index.ts"
import { bytesOf, textOf } from "./fixture.ts"
import { answers, flying, german, starWars } from "./mappings.ts"

const { importer } = SurveyMonkey
const confidence = (content: string | Uint8Array) =>
  importer.detect(typeof content === "string" ? new TextEncoder().encode(content) : content, "survey.csv").confidence

describe("responses as CSV", () => {
  it("come with times, scores and comments, and with what is wrong", async () => {
    const messages = await messagesOf(importer, textOf("answers.csv"), answers)
    assert.deepStrictEqual(responsesOf(messages).map(answerOf), [
      "11870331821:nps | c1 | 2026-03-02T15:03:15.000Z | 10 | Quick, and kind",
      "11870331821:csat | c1 | 2026-03-02T15:03:15.000Z | 5 | ",
      '11870331822:nps | c2 | 2026-03-02T17:14:40.000Z | 0 | She said "no"\nthree times',
      "11870331822:csat | c2 | 2026-03-02T17:14:40.000Z | 1 | ",
      "11870331823:nps | c3 | 2026-03-03T06:01:00.000Z | 7 | ",
      "11870331824:csat | c4 | 2026-03-03T07:03:00.000Z | 4 | "
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 10, imported: 4, skipped: 1, rejected: 4, duplicate: 1 })
    assert.deepStrictEqual(
      rejectionsOf(messages).map((text) => text.split(", expected")[0]),
      [
        'field SuspectCell input:7 How likely is it that you would recommend us to a friend or colleague?: found "Jan-10"',
        "record SuspectCell input:8 Respondent ID: expected a value as it was before a spreadsheet changed it. Fix: export it anew and do not save it in a spreadsheet, or list the text in absent.",
        "record MissingField input:9 Respondent ID: expected an id. Fix: fill it in the source, or leave out id.",
        'record BadType input:10 End Date: found "03/33/2026 05:03:00 AM"',
        'record OutOfRange input:11 How likely is it that you would recommend us to a friend or colleague?: found "11"',
        "field MissingField input:12 What is the reason for your score?: expected an answer to go with the comment. Fix: leave such records out with skipWhen."
      ]
    )
  })

  it("come in other languages, and from the hour that occurs twice", async () => {
    const messages = await messagesOf(importer, textOf("german.csv"), german)
    assert.deepStrictEqual(responsesOf(messages).map(answerOf), [
      "11870331832:nps | 11870331832 | 2026-10-25T00:30:00.000Z | 3 | Zu spät",
      "11870331833:nps | 11870331833 | 2026-06-01T07:05:00.000Z | 6 | "
    ])
    assert.strictEqual(rejectionsOf(messages).length, 1)
  })

  it("of real polls are all there, in the encoding they were written in", async () => {
    const messages = await messagesOf(importer, bytesOf("StarWars.csv"), starWars)
    assert.deepStrictEqual(countsOf(messages), { read: 40, imported: 34, skipped: 6, rejected: 0, duplicate: 0 })
    const responses = responsesOf(messages)
    assert.strictEqual(
      responses[0] && answerOf(responses[0]),
      "3292879998:csat | 3292879998 | 2014-06-06T12:00:00.000Z | 5 | "
    )
    assert.strictEqual(responses.map(({ score }) => score).join(""), "5455555534545355553555555535254545")
    const flights = await messagesOf(importer, bytesOf("flying-etiquette.csv"), flying)
    assert.deepStrictEqual(countsOf(flights), { read: 40, imported: 26, skipped: 14, rejected: 0, duplicate: 0 })
    assert.strictEqual(
      responsesOf(flights)
        .map(({ score }) => score)
        .join(""),
      "23333233133232133332231132"
    )
  })

  it("are known by their header", () => {
    const files = ["StarWars.csv", "answers.csv", "german.csv", "single.csv", "flying-etiquette.csv"]
    assert.deepStrictEqual(
      files.map((name) => confidence(bytesOf(name))),
      [1, 1, 1, 1, 0.9]
    )
    assert.strictEqual(confidence("Respondent ID,Score\nann,3\n"), 0)
    assert.strictEqual(confidence("respondent_id,score\n11870331821,3\n"), 0)
    assert.strictEqual(confidence(""), 0)
  })
})

describe("a mapping for CSV", () => {
  it("is whole but for what the file cannot tell", async () => {
    const clean = textOf("answers.csv").split("\n").slice(0, 6).join("\n")
    const { mapping, questions } = await proposalOf(importer, clean)
    assert.deepStrictEqual(
      mapping.records.map(({ metric }) => metric),
      ["nps", "csat", "ces2"]
    )
    assert.deepStrictEqual(mapping.records[0].fields, { ...answers.records[0].fields, customer: "Respondent ID" })
    assert.deepStrictEqual(
      questions.map((question) => question.split(/[: ]/)[0]),
      [
        "time.timeZone",
        "time.format",
        "records[].fields.customer",
        "records[1].fields.score.values",
        "records[1].scale",
        "records[1].direction",
        "records"
      ]
    )
  })

  it("says that the time is not told, and takes labels of one scale only", async () => {
    const poll = await proposalOf(importer, bytesOf("StarWars.csv"))
    assert.strictEqual(poll.mapping.encoding, "windows-1252")
    assert(poll.questions.some((question) => question.startsWith("records[].fields.at: the file does not say")))
    const { mapping } = await proposalOf(importer, textOf("single.csv"))
    const [{ scale, fields }] = mapping.records
    assert.deepStrictEqual([scale, fields.at], ["1-5", "date_modified"])
  })

  it("asks about a second row that may be one of the header in another language", async () => {
    const { questions } = await proposalOf(importer, "Respondent ID,End Date,Q\n,,Vastaus\n11870331821,2026-03-02,5\n")
    assert(questions.some((question) => question.startsWith("row 2 has no respondent")))
  })
})

const names = ["Respondent ID", "Collector ID", "End Date", "Seen?", "", "", "Why?"]

describe("a second header row", () => {
  it("is none when it says anything of who answered and when", () => {
    const cells = fc.array(fc.constantFrom("", "Response", "Open-Ended Response", "One", "7", "11870331821"), {
      minLength: names.length,
      maxLength: names.length
    })
    fc.assert(
      fc.property(cells, (row) => {
        const isBlank = row.slice(0, 3).every((cell) => cell === "")
        const isTold = row.slice(3).some((cell) => cell.endsWith("Response"))
        assert.strictEqual(headerRows([names, row]).count, isBlank && isTold ? 2 : 1)
      })
    )
  })

  it("is none when it has another width, or nobody is named as respondent", () => {
    const labels = ["", "", "", "One", "Two", "", "Response"]
    assert.strictEqual(headerRows([names, labels]).count, 2)
    assert.strictEqual(headerRows([names, [...labels, ""]]).count, 1)
    assert.strictEqual(headerRows([names.map((name) => name.replace("Respondent ID", "Nr")), labels]).count, 1)
    assert.deepStrictEqual(headerRows([names, labels]).names.slice(3), ["Seen? / One", "Seen? / Two", "", "Why?"])
  })
})
