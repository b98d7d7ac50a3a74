import { assert, describe, it } from "@effect/vitest"
import type { Mapping } from "@throughline/import"
import { mapping } from "./mapping.ts"
import { fixture, messagesOf, told } from "./reading.ts"

const short = (line: string) =>
  line
    .replace(/0195e000-0000-7000-8000-0+/, "#")
    .replaceAll("01945f2e-aaaa-0000-1111-222233334444", "survey")
    .replace(/:(nps|csat):\w{8}-\w{4}-\w{4}-\w{4}-\w{12}/, ":$1:question")

const outcome = async (text: string, by: Mapping = mapping) => (await messagesOf(text, by)).map(told).map(short)

describe("events of PostHog", () => {
  it("become interactions, invitations and answers, of which the last of a submission counts", async () => {
    assert.deepStrictEqual(await outcome(fixture("events.jsonl")), [
      "posthog:interactions:#1 | 0195dfff-1111-7abc-8def-000000000001 | 2026-03-29T09:00:00.250Z | web | page /returns",
      "posthog:interactions:#4 | c1 | 2026-03-29T09:02:00.250Z | web | order placed",
      "posthog:interactions:#5 | c2 | 2026-03-29T09:03:00.250Z | app | screen Order Status",
      "posthog:interactions:#6 | c1 | 2026-03-29T09:04:00.250Z | order shipped",
      "posthog:invitations:#7:nps:survey | c1 | 2026-03-29T09:05:00.250Z | web | nps",
      "posthog:responses:sub-1:nps:question | c1 | 2026-03-29T09:06:00.250Z | web | 9 | nps | 0-10",
      "posthog:responses:sub-1:nps:question | c1 | 2026-03-29T09:06:30.250Z | web | 9 | nps | 0-10 | It came a day early and the courier was kind",
      "posthog:responses:sub-1:csat:question | c1 | 2026-03-29T09:06:30.250Z | web | 5 | csat | 1-5",
      "posthog:invitations:#10:nps:survey | c2 | 2026-03-29T09:07:00.250Z | app | nps",
      "posthog:responses:#11:nps:question | c2 | 2026-03-29T09:08:00.250Z | app | 4 | nps | 0-10 | Nobody told me where my parcel was",
      "posthog:responses:#11:csat:question | c2 | 2026-03-29T09:08:00.250Z | app | 2 | csat | 1-5",
      "posthog:invitations:#12:nps:survey | c3 | 2026-03-29T09:09:00.250Z | web | nps",
      "posthog:responses:#14:ces2:0 | c4 | 2026-03-29T09:11:00.250Z | web | 6 | ces2 | 1-7",
      "posthog:responses:#15:ces2:0 | c5 | 2026-03-29T09:12:00.250Z | web | 3 | ces2 | 1-7",
      "15 12 3 0 0"
    ])
  })

  it("are rejected with what to do about it", async () => {
    assert.deepStrictEqual((await outcome(fixture("page.json"))).slice(4), [
      'record events.json:102 contact: found "a record without event", expected an event with its name. Fix: repair it in the source, or leave it out: skipWhen {"column": "kind", "equals": ["unknown"]}.',
      "record events.json:115 distinct_id: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
      'record events.json:129 timestamp: found "2026-03-29 11:02:00", expected an offset from UTC, as in +02:00. Fix: set time.timeZone.',
      "posthog:interactions:#19 | c1 | 2026-03-29T11:03:00.250Z | web | robot danced",
      'record events.json:157 contact: found "neither a path nor a name of what was seen", expected what was seen. Fix: fill it in the source, or leave such events out with skipWhen.',
      "posthog:responses:#21:csat:question | c1 | 2026-03-29T11:05:00.250Z | web | 5 | csat | 1-5",
      'field events.json:171 answers.a3071551-d599-4eeb-9ffe-69e93dc647b6: found "11", expected a whole number from 0 to 10. Fix: check records[1].scale.',
      "posthog:interactions:#22 | h-i54daqonb7attp7warwno5xxo7 | 2026-03-29T11:06:00.250Z | web | order placed",
      "record events.json:202 eventId: expected an id. Fix: fill it in the source, or leave out id.",
      "14 7 2 5 0"
    ])
  })

  it("are the same with properties as text, as tables hold them, and in a list", async () => {
    const lines = fixture("events.jsonl").trim().split("\n")
    const asText = lines.map((line) => {
      const event = JSON.parse(line)
      return JSON.stringify({ ...event, properties: JSON.stringify(event.properties) })
    })
    const expected = await outcome(lines.join("\n"))
    assert.deepStrictEqual(await outcome(asText.join("\n")), expected)
    assert.deepStrictEqual(await outcome(`[${lines.join(",\n")}]`), expected)
  })
})

