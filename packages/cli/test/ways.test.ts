import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Ces, Csat, Drivers, Gap, MeanScore, Nps, NpsInterval, ProportionInterval, Scale } from "@throughline/core"
import { afterAll, describe, expect, it } from "vitest"
import { waysOf } from "../src/measure/ways.ts"
import { throughline } from "./command.ts"

const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-ways-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const measured = async (...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = await throughline(["measure", ...args, "--format", "json"])
  const rows = (status === 0 ? JSON.parse(stdout) : []) as ReadonlyArray<Record<string, unknown>>
  return { status, stderr, rows }
}

describe("of records, a measure in another way", () => {
  it.each([
    ["nps", "tango", { value: 25, note: "95 % Tango score" }],
    ["nps", "bootstrap", { note: "95 % percentile bootstrap, exact" }],
    ["csat", "jeffreys", { note: "95 % Jeffreys" }],
    ["ces", "2.0-net", { value: null, note: "no valid answers" }],
    ["gap", "adequacy", { value: null, note: "no pairs of expectation and experience" }],
    ["trend", "cochran-armitage", { series: "promoters", n: 4, note: "95 % Cochran–Armitage" }],
    ["control-chart", "laney-p", { series: "promoters", period: "2026-01", centre: 50 }],
    ["control-chart", "cusum", { series: "nps", period: "2026-01", value: 100, up: expect.any(Number) }],
    ["control-chart", "ewma", { series: "nps", average: expect.any(Number), low: expect.any(Number) }],
    ["alerts", "p", { series: "(all)", note: expect.stringContaining("series watched") }]
  ])("%s as %s", async (name, way, row) => {
    const { rows, status } = await measured(name, shop, "--as", way)
    expect([status, rows[0]]).toEqual([0, expect.objectContaining(row)])
  })

  it("has more or fewer boxes for satisfied", async () => {
    const { rows } = await measured("csat", shop, "--set", "topBoxes=4")
    expect(rows[0]?.value).toBeGreaterThan(100 / 3)
  })
})

describe("of answers to two questions", () => {
  const path = mkdtempSync(join(folder, "two-"))
  const answers = ["a,1,2,4", "b,2,5,5", "c,2,7,6", "d,3,6,3"].map((answer) => `${answer},2026-01-01T00:00:00Z`)
  writeFileSync(join(path, "survey.csv"), ["id,hard,easy,happy,at", ...answers, ""].join("\n"))
  const question = (metric: string, scale: string, score: string, direction = "highIsGood") => {
    const fields = { customer: "id", touchpoint: { value: "contact" }, at: "at", score }
    return { kind: "responses", id: "id", metric, scale, direction, fields }
  }
  const records = [
    question("ces1", "1-5", "hard", "lowIsGood"),
    question("ces2", "1-7", "easy"),
    question("csat", "1-7", "happy")
  ]
  const survey = { match: "survey.csv", source: "survey", format: "csv", time: { format: "iso" }, records }
  writeFileSync(join(path, "throughline.json"), JSON.stringify({ files: [survey] }))

  it("asks which one is meant, and takes either", async () => {
    const both = await measured("ces", path)
    expect([both.status, both.stderr]).toEqual([3, expect.stringContaining("Ask for them apart with --as")])
    const hard = Ces.fromScores([1, 2, 2, 3], { definition: "1.0 mean" })
    const easy = Ces.fromScores([2, 5, 7, 6], { definition: "2.0 agree" })
    const found = await Promise.all(["1.0-mean", "2.0-agree"].map((way) => measured("ces", path, "--as", way)))
    expect(found.map(({ rows }) => rows[0])).toMatchObject([hard, easy].map((each) => ({ value: valueIn(each), n: 4 })))
  })

  it("looks at the answers on one scale", async () => {
    const scales = await Promise.all(["1-7", "1-5"].map((scale) => measured("csat", path, "--where", `scale=${scale}`)))
    expect(scales.map(({ rows }) => rows[0]?.n)).toEqual([4, 0])
  })
})

