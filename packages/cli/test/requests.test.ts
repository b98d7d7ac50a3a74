import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DuplicateRequests, Requests, Survival } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-requests-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const day = 86_400_000
const start = Date.UTC(2026, 0, 1)
const on = (days: number): Date => new Date(start + days * day)
const asOf = on(120)

const requests: ReadonlyArray<Requests.AskedRequest> = [
  { id: "board:requests:1", title: "Dark mode", at: on(0), status: "open", customer: "c0" },
  { id: "board:requests:2", title: "Dark mode!", at: on(10), status: "open" },
  { id: "board:requests:3", title: "Export to CSV", at: on(1), status: "planned", votes: 9 },
  { id: "board:requests:4", title: "Night theme", at: on(3), status: "open", duplicateOf: "board:requests:1" },
  { id: "board:requests:5", title: "=Bigger buttons", at: on(3), status: "done", closedAt: on(40) }
]

const votes = Array.from({ length: 60 }, (_, i) => ({
  request: `board:requests:${1 + ((i * i) % 4)}`,
  ...(i % 7 === 0 ? {} : { customer: `c${i % 23}` }),
  at: on(12 + i + (i > 40 ? 47 : 0))
}))

const revenue = Array.from({ length: 12 }, (_, i) => ({
  customer: `c${i}`,
  currency: i % 5 === 0 ? "USD" : "EUR",
  amountMinor: 100 * (1 + ((i * 7) % 11))
}))

const plain = (id: string | undefined): string => id?.split(":").at(-1) ?? ""
const write = (name: string, lines: ReadonlyArray<ReadonlyArray<string | number>>) =>
  writeFileSync(join(folder, name), lines.map((line) => line.join(",")).join("\n"))

write("requests.csv", [
  ["no", "title", "at", "status", "who", "closed", "same", "votes"],
  ...requests.map(({ at, closedAt, customer = "", duplicateOf, id, status, title, votes: told = "" }) => [
    plain(id),
    title,
    at.toISOString(),
    status,
    customer,
    closedAt?.toISOString() ?? "",
    plain(duplicateOf),
    told
  ])
])
write("votes.csv", [
  ["no", "request", "who", "at"],
  ...votes.map(({ at, customer = "", request }, i) => [i, plain(request), customer, at.toISOString()])
])
write("subscriptions.csv", [
  ["who", "from", "price", "currency"],
  ...revenue.map(({ amountMinor, currency, customer }) => [customer, on(0).toISOString(), amountMinor, currency])
])
const board = { source: "board", format: "csv", time: { format: "iso" } }
const requestFields = {
  title: "title",
  at: "at",
  status: "status",
  customer: "who",
  closedAt: "closed",
  duplicateOf: "same",
  votes: "votes"
}
const paid = { customer: "who", startedAt: "from", priceMinor: "price", currency: "currency" }
writeFileSync(
  join(folder, "throughline.json"),
  JSON.stringify({
    files: [
      { ...board, match: "requests.csv", records: [{ kind: "requests", id: "no", fields: requestFields }] },
      {
        ...board,
        match: "votes.csv",
        records: [{ kind: "votes", id: "no", fields: { request: "request", customer: "who", at: "at" } }]
      },
      { ...board, match: "subscriptions.csv", records: [{ kind: "subscriptions", fields: paid }] }
    ]
  })
)

const measured = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["measure", ...args, "--format", "json"])
  expect([status, stderr]).toEqual([0, stderr])
  return JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>
}

const merges = DuplicateRequests.find(requests)
const expected = (by: Requests.RequestCriterion) => {
  const report = Requests.fromRecords({ requests, votes, revenue, merges }, { asOf, by })
  if (report._tag !== "Requests") throw new Error(report.reason)
  return report
}

describe("requests of an export", () => {
  it("stand in order, and those that are closed apart", async () => {
    for (const by of ["requesters", "votes", "recent"] as const) {
      const { ranked, unranked } = expected(by)
      const found = await measured("requests", folder, "--as", by)
      expect(
        found.map((row) => [row.request, row.rank, row.value, row.n, row.revenue_EUR, row.merged, row.anonymous])
      ).toEqual([
        ...ranked.map((each) => [
          each.id,
          each.rank,
          each.value.value,
          each.value.n,
          each.revenue[0]?.amount.value,
          each.requests.length,
          each.anonymousVotes
        ]),
        ...unranked.map((each) => [each.id, null, null, 0, 0, 1, 0])
      ])
      expect(found.at(-1)?.note).toBe("not ranked: done")
    }
    expect(expected("requesters").ranked[0]?.requests).toHaveLength(3)
  })

  it("stand in an order of their own in each currency", async () => {
    const found = await measured("requests", folder, "--as", "revenue")
    for (const currency of ["EUR", "USD"]) {
      const rows = found.filter((row) => row.currency === currency && row.rank !== null)
      expect(rows.map(({ request, value }) => [request, value])).toEqual(
        expected({ revenue: currency }).ranked.map(({ id, value }) => [id, value.value])
      )
    }
  })

  it("say which are counted as one, and how long they take", async () => {
    expect(await measured("request-duplicates", folder)).toEqual(
      merges.map(({ into, reason, request, similarity }) =>
        expect.objectContaining({ request, into, reason, value: similarity })
      )
    )
    const curve = Survival.fromLifetimes(Requests.lifetimes(expected("requesters")))
    const [first] = await measured("request-times", folder)
    expect(first?.value).toBe(curve._tag === "SurvivalCurve" ? Survival.quantile(curve, 0.25).value : "none")
  })

  it("refuse what does not fit", async () => {
    for (const args of [
      ["--by", "team"],
      ["--over", "month"],
      ["--set", "similarity=2"],
      ["--as", "love"]
    ]) {
      const { status } = await throughline(["measure", "requests", folder, ...args])
      expect(status, args.join(" ")).toBe(2)
    }
  })
})

describe("requests of a table", () => {
  it("count rows as votes, or the votes that rows tell", async () => {
    write("rows.csv", [
      ["wish", "who"],
      ["Dark mode", "ada"],
      ["Dark mode!", "ada"],
      ["Dark mode", "bob"],
      ["Export", ""],
      ["", "cy"]
    ])
    const columns = ["--column", "request=wish", "--column", "customer=who"]
    const found = await measured("requests", join(folder, "rows.csv"), ...columns, "--set", "customers=50")
    expect(
      found.map(({ anonymous, missing, request, share, value }) => [request, value, share, anonymous, missing])
    ).toEqual([
      ["Dark mode", 2, 4, 0, 1],
      ["Export", 0, 0, 1, 1]
    ])
    expect(found[0]).not.toHaveProperty("trend")
    write("counts.csv", [
      ["title", "votes_count"],
      ["Dark mode", 4],
      ["Export", 12],
      ["Lost", -1]
    ])
    const told = ["--column", "request=title", "--column", "votes=votes_count", "--as", "votes"]
    const counted = await measured("requests", join(folder, "counts.csv"), ...told)
    expect(counted.map(({ invalid, request, value }) => [request, value, invalid])).toEqual([
      ["Export", 12, 1],
      ["Dark mode", 4, 1]
    ])
    const duplicates = await measured("request-duplicates", join(folder, "rows.csv"), "--column", "request=wish")
    expect(duplicates).toMatchObject([{ title: "Dark mode!", into_title: "Dark mode", reason: "similar", value: 1 }])
    const recent = await throughline(["measure", "requests", join(folder, "rows.csv"), ...columns, "--as", "recent"])
    expect(recent.status).toBe(2)
  })
})
