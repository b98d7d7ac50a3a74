import { assert, describe, it } from "@effect/vitest"
import { better, fixture, legacy, manyTypes, matrix, sameNames, sample } from "./fixtures.ts"
import { countsOf, messagesOf, rejectionsOf, responsesOf, told } from "./reading.ts"
import { written } from "./written.ts"

const withoutProvenance = (responses: ReturnType<typeof responsesOf>) =>
  responses.map(({ evidence: _, ...response }) => response)

describe("real exports", () => {
  it("give the same response from the newer and from the legacy form", async () => {
    const newer = responsesOf(await messagesOf(fixture("sample.csv"), sample))
    const older = responsesOf(await messagesOf(fixture("sample_legacy.csv"), legacy))
    assert.deepStrictEqual(newer.map(told), ["R_2YPOQ602ER1jkf1:csat | 2017-07-18T06:28:48.000Z |  | 2 | Hello World!"])
    assert.deepStrictEqual(withoutProvenance(older), withoutProvenance(newer))
  })

  it("give the rows of matrices, also of codes that are no points", async () => {
    const messages = await messagesOf(fixture("Single_Answer_Matrix_Insights.csv"), matrix)
    assert.deepStrictEqual(countsOf(messages), { read: 5, imported: 5, skipped: 0, rejected: 0, duplicate: 0 })
    const responses = responsesOf(messages)
    assert.deepStrictEqual(responses.slice(0, 4).map(told), [
      "R_9H2nlL82R9Yq21v:csat:emotional | 2016-05-27T09:33:34.000Z | emotional | 3 | ",
      "R_9H2nlL82R9Yq21v:csat:functional | 2016-05-27T09:33:34.000Z | functional | 4 | ",
      "R_9H2nlL82R9Yq21v:csat:Q4_1 | 2016-05-27T09:33:34.000Z | statement-1 | 3 | ",
      "R_9H2nlL82R9Yq21v:csat:five | 2016-05-27T09:33:34.000Z |  | 1 | Massa. Mi nec facilisis culpa orci wisi vehicula montes? Fermentum."
    ])
    const scores = responses.map(({ score }) => score).join("")
    assert.strictEqual(scores, "3431" + "4431" + "2334" + "4213" + "3322")
  })

  it("say which ranks are on no scale, and skip what was not answered", async () => {
    const messages = await messagesOf(fixture("Better_Sample_Survey.csv"), better, "better.csv")
    assert.deepStrictEqual(countsOf(messages), { read: 10, imported: 6, skipped: 4, rejected: 0, duplicate: 0 })
    assert.deepStrictEqual(
      rejectionsOf(messages),
      [7, 10, 12].map(
        (line) =>
          `field better.csv:${line} q4_rank_3: found "-1", expected a whole number from 1 to 5. Fix: check records[1].scale.`
      )
    )
  })

  it("of 190 columns give the same in both forms, and columns of one name apart", async () => {
    const newer = responsesOf(await messagesOf(fixture("Sample_Survey_Insights.csv"), manyTypes))
    const older = responsesOf(await messagesOf(fixture("Sample_Survey_Legacy.csv"), manyTypes))
    assert.deepStrictEqual(
      newer.map(({ score }) => score),
      [92, 97, 98, 55, 62]
    )
    assert.deepStrictEqual(withoutProvenance(older), withoutProvenance(newer))
    const twice = responsesOf(await messagesOf(fixture("Sample_Survey_Insights.csv"), sameNames))
    const [, second] = twice
    assert.strictEqual(
      second?.comment,
      "Vehicula neque et nullam! Purus eu? Atque. Duis tempora! Accusamus? Cras, pede massa facilisi. Odio."
    )
  })
})

const answers = [
  "R_1aB2cD3eF4gH5iJ:nps | 2026-03-02T09:01:40.000Z |  | 9 | Fast, and the parcel was\nwhole.",
  "R_1aB2cD3eF4gH5iJ:csat | 2026-03-02T09:01:40.000Z |  | 5 | ",
  "R_1aB2cD3eF4gH5iJ:csat:Q4_1 | 2026-03-02T09:01:40.000Z | search | 4 | ",
  "R_1aB2cD3eF4gH5iJ:csat:Q4_3 | 2026-03-02T09:01:40.000Z | delivery | 4 | ",
  "R_1aB2cD3eF4gH5iJ:ces2 | 2026-03-02T09:01:40.000Z |  | 4 | ",
  'R_2kL3mN4oP5qR6sT:nps | 2026-03-02T10:24:31.000Z |  | 3 | They said "tomorrow" three times; write to [email]',
  "R_2kL3mN4oP5qR6sT:csat | 2026-03-02T10:24:31.000Z |  | 1 | ",
  "R_2kL3mN4oP5qR6sT:csat:Q4_1 | 2026-03-02T10:24:31.000Z | search | 3 | ",
  "R_2kL3mN4oP5qR6sT:csat:Q4_3 | 2026-03-02T10:24:31.000Z | delivery | 1 | ",
  "R_2kL3mN4oP5qR6sT:ces2 | 2026-03-02T10:24:31.000Z |  | 1 | ",
  "R_4eF5gH6iJ7kL8mN:nps | 2026-03-03T13:10:22.000Z |  | 7 | ",
  "R_7iJ8kL9mN0oP1qR:nps | 2026-03-05T09:02:00.000Z |  | 10 | =1+1",
  "R_7iJ8kL9mN0oP1qR:csat | 2026-03-05T09:02:00.000Z |  | 4 | ",
  "R_7iJ8kL9mN0oP1qR:csat:Q4_1 | 2026-03-05T09:02:00.000Z | search | 5 | ",
  "R_7iJ8kL9mN0oP1qR:csat:Q4_3 | 2026-03-05T09:02:00.000Z | delivery | 5 | ",
  "R_7iJ8kL9mN0oP1qR:ces2 | 2026-03-05T09:02:00.000Z |  | 2 | "
]

describe("a survey with labels, and with codes", () => {
  for (const form of ["labels", "codes"] as const) {
    it(`gives the same answers from ${form}`, async () => {
      const messages = await messagesOf(fixture(`${form}.csv`), written(form))
      assert.deepStrictEqual(responsesOf(messages).map(told), answers)
      assert.deepStrictEqual(countsOf(messages), { read: 8, imported: 4, skipped: 2, rejected: 2, duplicate: 0 })
      const [twice, nobody] = rejectionsOf(messages)
      assert.include(twice, 'EndDate: found "2026-10-25 02:15:00", expected a local time that occurs once')
      assert.include(nobody, "ExternalReference: expected a value")
    })
  }

  it("gives the same from TSV in UTF-16, with titles in German and ImportIds as Python writes them", async () => {
    const [names = "", titles = "", ids = "", ...rows] = fixture("labels.csv").split(/\n(?!whole)/)
    const german = titles.replace("Response ID", "Antwort-ID").replace("End Date", "Enddatum")
    const python = ids.replaceAll('""', "'").replaceAll("':'", "': u'").replaceAll("','", "', '")
    assert.include(python, "{'ImportId': u'endDate', 'timeZone': u'Europe/Berlin'}")
    const text = [names, german, python, ...rows].join("\n")
    const cells = text.replaceAll(/"(?:[^"]|"")*"|,/g, (found) => (found === "," ? "\t" : found))
    const messages = await messagesOf(cells, { ...written("labels"), delimiter: "\t" })
    assert.deepStrictEqual(responsesOf(messages).map(told), answers)
  })
})
