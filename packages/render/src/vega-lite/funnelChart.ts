import { casesInWords, describe, dropInWords, rowInWords } from "../funnel/describe.ts"
import type { FunnelChart } from "../funnel/FunnelChart.ts"
import { type Row, rowsOf } from "../funnel/rows.ts"
import { clean } from "../text/clean.ts"
import { number, percent } from "../text/number.ts"
import { measured, named, tooltip, whiskers } from "./parts.ts"
import {
  type Json,
  type Paint,
  type Specification,
  type SpecificationOptions,
  specification,
  untold
} from "./Specification.ts"
import { type Datum, distinct, finite, limits } from "./values.ts"

const sideText = ({ fromPrevious, reached }: Row, place: number, before: Row | undefined): string => {
  const of = place === 0 ? "of all" : "of the one before"
  const share = fromPrevious === undefined ? "" : ` · ${percent(fromPrevious.value, 1)} ${of}`
  const lost = before?.drop?.largest === true ? "▼ " : ""
  return `${lost}${number(reached, 0)}${share}`
}

const valuesOf = (rows: ReadonlyArray<Row>, names: ReadonlyArray<string>): ReadonlyArray<Datum> =>
  rows.map((row, i): Datum => {
    const { low, high } = limits(row.fromFirst)
    const before = limits(row.fromPrevious)
    return {
      step: names[i] ?? "",
      reached: row.reached,
      share: row.length,
      low,
      high,
      fromPrevious: before.value,
      fromPreviousLow: before.low,
      fromPreviousHigh: before.high,
      stopped: finite(row.drop?.stopped),
      next: row.drop?.next.map(({ count, name }) => ({ to: name, count })) ?? [],
      afterLargestLoss: rows[i - 1]?.drop?.largest === true,
      text: sideText(row, i, rows[i - 1]),
      words: [rowInWords(row, i), ...(row.drop === undefined ? [] : [dropInWords(row.drop)])].join("; ")
    }
  })

const layers = (paint: Paint): Json => [
  {
    mark: { type: "bar", color: paint("river"), height: 24, cornerRadius: 2 },
    encoding: {
      x: measured("share", {
        scale: { domain: [0, 1] },
        axis: { format: ".0%", values: [0, 0.5, 1], title: "Of the first step", domain: false, ticks: false }
      }),
      tooltip
    }
  },
  whiskers(paint),
  {
    mark: { type: "text", align: "left", dx: 14, fontSize: 13, fontWeight: 600 },
    encoding: {
      x: { value: "width" },
      text: { field: "text", type: "nominal" },
      color: {
        condition: { test: { field: "afterLargestLoss", equal: true }, value: paint("short") },
        value: paint("ink")
      }
    }
  }
]

/**
 * A funnel as a Vega-Lite specification: a bar for each step, the interval of its share of the first as a layer of its own,
 * and how many reached it. ▼ marks the step after the largest loss. Where those went who stopped is in the data.
 *
 * @example
 * ```ts import.meta.vitest
 * import { Funnel } from "@throughline/core"
 * import { funnelChart } from "./funnelChart.ts"
 *
 * const funnel = Funnel.fromPaths([["cart", "paid"], ["cart"]], { steps: ["cart", "paid"] })
 * const spec = funnelChart({ title: "Half of the carts are paid", subtitle: "", funnel })
 * const { data } = JSON.parse(JSON.stringify(spec))
 * data.values.map(({ reached, share }) => [reached, share]) // => [[2, 1], [1, 0.5]]
 * ```
 */
export const funnelChart = (input: FunnelChart, options: SpecificationOptions = {}): Specification => {
  const { funnel, subtitle, title } = input
  if (funnel._tag !== "Funnel") return untold(input, `No funnel: ${clean(funnel.reason)}`, options)
  const rows = rowsOf(funnel, input.names)
  const names = distinct(rows.map(({ name }) => name))
  const description = `${describe(rows)} ${casesInWords(funnel)}.`
  return specification({ title, subtitle, description }, options, (paint) => ({
    width: 420,
    height: { step: 48 },
    data: { values: valuesOf(rows, names) },
    encoding: { y: named("step", names) },
    layer: layers(paint)
  }))
}