describe("hostile events", () => {
  const base = { uuid: "u", event: "e", distinct_id: "c", timestamp: "2026-03-29T10:00:00Z" }
  const survey = "01945f2e-aaaa-0000-1111-222233334444"
  const sent = (properties: string) =>
    `{"uuid":"s","event":"survey sent","distinct_id":"c","timestamp":"2026-03-29T10:00:00Z","properties":{"$survey_id":"${survey}",${properties}}}`

  it("are data and nothing else", async () => {
    const text = [
      `{"__proto__":{"event":"polluted"},"uuid":"p","distinct_id":"c","timestamp":"2026-03-29T10:00:00Z"}`,
      JSON.stringify({ ...base, event: "=cmd|' /C calc'!A0", properties: [] }),
      JSON.stringify({ ...base, uuid: "2", event: "<script>alert(1)</script>", properties: "{not json" }),
      JSON.stringify({ ...base, uuid: "3", event: "toString", properties: null }),
      `{"uuid":"4","event":"deep","distinct_id":"c","timestamp":"2026-03-29T10:00:00Z","properties":${'{"a":'.repeat(3000)}1${"}".repeat(3000)}}`,
      JSON.stringify({ ...base, uuid: "5", event: "x".repeat(300), properties: {} })
    ].join("\n")
    assert.deepStrictEqual(
      (await outcome(text)).map((line) => line.slice(0, 64)),
      [
        'record events.json:1 contact: found "a record without event", ex',
        "posthog:interactions:u | c | 2026-03-29T10:00:00.000Z | =cmd|' /",
        "posthog:interactions:2 | c | 2026-03-29T10:00:00.000Z | <script>",
        "posthog:interactions:3 | c | 2026-03-29T10:00:00.000Z | toString",
        "posthog:interactions:4 | c | 2026-03-29T10:00:00.000Z | deep",
        'record events.json:6 contact: found "xxxxxxxxxxxxxxxxxxxxxxxxxxx',
        "6 4 0 2 0"
      ]
    )
  })

  it("answer nothing that was not asked", async () => {
    const q = "$survey_response_a3071551-d599-4eeb-9ffe-69e93dc647b6"
    const about = async (properties: string) => (await outcome(sent(properties)))[0]?.replace(/: found "/, ": ")
    assert.match((await about(`"${q}":1e400`)) ?? "", /^record .* a whole number from 0 to 10|a list or|a \[text\]/)
    assert.match((await about(`"${q}":["9"]`)) ?? "", /^record/)
    assert.strictEqual(await about(`"${q}":null`), "1 0 1 0 0")
    assert.strictEqual(await about(`"$survey_response___proto__":9`), "1 0 1 0 0")
    assert.strictEqual(await about(`"$survey_response_":9,"$survey_questions":{"length":1e9}`), "1 0 1 0 0")
    assert.strictEqual(
      await about(`"$survey_response":9,"$survey_questions":[{"id":"${q.slice(17)}"}]`),
      "posthog:responses:s:nps:question | c | 2026-03-29T10:00:00.000Z | 9 | nps | 0-10"
    )
  })
})
