import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { Qualtrics } from "../src/index.ts"
import { fixture } from "./fixtures.ts"
import { countsOf, failureOf, messagesOf, rejectionsOf, responsesOf } from "./reading.ts"
import { written } from "./written.ts"

const confidence = (text: string, name = "x.csv") =>
  Qualtrics.importer.detect(new TextEncoder().encode(text), name).confidence

const labels = fixture("labels.csv")
const [names = "", titles = "", ids = "", ...rows] = labels.split(/\n(?!whole)/)
const whole = { read: 8, imported: 4, skipped: 2, rejected: 2, duplicate: 0 }
const countsBelow = async (...header: ReadonlyArray<string>) =>
  countsOf(await messagesOf([...header, ...rows].join("\n"), written("labels")))

describe("detect", () => {
  it("is sure of exports with several header rows, and surer than others of one", () => {
    const several = [
      "sample",
      "sample_legacy",
      "Better_Sample_Survey",
      "Sample_Survey_Insights",
      "Sample_Survey_Legacy"
    ]
    for (const name of several) assert.strictEqual(confidence(fixture(`${name}.csv`)), 1, name)
    assert.strictEqual(confidence([names, titles, ...rows].join("\n")), 1)
    assert.strictEqual(confidence(fixture("codes.csv")), 0.9)
  })

  it("leaves other tables alone", () => {
    assert.strictEqual(confidence(""), 0)
    assert.strictEqual(confidence("id,customer,nps\n1,c1,9\n"), 0)
    assert.strictEqual(confidence("response_id,status,end_date,score\n17,0,2026-03-29,9\n"), 0)
    assert.strictEqual(confidence('{"ImportId":"endDate"}\n{"ImportId":"status"}\n'), 0)
  })
})

describe("header rows", () => {
  it("may be one, two or three", async () => {
    for (const header of [[names], [names, titles], [names, ids], [names, titles, ids]]) {
      assert.deepStrictEqual(await countsBelow(...header), whole, `${header.length}`)
    }
  })

  it("are rows of responses unless they surely are none", async () => {
    const [first = ""] = rows
    assert.deepStrictEqual(await countsBelow(names, titles.replace("End Date", "End Date 2")), {
      ...whole,
      read: 9,
      rejected: 3
    })
    const empty = first.replace(/^([^,]*,){9}/, ",,,,,,,,,")
    const damaged = first.replace("2026-03-02 09:58:12,2026-03-02 10:01:40", "yesterday,today")
    for (const row of [empty, damaged, names.replaceAll(/[a-z]/g, "1"), `${titles},more`]) {
      const counts = await countsBelow(names, row)
      assert.deepStrictEqual(counts, { ...whole, read: 9, rejected: 3 }, row.slice(0, 60))
    }
  })

  it("are no responses in which somebody wrote an ImportId", async () => {
    const [first = "", second = "", ...more] = rows
    const wrote = second.replace(/"They.*example.org"/, '"{""ImportId"":""QID2_TEXT""}"')
    assert.notStrictEqual(wrote, second)
    for (const header of [[names], [names, titles]]) {
      const text = [...header, wrote, first, ...more].join("\n")
      assert.deepStrictEqual(countsOf(await messagesOf(text, written("labels"))), whole)
    }
  })

  it("of a header that is there twice, the second is a response, and rejected", async () => {
    assert.deepStrictEqual(await countsBelow(names, titles, ids, titles, ids), { ...whole, read: 10, rejected: 4 })
  })

  it("never lose a response: whatever one cell of the first says, it is read", async () => {
    const cells = (rows[0] ?? "").split(",").length
    const property = fc.asyncProperty(fc.nat(cells - 1), fc.string(), async (at, text) => {
      const other = [...(rows[1] ?? "").split(",")]
      other[at] = `"${text.replaceAll('"', '""')}"`
      const messages = await messagesOf([names, other.join(","), ...rows].join("\n"), written("codes"))
      assert.strictEqual(countsOf(messages)?.read, 9)
    })
    await fc.assert(property, { numRuns: 200 })
  })
})

describe("the time zone of the ImportIds", () => {
  it("must be that of the mapping", async () => {
    const error = await failureOf(labels, { ...written("labels"), time: { format: "iso", timeZone: "America/Denver" } })
    assert(error._tag === "BadMapping")
    assert.deepStrictEqual(error.issues, [
      {
        path: "time.timeZone",
        problem: 'it says "America/Denver", but EndDate of this file is written in "Europe/Berlin"'
      }
    ])
  })

  it("goes by its zone, not by its name, and a field may have its own", async () => {
    const utc = labels.replaceAll("Europe/Berlin", "Z")
    const mapping = { ...written("labels"), time: { format: "iso", timeZone: "Etc/UTC" } }
    assert.deepStrictEqual(responsesOf(await messagesOf(utc, mapping))[0]?.at, new Date("2026-03-02T10:01:40Z"))
    const [rule] = mapping.records
    const own = { column: "EndDate", time: { format: "iso", timeZone: "Europe/Berlin" } }
    const error = await failureOf(utc, { ...mapping, records: [{ ...rule, fields: { ...rule.fields, at: own } }] })
    assert(error._tag === "BadMapping")
    assert.strictEqual(error.issues[0]?.path, "records[0].fields.at.time.timeZone")
  })

  it("is passed over where it is none", async () => {
    const odd = labels.replaceAll("Europe/Berlin", "Middle/Earth")
    assert.deepStrictEqual(countsOf(await messagesOf(odd, written("labels"))), whole)
  })
})

describe("hostile exports", () => {
  const only = (cell: string) => messagesOf(labels.replace(",Promoter,9,", `,Promoter,${cell},`), written("labels"))

  it("have scores that are none rejected, and the rest read", async () => {
    for (const cell of ["1e999", "99999999999999999999", "-0", "9.5", "=9", "<b>9</b>", "９", "0x9"]) {
      const messages = await only(cell)
      const scores = responsesOf(messages).filter(({ id }) => id.includes("R_1aB2cD3eF4gH5iJ:nps"))
      if (cell === "-0")
        assert.deepStrictEqual(
          scores.map(({ score }) => Object.is(score, 0)),
          [true]
        )
      else assert.strictEqual(scores.length, 0, cell)
      assert.strictEqual(countsOf(messages)?.read, 8)
      if (cell !== "-0") assert.strictEqual(rejectionsOf(messages).length, 3, cell)
    }
  })

  it("may call columns as objects call theirs, and hold ImportIds that are none", async () => {
    const rude = [
      names.replace("UserLanguage", "__proto__").replace("IPAddress", "constructor"),
      titles,
      ids
        .replace('""userLanguage""', '{""__proto__"":[[[[[[[[]]]]]]]]}')
        .replace('"{""ImportId"":""status""}"', '"{[[["')
    ]
    assert.deepStrictEqual(await countsBelow(...rude), whole)
  })

  it("may have an ImportId of any size and shape", () => {
    const cells = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string().map((text) => `{'ImportId': '${text}'}`)
    )
    const property = fc.property(fc.array(cells, { minLength: 1, maxLength: 8 }), (row) => {
      const line = row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")
      assert.isAtMost(confidence(`${line}\n${line}\n${line}\n`), 1)
    })
    fc.assert(property, { numRuns: 500 })
    assert.strictEqual(confidence(`ResponseId,b\n"{'ImportId': '${"\\".repeat(50_000)}'}",x\n`), 0)
  })
})
