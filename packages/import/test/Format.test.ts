import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type Format, importerOf, type TableLayout } from "../src/format.ts"
import { delimited, Input, type Mapping, type Message } from "../src/index.ts"
import { suite } from "../src/testing.ts"

const mapping: Mapping = {
  source: "desk",
  format: "desk",
  tombstoneWhen: { column: "status", equals: ["deleted"] },
  records: [
    {
      kind: "interactions",
      id: "id",
      version: "changed",
      fields: { customer: "who", touchpoint: "where", at: "at" }
    },
    { kind: "customers", id: "who", fields: {} }
  ]
}

const desk: Format = {
  id: "desk",
  emits: ["interactions", "customers"],
  expects: "visits of a desk",
  layout: {
    _tag: "Json",
    records: ["/visits"],
    rows: ({ visitors, ...visit }) =>
      Array.isArray(visitors) ? visitors.map((who, i) => ({ ...visit, who, id: `${String(visit.id)}-${i}` })) : []
  },
  detect: ({ objects }) => ({ confidence: objects(["/visits"]).length > 0 ? 1 : 0, because: [] }),
  propose: () => ({ mapping, questions: [] })
}

const visit = (id: number, changed: number, visitors: ReadonlyArray<string> | null, status = "open") => ({
  id,
  status,
  changed,
  visitors,
  where: "shop",
  at: `2026-03-0${changed}T10:00:00Z`
})
const visits = [
  visit(1, 2, ["ann", "bob"]),
  visit(2, 2, null),
  visit(1, 3, ["ann", "bob"]),
  visit(1, 1, ["ann", "bob"]),
  visit(3, 4, ["cid"]),
  visit(3, 5, ["cid"], "deleted"),
  visit(3, 4, ["cid"])
]
const document = (all: ReadonlyArray<unknown>) => JSON.stringify({ visits: all, next: null }, null, 1)

const read = (text: string) =>
  Effect.runPromise(Stream.runCollect(importerOf(desk).read(Input.fromText("d.json", text), { mapping })))

const told = (message: Message): string => {
  if (message._tag === "Summary") return JSON.stringify(message.counts)
  if (message._tag !== "Imported") return `${message._tag} ${"id" in message ? message.id : ""}`
  return `${message.id} ${message.sourceVersion ?? "-"} ${message.ordinal}`
}

describe("records of JSON documents", () => {
  it("gives the rows of a source record, the latest version of each, and tombstones", async () => {
    const messages = await read(document(visits))
    assert.deepStrictEqual(messages.map(told), [
      "desk:interactions:1-0 2 0",
      "ann - 0",
      "desk:interactions:1-1 2 0",
      "bob - 0",
      "desk:interactions:1-0 3 2",
      "desk:interactions:1-1 3 2",
      "desk:interactions:3-0 4 4",
      "cid - 4",
      "Tombstone desk:interactions:3-0",
      '{"read":7,"imported":4,"skipped":1,"rejected":0,"duplicate":2}'
    ])
  })

  it("refuses another document", async () => {
    const error = await Effect.runPromise(
      Effect.flip(Stream.runDrain(importerOf(desk).read(Input.fromText("d.json", '{"error":"no"}'), { mapping })))
    )
    assert.strictEqual(error._tag, "NotThisFormat")
    assert.strictEqual(error.message, "d.json:1: found nothing of the kind, expected visits of a desk.")
  })
})

const damaged = document(visits.slice(0, 3)).replace('"ann",\n    "bob"', '"ann,\n "bob"')
suite(
  "a format of JSON documents",
  importerOf(desk),
  [
    {
      name: "desk.json",
      mapping,
      content: document(visits.slice(0, 3)),
      damaged: [{ content: document(visits.slice(0, 3)).replace('"changed": 3', '"changed": '), ordinal: 2 }]
    },
    { name: "desk-line.json", mapping, content: JSON.stringify({ visits }) },
    { name: "desk-broken.json", mapping, content: damaged }
  ],
  { lines: false }
)

const titled: TableLayout = {
  _tag: "Table",
  mostHeaderRows: 3,
  columns: ([names = [], ...more], next) =>
    more.length < 2 && next.some((cell) => /^(Your id|\{a\})$/.test(cell)) ? undefined : names
}
const survey: Format = { ...desk, id: "survey", expects: "a survey", layout: titled }
const asked: Mapping = {
  source: "survey",
  format: "survey",
  records: [{ kind: "interactions", id: "Id", fields: { customer: "Who", touchpoint: { value: "shop" }, at: "When" } }]
}
const rows = (header: number) =>
  ["Id,Who,When", "Your id,Your name,A time", "{a},{b},{c}"]
    .slice(0, header)
    .concat("1,ann,2026-03-01T10:00:00Z", "2,bob,2026-03-02T10:00:00Z", "")

suite(
  "a format of tables",
  importerOf(survey),
  [1, 2, 3].map((header) => ({
    name: `${header}.csv`,
    mapping: asked,
    content: rows(header).join("\n"),
    layout: { delimiter: ",", headerRows: header }
  }))
)

describe("a header of several rows", () => {
  const strict: Format = {
    ...survey,
    layout: {
      ...titled,
      against: ([, titles], { account }) =>
        titles?.[0] === account ? [] : [{ path: "account", problem: `the file is of "${titles?.[0]}"` }]
    }
  }
  const result = (account: string) => {
    const input = Input.fromText("s.csv", rows(2).join("\n"))
    const mapped = { ...asked, account }
    return Effect.runPromise(Effect.result(Stream.runCollect(importerOf(strict).read(input, { mapping: mapped }))))
  }

  it("may speak against the mapping", async () => {
    const refused = await result("shop")
    assert(refused._tag === "Failure" && refused.failure._tag === "BadMapping")
    assert.deepStrictEqual(refused.failure.issues, [{ path: "account", problem: 'the file is of "Your id"' }])
    assert.strictEqual((await result("Your id"))._tag, "Success")
  })
})

describe("several questions of one metric", () => {
  it("give answers of their own, and cases find theirs", async () => {
    const fields = { customer: "Who", at: "When" }
    const about = { metric: "nps", scale: "0-10", direction: "highIsGood", id: "Id" } as const
    const asking: Mapping = {
      source: "csv",
      format: "csv",
      records: [
        { kind: "responses", ...about, part: "shop", fields: { ...fields, score: "Shop" } },
        { kind: "responses", ...about, part: "desk", fields: { ...fields, score: "Desk" } },
        { kind: "loopCases", id: "Id", metric: "nps", part: "desk", fields: { ...fields, response: "Id" } }
      ]
    }
    const input = Input.fromText("s.csv", "Id,Who,When,Shop,Desk\n1,ann,2026-03-01T10:00:00Z,9,3\n")
    const messages = await Effect.runPromise(Stream.runCollect(delimited.read(input, { mapping: asking })))
    const records = messages.flatMap((message) => (message._tag === "Imported" ? [message.record] : []))
    assert.deepStrictEqual(
      records.map((record) => [record.id, "response" in record ? record.response : ""]),
      [
        ["csv:responses:1:nps:shop", ""],
        ["csv:responses:1:nps:desk", ""],
        ["csv:loopCases:1", "csv:responses:1:nps:desk"]
      ]
    )
  })
})
