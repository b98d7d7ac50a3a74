import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import { drawFixes } from "./fixes.ts"
import { drawJourney } from "./journey.ts"
import { drawLeaving } from "./leaving.ts"
import { drawMatters } from "./matters.ts"
import { drawMeasures } from "./measures.ts"
import { drawMethod } from "./method.ts"
import { drawNps } from "./nps.ts"
import { drawPaths } from "./paths.ts"
import { drawQuality } from "./quality.ts"
import type { Report } from "./Report.ts"
import { style } from "./style.ts"
import { drawTopics } from "./topics.ts"
import { drawTrends } from "./trends.ts"

/** Nothing may load or run: styles and pictures stand in the file itself. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

const head = ({ title, finding }: Report): Markup =>
  element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width,initial-scale=1" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    element("title", {}, content(clean(title) || clean(finding) || "Customer experience")),
    element("style", {}, style as Markup)
  )

const body = (input: Report): Markup =>
  element(
    "body",
    {},
    element(
      "header",
      {},
      element("h1", {}, content(clean(input.finding) || "No finding")),
      element("p", { class: "sub" }, content(clean(input.scope)))
    ),
    element(
      "main",
      {},
      drawMeasures(input),
      drawFixes(input),
      drawJourney(input.journey),
      drawMatters(input.importance),
      drawPaths(input.paths),
      drawTrends(input.trends),
      drawNps(input.npsBy),
      drawLeaving(input.survival),
      drawTopics(input),
      drawQuality(input.dataQuality),
      drawMethod(input.method)
    ),
    element("footer", {}, element("p", {}, content(input.footer)))
  )

/**
 * Write a report as one HTML file that works from disk: no script, nothing loaded, light and dark, for screens and for
 * A4 landscape.
 *
 * The order is: the finding, the measures with their intervals and changes, what to fix first, the journey map, what matters to
 * customers, the paths that they took, trends, NPS by group, who leaves and when, what customers write about, data quality, method. What has no data has no section; each picture has the same
 * numbers as a table. Text from data is escaped. Never throws; the same input gives the same bytes.
 *
 * @example
 * ```ts import.meta.vitest
 * import { report } from "./reportHtml.ts"
 *
 * const html = report({ title: "Shop", finding: "1 < 2 & so on", scope: "May", measures: [], fixFirst: [], footer: "" })
 * html.includes("<h1>1 &lt; 2 &amp; so on</h1>") // => true
 * html.includes("<h2") // => false
 * ```
 */
export const report = (input: Report): string =>
  join(["<!doctype html>" as Markup, element("html", { lang: "en" }, head(input), body(input))])
