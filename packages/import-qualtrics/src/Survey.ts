import { delimitedColumns, type Head } from "@throughline/import/format"
import { headerRows } from "./HeaderRows.ts"
import { type Metadata, metadata } from "./Metadata.ts"

/** What a column of a survey holds. */
export type Content =
  /** What Qualtrics says of the response. */
  | Metadata
  /** An answer that is chosen: a number, a code or a label. */
  | "choice"
  /** An answer in words. */
  | "text"
  /** Words beside a choice, as of "Other". */
  | "detail"
  /** Made from other columns: the NPS group, topics of a text, the order of choices, how long a page was shown. */
  | "derived"
  /** What the survey was given about the respondent. */
  | "embedded"

/** A column of an export. */
export interface SurveyColumn {
  readonly name: string
  /** The question as it was asked; its name where the export does not say. */
  readonly label: string
  readonly content: Content
  /** The question that it is a part of, and of a matrix the rows are parts. */
  readonly question: string
  /** The first answers that are not empty. */
  readonly values: ReadonlyArray<string>
  /** Whether Qualtrics has made an NPS group of it. */
  readonly hasNpsGroup: boolean
  readonly timeZone: string | undefined
}

/** What is at the start of an export. */
export interface Survey {
  readonly columns: ReadonlyArray<SurveyColumn>
  readonly delimiter: "," | ";" | "\t" | "|"
  /** How many of the first responses there are. */
  readonly responses: number
}

const npsGroup = /_NPS_GROUP$/i
/** Topics and moods of a text, by the names that they get; and how long a page was shown. */
const analysed = /_TEXT_[\da-f]{16}|- (?:Parent )?Topics$|- (?:Topic )?Sentiment(?: \w+)?$/i
const timing = /[_ -](?:(?:first|last)[ _]click|page[ _]submit|click[ _]count)$/i
const order = /^(?:\d+_)?(?:QID|BL_|FL_|FR_).*_DO(?:_|$)|_DO(?:_\d+)?$/
/** `QID5`, in a loop `2_QID5`, of a side-by-side question `QID5#1`. */
const question = /^((?:\d+_)?QID\d+(?:#\d+)?)/

/** The columns of an export and their first answers; `undefined` when there is no header. */
export const surveyOf = (head: Head): Survey | undefined => {
  const { delimiter, rows } = head.table()
  if (rows.length === 0) return undefined
  const { count, importIds, labels, names } = headerRows(rows)
  const responses = rows.slice(count)
  const ids = names.map((name, i) => importIds[i]?.id ?? name.trim())
  const known = new Set(ids)
  const columns = delimitedColumns([names, ...responses]).map(({ name, values }, i): SurveyColumn => {
    const id = ids[i] ?? name
    const told = importIds[i] !== undefined
    return {
      name,
      values,
      label: plain(labels?.[i] ?? "") || name,
      content: contentOf(id, name, told, values),
      question: question.exec(id)?.[1] ?? name.replace(/(?<=.)_[^_]+$/, ""),
      hasNpsGroup: known.has(`${id}_NPS_GROUP`) || known.has(`${name}_NPS_GROUP`),
      timeZone: importIds[i]?.timeZone
    }
  })
  return { columns, delimiter, responses: responses.length }
}

/** A title as one line without markup. */
const plain = (label: string): string =>
  label
    .replace(/<[^<>]{0,200}>/g, " ")
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()

const contentOf = (id: string, name: string, told: boolean, values: ReadonlyArray<string>): Content => {
  const said = metadata(id) ?? (told ? undefined : metadata(name))
  if (said !== undefined) return said
  if ([npsGroup, analysed, timing, order].some((pattern) => pattern.test(id))) return "derived"
  if (told && !question.test(id)) return "embedded"
  if (/[_-]TEXT$/.test(id)) return /[_-]\d+[_-]TEXT$/.test(id) ? "detail" : "text"
  return isProse(values) ? "text" : "choice"
}

/** Several words, and hardly a text twice. */
const isProse = (values: ReadonlyArray<string>): boolean =>
  values.some((value) => /\S\s+\S+\s+\S+\s+\S/.test(value)) && new Set(values).size >= values.length * 0.8
