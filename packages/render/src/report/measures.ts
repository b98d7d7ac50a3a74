import type { Estimate } from "@throughline/core"
import { content, element, join, type Markup } from "../svg/Markup.ts"
import { clean } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, known, level, number, plural, range, reason, signed } from "../text/number.ts"
import type { Report, ReportChange, ReportMeasure } from "./Report.ts"

/** A difference is in points where the measure is in per cent. */
const differenceText = (value: number, { style, decimals }: NumberFormat): string => {
  if (style === "percent") return `${signed(value * 100, decimals ?? 0)}\u00a0pts`
  return signed(value, decimals ?? (style === "number" ? 1 : 0))
}

const differenceRange = ({ interval }: Estimate, format: NumberFormat): string =>
  `${differenceText(interval.low, format).replace(/\u00a0pts$/, "")} to ${differenceText(interval.high, format)}`

const colour = (difference: Estimate, { better }: ReportMeasure, { certain }: ReportChange): string => {
  if (!certain || better === "neither" || difference.value === 0) return "muted"
  return difference.value > 0 === (better === "higher") ? "over" : "short"
}

const change = (measure: ReportMeasure, given: ReportChange): { readonly head: Markup; readonly note: string } => {
  const difference = known(given.difference)
  const since = clean(given.since)
  if (difference === undefined) {
    return { head: join([]), note: `change since ${since}: ${reason(given.difference)}` }
  }
  const text = differenceText(difference.value, measure.format)
  const verdict = given.certain ? "more than chance" : "may be chance"
  return {
    head: element("span", { class: `change ${colour(difference, measure, given)}` }, content(text)),
    note: `since ${since}: ${differenceRange(difference, measure.format)}, ${verdict}`
  }
}

const remarks = (measure: ReportMeasure, estimate: Estimate): string => {
  const note = clean(measure.note ?? "")
  const interval = `${level(estimate.interval.level)} CI ${range(estimate, measure.format)}`
  return [interval, note === "" ? plural(estimate.n, "record") : note].join(" · ")
}

const drawMeasure = (measure: ReportMeasure): Markup => {
  const estimate = known(measure.value)
  const changed = measure.change && change(measure, measure.change)
  const parts =
    estimate === undefined
      ? [
          element("b", {}, content("–")),
          element("small", {}, content(`${reason(measure.value)}, n = ${number(measure.value.n, 0)}`))
        ]
      : [
          element("b", {}, content(formatted(estimate.value, measure.format))),
          ...(changed ? [changed.head] : []),
          element("small", {}, content(remarks(measure, estimate))),
          ...(changed ? [element("small", {}, content(changed.note))] : [])
        ]
  return element("div", {}, element("dt", {}, content(clean(measure.name))), element("dd", {}, ...parts))
}

/** The numbers at the top of the page, each with its interval and what changed. */
export const drawMeasures = ({ measures }: Report): Markup =>
  measures.length === 0
    ? join([])
    : element(
        "section",
        { "aria-labelledby": "measures" },
        element("h2", { id: "measures", class: "hidden" }, content("Measures")),
        element("dl", { class: "measures" }, ...measures.map(drawMeasure))
      )
