import { Input, propose } from "@throughline/import"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { Canny } from "../src/index.ts"
import { fixture, messagesOf, told } from "./reading.ts"

const proposal = (text: string) => Effect.runPromise(propose(Input.fromText("canny.json", text), [Canny.importer]))

describe("posts", () => {
  it("are requests with votes and an end; those merged into them are said again", async () => {
    expect(told(await messagesOf(fixture("posts.json")))).toEqual([
      'canny:requests:p1 done 12 u1 2026-03-01T10:00:00.000Z 2026-03-05T10:00:00.000Z "Dark mode" Please, <b>soon</b>. Write to [email]',
      'canny:requests:p0 done - - 2026-02-01T10:00:00.000Z 2026-03-05T10:00:00.000Z again canny:requests:p1 "Black screen" At night',
      'canny:requests:p2 open 1 - 2026-03-02T10:00:00.000Z - "Export" -',
      `canny:requests:p3 declined 0 u2 2026-03-03T10:00:00.000Z 2026-03-04T10:00:00.000Z "=cmd|' /C calc'!A0" -`,
      'canny:requests:p4 started 3 u1 2026-03-04T10:00:00.000Z - "Undo" -',
      expect.stringMatching(/status: found "in beta".*add it to records\[0\]\.fields\.status\.values/),
      '{"read":5,"imported":4,"skipped":0,"rejected":1,"duplicate":0}'
    ])
  })

  it("can be chosen by tag", async () => {
    const [rule, ...others] = Canny.feedback.records
    const mobile = { ...rule, when: { column: "tag:mobile", equals: ["yes"] as const } }
    const lines = told(await messagesOf(fixture("posts.json"), { ...Canny.feedback, records: [mobile, ...others] }))
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["canny:requests:p1", expect.stringContaining("read")])
  })

  it("are not made of what is hostile", async () => {
    const hostile = [
      '{"id":"x1","title":"x","status":{"__proto__":1},"author":{"__proto__":{"id":1}},"created":1e400}',
      '{"id":null,"title":"No id","status":"open","created":"2026-03-01T10:00:00Z"}',
      `{"id":"x2","title":"Deep","status":"open","created":"2026-03-01T10:00:00Z","tags":${"[".repeat(500)}${"]".repeat(500)}}`,
      '{"id":"x3","title":"<script>","status":"open","score":1e99,"created":"2026-03-01T10:00:00Z","mergeHistory":[{"post":{"id":7}},null]}',
      "{}"
    ]
    const lines = told(await messagesOf(hostile.join("\n")))
    expect(lines.filter((line) => line.startsWith("canny:"))).toEqual([
      'canny:requests:x2 open - - 2026-03-01T10:00:00.000Z - "Deep" -',
      'canny:requests:x3 open - - 2026-03-01T10:00:00.000Z - "<script>" -'
    ])
    expect(lines.at(-1)).toBe('{"read":5,"imported":2,"skipped":0,"rejected":3,"duplicate":0}')
  })
})

describe("votes", () => {
  it("are for a post, by their voter", async () => {
    expect(told(await messagesOf(fixture("votes.json")))).toEqual([
      "canny:votes:v1 for canny:requests:p1 by u1 2026-03-01T10:00:01.000Z",
      "canny:votes:v2 for canny:requests:p1 by u2 2026-03-02T08:00:00.000Z",
      "canny:votes:v3 for canny:requests:p4 by u2 2026-03-06T08:00:00.000Z",
      '{"read":3,"imported":3,"skipped":0,"rejected":0,"duplicate":0}'
    ])
  })
})

describe("webhooks", () => {
  it("tell what happened last, and what is gone; news of comments and tags are skipped", async () => {
    const lines = told(await messagesOf(fixture("events.ndjson"), Canny.events))
    expect(lines.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "canny:requests:p1 open 1",
      "canny:requests:p1 done 12",
      "canny:votes:v1 for canny:requests:p1",
      "canny:votes:v2 for canny:requests:p1",
      "canny:votes:v2 is gone",
      "canny:requests:p4 open 1",
      "canny:requests:p4 is gone",
      '{"read":10,"imported":7,"skipped":2,"rejected":0,"duplicate":1}'
    ])
    expect(lines[1]).toContain("2026-03-05T10:00:00.000Z")
  })

  it("may come twice", async () => {
    const deletions = fixture("events.ndjson")
      .split("\n")
      .filter((line) => line.includes(".deleted"))
    const lines = told(await messagesOf([...deletions, ...deletions].join("\n"), Canny.events))
    expect(lines).toEqual([
      "canny:votes:v2 is gone",
      "canny:requests:p4 is gone",
      '{"read":4,"imported":2,"skipped":0,"rejected":0,"duplicate":2}'
    ])
  })
})

describe("a proposal", () => {
  it("asks for statuses of the team's own, and whose ids to go by", async () => {
    const { mapping, questions } = await proposal(fixture("posts.json"))
    expect(mapping).toEqual(Canny.feedback)
    expect(questions).toEqual([
      expect.stringMatching(/^records\[0\]\.fields\.status\.values.*"in beta"/),
      expect.stringContaining('"author.userID"')
    ])
    expect((await proposal(fixture("votes.json"))).questions).toHaveLength(1)
    expect((await proposal(fixture("events.ndjson"))).mapping).toEqual(Canny.events)
  })

  it("is not made for other JSON", () => {
    const of = (text: string) => Canny.importer.detect(new TextEncoder().encode(text), "x.json").confidence
    expect(of(fixture("events.ndjson"))).toBe(1)
    expect(of('[{"id":1,"number":1,"title":"a","status":"open","votesCount":2,"description":"Fider"}]')).toBe(0)
    expect(of('{"hasMore":false,"posts":[]}')).toBe(0)
    expect(of("id,title,status,score\n1,a,open,2\n")).toBe(0)
  })
})
