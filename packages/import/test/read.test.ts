import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Result, Stream } from "effect"
import {
  describeRejected,
  type ImportError,
  Input,
  type Mapping,
  type Message,
  type ReadOptions,
  read,
  SourceUnavailable
} from "../src/index.ts"
import { app, legacy, survey } from "./Fixtures.ts"

interface Outcome {
  readonly messages: ReadonlyArray<Message>
  readonly error: ImportError | undefined
}

const run = async (input: Input, options: ReadOptions<Mapping>): Promise<Outcome> => {
  const messages: Array<Message> = []
  const all = Stream.runForEach(read(input, options), (message) => Effect.sync(() => messages.push(message)))
  const result = await Effect.runPromise(Effect.result(all))
  return { messages, error: Result.isFailure(result) ? result.failure : undefined }
}

const told = ({ messages }: Outcome) => messages.flatMap((m) => (m._tag === "Rejected" ? [describeRejected(m)] : []))
const records = ({ messages }: Outcome) => messages.flatMap((m) => (m._tag === "Imported" ? [m.record] : []))
const counts = ({ messages }: Outcome) => {
  const last = messages.at(-1)
  return last?._tag === "Summary" ? last.counts : undefined
}

const visits: Mapping = {
  source: "till",
  format: "csv",
  records: [{ kind: "interactions", id: "id", fields: { customer: "who", touchpoint: "where", at: "when" } }]
}
const header = "id,who,where,when\n"
const visit = (id: string, who = "c1") => `${id},${who},shop,2026-03-29T10:00:00Z\n`

