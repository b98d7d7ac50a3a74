import type { Fields } from "@throughline/import/format"
import { metadata } from "./Metadata.ts"

/** The rows above the responses. */
export interface HeaderRows {
  /** How many there are: 1 or 2. */
  readonly count: number
  /** The columns as mappings call them. */
  readonly names: Fields
}

/** What the second row says of a question with one column, in the languages whose word is known. */
const oneAnswer: ReadonlySet<string> = new Set([
  "response",
  "open-ended response",
  "open-ended-response",
  "antwort",
  "offene antwort",
  "réponse",
  "réponse ouverte",
  "respuesta",
  "respuesta abierta",
  "resposta",
  "resposta aberta",
  "risposta",
  "antwoord",
  "other (please specify)"
])

const isOneAnswer = (label: string): boolean => oneAnswer.has(label.trim().toLowerCase())

/**
 * The header rows among the first rows of an export: questions; then the choices and rows of each, where there is such a
 * row. A row that is not surely one of the header is a response: the second row says nothing of who answered and when, and
 * `Response` or the like below a question with one column.
 *
 * A column of several of a question is called by both: `Which of these have you seen? / Episode I`.
 *
 * ```ts import.meta.vitest
 * import { headerRows } from "./HeaderRows.ts"
 *
 * const asked = ["Respondent ID", "Seen?", "", "How old are you?"]
 * headerRows([asked, ["", "One", "Two", "Response"]]).names // => ["Respondent ID", "Seen? / One", "Seen? / Two", "How old are you?"]
 * headerRows([asked, ["11870331", "One", "", "33"]]).count // => 1
 * headerRows([asked, ["", "One", "Two", "33"]]).count // => 1
 * ```
 */
export const headerRows = ([first = [], second = []]: ReadonlyArray<Fields>): HeaderRows =>
  isLabels(second, first) ? { count: 2, names: joined(first, second) } : { count: 1, names: first }

const isLabels = (row: Fields, names: Fields): boolean => {
  const told = names.map((name) => metadata(name))
  return (
    row.length === names.length &&
    told.includes("respondentId") &&
    row.every((cell, i) => told[i] === undefined || cell.trim() === "") &&
    row.some((cell, i) => told[i] === undefined && isOneAnswer(cell))
  )
}

const joined = (names: Fields, labels: Fields): Fields => {
  let question = ""
  return names.map((name, i) => {
    const label = labels[i]?.trim() ?? ""
    if (name.trim() !== "") question = name.trim()
    const isAlone = name.trim() !== "" && (metadata(name) !== undefined || isOneAnswer(label))
    return isAlone || label === "" ? name : question === "" ? label : `${question} / ${label}`
  })
}
