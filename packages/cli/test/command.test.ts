import { spawnSync } from "node:child_process"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { measureNames } from "../src/measure/topics.ts"
import { throughline } from "./command.ts"

const shop = fileURLToPath(new URL("fixtures/shop", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "throughline-cli-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const json = (stdout: string) => JSON.parse(stdout) as ReadonlyArray<Record<string, unknown>>

describe("throughline measure", () => {
  it("gives a number with its interval, data on standard output and the rest on the error stream", async () => {
    const { status, stderr, stdout } = await throughline(["measure", "nps", shop, "--format", "json"])
    const row = expect.objectContaining({ value: 25, n: 4, note: "95 % adjusted Wald" })
    expect([status, json(stdout)]).toEqual([0, [row]])
    expect(stderr).toContain("survey.csv: read 10 = imported 6 + rejected 2 + skipped 1 + duplicate 1")
  })

  it("groups, and compares each group with the rest", async () => {
    const { stdout } = await throughline(["measure", "csat", shop, "--by", "touchpoint", "--format", "ndjson"])
    const rows = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(rows.map(({ n, touchpoint }) => [touchpoint, n])).toEqual([
      ["checkout", 3],
      ["delivery", 3]
    ])
  })

  it("looks at a part", async () => {
    const { stdout } = await throughline(["measure", "nps", shop, "--where", "touchpoint=checkout", "--format", "json"])
    expect(json(stdout)).toMatchObject([{ n: 3 }])
  })

  it("follows a calendar", async () => {
    const { stdout } = await throughline(["measure", "nps", shop, "--over", "month", "--format", "csv"])
    const first = stdout.split(/\r?\n/).map((line) => line.split(",")[0])
    expect(first).toEqual(["period", "2026-01", "2026-02", "2026-03", ""])
  })

  it("shows survival and churn of customers", async () => {
    const survival = await throughline(["measure", "survival", shop, "--by", "plan", "--format", "json"])
    const share = json(survival.stdout).find(({ at, measure }) => at === 30 && measure === "share there")
    expect(share).toMatchObject({ plan: "basic", value: 2 / 3, n: 3 })
    const churn = await throughline(["measure", "churn", shop, "--format", "json", "--time-zone", "Europe/Berlin"])
    const ofStart = json(churn.stdout).find((row) => row.period === "2026-02" && row.convention === "of start")
    expect(ofStart).toMatchObject({ at_start: 2, left: 1, value: 50 })
  })

  it.each([
    ["mean", [shop], { value: 17 / 6, n: 6 }],
    ["zone", [shop], { value: null, note: "no answers with a zone of tolerance" }],
    ["importance", [shop], { value: null }],
    ["stated-importance", [shop], { value: null, note: "no records with both predictors and outcome" }],
    ["rank-gaps", [shop], { value: null, note: "no pairs of expectation and experience" }],
    ["drivers", [shop], { value: null }],
    ["response-rate", [shop], { value: null }],
    ["trend", [shop], { series: "nps", direction: "not known" }],
    ["control-chart", [shop], { series: "nps" }],
    [
      "nps-change",
      [shop, "--by", "touchpoint", "--over", "month"],
      { period: "2026-01", touchpoint: "(all)", value: null }
    ],
    ["nps-standardised", [shop, "--by", "touchpoint"], { touchpoint: "checkout" }],
    ["nps-power", [shop, "--set", "change=5"], { change: 5, power: expect.closeTo(0.8, 3) }],
    ["alerts", [shop], { series: "(all)", note: "2 series watched, 2 too short; 0.1 signals by chance alone" }],
    ["attention", [shop], { value: null, note: "no contacts" }],
    ["peak-end", [shop], { value: null, note: "no journeys with scores and an outcome" }],
    ["penalty-reward", [shop], { touchpoint: "checkout", factor: null, n: 3 }],
    ["logistic-drivers", [shop], { value: null, note: "too few records for so many predictors" }],
    ["zendesk-csat", [shop], { value: null, note: "no good or bad ratings" }],
    ["competing-reasons", [shop], { reason: "(not known)", at: 30, n: 6 }],
    ["life-table", [shop, "--set", "width=30"], { from: 0, to: 30, at_risk: 6, left: 1 }],
    ["churn-trend", [shop], { convention: "of start", value: null, direction: "not known" }],
    ["churn-reasons", [shop], { value: null, note: "nobody left for a known reason" }],
    ["retention", [shop], { value: null, note: "no interactions" }],
    ["first-reply", [shop], { quantile: 0.5, value: null, note: "none is finished" }],
    ["resolution-time", [shop], { quantile: 0.5, value: null }],
    ["requester-wait", [shop, "--set", "quantile=0.9"], { quantile: 0.9, value: null }],
    ["handling-time", [shop], { value: null }],
    ["ticket-age", [shop], { value: null }],
    ["first-contact-resolution", [shop], { definition: "one reply", value: null }],
    ["log-rank", [shop, "--by", "plan"], { plan: "basic", n: 3 }],
    ["activity", [shop], { value: null, note: "no interactions" }],
    ["sla-breaches", [shop], { value: null }],
    ["repeat-purchase", [shop], { value: null, note: "no interactions" }],
    ["reply-within", [shop], { value: null, note: "no ticket has the time of its first reply" }],
    ["reopens", [shop], { value: null }],
    ["closing-the-loop", [shop], { value: null, note: "no follow-up is on record" }],
    ["improvement", [shop], { value: null, note: "no improvements on record" }],
    ["revenue", [shop], { value: null, note: "no movements of recurring revenue" }],
    ["coverage", [shop], { touchpoint: "checkout", status: "stale", last: "2026-02" }]
  ])("answers %s", async (name, args, row) => {
    const { status, stdout } = await throughline(["measure", name, ...args, "--format", "json"])
    expect([status, json(stdout)[0]]).toEqual([0, expect.objectContaining(row)])
  })

  it("keeps what it read in a store, and adds nothing the second time", async () => {
    const asked = ["--store", join(folder, "shop.duckdb"), "--format", "json"]
    const first = await throughline(["measure", "nps", shop, ...asked])
    const second = await throughline(["measure", "nps", shop, ...asked])
    const stored = await throughline(["measure", "nps", ...asked])
    expect([second.stdout, stored.stdout]).toEqual([first.stdout, first.stdout])
  })

  it.each([
    ["below the threshold", ["nps", shop, "--fail-under", "nps=30"], 4, "nps is 25.0, and at least 30 was asked for"],
    ["at the threshold", ["nps", shop, "--fail-under", "nps=25"], 0, ""],
    ["a threshold for what is not known", ["nps", shop, "--where", "team=x", "--fail-under", "nps=0"], 4, "not known"],
    ["a threshold of another measure", ["nps", shop, "--fail-under", "csat=30"], 2, "does not fit"],
    ["no number", ["nps", shop, "--fail-under", "nps=high"], 2, "needs a number"],
    ["nothing to read", ["nps"], 2, "Name the files"],
    ["an unknown field", ["nps", shop, "--by", "colour"], 2, 'no field "colour"'],
    ["an unknown measure", ["happiness", shop], 2, 'There is no measure "happiness"\nSee: throughline measure --help'],
    ["an unknown flag", ["nps", shop, "--colour"], 2, "--colour"],
    ["a time zone that does not exist", ["nps", shop, "--over", "month", "--time-zone", "Moon/Base"], 2, "Moon/Base"],
    ["a file that is not there", ["nps", "nowhere.csv"], 3, "nowhere.csv: no such file or folder"]
  ])("%s", async (_, args, status, words) => {
    const run = await throughline(["measure", ...args])
    expect([run.status, run.stderr]).toEqual([status, expect.stringContaining(words)])
    if (status === 2) expect(run.stdout).toBe("")
  })
})

describe("throughline check", () => {
  it("says what would be rejected and why, and ends with 3", async () => {
    const { status, stdout } = await throughline(["check", shop, "--format", "json"])
    const rows = json(stdout)
    expect(status).toBe(3)
    expect(rows).toContainEqual(
      expect.objectContaining({ file: "survey.csv", result: "rejected: RaggedRow", count: 1 })
    )
    const unknown = { result: "rejected: UnknownEnum", example: expect.stringContaining("survey.csv:10 touchpoint") }
    expect(rows).toContainEqual(expect.objectContaining(unknown))
    expect(rows).toContainEqual(expect.objectContaining({ result: "field left out: OutOfRange" }))
  })

  it("asks what the data cannot tell, and proposes a mapping", async () => {
    const answers = join(folder, "answers.csv")
    copyFileSync(join(shop, "survey.csv"), answers)
    const asked = await throughline(["check", answers, "--format", "json"])
    expect(asked.status).toBe(3)
    const [first, ...others] = json(asked.stdout)
    expect(first).toMatchObject({ result: "no mapping yet", example: expect.stringMatching(/^csv: responses/) })
    expect(new Set(others.map(({ result }) => result))).toEqual(new Set(["open question"]))
    const proposed = await throughline(["check", answers, "--propose"])
    expect(JSON.parse(proposed.stdout)).toMatchObject({ files: [{ match: "answers.csv", format: "csv" }] })
  })

  it("says what a file without a mapping is, also where nothing is open, and how to go on", async () => {
    const fresh = mkdtempSync(join(folder, "unmapped-"))
    const visits = join(fresh, "visits.csv")
    writeFileSync(visits, "id,customer,touchpoint,at\n1,c1,shop,2026-03-29T10:00:00Z\n")
    const asked = await throughline(["check", visits, "--format", "json"])
    expect([asked.status, json(asked.stdout)]).toEqual([
      0,
      [
        {
          file: "visits.csv",
          result: "no mapping yet",
          count: null,
          example: "csv: interactions",
          fix: "start from check --propose"
        }
      ]
    ])
    expect(asked.stderr).toContain(`throughline check ${visits} --propose > throughline.json`)
  })

  it("goes on past a file of no known kind, and names it", async () => {
    const mixed = mkdtempSync(join(folder, "mixed-"))
    writeFileSync(join(mixed, "a.json"), '{"pages":[{"a":1}]}\n{')
    writeFileSync(join(mixed, "b.csv"), "id,customer,touchpoint,at\n1,c1,shop,2026-03-29T10:00:00Z\n")
    const asked = await throughline(["check", mixed, "--format", "json"])
    expect(asked.status).toBe(3)
    expect(asked.stderr).toContain("1 files are of no known kind")
    expect(json(asked.stdout).map(({ file, result }) => `${file} ${result}`)).toEqual([
      "a.json not known",
      "b.csv no mapping yet"
    ])
    const proposed = await throughline(["check", mixed, "--propose"])
    expect(JSON.parse(proposed.stdout).files).toMatchObject([{ match: "b.csv" }])
    expect([proposed.status, proposed.stderr]).toEqual([0, expect.stringContaining("a.json: expected")])
  })

  it("proposes into the file that the shell has just made", async () => {
    const fresh = mkdtempSync(join(folder, "fresh-"))
    copyFileSync(join(shop, "survey.csv"), join(fresh, "survey.csv"))
    writeFileSync(join(fresh, "throughline.json"), "")
    const proposed = await throughline(["check", join(fresh, "survey.csv"), "--propose"])
    expect(JSON.parse(proposed.stdout)).toMatchObject({ files: [{ match: "survey.csv", format: "csv" }] })
  })

  it("names the place of a mistake in throughline.json", async () => {
    const broken = mkdtempSync(join(folder, "broken-"))
    writeFileSync(join(broken, "survey.csv"), "id\n1\n")
    const project = { files: [{ match: "survey.csv", source: "s", format: "csv", records: [] }] }
    writeFileSync(join(broken, "throughline.json"), JSON.stringify(project))
    const { status, stderr } = await throughline(["check", broken])
    expect([status, stderr]).toEqual([3, expect.stringContaining("files[0].records")])
  })
})

describe("throughline report", () => {
  it("writes one file, the same each time, with what came from data escaped", async () => {
    const path = join(folder, "report.html")
    const first = await throughline(["report", shop, "-o", path])
    expect([first.status, first.stdout]).toEqual([0, ""])
    expect(first.stderr).toContain(`Report: ${path}`)
    const html = readFileSync(path, "utf8")
    expect(html).toContain("&lt;script")
    expect(html).not.toContain("<script")
    expect(html).not.toContain("Buy </style>")
    const again = await throughline(["report", shop, "-o", "-"])
    expect(again.stdout.trim()).toBe(html.trim())
  })

  it("has nothing to say without answers", async () => {
    const empty = mkdtempSync(join(folder, "empty-"))
    expect(await throughline(["report", empty])).toMatchObject({ status: 3, stdout: "" })
  })
})

describe("throughline", () => {
  it.each(["report", "measure", "check"])("%s --help shows an example", async (command) => {
    const { status, stdout } = await throughline([command, "--help"])
    expect([status, stdout]).toEqual([0, expect.stringContaining(`throughline ${command} `)])
  })

  it("lists each measure on a line of its own", async () => {
    const lines = (await throughline(["measure", "--help"])).stdout.split("\n")
    expect(measureNames.filter((name) => !lines.some((line) => line.startsWith(`    ${name}  `)))).toEqual([])
  })

  it("knows its version and completes in a shell", async () => {
    expect(await throughline(["--version"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^throughline v\d/)
    })
    expect((await throughline(["--completions", "bash"])).stdout).toContain("complete")
  })

  it("is a process with a status, whatever the machine's time zone and locale", () => {
    const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
    const env = { ...process.env, NO_COLOR: "1", TZ: "Asia/Tokyo", LC_ALL: "de_DE.UTF-8" }
    const args = [main, "measure", "nps", shop, "--over", "month", "--format", "csv", "--fail-under", "nps=99"]
    const { status, stderr, stdout } = spawnSync(process.execPath, args, { env, encoding: "utf8" })
    expect([status, stdout.split(",")[0], stderr.includes("\u001b")]).toEqual([4, "period", false])
  })
})
