import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-topics-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const about = [
  ["my card was stolen", "someone has stolen my card", "card stolen, please block it", "block the stolen card"],
  ["where is my refund", "the refund has not arrived", "still waiting for my refund", "refund is late, money not back"]
]
const file = join(folder, "tickets.csv")
const rows = Array.from({ length: 40 }, (_, i) => {
  const texts = about[i % 2] ?? []
  return `K${i % 5};"${texts[(i >> 1) % 4]}";order ${1000 + i} of ana@example.org`
})
writeFileSync(file, ["who;subject;body", ...rows, "broken;row", ""].join("\n"))
const model = join(folder, "topics.json")

const asked = (...more: ReadonlyArray<string>) =>
  throughline(["topics", file, "--text", "subject,body", "--format", "json", ...more])

const found = (stdout: string) => JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>

describe("throughline topics", () => {
  it("names topics, the same on every run, without personal data and without losing a row", async () => {
    const args = ["--customer", "who", "--topics", "2"]
    const [first, second] = [await asked(...args, "--save", model), await asked(...args)]
    expect(first.status).toBe(0)
    expect(second.stdout).toBe(first.stdout)
    const topics = found(first.stdout)
    expect(topics.reduce((sum, { texts }) => sum + Number(texts), 0)).toBe(40)
    expect(topics.map(({ texts }) => texts)).toEqual([20, 20])
    expect(topics.every(({ customers }) => customers === 5)).toBe(true)
    expect(first.stdout).not.toContain("ana@example.org")
    expect(first.stderr).toContain("tickets.csv: read 41 = texts 40 + rejected 1")
    expect(first.stderr).toContain("tickets.csv:42: found 2 fields, expected 3 fields")
  })

  it("says which of the kept topics new texts are about", async () => {
    const names = new Map(found((await asked("--topics", "2")).stdout).map(({ name, topic }) => [topic, String(name)]))
    const later = join(folder, "later.csv")
    writeFileSync(later, "text\nthey have stolen a card of mine\nno refund yet\n🙂\n")
    const { status, stdout } = await throughline(["topics", later, "--model", model, "--format", "json"])
    const [card, refund, nothing] = found(stdout)
    expect(status).toBe(0)
    expect(names.get(card?.topic)).toContain("stolen")
    expect(names.get(refund?.topic)).toContain("refund")
    expect(nothing).toMatchObject({ text: "later.csv:4", topic: "t0", similarity: 0, runner_up: null })
  })

  it.each([
    [["topics", file, "--text", "title"], 3, 'there is no column "title"'],
    [["topics", file, "--text", "subject", "--topics", "0"], 2, "--topics needs auto or a whole number from 1"],
    [["topics", file, "--text", "subject", "--model", file], 3, "holds no topics"],
    [["topics"], 2, "Name the files or folder to read, or a --store to look into"]
  ])("refuses %j with %i", async (args, code, message) => {
    const { status, stderr } = await throughline(args)
    expect([status, stderr.includes(message) ? message : stderr]).toEqual([code, message])
  })
})
