import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import * as fc from "fast-check"
import { delimited, describeRejected, Input, type Mapping, type Rejected } from "../src/index.ts"
import { isDamagedId } from "../src/values/Suspect.ts"

const mapping: Mapping = {
  source: "s",
  format: "csv",
  records: [
    {
      kind: "responses",
      id: "id",
      metric: "csat",
      scale: "1-5",
      direction: "highIsGood",
      fields: {
        customer: "who",
        at: "at",
        score: "score",
        segment: { column: "size", values: { "1-10": "small", "11-50": "middle" } },
        comment: "why"
      }
    }
  ]
}

const good = ["1", "c1", "2026-03-29T10:00:00Z", "5", "1-10", "fine"]
const columns = ["id", "who", "at", "score", "size", "why"]

const read = async (column: string, text: string, change: Partial<Mapping> = {}) => {
  const row = good.map((cell, i) => (columns[i] === column ? text : cell))
  const input = Input.fromText("s.csv", `${columns.join(",")}\n${row.join(",")}\n`)
  const messages = await Effect.runPromise(
    Stream.runCollect(delimited.read(input, { mapping: { ...mapping, ...change } }))
  )
  return {
    rejected: messages.filter((message): message is Rejected => message._tag === "Rejected"),
    records: messages.flatMap((message) => (message._tag === "Imported" ? [message.record] : []))
  }
}

describe("cells that a spreadsheet has changed", () => {
  const costly = ["id", "who", "at", "score"].flatMap((column) =>
    ["#REF!", "########", "#N/A", "#DIV/0!", "#BEZUG!", "1.23E+11", "1,2E+09"].map((text) => [column, text] as const)
  )
  it.each(costly)("cost the record where %s is %s", async (column, text) => {
    const quoted = text.includes(",") ? `"${text}"` : text
    const { records, rejected } = await read(column, quoted)
    assert.strictEqual(records.length, 0)
    assert.deepStrictEqual(
      rejected.map(({ field, reason, severity }) => [field, reason, severity]),
      [[column, "SuspectCell", "record"]]
    )
  })

  it("cost an optional field only", async () => {
    for (const text of ["10-Jan", "Jan-10", "#REF!"]) {
      const { records, rejected } = await read("size", text)
      assert.deepStrictEqual([records.length, rejected.length], [1, 1])
      assert.deepStrictEqual([rejected[0]?.reason, rejected[0]?.severity], ["SuspectCell", "field"])
    }
  })

  it("are told with what to do", async () => {
    const { rejected } = await read("score", "Jan-10")
    assert.strictEqual(
      rejected.map(describeRejected).join(),
      's.csv:2 score: found "Jan-10", expected a value as it was before a spreadsheet changed it. Fix: export it anew and do not save it in a spreadsheet, or list the text in absent.'
    )
  })

  it("are what the mapping says they are", async () => {
    assert.strictEqual((await read("size", "#N/A", { absent: ["#N/A"] })).rejected.length, 0)
    assert.strictEqual((await read("score", "7")).rejected[0]?.reason, "OutOfRange")
    assert.strictEqual((await read("size", "huge")).rejected[0]?.reason, "UnknownEnum")
    const { records } = await read("why", "#REF!")
    assert.strictEqual(records[0] !== undefined && "comment" in records[0] ? records[0].comment : "", "#REF!")
  })

  it("are no ids in use", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^#?[a-zA-Z0-9-]{1,12}$/), (id) => {
        fc.pre(!["#NV"].includes(id))
        assert.isFalse(isDamagedId(id), id)
      })
    )
  })
})
