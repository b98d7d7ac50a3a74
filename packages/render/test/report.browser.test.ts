import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import axe from "axe-core"
import fc from "fast-check"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import {
  funnelChart,
  heatMap,
  journeyMap,
  mergeTree,
  npsBars,
  report,
  stageFlows,
  stepHeatMap,
  survivalCurve,
  topicHeatMap,
  topicTrends,
  trendLine
} from "../src/index.ts"
import { textWidth } from "../src/text/width.ts"
import {
  funnelCharts,
  heatMaps,
  journeyMaps,
  mergeTrees,
  npsBarsInputs,
  stageFlowsInputs,
  stepHeatMaps,
  survivalCurves,
  topicHeatMaps,
  topicTrendsInputs,
  trendLines
} from "./arbitrary.ts"
import { launch, openFile, withoutBrowser } from "./browser.ts"
import { hostileMap, hostileReport } from "./samples/hostile.ts"
import { onlineRetailer } from "./samples/onlineRetailer.ts"
import { retailerReport } from "./samples/retailerReport.ts"
import { hostileReportTopics, hostileTopics, moving, reportTopics } from "./samples/topics.ts"

const folder = mkdtempSync(join(tmpdir(), "report-"))

const urlOf = (name: string, html: string): string => {
  const path = join(folder, name)
  writeFileSync(path, html)
  return pathToFileURL(path).href
}

interface Finding {
  readonly id: string
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary?: string }>
}

const violations = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found: ReadonlyArray<Finding> = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)"
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}

/** Programs for the page, as text: the types of a browser are not loaded here. */
const pageFacts = `(() => {
  const all = Array.from(document.querySelectorAll("*"))
  const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id)
  return {
    scripts: document.querySelectorAll("script, img, iframe, link, object, embed, foreignObject").length,
    handlers: all.flatMap((element) => element.getAttributeNames().filter((name) => /^on|href$|^src$/.test(name))),
    twice: ids.filter((id, i) => ids.indexOf(id) !== i),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth
  }
})()`

const beyondPaper = `(() => {
  const width = document.documentElement.clientWidth
  const wide = Array.from(document.querySelectorAll("body *"))
    .filter((element) => !element.parentElement.closest("svg") && !element.closest(".hidden") && element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.slice(0, 120))
  return { wide, background: getComputedStyle(document.body).backgroundColor }
})()`

const parseErrors = `(all) => all.flatMap((svg) => {
  const error = new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")
  return error === null ? [] : [error.textContent]
})`

const textsOutside = `(() => {
  const frame = document.querySelector("svg").getBoundingClientRect()
  return Array.from(document.querySelectorAll("svg text"), (text) => text.getBoundingClientRect())
    .filter((box) => box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom).length
})()`

/** Lines of text that overlap another by more than a fifth of their height, or leave the picture. Fonts differ a little. */
const textsTouching = `(() => {
  const frame = document.querySelector("svg").getBoundingClientRect()
  const boxes = Array.from(document.querySelectorAll("svg text"), (text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ text, box }) => text.trim() !== "" && box.width > 0 && !/[^ -~\u00a0-\u024f\u2010-\u2212]/.test(text))
  const touch = ({ box: a }, { box: b }) => {
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && height > 0.2 * Math.min(a.height, b.height) + 1
  }
  return boxes.flatMap((one, i) => {
    const outside = one.box.left < frame.left - 0.5 || one.box.right > frame.right + 0.5 || one.box.bottom > frame.bottom + 0.5
    const over = boxes.slice(i + 1).find((other) => touch(one, other))
    return outside ? [one.text + " is outside"] : over ? [one.text + " / " + over.text] : []
  })
})()`

const textWidths = `(weight, texts) => {
  const context = document.createElement("canvas").getContext("2d")
  context.font = weight + ' 100px "Liberation Sans", Arial'
  return texts.map((text) => context.measureText(text).width)
}`

const reports = [
  ["retailer", { ...retailerReport, topics: reportTopics }],
  ["hostile", { ...hostileReport, topics: hostileReportTopics }],
  ["empty", { title: "", finding: "", scope: "", measures: [], fixFirst: [], footer: "" }],
  ["wide", { ...retailerReport, journey: hostileMap(45) }]
] as const

