import type { NumberFormat } from "../text/NumberFormat.ts"
import type { Json, Paint, Part } from "./Specification.ts"

/** Names along an axis, in the order given: a line of the name for each of its lines. */
export const named = (field: string, names: ReadonlyArray<string>, axis: Part | null = {}): Part => ({
  field,
  type: "nominal",
  scale: { domain: names },
  title: null,
  axis: axis && { ...axis, labelExpr: "split(datum.label, '\\n')" }
})

/** A number along an axis. */
export const measured = (field: string, more: Part = {}): Part => ({ field, type: "quantitative", ...more })

const axisFormats = { percent: "~%", signed: "+~f", number: "~f" } as const

/** Ticks on the whole of an axis, written as the picture writes them. */
export const onTicks = (ticks: ReadonlyArray<number>, style: NumberFormat["style"], axis: Part = {}): Part => ({
  scale: { domain: [(ticks[0] ?? 0) + 0, (ticks.at(-1) ?? 1) + 0], nice: false },
  axis: {
    title: null,
    values: ticks.map((tick) => tick + 0),
    format: axisFormats[style],
    labelExpr: "datum.value === 0 ? '0' : datum.label",
    domain: false,
    ticks: false,
    ...axis
  }
})

/** The words of a row, for readers who point at it. */
export const tooltip: Json = { field: "words", type: "nominal" }

/** Only rows that have their number. */
export const having = (field: string): ReadonlyArray<Json> => [{ filter: { field, valid: true } }]

/** Intervals from `low` to `high` along x, a layer of their own. */
export const whiskers = (paint: Paint): Json => {
  const end = (field: "low" | "high"): Json => ({
    mark: { type: "tick", color: paint("experienced"), size: 10, thickness: 1.75 },
    encoding: { x: measured(field) }
  })
  return {
    transform: having("low"),
    layer: [
      {
        mark: { type: "rule", color: paint("experienced"), strokeWidth: 1.75 },
        encoding: { x: measured("low"), x2: { field: "high" } }
      },
      end("low"),
      end("high")
    ]
  }
}

/** A dash in the places without a number. */
export const dashes = (field: string, at: Part, paint: Paint): Json => ({
  transform: [{ filter: { not: { field, valid: true } } }],
  mark: { type: "text", text: "–", color: paint("muted") },
  encoding: { ...at, tooltip }
})
