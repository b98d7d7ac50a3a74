import { Dimension, insufficientData, type Sources, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { quietDays } from "../report/journeyRule.ts"
import { fieldOf } from "./fieldOf.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { measuredRow } from "./rows.ts"

const day = 86_400

/** Some three hundred years. */
const longest = 100_000

/** A setting in days, as whole seconds. */
export const secondsIn = (name: string, days: number): Effect.Effect<number, BadUsage> => {
  const seconds = Math.round(days * day)
  return seconds > 0 && days <= longest
    ? Effect.succeed(seconds)
    : Effect.fail(new BadUsage({ message: `${name} is a number of days above 0 and up to ${longest}, found ${days}` }))
}

/** Where the journey of a customer ends and the next begins, as in the report; with a `sessionGap` of 0 each has one. */
export const caseRule = ({
  settings: { sessionGap = quietDays }
}: Question): Effect.Effect<Sources.CaseRule, BadUsage> =>
  sessionGap === 0
    ? Effect.succeed({})
    : Effect.map(secondsIn("sessionGap", sessionGap), (seconds) => ({ sessionGap: seconds }))

/** A setting that is a whole number within bounds, or the usual one. */
export const wholeIn = (
  { settings }: Question,
  name: string,
  [least, most]: readonly [number, number],
  usual: number
): Effect.Effect<number, BadUsage> => {
  const found = settings[name] ?? usual
  return Number.isSafeInteger(found) && found >= least && found <= most
    ? Effect.succeed(found)
    : Effect.fail(new BadUsage({ message: `${name} is a whole number from ${least} to ${most}, found ${found}` }))
}

/** How many positions of paths are looked at. */
export const positionsIn = (question: Question): Effect.Effect<number, BadUsage> =>
  wholeIn(question, "positions", [1, 256], 10)

/** A path as it is shown. */
export const shownPath = (touchpoints: ReadonlyArray<string>): string => touchpoints.join(" → ")

const caseField = fieldOf("Journeys", ["channel", "team", "segment"])

/** A field of steps by its name: those out of a journey have no channel or team of their own. */
export const stepField = fieldOf("Steps", ["segment"])

/** The dimension that splits journeys: the field of `by`, the period of `over`, or none. Checks the conditions as well. */
export const splitCases = Effect.fn("splitCases")(function* ({ by, over, timeZone, where }: Question) {
  yield* Effect.forEach(Object.keys(where), caseField)
  if (over !== undefined) return [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  return by === undefined ? [] : [Dimension.named(Dimension.field(yield* caseField(by)), "group")]
})

/** The journeys of customers by their path, and by how they are split. */
export const countPaths = Effect.fn("countPaths")(function* (question: Question) {
  const split = yield* splitCases(question)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "cases",
    by: [...split, "path"],
    where: question.where,
    ...(yield* caseRule(question))
  })
  return tally
})

/** The planned journey. Fails where the `throughline.json` that was read has none, or none was read. */
export const plannedJourney = ({ journey, measure }: Question) =>
  journey === undefined
    ? Effect.fail(
        new BadUsage({
          message: `${measure} needs a journey: name its --journey file, or a folder with a throughline.json that has one`
        })
      )
    : Effect.succeed(journey)

/** Fails when periods are asked for of a measure that has no series. */
export const refuseSeries = ({ measure, over }: Question): Effect.Effect<void, BadUsage> =>
  over === undefined
    ? Effect.void
    : Effect.fail(new BadUsage({ message: `${measure} is no series: use --by, and --where` }))

/** The rows, or the one that says that there is nothing on record. */
export const rowsOrNone = (rows: ReadonlyArray<AnswerRow>, nothing = "no interactions"): ReadonlyArray<AnswerRow> =>
  rows.length > 0 ? rows : [measuredRow(insufficientData(nothing, 0))]

/** The rows of a tally that is split by `group`: of each part, under the name of the field; of all where it is not split. */
export const rowsOfParts = (
  tally: Tally.Tally,
  by: string | undefined,
  rows: (part: Tally.Tally) => ReadonlyArray<AnswerRow>
): ReadonlyArray<AnswerRow> => {
  if (by === undefined) return rows(tally)
  const parts = Tally.by(tally, "group")
  return rowsOrNone(parts.flatMap(({ tally: part, value }) => rows(part).map((row) => ({ [by]: value, ...row }))))
}
