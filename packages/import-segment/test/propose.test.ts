import { assert, describe, it } from "@effect/vitest"
import { headOfBytes } from "@throughline/import/format"
import { format } from "../src/Format.ts"
import { fixture, proposalOf } from "./reading.ts"

const detect = (text: string, name = "calls.json") =>
  format.detect(headOfBytes(new TextEncoder().encode(text), name)).confidence

const call = { type: "track", event: "Seen", messageId: "m", userId: "c", timestamp: "2026-03-29T10:00:00Z" }
const lines = (...calls: ReadonlyArray<object>) =>
  calls.map((one, i) => JSON.stringify({ ...call, messageId: `m${i}`, ...one })).join("\n")

describe("what is proposed for calls to Segment", () => {
  it("is sure of calls, and of nothing else", () => {
    assert.strictEqual(detect(fixture("calls.ndjson")), 1)
    assert.strictEqual(detect(fixture("flawed.json")), 0)
    assert.strictEqual(detect(`[${fixture("calls.ndjson").trim().replaceAll("\n", ",")}]`), 1)
    assert.strictEqual(detect('{"type":"track","event":"x"}'), 0)
    assert.strictEqual(detect('{"type":"page","messageId":1,"timestamp":"2026-03-29T10:00:00Z"}'), 0)
    assert.strictEqual(detect("type,event,messageId,timestamp\ntrack,x,m,2026-03-29T10:00:00Z\n"), 0)
    assert.strictEqual(detect(""), 0)
  })

  it("lists the touchpoints, and asks what cannot be told", async () => {
    const { mapping, questions } = await proposalOf(fixture("calls.ndjson"))
    assert.deepStrictEqual(mapping.records[0].fields.touchpoint, {
      column: "contact",
      values: {
        "page Retail Home": "page Retail Home",
        "page /returns": "page /returns",
        "Product Added": "Product Added",
        "Order Completed": "Order Completed",
        "screen Order Status": "screen Order Status",
        "Order Shipped": "Order Shipped"
      }
    })
    assert.deepStrictEqual(
      questions.map((question) => question.slice(0, 60)),
      [
        "records[0].fields.touchpoint.values: which touchpoint is eac",
        "records[1]: customers are read from group calls, with their ",
        "records[2].when: 1 of the first 12 calls are alias calls, an",
        "records[0].when: 1 of the first 12 calls come from machines "
      ]
    )
  })

  it("takes any name where there are many", async () => {
    const many = Array.from({ length: 41 }, (_, i) => ({ event: `Event ${i}` }))
    const { mapping, questions } = await proposalOf(lines(...many))
    assert.strictEqual(mapping.records[0].fields.touchpoint, "contact")
    assert.match(questions[0] ?? "", /41 events and pages are a touchpoint each/)
    assert.strictEqual(mapping.records[0].version, undefined)
  })

  it("reads customers from what identify calls say", async () => {
    const identify = { type: "identify", event: undefined }
    const seen = { ...identify, traits: { createdAt: 1_774_778_400, company: { id: "acme" } } }
    const { mapping, questions } = await proposalOf(lines({}, seen))
    assert.deepStrictEqual(mapping.records[1], {
      kind: "customers",
      id: "customer",
      when: { column: "kind", equals: ["identify"] },
      fields: {
        firstSeenAt: { column: "traits.createdAt", time: { format: "epoch-s" } },
        account: "traits.company.id"
      }
    })
    assert.strictEqual(questions.length, 1)
    const group = { type: "group", event: undefined }
    const groups = await proposalOf(lines({ ...group, groupId: "a" }, { ...group, groupId: "b" }))
    assert.match(groups.questions[0] ?? "", /^records\[1\]\.fields\.account: some customers are in several groups/)
  })

  it("asks for the zone of times without one", async () => {
    const { questions } = await proposalOf(lines({ timestamp: "2026-03-29T10:00:00" }))
    assert.match(questions[0] ?? "", /^time\.timeZone/)
  })
})
