import { type TableFormat, table } from "@throughline/render"
import * as Console from "effect/Console"
import type { AnswerRow } from "../measure/Question.ts"
import { topicColumns } from "./topicColumns.ts"

/** Print rows of the same columns to standard output. */
export const printRows = (rows: ReadonlyArray<AnswerRow>, format: TableFormat) =>
  Console.log(table(rows, topicColumns(Object.keys(rows[0] ?? {})), format).replace(/\n$/, ""))
