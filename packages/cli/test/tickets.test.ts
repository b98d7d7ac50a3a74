import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Dimension, FirstContactResolution, ServiceTime, Tally, WithinTarget } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-tickets-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const minute = 60_000

/** A machine replies within seconds, people within minutes, and every fifth ticket waits still. */
const tickets = Array.from({ length: 60 }, (_, i) => {
  const at = Date.UTC(2026, 2, 1 + (i % 20), 9)
  const by = ["human", "automated", "human", "automated", ""][i % 5] ?? ""
  const seconds = by === "automated" ? 5 + i : 600 + 60 * i
  return {
    id: `t${i}`,
    customer: `c${i}`,
    at,
    by,
    seconds: by === "" ? null : seconds,
    replies: by === "" ? 0 : 1 + (i % 3),
    solved: by === "" ? null : at + 100 * minute + 1000 * i
  }
})

const iso = (time: number | null): string => (time === null ? "" : new Date(time).toISOString())

writeFileSync(
  join(folder, "tickets.csv"),
  [
    "id,customer,at,replied,by,solved,replies,status,subject",
    ...tickets.map(({ at, by, customer, id, replies, seconds, solved }) =>
      [
        id,
        customer,
        iso(at),
        iso(seconds === null ? null : at + 1000 * seconds),
        by,
        iso(solved),
        replies,
        solved === null ? "open" : "solved",
        "Refund"
      ].join(",")
    )
  ].join("\n")
)
writeFileSync(
  join(folder, "throughline.json"),
  JSON.stringify({
    files: [
      {
        match: "tickets.csv",
        source: "desk",
        format: "csv",
        time: { format: "iso" },
        records: [
          {
            kind: "tickets",
            id: "id",
            fields: {
              customer: "customer",
              at: "at",
              firstReplyAt: "replied",
              firstReplyBy: "by",
              resolvedAt: "solved",
              replies: "replies",
              status: "status",
              subject: "subject",
              body: "subject"
            }
          }
        ]
      }
    ]
  })
)

const measured = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["measure", ...args, "--format", "json"])
  expect([status, stderr]).toEqual([0, stderr])
  return JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>
}

const waits = tickets.map(({ by, replies, seconds, solved }) => ({
  responder: by === "" ? null : by,
  reply: by === "" ? "waiting" : "replied",
  replySeconds: seconds ?? 1,
  replies,
  resolution: solved === null ? "open" : "resolved"
}))

describe("tickets of an export", () => {
  it("tell what machines answered from what people did", async () => {
    const tally = Tally.from(waits, { by: ["responder", Dimension.bucket("replySeconds", 0.01), "reply"] })
    const expected = ServiceTime.by(tally, "responder", { time: "first reply" })
    const found = await measured("first-reply", folder, "--by", "responder")
    expect(found.map(({ n, responder, value }) => [responder, n, value])).toEqual(
      expected.map(({ result, value }) => [value, result.n, result._tag === "Estimate" ? result.value : null])
    )
    expect(found.find(({ responder }) => responder === "automated")?.value).toBeLessThan(60)
    expect(found.find(({ responder }) => responder === "human")?.value).toBeGreaterThan(600)
  })

  it("look at one of both", async () => {
    const human = waits.filter(({ responder }) => responder === "human")
    const by = [WithinTarget.dimension("replySeconds", 1800), "reply"] as const
    const within = WithinTarget.fromTally(Tally.from(human, { by }), { target: 1800 })
    const args = ["reply-within", folder, "--set", "seconds=1800", "--where", "responder=human"]
    expect(await measured(...args)).toMatchObject([{ value: within._tag === "Estimate" ? within.value : null, n: 24 }])
    const contacts = await measured("first-contact-resolution", folder, "--by", "responder")
    const once = FirstContactResolution.fromTally(Tally.from(human, { by: ["resolution", "replies"] }), {
      definition: "one reply"
    })
    expect(
      contacts.find(({ definition, responder }) => definition === "one reply" && responder === "human")
    ).toMatchObject({ value: once._tag === "Estimate" ? once.value : null })
  })

  it("say that there is none of what was asked", async () => {
    const { status, stderr, stdout } = await throughline(["measure", "backlog", folder, "--where", "team=none"])
    expect([status, stdout.trim(), stderr]).toEqual([0, "", expect.stringContaining("No record fits what was asked")])
  })

  it("have no field that tickets lack", async () => {
    const { status, stderr } = await throughline(["measure", "first-reply", folder, "--by", "segment"])
    expect([status, stderr]).toEqual([2, expect.stringContaining("use touchpoint, channel, team, responder")])
  })
})