const rows = Array.from({ length: 60 }, (_, i) => ({
  score: (i * i + 3 * i) % 11,
  speed: 1 + ((i * 7) % 5),
  price: 1 + ((i * i) % 5),
  expected: 3 + (i % 3),
  perceived: 2 + ((i * i) % 4),
  weight: 1 + (i % 2),
  team: i % 2 === 0 ? "north" : "south"
}))
const file = join(folder, "answers.csv")
const lines = rows.map((row) => Object.values(row).join(","))
writeFileSync(file, [Object.keys(rows[0] ?? {}).join(","), ...lines, ""].join("\n"))
const scores = rows.map(({ score }) => score)

const valueIn = (result: { readonly _tag: string; readonly value?: unknown }): unknown => result.value
const intervalIn = (result: { readonly interval?: { readonly low: number; readonly high: number } }) => ({
  low: result.interval?.low,
  high: result.interval?.high
})

describe("of columns of a file, a measure in another way", () => {
  it("has the interval of the library", async () => {
    const tango = Nps.fromScores(scores, { interval: NpsInterval.tango })
    const nps = await measured("nps", file, "--column", "score=score", "--as", "tango")
    expect(nps.rows).toMatchObject([tango._tag === "Estimate" ? intervalIn(tango) : {}])
    const options = { scale: Scale.make(0, 10), topBoxes: 1, interval: ProportionInterval.wald }
    const settings = ["minimum=0", "maximum=10", "topBoxes=1"].flatMap((each) => ["--set", each])
    const csat = await measured("csat", file, "--column", "score=score", ...settings, "--as", "wald")
    expect(csat.rows).toMatchObject([{ value: valueIn(Csat.fromScores(scores, options)), note: "95 % Wald" }])
  })

  it("has its definition, and the mean", async () => {
    const net = await measured("ces", file, "--column", "score=score", "--as", "2.0-net")
    expect(net.rows).toMatchObject([{ value: valueIn(Ces.fromScores(scores, { definition: "2.0 net" })) }])
    const mean = await measured("mean", file, "--column", "score=score", "--set", "maximum=10")
    expect(mean.rows).toMatchObject([{ value: valueIn(MeanScore.fromScores(scores, { scale: Scale.make(1, 10) })) }])
  })

  it("has a gap from either expectation, whole and by group", async () => {
    const pairs = ["--column", "expected=expected", "--column", "perceived=perceived"]
    const whole = await measured("gap", file, ...pairs, "--as", "adequacy")
    expect(whole.rows).toMatchObject([{ value: valueIn(Gap.fromPairs(rows)), n: 60 }])
    const teams = await measured("gap", file, ...pairs, "--by", "team")
    expect(teams.rows.map(({ n, team }) => [team, n])).toEqual([
      ["north", 30],
      ["south", 30]
    ])
  })

  it("has drivers by LMG", async () => {
    const predictors = ["speed", "price"] as const
    const named = ["outcome=score", "speed=speed", "price=price"].flatMap((each) => ["--column", each])
    const lmg = await measured("drivers", file, ...named, "--as", "lmg")
    const records = rows.map(({ price, score, speed }) => ({ price, score, speed }))
    const fit = Drivers.fromRecords(records, { predictors, outcome: "score", seed: 1, method: "LMG" })
    const shares = fit._tag === "Estimate" ? fit.drivers.map(({ share }) => share.value) : []
    expect(lmg.rows.slice(1).map(({ share }) => Number(share).toFixed(9))).toEqual(
      shares.map((each) => each.toFixed(9))
    )
  })
})

it.each([
  [["nps", shop, "--as", "guess"], "nps has no --as guess: use adjusted-wald, wald, tango"],
  [["zone", shop, "--as", "wide"], "zone has no --as wide: there is one way"],
  [["ces", file, "--column", "score=score"], "Say which CES it is: --as 2.0-mean, 2.0-agree, 2.0-net, 1.0-mean"],
  [["nps", file, "--column", "weight=weight", "--as", "tango"], "Weighted answers have one interval"],
  [["csat", file, "--column", "score=score", "--set", "maximum=9"], "For 1-9 say topBoxes"]
])("refuse %j", async (args, message) => {
  const { status, stderr } = await measured(...args)
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
})

it("are all in the guide", () => {
  const guide = readFileSync(new URL("../../../docs/guides/command-line.md", import.meta.url), "utf8")
  const names = Object.values(waysOf).flatMap((ways) => ways.map(([name]) => name))
  expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
})
