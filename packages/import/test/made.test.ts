import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type Format, importerOf, type Layout, type Unsaid } from "../src/format.ts"
import { describeRejected, Input, type Mapping, type Message } from "../src/index.ts"
import { suite } from "../src/testing.ts"

const mapping: Mapping = {
  source: "till",
  format: "till",
  records: [
    { kind: "customers", id: "who", fields: {} },
    {
      kind: "movements",
      id: "id",
      fields: {
        customer: "who",
        at: "at",
        kind: { value: "new" },
        currency: { value: "EUR" },
        amountMinor: "amount"
      }
    }
  ]
}

const unknown: Unsaid = { found: "a price on request", expected: "a price", fix: "leave it out" }
const amount = (price: string, count: string): string => (price === "ask" ? "" : String(Number(price) * Number(count)))
const till = (layout: Layout): Format => ({
  id: "till",
  emits: ["customers", "movements"],
  expects: "a till",
  layout,
  detect: () => ({ confidence: 0, because: [] }),
  propose: () => undefined
})
const rows = till({
  _tag: "Table",
  mostHeaderRows: 1,
  columns: ([names = []]) => names,
  made: {
    names: ["amount"],
    values: (value) => [amount(value("price"), value("count"))],
    why: (value) => new Map(value("price") === "ask" ? [["amount", unknown]] : [])
  }
})
const documents = till({
  _tag: "Json",
  records: [""],
  rows: (record) => [{ ...record, amount: amount(String(record.price), String(record.count)) }],
  why: ({ price }) => new Map(price === "ask" ? [["amount", unknown]] : [])
})

const told = (message: Message): string => {
  if (message._tag === "Rejected") return `${message.severity} ${describeRejected(message)}`
  if (message._tag === "Summary") return JSON.stringify(message.counts)
  if (message._tag !== "Imported") return message._tag
  return message.kind === "movements" ? `${message.id} ${message.record.amountMinor}` : message.id
}
const read = async (format: Format, name: string, text: string) =>
  (await Effect.runPromise(Stream.runCollect(importerOf(format).read(Input.fromText(name, text), { mapping })))).map(
    told
  )

const csv = "id,who,at,price,count\n1,ann,2026-03-01T10:00:00Z,300,2\n2,bob,2026-03-02T10:00:00Z,ask,2\n"
const json = csv
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","))
  .map(([id, who, at, price, count]) => JSON.stringify({ id, who, at, price, count }))
  .join("\n")

describe("what is told only by several columns", () => {
  const messages = (name: string) => [
    "ann",
    "till:movements:1 600",
    "bob",
    `field ${name} amount: found "a price on request", expected a price. Fix: leave it out.`,
    '{"read":2,"imported":2,"skipped":0,"rejected":0,"duplicate":0}'
  ]

  it("is a column of delimited text, or why it says nothing", async () => {
    assert.deepStrictEqual(await read(rows, "t.csv", csv), messages("t.csv:3"))
  })

  it("is a value of JSON, or why it says nothing", async () => {
    assert.deepStrictEqual(await read(documents, "t.json", json), messages("t.json:2"))
  })

  it("gives way to a column that the file has", async () => {
    const own = csv.replace("count\n", "amount\n")
    assert.include(await read(rows, "t.csv", own), "till:movements:1 2")
  })
})

suite("a format with made columns", importerOf(rows), [
  { name: "till.csv", mapping, content: csv, layout: { delimiter: "," } }
])
