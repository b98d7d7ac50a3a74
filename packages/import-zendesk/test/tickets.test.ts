import { assert, describe, it } from "@effect/vitest"
import { delimited, Input, ndjson, propose } from "@throughline/import"
import { Effect } from "effect"
import { Zendesk } from "../src/index.ts"
import { forLines, forTickets } from "./mappings.ts"
import { countsOf, fixture, messagesOf, proposalOf, recordsOf, rejectionsOf } from "./reading.ts"
import { ticket } from "./server.ts"

const one = (fields: Readonly<Record<string, unknown>>) => JSON.stringify({ tickets: [ticket(1, 1772445900, fields)] })
const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`
const read = (fields: Readonly<Record<string, unknown>>) =>
  messagesOf(one(fields).replaceAll('"DEEP"', deep), Zendesk.tickets)

describe("the incremental export", () => {
  it("gives tickets with replies, solutions and waits by the calendar, and tells of the deleted", async () => {
    const messages = await messagesOf(fixture("tickets.json"), forTickets)
    assert.deepStrictEqual(recordsOf(messages), [
      "zendesk:tickets:101 | customer 20978392 | at 2026-03-02T09:15:00.000Z | firstReplyAt 2026-03-02T10:50:00.000Z | resolvedAt 2026-03-03T08:00:00.000Z | channel web | team 98738 | priority high | status solved | replies 2 | reopens 1 | waitSeconds 72000 | rating good | subject Help, my printer is on fire! | body The fire is very colourful. Write to [email] | version 1772620732",
      "zendesk:tickets:102 | customer 20978393 | at 2026-03-02T10:00:00.000Z | firstReplyAt 2026-03-02T10:00:42.000Z | channel chat | team 98738 | status pending | replies 1 | reopens 0 | waitSeconds 900 | rating offered | subject Order | body =cmd|' /C calc'!A0 | version 1772500000",
      "zendesk:tickets:103 | customer 20978394 | at 2026-03-02T11:00:00.000Z | channel phone | priority urgent | status open | replies 0 | reopens 0 | subject <script>alert(1)</script> | body Where is it? | version 1772450000",
      "zendesk:tickets:104 is gone",
      "zendesk:tickets:102 | customer 20978393 | at 2026-03-02T10:00:00.000Z | firstReplyAt 2026-03-02T10:00:42.000Z | resolvedAt 2026-03-05T08:00:00.000Z | channel chat | team 98738 | status solved | replies 3 | reopens 0 | waitSeconds 900 | rating bad | subject Order | body =cmd|' /C calc'!A0 | version 1772700000",
      "zendesk:tickets:107 | customer 20978392 | at 2026-03-02T12:00:00.000Z | firstReplyAt 2026-03-02T12:07:00.000Z | team 98738 | status open | replies 0 | reopens 0 | waitSeconds 420 | subject Order | body Where is it? | version 1772470002",
      "zendesk:tickets:108 | customer 20978392 | at 2026-03-02T13:00:00.000Z | firstReplyAt 2026-03-02T13:30:00.000Z | channel other | team 98738 | status pending | subject Order | body Where is it? | version 1772470003"
    ])
    assert.deepStrictEqual(countsOf(messages), { read: 11, imported: 7, skipped: 0, rejected: 3, duplicate: 1 })
  })

  it("says of what it rejects what is wrong, and keeps a ticket whose channel or rating is not known", async () => {
    const messages = await messagesOf(fixture("tickets.json"), forTickets)
    assert.deepStrictEqual(
      rejectionsOf(messages).map((told) => told.replace(/(?<=^\w+) z:\d+/, "").replace(/(?<=expected).*/, "")),
      [
        'record status: found "waiting", expected',
        'record created_at: found "02.03.2026 12:00", expected',
        'field via.channel: found "carrier_pigeon", expected',
        'field priority: found "highest", expected',
        'field satisfaction_rating.score: found "great", expected',
        'field metric_set.replies: found "2.5", expected',
        'field metric_set.reopens: found "-1", expected',
        'field requester_wait_seconds: found "[text]", expected',
        'record first_reply_at: found "+1e+300", expected'
      ]
    )
  })

  it("knows a ticket by its id, time and status, whatever it lacks", async () => {
    const [whole = ""] = recordsOf(await read({}))
    for (const field of ["subject", "description", "via", "requester_id", "updated_at"]) {
      const [record = ""] = recordsOf(await read({ [field]: undefined }))
      assert.include(record, "firstReplyAt 2026-03-02T10:10:00.000Z")
      assert.isAtMost(record.length, whole.length)
    }
  })

  it("waits by business hours where the mapping says so", async () => {
    const metric_set = { requester_wait_time_in_minutes: { calendar: 60, business: 15 } }
    const [rule] = Zendesk.tickets.records
    const fields = { ...rule.fields, waitSeconds: "requester_wait_seconds_business" }
    const messages = await messagesOf(one({ metric_set }), { ...Zendesk.tickets, records: [{ ...rule, fields }] })
    assert.include(recordsOf(messages)[0], "waitSeconds 900")
  })

  it("has every status of Zendesk, and asks and answers apart", async () => {
    const found = await Promise.all(
      ["new", "open", "pending", "hold", "solved", "closed"].map(async (status) => {
        const [record = ""] = recordsOf(await read({ status, satisfaction_rating: { score: "unoffered" } }))
        assert.notInclude(record, "rating")
        return /status (\w+)/.exec(record)?.[1]
      })
    )
    assert.deepStrictEqual(found, ["open", "open", "pending", "pending", "solved", "solved"])
  })

  it("takes what is deleted for gone, and a restored ticket back", async () => {
    const states = ["open", "deleted", "open", "deleted"].map((status, i) => ticket(1, 1772445900 + i, { status }))
    const given = recordsOf(await messagesOf(JSON.stringify({ tickets: states }), Zendesk.tickets))
    assert.deepStrictEqual(
      given.map((record) => record.slice(0, 26)),
      [
        "zendesk:tickets:1 | custom",
        "zendesk:tickets:1 is gone",
        "zendesk:tickets:1 | custom",
        "zendesk:tickets:1 is gone"
      ]
    )
    const late = recordsOf(await messagesOf(JSON.stringify({ tickets: states.toReversed() }), Zendesk.tickets))
    assert.deepStrictEqual(late, ["zendesk:tickets:1 is gone"])
  })
})

describe("an export of one ticket a line", () => {
  it("is read like a page", async () => {
    const messages = await messagesOf(fixture("tickets.ndjson"), forLines)
    assert.deepStrictEqual(
      recordsOf(messages).map((record) => record.split(" | ")[0]),
      ["zendesk:tickets:101", "zendesk:tickets:102", "zendesk:tickets:103", "zendesk:tickets:104 is gone"]
    )
    const { records } = forLines
    assert.strictEqual(records[0].version, "updated_at")
  })

  it("tells what is no ticket", async () => {
    const messages = await messagesOf('{"error":"Unauthorized"}\n{"users":[]}\n', Zendesk.tickets)
    assert.deepStrictEqual(countsOf(messages), { read: 2, imported: 0, skipped: 0, rejected: 2, duplicate: 0 })
  })

  it("takes the answer for one ticket", async () => {
    const messages = await messagesOf(JSON.stringify({ ticket: ticket(9, 1772445900) }), Zendesk.tickets)
    assert.strictEqual(recordsOf(messages).length, 1)
  })
})

describe("a hostile export", () => {
  const values: ReadonlyArray<unknown> = [
    1e300,
    -5,
    Number.MAX_SAFE_INTEGER,
    "9".repeat(5000),
    "2026-03-02T10:00:00Z",
    [],
    [[[]]],
    {},
    "DEEP",
    true,
    '=cmd|"/C calc"!A0',
    "<img src=x onerror=alert(1)>"
  ]

  it("never gives a time, a wait or a rating that is not told", async () => {
    for (const value of values) {
      const metric_set = {
        reply_time_in_minutes: { calendar: value },
        requester_wait_time_in_minutes: { calendar: value === "2026-03-02T10:00:00Z" ? "x" : value }
      }
      const [record] = recordsOf(await read({ metric_set, satisfaction_rating: { score: value } }))
      if (record === undefined) continue
      assert.notMatch(record, /waitSeconds (?!540719925474098940|\d{1,20}\b)/)
      assert.notInclude(record, "rating")
      assert.strictEqual(value === true || typeof value === "object" || value === "DEEP", false)
    }
  })

  it("takes no reply before the ticket", async () => {
    const counts = countsOf(await read({ metric_set: { reply_time_in_minutes: { calendar: -5 } } }))
    assert.strictEqual(counts?.rejected, 1)
  })

  it("is read with any value in any place", async () => {
    const places = ["id", "created_at", "status", "via", "metric_set", "satisfaction_rating", "subject", "requester_id"]
    for (const place of places) {
      for (const value of values) {
        const counts = countsOf(await read({ [place]: value }))
        assert.strictEqual(counts?.read, 1)
      }
    }
  })

  it("takes no key for what objects have by birth", async () => {
    const text = one({}).replace('"status":"open"', '"__proto__":{"status":"closed"},"constructor":{},"status":"open"')
    const [record = ""] = recordsOf(await messagesOf(text, Zendesk.tickets))
    assert.include(record, "status open")
    const bare = one({}).replace('"status":"open",', '"__proto__":{"status":"open"},')
    assert.strictEqual(countsOf(await messagesOf(bare, Zendesk.tickets))?.rejected, 1)
  })
})

describe("a proposal", () => {
  it("asks what the export does not tell", async () => {
    const { questions } = await proposalOf(fixture("tickets.json"), "tickets.json")
    assert.deepStrictEqual(questions, [
      'records[0].fields.status.values: what does "waiting" stand for?',
      'records[0].fields.channel.values: what does "carrier_pigeon" stand for?',
      'records[0].fields.touchpoint: which touchpoint of the journey are tickets about, as {"value": "support"}?'
    ])
    const lines = await proposalOf(fixture("tickets.ndjson"), "tickets.ndjson")
    assert.include(lines.questions[0], "include=metric_sets")
    assert.deepStrictEqual(forTickets, Zendesk.tickets)
  })

  it("knows tickets among what a search found", async () => {
    const text = JSON.stringify({
      results: [{ ...ticket(1, 1772445900), result_type: "ticket" }],
      count: 1,
      next_page: null
    })
    assert.strictEqual((await proposalOf(text, "search.json")).mapping.records[0].kind, "tickets")
    assert.include(countsOf(await messagesOf(text, Zendesk.tickets)), { read: 1, imported: 1 })
  })

  it("is sure of Zendesk, and of nothing else", () => {
    const sure = (text: string) => Zendesk.importer.detect(new TextEncoder().encode(text), "x.json").confidence
    for (const name of ["tickets.json", "tickets.ndjson", "ratings.json", "surveys.json"]) {
      assert.strictEqual(sure(fixture(name)), 1, name)
    }
    for (const text of [
      "",
      "{}",
      '{"tickets":[]}',
      '{"tickets":[{"id":1}]}',
      "[1]",
      "id,status\n1,open\n",
      '{"id":1}',
      '[{"id":1,"status":2,"requester_id":3,"created_at":"2026-03-02T10:00:00Z"}]'
    ]) {
      assert.strictEqual(sure(text), 0, text)
    }
  })

  it("says of metrics alone that they need their tickets", async () => {
    const metrics = { id: 1, ticket_id: 7, reply_time_in_minutes: { calendar: 95, business: 35 } }
    const input = Input.fromText("ticket_metrics.json", JSON.stringify({ ticket_metrics: [metrics] }))
    const error = await Effect.runPromise(Effect.flip(propose(input, [delimited, ndjson, Zendesk.importer])))
    assert.match(error.message, /^ticket_metrics\.json: expected tickets of Zendesk \(with include=metric_sets/)
  })
})
