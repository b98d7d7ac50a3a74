import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { chromium } from "playwright-core"
import { rolldown } from "rolldown"
import { beforeAll, describe, expect, test } from "vitest"
import * as core from "../src/index.ts"

const executablePath = "/usr/bin/chromium"
const withoutBrowser = !existsSync(executablePath) && process.env.CI === undefined
const built = fileURLToPath(new URL("../dist/index.js", import.meta.url))

/** Bundle what a page imports from the built package: the code, and the files it is made of. */
const bundle = async (program: string) => {
  const id = "\0page"
  const build = await rolldown({
    input: id,
    platform: "browser",
    plugins: [
      {
        name: "page",
        resolveId: (source) => (source === id ? id : source === "core" ? built : undefined),
        load: (source) => (source === id ? program : undefined)
      }
    ]
  })
  const { output } = await build.generate({ format: "esm", codeSplitting: false })
  await build.close()
  return { code: output[0].code, files: output[0].moduleIds }
}

/** Measures and tallies of a small data set, as text. It runs as it stands in the page, so it uses nothing but `core`. */
const measure = (core: typeof import("../src/index.ts")): string => {
  const day = 86_400_000
  const answers = Array.from({ length: 500 }, (_, i) => ({
    touchpoint: ["delivery", "support", "checkout"][i % 3] ?? null,
    at: new Date(Date.UTC(2025, 9, 20) + i * day * 0.31),
    score: (i * 7 + (i % 5)) % 11,
    wait: i * i * 37,
    days: (i * 13) % 97,
    outcome: i % 4 === 0 ? "active" : "ended"
  }))
  const { Ces, Csat, Dimension, Gap, Nps, Scale, Survival, Tally } = core
  const tally = Tally.from(answers, {
    by: ["touchpoint", Dimension.period("at", "month", "America/Sao_Paulo"), "score"],
    sums: ["wait"]
  })
  const lifetimes = Tally.from(answers, { by: ["touchpoint", "days", "outcome"] })
  const waits = Tally.from(answers, {
    by: [Dimension.bucket("wait", 0.01), Dimension.period("at", "week", "Pacific/Apia")]
  })
  const decoded = core.TallyFromJson
  return JSON.stringify({
    tally: Tally.encode(tally),
    waits: Tally.encode(Tally.fromJson(JSON.parse(Tally.encode(waits)))),
    schema: decoded.ast._tag,
    nps: [Nps.fromTally(tally), Nps.by(tally, "touchpoint"), Nps.over(tally, "month")],
    csat: Csat.fromScores([5, 4, 3, null, 5, 9], { scale: Scale.make(1, 5) }),
    gap: Gap.fromPairs(answers.map(({ score }, i) => ({ expected: i % 8, perceived: score }))),
    ces: Ces.fromScores([7, 6, 2, 5], { definition: "2.0 agree" }),
    survival: [Survival.fromTally(lifetimes), Survival.by(lifetimes, "touchpoint", { interval: "plain", level: 0.9 })],
    cox: core.Cox.fromColumns({
      time: answers.map((answer) => answer.days),
      event: answers.map(({ outcome }) => outcome === "ended"),
      covariates: { score: answers.map(({ score }) => score) }
    }),
    reasons: core.CompetingReasons.fromTally(
      Tally.from(
        answers.map((answer, i) => ({ ...answer, reason: i % 3 })),
        { by: ["days", "outcome", "reason"] }
      )
    ),
    bought: core.BgNbd.fromRecords(
      answers.map((_, i) => ({ frequency: (i * 7) % 5, recency: (i * 11) % 40, age: 41 + (i % 9) }))
    ),
    topics: core.Topics.fit(
      answers.map(
        ({ score }, i) => `the ${["parcel", "refund", "login"][i % 3]} is ${["late", "lost", "wrong"][score % 3]}`
      ),
      { topics: 3, seed: 1 }
    ),
    wilson: core.wilson(3, 17.5, 0.99),
    corrected: core.benjaminiHochberg([0.01, null, 0.02, 0.5])
  })
}

beforeAll(() => {
  if (!existsSync(built)) throw new Error("packages/core/dist/index.js is not there: run pnpm build first")
})

describe("the built package", () => {
  test.skipIf(withoutBrowser)("computes in Chromium what it computes in Node", { timeout: 120_000 }, async () => {
    const { code } = await bundle('export * from "core"')
    const browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync"
      ]
    })
    try {
      const context = await browser.newContext({ timezoneId: "Asia/Kathmandu", locale: "ar-EG" })
      const page = await context.newPage()
      const [noise, requests]: [Array<string>, Array<string>] = [[], []]
      page.on("console", (message) => noise.push(message.text()))
      page.on("pageerror", (error) => noise.push(error.message))
      page.on("request", (request) => requests.push(request.url()))
      await page.route("**/*", (route) => {
        const script = route.request().url().endsWith("/core.js")
        return route.fulfill({
          contentType: script ? "text/javascript" : "text/html",
          headers: { "content-security-policy": "default-src 'none'; script-src 'self'; img-src data:" },
          body: script ? code : '<!doctype html><link rel="icon" href="data:,"><title>core</title>'
        })
      })
      await page.goto("http://core.test/")
      const inPage = await page.evaluate(`import("/core.js").then(${measure.toString()})`)
      expect(inPage).toBe(measure(core))
      expect(noise).toEqual([])
      expect(requests).toEqual(["http://core.test/", "http://core.test/core.js"])
    } finally {
      await browser.close()
    }
  })

  test.each(["Nps", "Csat", "Ces", "Gap", "Churn", "MeanScore", "Survival", "wilson"])(
    "takes nothing of effect or date-fns into a page that imports %s alone",
    async (name) => {
      const { code, files } = await bundle(`import { ${name} } from "core"; globalThis.used = ${name}`)
      expect(files.filter((file) => /node_modules/.test(file))).toEqual([])
      expect(code).not.toMatch(/\bfrom\s*["']/)
    }
  )
})