describe("reading", { timeout: 60_000 }, () => {
  it("turns a survey row into one response a question, with the comment on the first", async () => {
    const text = `id,customer,where,at,nps,sat,status,comment\nR1,c1,Kasse,2026-01-01T10:00:00Z,9,5,,fine\nR2,c1,Kasse,2026-01-01,,4,,also\n`
    const base = { customer: "c1", touchpoint: "checkout" }
    const evidence = (line: number) => ({ source: "survey", kind: "objective", provenance: `s.csv:${line}` })
    assert.deepStrictEqual(
      records(await run(Input.fromText("s.csv", text), { mapping: survey })) as ReadonlyArray<unknown>,
      [
        {
          id: "survey:responses:R1:nps",
          ...base,
          at: new Date("2026-01-01T10:00:00Z"),
          metric: "nps",
          scale: "0-10",
          score: 9,
          comment: "fine",
          evidence: evidence(2)
        },
        {
          id: "survey:responses:R1:csat",
          ...base,
          at: new Date("2026-01-01T10:00:00Z"),
          metric: "csat",
          scale: "1-5",
          score: 5,
          evidence: evidence(2)
        },
        {
          id: "survey:responses:R2:csat",
          ...base,
          at: new Date("2025-12-31T23:00:00Z"),
          metric: "csat",
          scale: "1-5",
          score: 4,
          comment: "also",
          evidence: evidence(3)
        }
      ]
    )
  })

  it("ties votes and duplicates to the requests that they name", async () => {
    const board = { source: "board", account: "acme", format: "csv" } as const
    const requests: Mapping = {
      ...board,
      records: [
        {
          kind: "requests",
          id: "no",
          evidence: "subjective",
          fields: { at: "at", title: "title", status: "status", closedAt: "closed", duplicateOf: "same as" }
        }
      ]
    }
    const votes: Mapping = {
      ...board,
      records: [{ kind: "votes", id: "no", fields: { request: "request", customer: "who", at: "at" } }]
    }
    const asked = `no,at,title,status,closed,same as
7,2026-01-01T10:00:00Z,Dark mode,done,2026-02-01T10:00:00Z,
8,2026-01-02T10:00:00Z,Darker,open,,7
9,2026-01-02T10:00:00Z,Darkest,open,soon,7
`
    const voted = "no,request,who,at\n1,7,c1,2026-01-03T10:00:00Z\n2,7,,2026-01-03T10:00:00Z\n"
    const first = await run(Input.fromText("r.csv", asked), { mapping: requests })
    const second = await run(Input.fromText("v.csv", voted), { mapping: votes })
    const ids = [...records(first), ...records(second)].map((each) => {
      const { customer, duplicateOf, id, request } = each as Readonly<Record<string, unknown>>
      return { id, duplicateOf, request, customer }
    })
    const none = { duplicateOf: undefined, request: undefined, customer: undefined }
    assert.deepStrictEqual(ids, [
      { ...none, id: "board/acme:requests:7" },
      { ...none, id: "board/acme:requests:8", duplicateOf: "board/acme:requests:7" },
      { ...none, id: "board/acme:votes:1", request: "board/acme:requests:7", customer: "c1" },
      { ...none, id: "board/acme:votes:2", request: "board/acme:requests:7" }
    ])
    assert.strictEqual(counts(first)?.rejected, 1)
  })

  it("turns scores round when low is good, and effort when low is effort", async () => {
    const line = '{"id":1,"who":{"id":"c"},"at":0,"answers":{"effort":2}}\n'
    const [record] = records(await run(Input.fromText("a", line), { mapping: app }))
    assert.deepInclude(record as object, { score: 6, metric: "ces1", id: "app:responses:1:ces1" })
  })

  it("says in one sentence what is wrong and how to fix it", async () => {
    const text = `id,customer,where,at,nps,sat,status,comment
R1,c1,Kasse,2026-01-01T10:00:00Z,11,,,
R2,c1,Kasse,2026-01-01T10:00:00Z,Anna Berg,5,,
R3,,Kasse,2026-01-01T10:00:00Z,9,,,
R4,c1,Kasse,2026-10-25 02:30,9,,,
R5,c1,Markt,2026-01-01T10:00:00Z,9,,,
R6,c1,Kasse,9
R7,c1,Kasse,2026-01-01T10:00:00Z,,,,but why
,c1,Kasse,2026-01-01T10:00:00Z,9,,,
R2,c2,Kasse,2026-01-01T10:00:00Z,,5,,
R8,c1,"Kasse"n,2026-01-01T10:00:00Z,9,,,
`
    assert.deepStrictEqual(told(await run(Input.fromText("s.csv", text), { mapping: survey })), [
      's.csv:2 nps: found "11", expected a whole number from 0 to 10. Fix: check records[0].scale.',
      's.csv:3 nps: found "[text] [text]", expected a whole number from 0 to 10. Fix: check records[0].scale.',
      "s.csv:4 customer: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
      's.csv:5 at: found "2026-10-25 02:30", expected a local time that occurs once in Europe/Berlin: clocks went back here. Fix: set time.ambiguous to "earlier" or "later".',
      's.csv:6 where: found "Markt", expected one of "Kasse", "Lieferung". Fix: add it to records[0].fields.touchpoint.values.',
      "s.csv:7: found 4 fields, expected 8 fields as in the header. Fix: quote delimiters inside fields in the source, or check delimiter.",
      "s.csv:8 comment: expected an answer to go with the comment. Fix: leave such records out with skipWhen.",
      "s.csv:9 id: expected an id. Fix: fill it in the source, or leave out id.",
      "s.csv:10 id: found the id of line 3 with other content, expected one record for each id, or equal repeats. Fix: keep one of the two in the source.",
      's.csv:11: found text behind a closing quote, expected a delimiter or a line end there. Fix: double the quotes inside the field ("") in the source, or check delimiter.'
    ])
  })

  it("keeps a record whose optional field is wrong, and no record that would say something else without it", async () => {
    const text =
      "Nr;Kunde;Beginn;Ende;Grund;Preis\n1;k;01.02.2026;;Umzug;6,99\n2;k;01.02.2026;bald;;6,99\n3;k;02.02.2026;01.02.2026;;6,99\n"
    const outcome = await run(Input.fromText("b.csv", text), { mapping: { ...legacy, encoding: "utf-8" } })
    assert.deepStrictEqual(counts(outcome), { read: 3, imported: 1, skipped: 0, rejected: 2, duplicate: 0 })
    assert.deepStrictEqual(
      outcome.messages.flatMap((m) => (m._tag === "Rejected" ? [`${m.severity} ${m.reason} ${m.field}`] : [])),
      ["field UnknownEnum Grund", "record BadType Ende", "record OutOfRange Ende"]
    )
  })

  it("knows equal rows by their id, and without an id takes them for several", async () => {
    const text = header + visit("1") + visit("2") + visit("1") + visit("2", "c9")
    const outcome = await run(Input.fromText("v.csv", text), { mapping: visits })
    assert.deepStrictEqual(counts(outcome), { read: 4, imported: 2, skipped: 0, rejected: 1, duplicate: 1 })
    const [rule] = visits.records
    const mapping: Mapping = { ...visits, records: [{ kind: rule.kind, fields: rule.fields }] }
    const ids = records(await run(Input.fromText("v.csv", text), { mapping })).map(({ id }) => id)
    assert.strictEqual(new Set(ids).size, 4)
    const turned = records(
      await run(Input.fromText("v.csv", header + visit("2", "c9") + visit("1") + visit("2") + visit("1")), { mapping })
    )
    assert.deepStrictEqual(new Set(turned.map(({ id }) => id)), new Set(ids))
  })

  it("reads each line by the rule that is for it, a time of two columns, and amounts in their own currency", async () => {
    const fields = { customer: "who", at: { columns: ["day", "clock"] } } as const
    const money = {
      amountMinor: { column: "amount", unit: "major" },
      currency: "cur",
      kind: { value: "churn" }
    } as const
    const mapping: Mapping = {
      source: "log",
      account: "eu",
      format: "csv",
      time: { format: "dd.MM.yyyy H:mm", timeZone: "UTC" },
      absent: ["-"],
      records: [
        {
          kind: "interactions",
          id: "id",
          when: { column: "what", equals: ["visit"] },
          fields: { ...fields, touchpoint: "where" }
        },
        { kind: "movements", id: "id", when: { column: "what", equals: ["end"] }, fields: { ...fields, ...money } }
      ]
    }
    const text = `id,what,who,day,clock,where,amount,cur
1,visit,c1,05.01.2026,9:30,shop,,
2,end,c1,06.01.2026,10:00,,1200,JPY
3,end,c1,06.01.2026,10:00,,12.5,EUR
4,end,c1,06.01.2026,10:00,,12.5,-
5,end,c1,06.01.2026,-,,12.5,EUR
6,call,c1,06.01.2026,10:00,,,
`
    const outcome = await run(Input.fromText("l.csv", text), { mapping })
    assert.deepStrictEqual(
      records(outcome).map((record) => [
        record.id,
        "amountMinor" in record ? record.amountMinor : "at" in record && record.at
      ]) as ReadonlyArray<unknown>,
      [
        ["log/eu:interactions:1", new Date("2026-01-05T09:30:00Z")],
        ["log/eu:movements:2", 1200],
        ["log/eu:movements:3", 1250]
      ]
    )
    assert.deepStrictEqual(told(outcome), [
      'l.csv:5 amount: found "12.5", expected a currency beside the amount. Fix: fill it in the source.',
      "l.csv:6 day clock: expected a value. Fix: fill it in the source, or leave such records out with skipWhen."
    ])
    assert.deepStrictEqual(counts(outcome), { read: 6, imported: 3, skipped: 1, rejected: 2, duplicate: 0 })
  })

  it("tells ids of several columns apart, whatever is in them", async () => {
    const [rule] = visits.records
    const mapping: Mapping = { ...visits, records: [{ ...rule, id: { columns: ["id", "who"] } }] }
    const text = `${header}a|b,c,s,2026-01-01\na,b|c,s,2026-01-01\n`
    const outcome = await run(Input.fromText("v.csv", text), {
      mapping: { ...mapping, time: { format: "iso", timeZone: "UTC" } }
    })
    assert.deepStrictEqual(records(outcome).map(({ id }) => id) as ReadonlyArray<string>, [
      "till:interactions:a\\|b|c",
      "till:interactions:a|b\\|c"
    ])
  })

  it("holds the raw row, hidden", async () => {
    const { messages } = await run(Input.fromText("v.csv", `${header}1,anna@example.com\n`), { mapping: visits })
    const [rejected] = messages
    assert.isTrue(rejected?._tag === "Rejected")
    if (rejected?._tag !== "Rejected") return
    assert.strictEqual(Redacted.value(rejected.raw), "1,anna@example.com")
    assert.notInclude(JSON.stringify(rejected), "anna")
    assert.strictEqual(rejected.byteOffset, header.length)
  })

  it("names the byte that is not UTF-8, and the records around it are read", async () => {
    const bytes = new TextEncoder().encode(header + visit("1") + visit("2", "M#ller") + visit("3", "Grün"))
    bytes[bytes.indexOf(35)] = 0xfc
    const outcome = await run(Input.fromBytes("v.csv", bytes), { mapping: visits })
    assert.deepStrictEqual(told(outcome), [
      'v.csv:3: found byte 0xFC at offset 52, expected text in utf-8. Fix: set encoding, for instance to "windows-1252".'
    ])
    assert.deepStrictEqual(counts(outcome), { read: 3, imported: 2, skipped: 0, rejected: 1, duplicate: 0 })
  })

  it("leaves touchpoints out that the journey does not have", async () => {
    const mapping = { ...visits, touchpoints: ["checkout"] } as unknown as Mapping
    assert.match(
      told(await run(Input.fromText("v.csv", header + visit("1")), { mapping }))[0] ?? "",
      /a touchpoint of the journey/
    )
  })
})

