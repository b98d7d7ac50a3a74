import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { stripVTControlCharacters } from "node:util"
import { Topics } from "@throughline/core"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { afterAll, describe, expect, it } from "vitest"
import { run } from "../src/run.ts"
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

describe("many texts", () => {
  const words = "card refund login wallet stolen late password order invoice parcel".split(" ")
  const word = (i: number, step: number): string => words[Math.floor(i / step) % words.length] ?? ""

  it("are all counted where topics are found in a sample", async () => {
    const path = join(folder, "many.csv")
    const texts = Array.from({ length: 21_000 }, (_, i) => `${word(i, 1)} ${word(i, 10)} ${word(i, 100)} ${i}x`)
    writeFileSync(path, ["text,who", ...texts.map((text, i) => `${text},c${i % 9}`)].join("\n"))
    const { stderr, stdout } = await throughline([
      "topics",
      path,
      "--topics",
      "10",
      "--customer",
      "who",
      "--format",
      "json"
    ])
    const topics = found(stdout)
    expect(stderr).toMatch(/Topics are found in a sample of 2\d{4} of 21000 texts, and counted in all/)
    expect(topics.reduce((sum, { texts }) => sum + Number(texts), 0)).toBe(21_000)
    expect(topics.reduce((sum, { share }) => sum + Number(share), 0)).toBeCloseTo(100, 9)
    expect(topics.map(({ texts }) => Number(texts))).toEqual(
      topics.map(({ texts }) => Number(texts)).toSorted((a, b) => b - a)
    )
    expect(topics[0]?.customers).toBe(9)
  })

  it("are told as they are read, and it is said how many were", async () => {
    const path = join(folder, "stream.csv")
    writeFileSync(path, `text\n${"?\n".repeat(100_001)}`)
    const lines: Array<readonly [to: "out" | "error", text: string]> = []
    const captured: Console.Console = {
      ...globalThis.console,
      log: (text: string) => void lines.push(["out", text]),
      error: (text: string) => void lines.push(["error", text])
    }
    const args = ["topics", path, "--model", model, "--format", "ndjson"]
    const status = await Effect.runPromise(Effect.provideService(run(args), Console.Console, captured))
    const places = (to: "out" | "error", text: string) =>
      lines.findIndex((line) => line[0] === to && line[1].includes(text))
    expect(status).toBe(0)
    expect(lines.filter(([to]) => to === "out")).toHaveLength(101)
    expect(places("out", '"stream.csv:2"')).toBeLessThan(places("error", "Read 100,000 texts"))
    expect(places("out", '"stream.csv:80000"')).toBeLessThan(
      places("error", "stream.csv: read 100001 = texts 100001 + rejected 0")
    )
  })
})

