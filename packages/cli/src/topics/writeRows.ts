import { type Column, type TableFormat, table } from "@throughline/render"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { AnswerRow } from "../measure/Question.ts"

/** So many rows are held: tables are aligned by as many. */
const held = 1000

/** Some rows of many, and whether others come before and after them. */
interface Rows {
  readonly rows: ReadonlyArray<AnswerRow>
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** Rows as text, so that the texts of all of them, one after the other, are what all rows would be. */
const written = ({ isFirst, isLast, rows }: Rows, columns: ReadonlyArray<Column>, format: TableFormat): string => {
  const text = table(rows, columns, format)
  if (format === "json") return `${isFirst ? "[\n" : ""}${text.slice(2, -3)}${isLast ? "\n]" : ","}`
  const body = format === "csv" && !isFirst ? text.slice(table([], columns, format).length) : text
  return body.replace(/\n$/, "")
}

/** Wait until what was written is taken. */
const taken: Effect.Effect<void> = Effect.callback((resume) => {
  if (process.stdout.writableNeedDrain) process.stdout.once("drain", () => resume(Effect.void))
  else resume(Effect.void)
})

/** Write rows to standard output as they come, a thousand at a time, and give how many there were. */
export const writeRows = <E, R>(
  rows: Stream.Stream<AnswerRow, E, R>,
  columns: ReadonlyArray<Column>,
  format: TableFormat
): Effect.Effect<number, E, R> =>
  rows.pipe(
    Stream.grouped(held),
    Stream.zipWithIndex,
    Stream.zipWithNext,
    Stream.mapEffect(([[some, at], next]) =>
      Console.log(written({ rows: some, isFirst: at === 0, isLast: Option.isNone(next) }, columns, format)).pipe(
        Effect.andThen(taken),
        Effect.as(some.length)
      )
    ),
    Stream.runFold(
      () => 0,
      (sum, count) => sum + count
    )
  )