describe("what stops a read", { timeout: 60_000 }, () => {
  const failing = async (input: Input, options: ReadOptions<Mapping>) => {
    const { error, messages } = await run(input, options)
    const last = messages.at(-1)
    return { tag: error?._tag, message: error?.message, complete: last?._tag === "Summary" ? last.complete : undefined }
  }

  it("a header that is none", async () => {
    const latin = Uint8Array.from("id,wh\xF6\n", (c) => c.charCodeAt(0))
    assert.deepStrictEqual(await failing(Input.fromBytes("v.csv", latin), { mapping: visits }), {
      tag: "NotThisFormat",
      message:
        'v.csv:1: found byte 0xF6 at offset 5, expected text in utf-8. Fix: set encoding, for instance to "windows-1252".',
      complete: false
    })
    assert.strictEqual((await failing(Input.fromText("v.csv", ""), { mapping: visits })).tag, "NotThisFormat")
    assert.match(
      (await failing(Input.fromText("v.csv", "PK\u0003\u0004x\n"), { mapping: visits })).message ?? "",
      /export it as CSV/
    )
    assert.match((await failing(Input.fromText("v.csv", "i\0d\0\n"), { mapping: visits })).message ?? "", /utf-16le/)
    assert.strictEqual((await failing(Input.fromText("v.csv", '"id\n'), { mapping: visits })).tag, "NotThisFormat")
  })

  it("columns that are not there", async () => {
    assert.deepStrictEqual(await failing(Input.fromText("v.csv", "id,name\n1,2\n"), { mapping: visits }), {
      tag: "BadMapping",
      message:
        'v.csv: records[0].fields.customer: there is no column "who"; records[0].fields.touchpoint: there is no column "where"; records[0].fields.at: there is no column "when". Its columns are id, name.',
      complete: false
    })
  })

  it("too many rejects, with the counts so far", async () => {
    const text = header + "1\n".repeat(10) + visit("1")
    const outcome = await run(Input.fromText("v.csv", text), { mapping: visits, maxRejects: 3 })
    assert.strictEqual(outcome.error?.message, "v.csv: more than 3 of 4 records were rejected")
    assert.deepStrictEqual(counts(outcome), { read: 4, imported: 0, skipped: 0, rejected: 4, duplicate: 0 })
  })

  it("a source that breaks off, with the counts so far", async () => {
    const gone = new SourceUnavailable({ input: "v.csv", message: "gone" })
    const bytes = Stream.concat(
      Stream.fromIterable([new TextEncoder().encode(header + visit("1") + visit("2"))]),
      Stream.fail(gone)
    )
    const outcome = await run({ name: "v.csv", bytes }, { mapping: visits })
    assert.strictEqual(outcome.error, gone)
    assert.deepStrictEqual(outcome.messages.at(-1), {
      _tag: "Summary",
      input: "v.csv",
      complete: false,
      ending: "cut",
      counts: { read: 2, imported: 2, skipped: 0, rejected: 0, duplicate: 0 }
    })
  })
})

