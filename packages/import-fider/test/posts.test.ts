import { Input, propose } from "@throughline/import"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { Fider } from "../src/index.ts"
import { fixture, messagesOf, told } from "./reading.ts"

const proposal = (text: string) =>
  Effect.runPromise(propose(Input.fromText("posts", text), [Fider.importer, Fider.csv]))

const detected = (text: string) =>
  [Fider.importer, Fider.csv].map((importer) => importer.detect(new TextEncoder().encode(text), "posts").confidence)

const expected = (customers: readonly [string, string], fraction: string) => [
  `fider:requests:1 done 12 ${customers[0]} 2026-03-01T10:00:00.${fraction}Z 2026-03-05T10:00:00.000Z "Dark mode" Please, <b>soon</b>.\nWrite to [email]`,
  `fider:requests:2 declined 2 ${customers[1]} 2026-03-02T10:00:00.${fraction}Z 2026-03-04T10:00:00.000Z again fider:requests:1 "Black screen" -`,
  `fider:requests:3 declined 0 ${customers[0]} 2026-03-03T10:00:00.${fraction}Z 2026-03-06T10:00:00.000Z "=cmd|' /C calc'!A0" -`,
  `fider:requests:4 started 4 ${customers[0]} 2026-03-04T10:00:00.${fraction}Z - "Undo" -`,
  `fider:requests:5 open 5 ${customers[0]} 2026-03-05T10:00:00.${fraction}Z - "Export" -`
]

const ownStatus = expect.stringMatching(/found "in-beta".*add it to records\[0\]\.fields\.status\.values/)

describe("posts of the API", () => {
  it("are requests with votes and an end; what waits for a moderator is skipped", async () => {
    expect(told(await messagesOf(fixture("posts.json")))).toEqual([
      ...expected(["3", "4"], "123"),
      ownStatus,
      '{"read":7,"imported":5,"skipped":1,"rejected":1,"duplicate":0}'
    ])
  })

  it("can be chosen by tag", async () => {
    const mobile = { ...Fider.posts.records[0], when: { column: "tag:mobile", equals: ["yes"] as const } }
    const lines = told(await messagesOf(fixture("posts.json"), { ...Fider.posts, records: [mobile] }))
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["fider:requests:1", expect.stringContaining("read")])
  })

  it("are not made of what is hostile", async () => {
    const hostile = [
      '{"number":1e400,"title":"x","status":"open","createdAt":"2026-03-01T10:00:00Z"}',
      '{"number":2,"title":"x","status":{"__proto__":1},"createdAt":"2026-03-01T10:00:00Z"}',
      '{"number":3,"title":"x","status":"completed","response":[],"tags":{"__proto__":1},"createdAt":"2026-03-01T10:00:00Z"}',
      "{}"
    ]
    const lines = told(await messagesOf(hostile.join("\n")))
    expect(lines.filter((line) => line.startsWith("fider:"))).toEqual([
      'fider:requests:3 done undefined - 2026-03-01T10:00:00.000Z - "x" -'
    ])
    expect(lines.at(-1)).toBe('{"read":4,"imported":1,"skipped":0,"rejected":3,"duplicate":0}')
  })
})

describe("the CSV export", () => {
  it("gives the same requests, without authors", async () => {
    expect(told(await messagesOf(fixture("posts.csv"), Fider.table))).toEqual([
      ...expected(["-", "-"], "000"),
      ownStatus,
      '{"read":6,"imported":5,"skipped":0,"rejected":1,"duplicate":0}'
    ])
  })

  it("is read as older versions write it", async () => {
    const lines = told(await messagesOf(fixture("older.csv"), Fider.table))
    expect(lines.slice(0, -1)).toEqual(expected(["-", "-"], "000"))
  })
})

describe("a proposal", () => {
  it("asks for statuses of the team's own", async () => {
    const asked = expect.stringMatching(/^records\[0\]\.fields\.status\.values.*"in-beta"/)
    expect(await proposal(fixture("posts.json"))).toEqual({ mapping: Fider.posts, questions: [asked] })
    expect(await proposal(fixture("posts.csv"))).toEqual({ mapping: Fider.table, questions: [asked] })
    expect(await proposal(fixture("older.csv"))).toEqual({ mapping: Fider.table, questions: [] })
  })

  it("is not made for other inputs", () => {
    expect(detected(fixture("posts.json"))).toEqual([1, 0])
    expect(detected(fixture("posts.csv"))).toEqual([0, 1])
    expect(detected('[{"number":1,"title":"a","state":"open","node_id":"GitHub"}]')).toEqual([0, 0])
    expect(detected("number,title,status\n1,a,open\n")).toEqual([0, 0])
  })
})