describe("hostile input", () => {
  const keptText = () => readFileSync(model, "utf8")
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  it.each([
    ["nothing", ""],
    ["half of it", () => keptText().slice(0, 1000)],
    ["deep brackets", "[".repeat(200_000)],
    ["__proto__", '{"__proto__":{"version":1},"constructor":1}'],
    ["a place too far", () => keptText().replace(/"topics":"[^"]*"/, '"topics":"/////w=="')],
    ["weights that are none", () => keptText().replace(/"weights":"[^"]*"/, '"weights":"~"')]
  ])("holds no topics: %s", async (_, text) => {
    const path = write("hostile.json", typeof text === "string" ? text : text())
    const { status, stderr, stdout } = await asked("--model", path)
    expect([status, stdout]).toEqual([3, ""])
    expect(stderr).toContain("holds no topics")
  })

  it("says that topics found by vectors are none for the command", async () => {
    const vectors = { model: "tiny", dimension: 2, rows: Float32Array.of(1, 0, 0.9, 0.1, 0, 1) }
    const byVectors = Topics.fit(["card stolen", "card gone", "refund"], { topics: 2, seed: 1, vectors })
    const { status, stderr } = await asked("--model", write("vectors.json", JSON.stringify(byVectors)))
    expect([status, stderr]).toEqual([3, expect.stringContaining("vectors.json holds topics found by vectors")])
  })

  it("shows no control characters of names and examples, and no formulas", async () => {
    const names = found((await asked("--topics", "2")).stdout).map(({ name }) => String(name))
    const evil = "=HYPERLINK(1)\u001b[2J\n|<b>"
    const changed = JSON.parse(keptText()) as {
      topics: Array<{ name: string; examples: ReadonlyArray<{ text: string; texts: number }> }>
    }
    for (const topic of changed.topics) {
      topic.name = evil
      topic.examples = [{ text: evil, texts: 1 }]
    }
    const path = write("evil.json", JSON.stringify(changed))
    expect(names).toHaveLength(2)
    const as = async (format: string, ...more: ReadonlyArray<string>) =>
      (await throughline(["topics", file, "--text", "subject", "--model", path, "--format", format, ...more])).stdout
    expect(await as("table")).not.toContain("\u001b")
    const marked = await as("md", "--by", "who")
    expect(marked.includes("\u001b") || marked.includes("<b>")).toBe(false)
    expect(await as("csv")).toContain(`"'=HYPERLINK(1)`)
    expect(JSON.parse(await as("json", "--by", "who"))[0]).toMatchObject({ name: evil, example: evil })
  })

  it("reads texts with control characters, of no words, of a million letters and with names of prototypes", async () => {
    const cells = [
      "\u0000",
      "\u001b[31mred",
      "a".repeat(1_000_000),
      "toString",
      "__proto__",
      "＝ＣＭＤ",
      "\u202egnp.exe",
      "👩‍👩‍👧"
    ]
    const path = write(
      "texts.csv",
      `__proto__,constructor\n${cells.map((cell) => `"${cell}",${cell.slice(0, 9)}`).join("\n")}\n`
    )
    const fitted = await throughline([
      "topics",
      path,
      "--text",
      "__proto__",
      "--customer",
      "constructor",
      "--by",
      "constructor"
    ])
    expect([fitted.status, fitted.stderr]).toEqual([0, "texts.csv: read 8 = texts 8 + rejected 0\n"])
    expect(fitted.stdout).not.toContain("\u001b")
    const told = await throughline(["topics", path, "--text", "__proto__,constructor", "--model", model])
    expect([told.status, told.stdout.trimEnd().split("\n").length]).toEqual([0, 9])
  })

  it("says that there are no texts", async () => {
    const path = write("empty.csv", "text\n")
    for (const args of [[], ["--model", model], ["--model", model, "--by", "text"]]) {
      const { status, stderr, stdout } = await throughline(["topics", path, ...args])
      expect([status, stdout, stderr]).toEqual([3, "", expect.stringContaining("throughline: There are no texts")])
    }
  })
})

describe("the help", () => {
  it("has examples that run", async () => {
    const { stdout } = await throughline(["topics", "--help"])
    const examples = stripVTControlCharacters(stdout)
      .split("\n")
      .flatMap((line) => /^ *throughline topics (.+\.(?:csv|json).*)$/.exec(line)?.[1] ?? [])
    expect(examples).toHaveLength(7)
    writeFileSync(join(folder, "edits.json"), '[{"kind":"rename","topic":"t1","name":"Cards"}]')
    const header = "subject,body,customer_id,created,channel"
    const lines = Array.from({ length: 60 }, (_, i) => {
      const day = new Date(Date.UTC(2026, 0, 1 + i)).toISOString()
      return `${about[i % 2]?.[(i >> 1) % 4]?.replaceAll(",", "")},please,c${i % 7},${day},mail`
    })
    for (const name of ["tickets.csv", "new.csv"]) writeFileSync(join(folder, name), [header, ...lines].join("\n"))
    for (const example of examples) {
      const args = example.split(" ").map((arg) => (/\.(csv|json)$/.test(arg) ? join(folder, arg) : arg))
      const { status, stderr, stdout: rows } = await throughline(["topics", ...args])
      expect([example, status, stderr]).toEqual([example, 0, stderr])
      expect(rows.split("\n").length).toBeGreaterThan(2)
    }
  })
})
