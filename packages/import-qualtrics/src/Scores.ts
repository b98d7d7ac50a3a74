import type { Survey, SurveyColumn } from "./Survey.ts"

export type SurveyMetric = "nps" | "csat" | "ces2"

/** A question with a score, by what it seems to ask. */
export interface ScoreColumn {
  readonly column: SurveyColumn
  readonly metric: SurveyMetric
  /** The answers that were seen, each once; of a matrix in all its rows, which have one scale. */
  readonly texts: ReadonlyArray<string>
  /** Whether it is the first row of its matrix, or no row. */
  readonly isFirst: boolean
  /** What a row of a matrix is about; `undefined` of a question of its own. */
  readonly row: string | undefined
}

const words: ReadonlyArray<readonly [SurveyMetric, RegExp]> = [
  ["nps", /\bnps\b|recommend|weiterempf/],
  ["csat", /csat|satisf|zufrieden/],
  ["ces2", /\bces2?\b|\beffort|\beasy\b|\beasier\b|\bease\b|difficult|aufwand|einfach|schwierig/]
]

/** The questions whose answers are scores: what has an NPS group, and what asks for satisfaction or effort. */
export const scoreColumns = ({ columns }: Survey): ReadonlyArray<ScoreColumn> => {
  const found = columns.flatMap((column) => {
    const metric = metricOf(column)
    return metric === undefined ? [] : [{ column, metric }]
  })
  return found.flatMap(({ column, metric }) => {
    const rows = found.filter((other) => other.column.question === column.question)
    if (rows.length > 1 && rows.every((row) => isTick(row.column))) return []
    const texts = [...new Set(rows.flatMap((row) => row.column.values))]
    const row = rows.length > 1 ? rowOf(column, rows) : undefined
    return [{ column, metric, texts, isFirst: rows[0]?.column === column, row }]
  })
}

const metricOf = (column: SurveyColumn): SurveyMetric | undefined => {
  if (column.hasNpsGroup) return "nps"
  if (column.content !== "choice" && column.content !== "embedded") return undefined
  const text = `${column.name} ${column.label}`.replace(/[^\p{L}\p{N}]+/gu, " ").toLowerCase()
  return words.find(([metric, pattern]) => pattern.test(text) && canBe(metric, column))?.[0]
}

export const isWhole = (text: string): boolean => /^-?\d{1,3}(?:\.0)?$/.test(text)

const mostLabels = 11

/** Whole numbers, or a few labels that come again and again; an embedded field must hold numbers. */
const canBe = (metric: SurveyMetric, { content, values }: SurveyColumn): boolean => {
  if (values.length === 0) return content === "choice"
  const whole = values.filter(isWhole)
  if (whole.length >= values.length * 0.9) {
    return metric !== "nps" || whole.every((text) => Number(text) <= 10)
  }
  return metric !== "nps" && content === "choice" && new Set(values).size <= mostLabels
}

/** Of a question with several answers: a column for each choice, ticked or not. */
const isTick = ({ values }: SurveyColumn): boolean =>
  new Set(values).size <= 1 && (values.length === 0 || values[0] === "1" || !isWhole(values[0] ?? ""))

/** What is left of a row's title without what all rows begin with. */
const rowOf = (column: SurveyColumn, rows: ReadonlyArray<{ readonly column: SurveyColumn }>): string => {
  const labels = rows.map((row) => row.column.label)
  const [first = ""] = labels
  let same = 0
  while (same < first.length && labels.every((label) => label[same] === first[same])) same += 1
  const shared = first.slice(0, same)
  const start = shared.includes(" - ") ? shared.lastIndexOf(" - ") + 3 : shared.lastIndexOf("-") + 1
  return column.label.slice(start).trim() || column.name
}