describe.skipIf(withoutBrowser)("the report in Chromium (skipped where /usr/bin/chromium is missing)", () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launch()
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const [name, input] of reports) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`${name}, ${colorScheme}: accessible`, { timeout: 60_000 }, async () => {
        const context = await browser.newContext({
          bypassCSP: true,
          colorScheme,
          viewport: { width: 1280, height: 900 }
        })
        const { page } = await openFile(context, urlOf(`${name}.html`, report(input)))
        expect(await violations(page)).toEqual([])
        await context.close()
      })
    }

    test(`${name}: silent, offline, nothing runs, no id twice, no overflow`, { timeout: 60_000 }, async () => {
      const html = report(input)
      expect(new TextEncoder().encode(html).length).toBeLessThan(2_000_000)
      for (const width of [1280, 390]) {
        const context = await browser.newContext({ viewport: { width, height: 800 } })
        const { page, noise } = await openFile(context, urlOf(`${name}.html`, html))
        expect(noise).toEqual({ console: [], requests: [], dialogs: [] })
        const facts = await page.evaluate(pageFacts)
        expect(facts).toEqual({ scripts: 0, handlers: [], twice: [], overflow: 0 })
        await context.close()
      }
    })

    test(`${name}: nothing is cut on A4 landscape`, { timeout: 60_000 }, async () => {
      const context = await browser.newContext({ viewport: { width: 1031, height: 703 }, colorScheme: "dark" })
      const { page } = await openFile(context, urlOf(`${name}.html`, report(input)))
      await page.emulateMedia({ media: "print" })
      const cut = await page.evaluate(beyondPaper)
      expect(cut).toEqual({ wide: [], background: "rgb(255, 255, 255)" })
      await context.close()
    })
  }

  test("ticket text with markup stays text", async () => {
    const context = await browser.newContext()
    const { page } = await openFile(context, urlOf("text.html", report(hostileReport)))
    const text = await page.evaluate("document.body.textContent")
    for (const found of ["<script>alert(1)</script>", "</style><script>alert(2)</script>", '"onload="alert(3)" x=\'']) {
      expect(text).toContain(found)
    }
    await context.close()
  })

  test("the page's own policy lets nothing run or load", async () => {
    const context = await browser.newContext()
    const { page, noise } = await openFile(context, urlOf("policy.html", report(retailerReport)))
    await page.evaluate(`(async () => {
      const script = document.createElement("script")
      script.textContent = "window.ran = true"
      document.body.append(script)
      const image = document.createElement("img")
      image.src = "http://127.0.0.1:9/x.png"
      document.body.append(image)
      document.body.setAttribute("onclick", "window.ran = true")
      document.body.click()
      await new Promise((resolve) => setTimeout(resolve, 200))
    })()`)
    expect(await page.evaluate("window.ran")).toBeUndefined()
    expect(noise.console.filter((message) => message.includes("Content Security Policy"))).toHaveLength(3)
    await context.close()
  })

  test("pictures of any input parse as XML, and the text of real names stays inside", { timeout: 60_000 }, async () => {
    const sample = { numRuns: 40, seed: 1 }
    const svgs = [
      ...fc.sample(journeyMaps, sample).map((input) => journeyMap(input)),
      ...fc.sample(npsBarsInputs, sample).map((input) => npsBars(input)),
      ...fc.sample(survivalCurves, sample).map((input) => survivalCurve(input)),
      ...fc.sample(trendLines, sample).map((input) => trendLine(input)),
      ...fc.sample(heatMaps, sample).map((input) => heatMap(input)),
      ...fc.sample(topicHeatMaps, sample).map((input) => topicHeatMap(input)),
      ...fc.sample(topicTrendsInputs, sample).map((input) => topicTrends(input)),
      ...fc.sample(mergeTrees, sample).map((input) => mergeTree(input)),
      ...fc.sample(funnelCharts, sample).map((input) => funnelChart(input)),
      ...fc.sample(stepHeatMaps, sample).map((input) => stepHeatMap(input)),
      ...fc.sample(stageFlowsInputs, sample).map((input) => stageFlows(input))
    ]
    const page = await browser.newPage()
    const broken = await page.evaluate(`(${parseErrors})(${JSON.stringify(svgs)})`)
    expect(broken).toEqual([])
    await page.setContent(`<body style="margin:0">${journeyMap(onlineRetailer)}`)
    const outside = await page.evaluate(textsOutside)
    expect(outside).toBe(0)
    await page.close()
  })

  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`pictures of topics at ${width} px, ${colorScheme}: no text over another, none outside`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
        const page = await context.newPage()
        const { heatMap: names, trends, tree } = hostileTopics
        const samples = [
          topicTrends(moving),
          topicHeatMap({ ...names, columns: ["E-mail", "Customer service", "Phone"] }),
          mergeTree(tree),
          topicTrends(trends)
        ]
        for (const svg of samples) {
          await page.setContent(`<body style="margin:0"><style>svg{width:100%;height:auto}</style>${svg}`)
          expect(await page.evaluate(textsTouching)).toEqual([])
          const box = await page.evaluate("document.documentElement.scrollWidth")
          expect(box).toBe(width)
        }
        await context.close()
      })
    }
  }

  test("the width table is never below the width in Arial's metrics", async () => {
    const page = await browser.newPage()
    const samples = [
      "Customer service interaction",
      "Order & delivery updates",
      "+16 ±3",
      "Qualität für Ärzte",
      "WWW iiii 0123456789"
    ]
    for (const weight of [400, 700]) {
      const measured: ReadonlyArray<number> = await page.evaluate(
        `(${textWidths})(${weight}, ${JSON.stringify(samples)})`
      )
      samples.forEach((text, i) => {
        expect(textWidth(text, 100, weight)).toBeGreaterThanOrEqual(measured[i] ?? 0)
      })
    }
    await page.close()
  })
})
