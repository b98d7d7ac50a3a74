import type { Mapping } from "@throughline/import"
import { suite } from "@throughline/import/testing"
import { Segment } from "../src/index.ts"
import { fixture } from "./reading.ts"

const when = { column: "kind", equals: ["track", "page", "screen", "unknown"] } as const
const fields = { customer: "customer", touchpoint: "contact", at: "at", channel: "via" }
const mapping: Mapping = {
  source: "segment",
  format: "segment",
  records: [
    { kind: "interactions", id: "messageId", version: "receivedAt", when, fields },
    {
      kind: "customers",
      id: "customer",
      version: "receivedAt",
      when: { column: "kind", equals: ["group"] },
      fields: { account: "groupId" }
    },
    {
      kind: "identities",
      id: "messageId",
      version: "receivedAt",
      when: { column: "tie", equals: ["identified"] },
      fields: { kind: { value: "identified" }, customer: "customer", same: "same", at: "at" }
    }
  ]
}
const calls = fixture("calls.ndjson")
const list = `[${calls.trim().replaceAll("\n", ",")}]\n`
const personal = ["ana.mendes", "Ana Mendes", "198.51.100.7", "eva.silva"]

suite("calls to Segment, one a line", Segment.importer, [
  {
    name: "calls.ndjson",
    mapping,
    content: calls,
    layout: "json",
    personal,
    damaged: [
      { content: calls.replace('"messageId": "ajs-02"', '"messageId": {}'), ordinal: 1 },
      { content: calls.replace('"messageId": "ajs-01"', '"messageId": "ajs-01'), ordinal: 0 },
      { content: calls.replace('"2026-03-29T10:00:00.600Z"', '"Ana Mendes"'), ordinal: 6 },
      { content: calls.replace('"timestamp": "2026-03-29T10:06:00.600Z", ', ""), ordinal: 8 }
    ]
  }
])

suite(
  "calls to Segment in a list",
  Segment.importer,
  [
    { name: "calls.json", mapping, content: list, layout: "json", personal },
    {
      name: "flawed.json",
      mapping,
      content: fixture("flawed.json"),
      layout: "json",
      personal,
      damaged: [{ content: fixture("flawed.json").replace('"bad-01"', "bad-01"), ordinal: 0 }]
    }
  ],
  { lines: false }
)
