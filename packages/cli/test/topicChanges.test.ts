import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Topics } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { throughline } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "throughline-changes-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const first = [
  ...[
    "Where is my parcel?",
    "My parcel is late",
    "The parcel has not arrived",
    "Parcel late again",
    "courier lost my parcel"
  ],
  ...[
    "Where is my refund?",
    "The refund has not come",
    "Still no refund for the shoes",
    "refund please",
    "refund is late"
  ]
]
const week = [
  ...["The voucher is invalid at checkout", "Invalid voucher code", "Your newsletter voucher is invalid"],
  ...[
    "Checkout says voucher invalid",
    "voucher code not accepted at checkout",
    "The spring voucher code gives no discount"
  ],
  "My parcel is late"
]
const customerOf = (i: number): string => `c${i % 4}`
const csv = (name: string, texts: ReadonlyArray<string>): string =>
  write(name, ["subject,who", ...texts.map((text, i) => `${text},${customerOf(i)}`)].join("\n"))
const given = (texts: ReadonlyArray<string>) => texts.map((text, i) => ({ text, customer: customerOf(i) }))

const files = { first: csv("first.csv", first), week: csv("week.csv", week), all: csv("all.csv", [...first, ...week]) }
const kept = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Topics.TopicModel
const fitted = Topics.fit(given(first), { topics: 2, seed: 1 })
const fresh = (name: string): string => write(name, JSON.stringify(fitted))
const named = (name: string): string => fitted.topics.find((topic) => topic.name.includes(name))?.id ?? ""

const asked = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["topics", ...args, "--format", "json"])
  const rows = (stdout === "" ? [] : JSON.parse(stdout)) as ReadonlyArray<Record<string, unknown>>
  return { status, stderr, rows }
}
const columns = ["--text", "subject", "--customer", "who"]

