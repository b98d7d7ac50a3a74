import * as Effect from "effect/Effect"
import { BadData, BadUsage } from "../Failure.ts"
import { checkSettings } from "../measure/measure.ts"
import type { AnswerRow } from "../measure/Question.ts"
import { checkWay } from "../measure/ways.ts"
import type { TableMeasure } from "./TableMeasure.ts"
import { type TableColumn, tallyOfTable } from "./tallyOfTable.ts"

/** What is asked of the columns of files. */
export interface TableQuestion {
  readonly name: string
  readonly paths: ReadonlyArray<string>
  /** Headers by the names that the measure calls columns; a column not named stands under its own name. */
  readonly columns: Readonly<Record<string, string>>
  readonly as: string | undefined
  readonly by: string | undefined
  readonly where: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, number>>
}

/** The columns named that the measure does not name itself: in the order given. */
const othersOf = ({ may = [], needs }: TableMeasure, { by, columns }: TableQuestion): ReadonlyArray<string> =>
  Object.keys(columns).filter((name) => !needs.includes(name) && !may.includes(name) && name !== by)

/** What in a question does not fit the measure. */
const misfit = (measure: TableMeasure, question: TableQuestion): string | undefined => {
  const { by, columns, name, paths } = question
  const others = othersOf(measure, question)
  const named = [...measure.needs, ...(measure.may ?? [])].join(", ")
  if (paths.length === 0) return `${name} reads the columns of a file: name the file`
  if (by !== undefined && measure.splits !== true) return `${name} is of all rows: use --where to look at a part`
  if (by !== undefined && measure.needs.includes(by)) return `${name} needs the column ${by} itself: use another --by`
  if (measure.others === undefined && others.length > 0) {
    return `${name} has no column ${others.map((each) => `"${each}"`).join(", ")}: its columns are ${named}`
  }
  if (measure.others !== undefined && others.length === 0) {
    return `${name} needs a column for each ${measure.others}, as --column price="Price score", besides ${named}`
  }
  return Object.values(columns).some((header) => header === "") ? "--column needs a header, as score=Q1" : undefined
}

/** An impossible setting is a wrong call; anything else lies in the data. */
const failureOf = (error: unknown): BadUsage | BadData =>
  error instanceof RangeError ? new BadUsage({ message: error.message }) : new BadData({ message: String(error) })

/** The rows that answer a question about the columns of files. */
export const tableRows = Effect.fn("tableRows")(function* (measure: TableMeasure, question: TableQuestion) {
  const { as, by, columns, paths, settings, where } = question
  const wrong = misfit(measure, question)
  if (wrong !== undefined) return yield* new BadUsage({ message: wrong })
  const others = othersOf(measure, question)
  const known = typeof measure.settings === "function" ? measure.settings(others) : (measure.settings ?? [])
  yield* checkSettings(question.name, known, settings)
  yield* checkWay(question.name, as)
  const may = (measure.may ?? []).filter((name) => name in columns)
  const names = [...measure.needs, ...may, ...others, ...(by === undefined ? [] : [by])]
  const found = names.map(
    (name): TableColumn => ({
      name,
      header: columns[name] ?? name,
      text: name === by || (measure.texts ?? []).includes(name)
    })
  )
  const filter = Object.entries(where).map(([name, text]) => [columns[name] ?? name, text] as const)
  const tally = yield* tallyOfTable(paths, found, filter)
  const rows = (): ReadonlyArray<AnswerRow> => measure.rows(tally, { as, by, others, settings })
  return yield* Effect.try({ try: rows, catch: failureOf })
})
