import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-report-topics-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const about = [
  "parcel late delivery courier waited door van street driver box morning tracking".split(" "),
  "price high expensive discount cheaper money cost offer paid bargain voucher euro".split(" ")
]

/** Comments about two things, each in words of its own. */
const commentOf = (i: number): string => {
  const words = about[i % 2] ?? []
  return [7 * i * i + i, 3 * i + 1, 5 * i * i + 2, Math.floor(i / 5)].map((k) => words[k % 12]).join(" ")
}

/** A folder with answers of customers, of whom the first `commented` write a comment each day. */
const answersOf = (name: string, count: number, commented: number): string => {
  const path = join(folder, name)
  mkdirSync(path)
  const rows = Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(i / 6))).toISOString().slice(0, 10)
    const comment = i < commented ? `${commentOf(i)} ana${i}@example.org` : ""
    return `r${i},k${i},${day}T10:00:00Z,${i % 2 === 0 ? 3 : 9},${comment}`
  })
  writeFileSync(join(path, "survey.csv"), ["id,customer,at,nps,comment", ...rows, ""].join("\n"))
  const answer = { customer: "customer", at: "at", score: "nps", comment: "comment" }
  const file = {
    match: "survey.csv",
    source: "survey",
    format: "csv",
    time: { format: "iso", timeZone: "UTC" },
    records: [{ kind: "responses", id: "id", metric: "nps", scale: "0-10", direction: "highIsGood", fields: answer }]
  }
  writeFileSync(join(path, "throughline.json"), JSON.stringify({ files: [file] }))
  return path
}

const reportOf = async (path: string): Promise<string> => {
  const { status, stderr, stdout } = await throughline(["report", path, "-o", "-"])
  expect([status, status === 0 ? "" : stderr]).toEqual([0, ""])
  return stdout
}

describe("the report's section on topics", () => {
  it("is about comments where there are no tickets, with the answers beside them, and without personal data", async () => {
    const html = await reportOf(answersOf("comments", 240, 240))
    expect(html).toContain("240 comments, 2026-01-01 to 2026-02-09")
    expect(html).toContain("NPS: of answers with a comment.")
    expect(html).toMatch(/NPS of all − NPS without \(95\u00a0% CI\)/)
    expect(html).not.toContain("@example.org")
  })

  it("says so when there are too few texts", async () => {
    const html = await reportOf(answersOf("few", 120, 30))
    expect(html).toContain("What texts are about is not known: fewer than 100 comments: read them (n = 30).")
  })

  it("is not there without texts", async () => {
    expect(await reportOf(answersOf("none", 120, 0))).not.toContain("What customers write about")
  })
})
