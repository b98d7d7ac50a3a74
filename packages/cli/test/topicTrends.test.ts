import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-topic-trends-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const about = {
  card: ["my card was stolen", "someone has stolen my card", "card stolen, please block it"],
  refund: ["where is my refund", "the refund has not arrived", "still waiting for my refund"],
  login: ["cannot log in, password wrong", "the login fails", "password not accepted at login"]
}
type Subject = keyof typeof about

/** Texts of 70 days, in the order of days; late refunds come by chat, on the last three of them. */
const texts = Array.from({ length: 70 }, (_, day) => {
  const of = (subject: Subject, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      subject: about[subject][(day + i) % 3],
      at: new Date(Date.UTC(2026, 0, 1 + day, i % 24, 30)).toISOString(),
      channel: subject === "refund" && i % 2 === 0 ? "chat" : "email",
      who: `c${(day * 7 + i) % 90}`
    }))
  return [...of("refund", day >= 67 ? 18 : 4 + (day % 4)), ...of("login", 6 + (day % 5)), ...of("card", 3 + (day % 2))]
}).flat()

const file = (name: string, rows: ReadonlyArray<ReadonlyArray<string | undefined>>): string => {
  const path = join(folder, name)
  writeFileSync(
    path,
    ["id,subject,created,channel,who", ...rows.map((row) => row.map((cell) => `"${cell}"`).join(","))].join("\n")
  )
  return path
}
const rowsOf = (all: typeof texts) => all.map(({ at, channel, subject, who }, i) => [`${i}`, subject, at, channel, who])
const tickets = file("tickets.csv", rowsOf(texts))
const kept = join(folder, "topics.json")

const ask = (path: string, ...more: ReadonlyArray<string>) =>
  throughline(["topics", path, "--text", "subject", "--format", "json", ...more])
type Row = Readonly<Record<string, string | number | null>>
const rowsIn = (stdout: string) => JSON.parse(stdout) as ReadonlyArray<Row>
const about3 = ["--topics", "3"]
const refundIn = (rows: ReadonlyArray<Row>) => rows.find(({ name }) => String(name).includes("refund"))

beforeAll(async () => {
  const { status, stderr } = await ask(tickets, ...about3, "--save", kept)
  expect([status, stderr]).toEqual([0, expect.stringContaining(`Topics: ${kept}`)])
})

describe("throughline topics --at", () => {
  it("says which topics rise, since when and how far", async () => {
    const { status, stderr, stdout } = await ask(tickets, ...about3, "--at", "created", "--customer", "who")
    const rows = rowsIn(stdout)
    expect(status).toBe(0)
    expect(rows.map(({ trend }) => trend).toSorted()).toEqual(["rising", "steady", "steady"])
    expect(rows.reduce((sum, { texts }) => sum + Number(texts), 0)).toBe(texts.length)
    const refund = refundIn(rows)
    expect(refund).toMatchObject({ trend: "rising", since: "2026-03-09", recent: 54 })
    expect(Number(refund?.ratio_low)).toBeGreaterThan(2)
    expect(Number(refund?.ratio_high)).toBeLessThan(5)
    expect(stderr).toContain("Trends: the days 2026-01-29 to 2026-03-11 in UTC, against the weeks before")
  })

  it("counts the last fortnight of a topic that does not rise", async () => {
    const rows = rowsIn((await ask(tickets, ...about3, "--at", "created")).stdout)
    const login = rows.find(({ name }) => String(name).includes("login"))
    const fortnight = texts.filter(
      ({ at, subject }) => at >= "2026-02-26" && (about.login as ReadonlyArray<unknown>).includes(subject)
    )
    expect(login).toMatchObject({ trend: "steady", since: "2026-02-26", recent: fortnight.length })
  })

  it("leaves out days that are not over", async () => {
    const { stderr, stdout } = await ask(tickets, ...about3, "--at", "created", "--in-progress", "2026-03-09")
    expect(refundIn(rowsIn(stdout))).toMatchObject({ trend: "steady" })
    expect(stderr).toContain("2026-01-29 to 2026-03-08")
  })

  it("follows the calendar of a zone", async () => {
    const late = file("late.csv", [...rowsOf(texts), ["x", "refund please", "2026-03-11T23:30:00Z", "chat", ""]])
    expect((await ask(late, ...about3, "--at", "created", "--zone", "Europe/Berlin")).stderr).toContain(
      "to 2026-03-12 in Europe/Berlin"
    )
    expect((await ask(late, ...about3, "--at", "created")).stderr).toContain("to 2026-03-11 in UTC")
    const { status, stderr } = await ask(late, "--at", "created", "--time-zone", "Mars/Olympus")
    expect([status, stderr]).toEqual([2, expect.stringContaining('There is no time zone "Mars/Olympus"')])
  })

  it("counts texts without a date, and names the first date that is none, without what it says", async () => {
    const bad = [
      ["x", "refund", "", "chat", ""],
      ["y", "refund", "ana@example.org", "chat", ""],
      ["z", "refund", "29/03/2026", "", ""]
    ]
    const { stderr, stdout } = await ask(file("bad.csv", [...rowsOf(texts), ...bad]), ...about3, "--at", "created")
    const line = texts.length + 3
    expect(stderr).toContain(`bad.csv: no date in 1, no time as 2026-03-29T10:00:00Z in 2, the first in line ${line}`)
    expect(stderr).not.toContain("ana@example.org")
    expect(rowsIn(stdout).reduce((sum, { texts }) => sum + Number(texts), 0)).toBe(texts.length + 3)
  })

  it("says in the row that there are too few days, or none", async () => {
    const few = rowsIn((await ask(file("few.csv", rowsOf(texts.slice(0, 200))), "--at", "created")).stdout)
    expect(few.length).toBeGreaterThan(0)
    for (const row of few)
      expect(row).toMatchObject({ trend: "fewer than 29 days up to the last", since: null, ratio: null })
    const { stdout } = await ask(tickets, ...about3, "--at", "who")
    for (const row of rowsIn(stdout)) expect(row).toMatchObject({ trend: "no texts with a day", recent: null })
  })

  it("counts new texts by kept topics", async () => {
    const { stdout } = await ask(tickets, "--model", kept, "--at", "created")
    expect(rowsIn(stdout)).toEqual(rowsIn((await ask(tickets, ...about3, "--at", "created")).stdout))
  })
})

