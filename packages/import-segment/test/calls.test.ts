import { assert, describe, it } from "@effect/vitest"
import { checkMapping, type Mapping } from "@throughline/import"
import { fixture, messagesOf, proposalOf, told } from "./reading.ts"

const anonymous = "8a3f6c1e-2f6b-4d0a-9a53-0d6f0f9f1c01"

describe("calls to Segment", () => {
  it("become interactions, by Segment's clock, and customers with their account", async () => {
    const text = fixture("calls.ndjson")
    const { mapping } = await proposalOf(text)
    assert.deepStrictEqual(checkMapping(mapping), [])
    assert.deepStrictEqual((await messagesOf(text, mapping)).map(told), [
      `segment:interactions:ajs-01 | ${anonymous} | page Retail Home | 2026-03-29T09:00:00.600Z | web`,
      `segment:interactions:ajs-02 | ${anonymous} | page /returns | 2026-03-29T09:01:00.600Z | web`,
      `segment:interactions:ajs-03 | ${anonymous} | Product Added | 2026-03-29T09:02:00.600Z | web`,
      `segment:identities:ajs-04 | identified | c1 | ${anonymous} | 2026-03-29T09:03:00.600Z`,
      "segment:interactions:ajs-05 | c1 | Order Completed | 2026-03-29T09:04:00.600Z | web",
      // Sent again, received later: it takes the place of the one above.
      "segment:interactions:ajs-05 | c1 | Order Completed | 2026-03-29T09:04:00.700Z | web",
      "segment:interactions:ios-01 | 42 | screen Order Status | 2026-03-29T10:00:00.600Z | app",
      "c1 | acme",
      "segment:interactions:node-02 | c1 | Order Shipped | 2026-03-29T10:06:00.600Z",
      // The clock of the tablet says 2019.
      "segment:interactions:and-01 | c2 | Product Added | 2026-03-29T10:08:00.900Z | app",
      "12 10 2 0 0"
    ])
  })

  it("are rejected with what to do about it", async () => {
    const { mapping } = await proposalOf(fixture("calls.ndjson"))
    assert.deepStrictEqual((await messagesOf(fixture("flawed.json"), mapping)).map(told), [
      "segment:interactions:bad-01 | c3 | Product Added | 2026-03-29T11:00:00.600Z",
      'record calls.json:18 at: found "no timestamp, and not all of receivedAt, sentAt and originalTimestamp to correct the clock of the device by", expected a timestamp. Fix: name "receivedAt" or "originalTimestamp" as at, if you trust it.',
      'record calls.json:32 customer: found "neither userId nor anonymousId", expected who it was. Fix: fill it in the source, or leave such calls out with skipWhen.',
      'record calls.json:47 contact: found "neither a name nor a path", expected what was seen. Fix: fill it in the source, or leave such calls out with skipWhen.',
      'record calls.json:59 contact: found "a call of no known type", expected a type of track, page, screen, identify, group, alias. Fix: repair it in the source, or leave it out: skipWhen {"column": "kind", "equals": ["unknown"]}.',
      'record calls.json:68 contact: found "Robot Danced", expected one of "page Retail Home", "page /returns", "Product Added", "Order Completed", "screen Order Status", "Order Shipped". Fix: add it to records[0].fields.touchpoint.values.',
      'record calls.json:84 at: found "[text]", expected a time as 2026-03-29T10:00:00Z. Fix: check time.format.',
      "segment:interactions:bad-08 | h-i54daqonb7attp7warwno5xxo7 | Product Added | 2026-03-29T11:07:00.600Z",
      'record calls.json:110 customer: found "a [text] or an [text]", expected one text or number. Fix: name a column that holds a single value.',
      "9 2 0 7 0"
    ])
  })

  it("may hold answers of a survey", async () => {
    const { mapping } = await proposalOf(fixture("calls.ndjson"))
    const answers: Mapping = {
      ...mapping,
      records: [
        {
          kind: "responses",
          id: "messageId",
          metric: "nps",
          scale: "0-10",
          direction: "highIsGood",
          when: { column: "contact", equals: ["Survey Answered"] },
          fields: { customer: "customer", at: "at", score: "properties.score" }
        }
      ]
    }
    const call = {
      type: "track",
      event: "Survey Answered",
      messageId: "m",
      userId: "c",
      timestamp: "2026-03-29T10:00:00Z"
    }
    const text = [9, 11].map((score, i) => JSON.stringify({ ...call, messageId: i, properties: { score } })).join("\n")
    assert.deepStrictEqual((await messagesOf(text, answers)).map(told), [
      "segment:responses:0:nps | c | 2026-03-29T10:00:00.000Z | 9 | nps | 0-10",
      'record calls.json:2 properties.score: found "11", expected a whole number from 0 to 10. Fix: check records[0].scale.',
      "2 1 0 1 0"
    ])
  })
})