describe("topics that live on", () => {
  const model = fresh("topics.json")
  const updated = Topics.update(fitted, given(week))
  const proposal = updated.proposals[0]?.id ?? ""

  it("count new texts and propose a topic, and a dry run keeps nothing", async () => {
    const before = readFileSync(model, "utf8")
    const dry = await asked(files.week, ...columns, "--model", model, "--update")
    expect([dry.status, readFileSync(model, "utf8")]).toEqual([0, before])
    expect(dry.stderr).toContain("Nothing is kept: --save <model.json> keeps it")
    expect(dry.stderr).toContain("Proposed topics: 1. Keep them to accept one")

    const { rows, status, stderr } = await asked(files.week, ...columns, "--model", model, "--update", "--save", model)
    expect([status, rows]).toEqual([0, dry.rows])
    expect(kept("topics.json")).toEqual(updated.model)
    expect(rows.map(({ state }) => state)).toEqual(["known", "known", "known", "proposed"])
    expect(rows.reduce((sum, row) => sum + Number(row.new), 0)).toBe(week.length)
    expect(rows.filter(({ state }) => state === "known").reduce((sum, { texts }) => sum + Number(texts), 0)).toBe(17)
    expect(rows.at(-1)).toMatchObject({ topic: proposal, new: null, texts: 6, customers: 4 })
    expect(fitted.topics.map(({ id }) => id)).toContain(rows.at(-1)?.counted_in)
    expect(String(rows.at(-1)?.example)).toMatch(/voucher/i)
    expect(stderr).toContain("Pooled: 6 of 7 texts")
    expect(stderr).toContain(
      `write [{"kind":"accept","proposal":"${proposal}"}] to edits.json, then: throughline topics`
    )
    expect(stderr).toContain(`--model ${model} --edits edits.json --save ${model}`)
  })

  it("take the edits that can be made, and say which cannot, without what they say", async () => {
    const [refunds, parcels] = [named("refund"), named("parcel")]
    const edits: ReadonlyArray<Topics.TopicEdit> = [
      { kind: "accept", proposal },
      { kind: "rename", topic: refunds, name: "Refunds" },
      { kind: "merge", topic: "t99", into: parcels },
      { kind: "move", like: "ana@example.org", into: parcels },
      { kind: "rename", topic: "Ana Example", name: "Ana Example" }
    ]
    const path = write("edits.json", `\ufeff${JSON.stringify(edits)}\n`)
    const { rows, status, stderr } = await asked("--model", model, "--edits", path, "--save", model)
    expect(status).toBe(3)
    expect(kept("topics.json")).toEqual(Topics.edit(updated.model, edits).model)
    expect(rows.find(({ topic }) => topic === proposal)).toMatchObject({ state: "known", texts: 6 })
    expect(rows.find(({ topic }) => topic === refunds)).toMatchObject({ name: "Refunds" })
    expect(rows.every((row) => !("new" in row))).toBe(true)
    expect(stderr.split("\n").slice(1, 5)).toEqual([
      `${path}: [2] merge t99 into ${parcels}: unknown topic`,
      `${path}: [3] move into ${parcels}: no known words`,
      `${path}: [4] rename …: unknown topic`,
      "throughline: 3 of 5 edits could not be made"
    ])
    expect(stderr).not.toMatch(/ana/i)

    const again = await asked("--model", model, "--edits", write("fine.json", JSON.stringify(edits.slice(0, 2))))
    expect([again.status, again.rows]).toEqual([0, rows])
    expect(again.stderr).toBe("Nothing is kept: --save <model.json> keeps it\n")
  })

  it("are found anew with ids, names and edits", async () => {
    const before = kept("topics.json")
    const { rows, status, stderr } = await asked(
      ...[files.all, ...columns, "--model", model, "--refit", "--topics", "3", "--save", model]
    )
    const refitted = Topics.refit(before, given([...first, ...week]), { topics: 3 })
    expect(status).toBe(0)
    expect(rows.reduce((sum, { texts }) => sum + Number(texts), 0)).toBe(17)
    expect(rows.find(({ topic }) => topic === named("refund"))).toMatchObject({ name: "Refunds", state: "known" })
    expect(stderr).toContain(`Moved: ${(100 * (refitted.moved ?? 0)).toFixed(1)} % of the texts`)
    expect(kept("topics.json")).toEqual(refitted.model)
  })

  it("that are new or gone are told as such, with where their texts went", async () => {
    const one = await asked(files.first, ...columns, "--model", fresh("one.json"), "--refit", "--topics", "1")
    const gone = one.rows.find(({ state }) => state === "gone")
    expect(gone).toMatchObject({ texts: 0, moved: 100, to: one.rows[0]?.topic })
    const three = await asked(files.all, ...columns, "--model", fresh("three.json"), "--refit", "--topics", "3")
    expect(three.rows.find(({ state }) => state === "new")).toMatchObject({ moved: null, to: null })
  })

  it("say which edits of before could not be made again", async () => {
    const path = fresh("edited.json")
    const [from, into] = [named("refund"), named("parcel")]
    await asked(
      "--model",
      path,
      "--edits",
      write("merge.json", JSON.stringify([{ kind: "merge", topic: from, into }])),
      "--save",
      path
    )
    const { status, stderr } = await asked(files.first, ...columns, "--model", path, "--refit", "--topics", "1")
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/Kept edits: \[0\] merge t\d into t\d: .*\n.*1 of 1 edits/)
    ])
  })
})

describe("the file of kept topics", () => {
  const edits = write("name.json", JSON.stringify([{ kind: "rename", topic: named("refund"), name: "Refunds" }]))
  const rename = (path: string) => asked("--model", path, "--edits", edits, "--save", path)

  it("is replaced, its rights and links kept", async () => {
    const path = fresh("private.json")
    chmodSync(path, 0o600)
    const link = join(folder, "link.json")
    symlinkSync(path, link)
    expect((await rename(link)).status).toBe(0)
    expect(kept("private.json").topics.map(({ name }) => name)).toContain("Refunds")
    expect([lstatSync(link).isSymbolicLink(), statSync(path).mode & 0o777]).toEqual([true, 0o600])
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([])
  })

  it("stays as it is when the new one cannot be written", async () => {
    const path = fresh("full.json")
    mkdirSync(`${path}.part`)
    const { status, stderr } = await rename(path)
    expect([status, stderr]).toEqual([3, expect.stringContaining("full.json cannot be written")])
    expect(kept("full.json")).toEqual(JSON.parse(JSON.stringify(fitted)))
  })
})

