// The kit that every importer passes, and what becomes of a file.
import { readFileSync } from "node:fs"
import { describeRejected, Input, type Mapping } from "@throughline/import"
import { suite } from "@throughline/import/testing"
import { Effect, Stream } from "effect"
import { expect, it } from "vitest"
import { importer } from "../SmileyTerminals.ts"

const content = readFileSync(new URL("presses.json", import.meta.url), "utf8")
const input = Input.fromText("presses.json", content)

/** The proposal with its questions answered. */
const answered = async (): Promise<Mapping> => {
  const { mapping } = await Effect.runPromise(importer.propose(input))
  const [rule] = mapping.records
  const touchpoint = { column: "terminal", values: { "T-07": "checkout", "T-09": "returns" } }
  return {
    ...mapping,
    time: { format: "iso", timeZone: "Europe/Berlin" },
    records: [{ ...rule, fields: { ...rule.fields, touchpoint } }]
  }
}
const mapping = await answered()

suite(
  "smiley terminals",
  importer,
  [
    {
      name: "presses.json",
      mapping,
      content,
      layout: "json",
      damaged: [{ content: content.replace('"button": "happy"', '"button": happy'), ordinal: 0 }]
    }
  ],
  { lines: false }
)

it("gives an answer for a press, skips tests, and rejects what is unclear", async () => {
  const messages = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
  const told = messages.map((message) => {
    if (message._tag === "Imported" && message.kind === "responses") {
      return `${message.record.touchpoint} ${message.record.score} ${message.record.at.toISOString()}`
    }
    if (message._tag === "Summary") return JSON.stringify(message.counts)
    return message._tag === "Rejected" ? describeRejected(message) : `${message._tag} ${"id" in message && message.id}`
  })
  expect(told).toEqual([
    "checkout 3 2026-03-28T09:15:00.000Z",
    "checkout 1 2026-03-28T09:16:30.000Z",
    expect.stringContaining('presses.json:7 button: found "sideways", expected one of "very unhappy", "unhappy"'),
    expect.stringContaining("clocks skipped this one"),
    "returns 2 2026-03-29T01:30:00.000Z",
    "Tombstone smileys:responses:2:csat",
    '{"read":7,"imported":4,"skipped":1,"rejected":2,"duplicate":0}'
  ])
})