describe("hostile calls", () => {
  const base = { messageId: "m", userId: "c", timestamp: "2026-03-29T10:00:00Z" }
  const mapping: Mapping = {
    source: "segment",
    format: "segment",
    records: [
      {
        kind: "interactions",
        id: "messageId",
        when: { column: "kind", equals: ["track", "page", "unknown"] },
        fields: { customer: "customer", touchpoint: "contact", at: "at", channel: "via" }
      }
    ]
  }
  const outcome = async (text: string) => (await messagesOf(text, mapping)).map(told)

  it("are data and nothing else", async () => {
    const text = [
      `{"__proto__":{"type":"track","event":"Polluted"},"messageId":"p","userId":"c"}`,
      JSON.stringify({ ...base, type: "track", event: '=HYPERLINK("http://x")' }),
      JSON.stringify({ ...base, messageId: "2", type: "track", event: "<img src=x onerror=alert(1)>" }),
      JSON.stringify({ ...base, messageId: "3", type: "constructor", event: "toString" }),
      JSON.stringify({ ...base, messageId: "4", type: "page", name: "x".repeat(5000) }),
      `{"messageId":5,"type":"track","event":"e","userId":123456789012345678901234567890,"timestamp":"2026-03-29T10:00:00Z"}`,
      `{"messageId":"6","type":"track","event":"deep","userId":"c","context":${'{"page":'.repeat(3000)}1${"}".repeat(3000)},"timestamp":"2026-03-29T10:00:00Z"}`,
      JSON.stringify({ ...base, messageId: "7", type: "track", event: ["a"], userId: null })
    ].join("\n")
    const lines = await outcome(text)
    assert.deepStrictEqual(
      lines.map((line) => line.slice(0, 62)),
      [
        'record calls.json:1 contact: found "a call of no known type", ',
        'segment:interactions:m | c | =HYPERLINK("http://x") | 2026-03-',
        "segment:interactions:2 | c | <img src=x onerror=alert(1)> | 20",
        'record calls.json:4 contact: found "a call of no known type", ',
        'record calls.json:5 contact: found "page xxxxxxxxxxxxxxxxxxxxx',
        'record calls.json:6 customer: found "a [text] or an [text]", e',
        "segment:interactions:6 | c | deep | 2026-03-29T10:00:00.000Z |",
        'record calls.json:8 customer: found "neither userId nor anonym',
        "8 3 0 5 0"
      ]
    )
  })

  it("cannot move the clock beyond what a time can be", async () => {
    const clock = { originalTimestamp: "2026-03-29T10:00:00Z", sentAt: "2026-03-29T10:00:01Z" }
    const call = { messageId: "m", userId: "c", type: "track", event: "e", receivedAt: "2026-03-29T10:00:05+02:00" }
    const at = async (more: object) => (await outcome(JSON.stringify({ ...call, ...clock, ...more })))[0]?.slice(0, 70)
    assert.strictEqual(await at({}), "segment:interactions:m | c | e | 2026-03-29T08:00:04.000Z")
    const local = 'record calls.json:1 at: found "no timestamp, and not all of receivedAt'
    assert.strictEqual(await at({ sentAt: "2026-03-29T10:00:01" }), local)
    assert.strictEqual(await at({ sentAt: "9".repeat(100_000) }), local)
    assert.strictEqual(await at({ originalTimestamp: 1e300 }), local)
  })
})