describe("throughline topics --by", () => {
  it("splits sizes, shares, customers and trends", async () => {
    const rows = rowsIn(
      (await ask(tickets, ...about3, "--at", "created", "--by", "channel", "--customer", "who")).stdout
    )
    expect(rows.map(({ channel }) => channel)).toEqual(["chat", "email", "email", "email"])
    const [chat] = rows
    expect(chat).toMatchObject({ trend: "rising", share: 100 })
    expect(chat?.texts).toBe(texts.filter(({ channel }) => channel === "chat").length)
    expect(chat?.customers).toBe(new Set(texts.flatMap(({ channel, who }) => (channel === "chat" ? [who] : []))).size)
    expect(Object.keys(chat ?? {})[0]).toBe("channel")
  })

  it("splits without times, and keeps what has no value apart", async () => {
    const some = file("some.csv", [...rowsOf(texts.slice(0, 300)), ["x", "my refund", "", "", ""]])
    const rows = rowsIn((await ask(some, "--model", kept, "--by", "channel")).stdout)
    expect(rows.at(-1)).toMatchObject({ channel: null, texts: 1 })
    expect(Object.keys(rows[0] ?? {})).not.toContain("trend")
  })

  it.each([
    [["--by", "id"], 3, 'The column "id" has more than 100 values'],
    [["--by", "example"], 2, "--by example would be a second column of that name"],
    [["--by", "nothing"], 3, 'there is no column "nothing"'],
    [["--by", ""], 2, "--text, --customer, --at and --by need a header"],
    [["--at", "when"], 3, 'there is no column "when"'],
    [["--at", "created", "--in-progress", "tomorrow"], 2, "--in-progress needs a day such as 2026-03-29"],
    [["--in-progress", "2026-03-09"], 2, "--in-progress is for trends, which need --at"],
    [["--save", join(folder, "other.json")], 2, "--save keeps new or changed topics: those of --model are kept"],
    [["--store", join(folder, "cx.duckdb")], 2, "Name files or a --store, not both"]
  ])("refuses %j with %i", async (args, code, message) => {
    const { status, stderr, stdout } = await ask(tickets, "--model", kept, ...args)
    expect([status, stderr.includes(message) ? message : stderr, stdout]).toEqual([code, message, ""])
  })
})

describe("throughline topics --store", () => {
  const store = join(folder, "cx.duckdb")
  beforeAll(async () => {
    const mapping = {
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
                customer: "who",
                at: "created",
                subject: "subject",
                channel: "channel",
                status: { value: "solved" },
                body: { value: "" }
              }
            }
          ]
        }
      ]
    }
    writeFileSync(join(folder, "throughline.json"), JSON.stringify(mapping))
    const { status, stderr } = await throughline(["measure", "backlog", tickets, "--store", store])
    expect([status, stderr]).toEqual([0, expect.stringContaining(`imported ${texts.length}`)])
  })

  it("gives the trends of tickets by their times", async () => {
    const ofStore = await throughline(["topics", "--store", store, ...about3, "--format", "json", "--by", "channel"])
    const ofFile = await ask(tickets, ...about3, "--at", "created", "--by", "channel", "--customer", "who")
    const plain = (stdout: string) => rowsIn(stdout).map(({ example, topic, ...row }) => row)
    expect(plain(ofStore.stdout)).toEqual(plain(ofFile.stdout))
  })

  it("tells the topic of each ticket, or the trends of kept topics", async () => {
    const each = rowsIn((await throughline(["topics", "--store", store, "--model", kept, "--format", "json"])).stdout)
    expect(each).toHaveLength(texts.length)
    const trends = rowsIn(
      (await throughline(["topics", "--store", store, "--model", kept, "--at", "at", "--format", "json"])).stdout
    )
    expect(refundIn(trends)).toMatchObject({ trend: "rising", recent: 54 })
  })

  it.each([
    [["--at", "created"], "--at of a store is at, the time of a ticket"],
    [["--by", "plan"], "--by of a store is one of touchpoint, channel, team, priority"]
  ])("refuses %j", async (args, message) => {
    const { status, stderr } = await throughline(["topics", "--store", store, ...args])
    expect([status, stderr]).toEqual([2, `throughline: ${message}\n`])
  })
})