describe("resuming", { timeout: 60_000 }, () => {
  const rows = Array.from({ length: 25_000 }, (_, i) =>
    i % 1000 === 7
      ? `${i},c,shop\n`
      : i % 1000 === 8
        ? visit(String(Math.max(0, i - 11_000)))
        : visit(String(i), `k${i % 3}é`)
  )
  const input = Input.fromText("v.csv", header + rows.join(""))
  const plain = (messages: ReadonlyArray<Message>) =>
    messages.map((m) => (m._tag === "Rejected" ? { ...m, raw: Redacted.value(m.raw) } : m))

  it("gives exactly what follows the checkpoint", async () => {
    const { messages } = await run(input, { mapping: visits })
    const places = messages.flatMap((m, i) => (m._tag === "Checkpoint" ? [i] : []))
    assert.strictEqual(places.length, 2)
    for (const place of places) {
      const checkpoint = messages[place]
      if (checkpoint?._tag !== "Checkpoint") continue
      const again = await run(input, { mapping: visits, resume: checkpoint.cursor })
      assert.deepStrictEqual(plain(again.messages), plain(messages.slice(place + 1)))
    }
  })

  it("refuses when what came before has changed", async () => {
    const { messages } = await run(input, { mapping: visits })
    const checkpoint = messages.find((m) => m._tag === "Checkpoint")
    if (checkpoint?._tag !== "Checkpoint") return assert.fail("no checkpoint")
    const resume = checkpoint.cursor
    const changed = [
      Input.fromText("v.csv", header + rows.with(5, visit("5", "k1é")).join("")),
      Input.fromText("v.csv", header + rows.slice(0, 100).join("")),
      input
    ]
    for (const [i, other] of changed.entries()) {
      const { error, messages } = await run(other, {
        mapping: visits,
        resume: i < 2 ? resume : { ...resume, adapter: "x" }
      })
      assert.strictEqual(error?._tag, "BadCursor")
      assert.deepStrictEqual(
        messages.map(({ _tag }) => _tag),
        ["Summary"]
      )
    }
  })
})