describe("calls and files that cannot work", () => {
  const model = fresh("kept.json")
  const with_ = (...args: ReadonlyArray<string>): ReadonlyArray<string> => [...args, "--model", model]

  it.each([
    [[files.week, "--update"], 2, "--update is for topics that are kept: name them by --model"],
    [["--edits", "edits.json"], 2, "--edits is for topics that are kept"],
    [with_("--update"), 2, "Name the files or folder to read"],
    [with_(files.week, "--update", "--by", "who"), 2, "--update has no --at or --by"],
    [with_(files.week, "--update", "--refit"), 2, "--update and --refit do not go together"],
    [with_(files.week, "--edits", "edits.json"), 2, "--edits reads no texts"],
    [with_(files.week, "--save", "other.json"), 2, "--save keeps new or changed topics"],
    [with_("--edits", join(folder, "none.json")), 3, "none.json cannot be read"],
    [with_(csv("empty.csv", []), "--text", "subject", "--update", "--save", model), 3, "There are no texts"]
  ])("%#: %j ends with %i", async (args, code, message) => {
    const { rows, status, stderr } = await asked(...args)
    expect([status, rows, stderr]).toEqual([code, [], expect.stringContaining(message)])
    expect(kept("kept.json")).toEqual(JSON.parse(JSON.stringify(fitted)))
  })

  const accept = '{"kind":"accept","proposal":"t3"}'
  it.each([
    ["nothing", "", " is no JSON\n"],
    ["half a list", `[${accept}`, " is no JSON from line 1 on\n"],
    ["a comma too many", `[\n${accept},\n]`, " is no JSON from line 3 on\n"],
    ["a comma too few", `[\n${accept}\n${accept}]`, " is no JSON from line 3 on\n"],
    ["a word of Ana", `[\n${accept},\n\nAna]`, " is no JSON from line 4 on\n"],
    ["deep brackets", "[".repeat(200_000), " is no JSON"],
    ["no list", accept, ': edits are a list, [{"kind":"accept", …}, …]\n'],
    ["no edit", `[${accept},"Ana"]`, ": [1].kind: it is one of rename, merge, split, move, accept, dismiss\n"],
    ["another kind", '[{"kind":"Ana"}]', ": [0].kind: it is one of rename"],
    ["a kind of every object", '[{"kind":"constructor"}]', ": [0].kind: it is one of rename"],
    ["a part that is missing", `[${accept},{"kind":"rename","topic":"t1"}]`, ": [1].name: rename has topic and name"],
    ["a part of another type", '[{"kind":"move","like":7,"into":"t1"}]', ": [0].like: move has into, and like or term"],
    ["a part too many", '[{"kind":"accept","proposal":"t3","Ana":1}]', ": [0]: accept has proposal, and maybe into"]
  ])("edits with %s are told by their place", async (_, text, message) => {
    const path = write("broken.json", text)
    const { rows, status, stderr } = await asked(...with_("--edits", path, "--save", model))
    expect([status, rows, stderr]).toEqual([3, [], expect.stringContaining(`${path}${message}`)])
    expect(stderr).not.toContain("Ana")
    expect(kept("kept.json")).toEqual(JSON.parse(JSON.stringify(fitted)))
  })

  it("tells ten of many broken edits", async () => {
    const path = write("many.json", JSON.stringify(Array.from({ length: 1000 }, () => ({ kind: "Ana", Ana: "Ana" }))))
    const { stderr } = await asked(...with_("--edits", path))
    expect(stderr.trimEnd().split("\n")).toHaveLength(11)
    expect(stderr).toContain("990 more edits are broken")
  })
})
