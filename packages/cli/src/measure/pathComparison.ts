import { PathComparison, Tally } from "@throughline/core"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { countPaths, positionsIn, rowsOrNone } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

type Two = readonly [first: string, second: string]

const asTwo = (values: ReadonlyArray<string>): Two | undefined => {
  const [first, second] = values
  return values.length === 2 && first !== undefined && second !== undefined && first !== second
    ? [first, second]
    : undefined
}

/** The values there are, in their order; of two segments and one that is not known, the two. */
const valuesOf = (tally: Tally.Tally): ReadonlyArray<string> =>
  Tally.column(tally, "group").values.flatMap((value) => (value === null ? [] : [String(value)]))

const list = (values: ReadonlyArray<string>): string => (values.length === 0 ? "none" : values.join(", "))

/** The two that are named; else the only two groups there are, or the last two periods. */
const twoOf = ({ between, by, over }: Question, values: ReadonlyArray<string>): Effect.Effect<Two, BadUsage> => {
  const two = asTwo(between ?? (over === undefined ? values : values.slice(-2)))
  if (two?.every((value) => values.includes(value))) return Effect.succeed(two)
  const found = between === undefined ? `${values.length} of ${by ?? over}` : `--between ${between.join(",")}`
  return Effect.fail(
    new BadUsage({
      message: `path-comparison compares two, found ${found}: name two with --between, of ${list(values)}`
    })
  )
}

const side = ([first, second]: Two, [ours, theirs]: readonly [number, number]): AnswerRow => ({
  first,
  second,
  first_cases: ours,
  second_cases: theirs
})

/** The difference of two shares, in percentage points. */
const sharesRow = ({ adjustedP, difference, differs }: PathComparison.ComparedShare): AnswerRow => {
  const { level, method } = difference.interval
  return {
    value: difference.value,
    low: difference.interval.low,
    high: difference.interval.high,
    adjusted_p: adjustedP,
    differs,
    note: `${level * 100} % ${method}`
  }
}

/** Whether they take the same paths at all: one test, which is of no share. */
const overallRow = (overall: PathComparison.PathComparisonReport["overall"]): AnswerRow => {
  const none = { value: null, low: null, high: null }
  if (overall._tag === "InsufficientData") return { ...none, adjusted_p: null, differs: null, note: overall.reason }
  return { ...none, adjusted_p: overall.p, differs: overall.p < 0.05, note: "Pearson's test of whole paths" }
}

const comparedRows = (two: Two, report: PathComparison.PathComparisonResult): ReadonlyArray<AnswerRow> => {
  if (report._tag !== "PathComparison") return [measuredRow(report)]
  const [a, b] = report.excluded
  const excluded = { missing: a.missing + b.missing, invalid: a.invalid + b.invalid }
  const [first, second] = report.cases
  const row = (compared: string, place: AnswerRow, cases: readonly [number, number], of: AnswerRow): AnswerRow => {
    const { note, ...measured } = of
    return {
      compared,
      position: null,
      from: null,
      to: null,
      ...place,
      ...side(two, cases),
      ...measured,
      n: first + second,
      ...excluded,
      note: note ?? null
    }
  }
  return [
    row("whole paths", {}, report.cases, overallRow(report.overall)),
    ...report.edges.map((each) =>
      row("steps", { from: each.from ?? "(start)", to: each.to ?? "(end)" }, each.cases, sharesRow(each))
    ),
    ...report.positions.map((each) =>
      row(
        "positions",
        { position: each.position, to: each.touchpoint ?? "(ended before)" },
        each.cases,
        sharesRow(each)
      )
    )
  ]
}

/** Whether two groups or periods go the same ways, and where they do not: the first minus the second. */
export const pathComparisonRows = Effect.fn("pathComparisonRows")(function* (question: Question) {
  const { by, over } = question
  if (by === undefined && over === undefined) {
    return yield* new BadUsage({
      message: "path-comparison compares groups or periods: use --by segment, or --over month"
    })
  }
  const positions = yield* positionsIn(question)
  const tally = yield* countPaths(question)
  const values = valuesOf(tally)
  if (values.length === 0) return rowsOrNone([], by === undefined ? "no interactions" : `no journey with a ${by}`)
  const two = yield* twoOf(question, values)
  return comparedRows(two, PathComparison.between(tally, "group", two, { positions }))
})
