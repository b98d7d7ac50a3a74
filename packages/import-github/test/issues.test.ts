import { Input, propose } from "@throughline/import"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { GitHub } from "../src/index.ts"
import { fixture, messagesOf, told } from "./reading.ts"

const proposal = (text: string) => Effect.runPromise(propose(Input.fromText("issues.json", text), [GitHub.importer]))

describe("issues", () => {
  it("are requests with votes and why they were closed; pull requests and bots are not", async () => {
    expect(told(await messagesOf(fixture("issues.json")))).toEqual(
      [
        'github:requests:I_1 done 12 U_1 2026-03-01T10:00:00.000Z 2026-03-05T10:00:00.000Z "Dark mode" Please, <b>soon</b>. Write to [email]',
        `github:requests:I_3 declined 0 U_1 2026-03-03T10:00:00.000Z 2026-03-04T10:00:00.000Z "=cmd|' /C calc'!A0" -`,
        'record issues.json:1 status: found "closed", expected one of "open", "completed", "not_planned", "duplicate". Fix: add it to records[0].fields.status.values.',
        'github:requests:I_6 open 3 - 2026-03-03T12:00:00.000Z - "Reopened" -',
        '{"read":6,"imported":3,"skipped":2,"rejected":1,"duplicate":0}'
      ].map((line) =>
        line.startsWith("record") ? expect.stringMatching(/status: found "closed".*records\[0\]/) : line
      )
    )
  })

  it("have one id from the API and from the command line", async () => {
    const lines = told(await messagesOf(fixture("gh.json")))
    expect(lines[0]).toBe(
      'github:requests:I_1 done 12 U_1 2026-03-01T10:00:00.000Z 2026-03-05T10:00:00.000Z "Dark mode" Please, soon'
    )
    expect(lines[1]).toBe('github:requests:I_7 open 0 U_7 2026-03-08T10:00:00.000Z - "Undo" -')
  })

  it("of webhooks are told by their action", async () => {
    const opened = fixture("opened.payload.json")
    const [first] = told(await messagesOf(opened))
    expect(first).toContain(
      'open 0 MDQ6VXNlcjIxMDMxMDY3 2019-05-15T15:20:18.000Z - "Spelling error in the README file"'
    )
    const deleted = opened.replace('"action": "opened"', '"action": "deleted"')
    expect(told(await messagesOf(deleted))[0]).toMatch(/^github:requests:\S+ is gone$/)
    // GitHub's own example of a transferred issue is about a pull request.
    expect(told(await messagesOf(fixture("transferred.payload.json")))).toEqual([
      '{"read":1,"imported":0,"skipped":1,"rejected":0,"duplicate":0}'
    ])
    expect(told(await messagesOf(fixture("opened.with-empty-body.payload.json"))).at(-1)).toContain('"imported":1')
  })

  it("can be chosen by label", async () => {
    const [rule] = GitHub.issues.records
    const only = { ...rule, when: { column: "label:enhancement", equals: ["yes"] as const } }
    const lines = told(await messagesOf(fixture("issues.json"), { ...GitHub.issues, records: [only] }))
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["github:requests:I_1", expect.stringContaining("read")])
  })

  it("are not made of what is hostile", async () => {
    const hostile =
      '[{"node_id":"I_9","number":9,"title":"x","state":"open","labels":[{"name":"__proto__"}],"user":{"__proto__":{"id":1}},"created_at":1e400}]'
    const lines = told(await messagesOf(hostile))
    expect(lines.at(-1)).toContain('"rejected":1')
  })
})

describe("a proposal", () => {
  it("asks what closed means where no reason is given", async () => {
    const { mapping, questions } = await proposal(fixture("issues.json"))
    expect(mapping).toEqual(GitHub.issues)
    expect(questions).toEqual([expect.stringContaining("records[0].fields.status.values")])
    expect((await proposal(fixture("gh.json"))).questions).toEqual([])
  })

  it("is not made for other JSON", () => {
    const of = (text: string) => GitHub.importer.detect(new TextEncoder().encode(text), "x.json").confidence
    expect(of(fixture("reopened.payload.json"))).toBe(1)
    expect(of('[{"number":1,"title":"a","status":"open","description":"Fider"}]')).toBe(0)
    expect(of("id,title,state\n1,a,open\n")).toBe(0)
  })
})
