import {
  Ces,
  Csat,
  Dimension,
  Gap,
  type Group,
  MeanScore,
  type Measured,
  Nps,
  type PeriodResult,
  Scale,
  Tally,
  ToleranceZone
} from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadData } from "../Failure.ts"
import { answerField, conditions } from "./conditions.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"
import { cesDefinitions, chosen, csatIntervals, gaps, npsIntervals } from "./ways.ts"

/** The measures of survey answers. */
export type AnswerMeasure = "nps" | "csat" | "ces" | "mean" | "gap" | "zone"

/** The ways in which one measure finishes a tally of answers, split by the dimension `group` where it is split. */
interface Finishing {
  readonly whole: (tally: Tally.Tally) => Measured
  readonly by: (tally: Tally.Tally) => ReadonlyArray<Group<Measured>>
  readonly over: (tally: Tally.Tally) => ReadonlyArray<PeriodResult<Measured>>
}

const nps = (options: Nps.NpsOptions): Finishing => ({
  whole: (tally) => Nps.fromTally(tally, options),
  by: (tally) => Nps.by(tally, "group", options),
  over: (tally) => Nps.over(tally, "group", options)
})

const csat = (options: Csat.CsatOptions<string>): Finishing => ({
  whole: (tally) => Csat.fromTally(tally, options),
  by: (tally) => Csat.by(tally, "group", options),
  over: (tally) => Csat.over(tally, "group", options)
})

const ces = (definition: Ces.CesDefinition): Finishing => ({
  whole: (tally) => Ces.fromTally(tally, { definition }),
  by: (tally) => Ces.by(tally, "group", { definition }),
  over: (tally) => Ces.over(tally, "group", { definition })
})

const gap = (against: Gap.Expected): Finishing => ({
  whole: (tally) => Gap.fromTally(tally, { against }),
  by: (tally) => Gap.by(tally, "group", { against }),
  over: (tally) => Gap.over(tally, "group", { against })
})

const mean = (scale: Scale.Scale): Finishing => ({
  whole: (tally) => MeanScore.fromTally(tally, { scale }),
  by: (tally) => MeanScore.by(tally, "group", { scale }),
  over: (tally) => MeanScore.over(tally, "group", { scale })
})

const zone: Finishing = {
  whole: (tally) => ToleranceZone.fromTally(tally),
  by: (tally) => ToleranceZone.by(tally, "group"),
  over: (tally) => ToleranceZone.over(tally, "group")
}

/** The answers that a measure is about. */
const metricsOf = (measure: "nps" | "csat" | "mean" | "ces", as: string | undefined) => {
  if (measure === "nps") return ["nps"] as const
  if (measure !== "ces") return ["csat"] as const
  if (as === undefined) return ["ces1", "ces2"] as const
  return chosen(cesDefinitions, as) === "1.0 mean" ? (["ces1"] as const) : (["ces2"] as const)
}

/** What customers expected, beside their answers. */
const expectedOf = (measure: "gap" | "zone", as: string | undefined) =>
  measure === "gap" ? [chosen(gaps, as)] : (["minimum", "desired"] as const)

/** The dimension that splits the answer: a period, a field, or none. */
const split = Effect.fn("split")(function* ({ by, over, timeZone }: Question) {
  if (over !== undefined) return [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  return by === undefined ? [] : [Dimension.named(Dimension.field(yield* answerField(by)), "group")]
})

const apart = { metric: "--as", scale: "--where scale=" } as const

/** The only value of a dimension: answers to two questions or on two scales do not pool. */
export const only = Effect.fn("only")(function* (tally: Tally.Tally, dimension: keyof typeof apart) {
  const { values } = Tally.column(tally, dimension)
  if (values.length <= 1) return String(values[0] ?? "")
  return yield* new BadData({
    message: `These answers do not pool: ${dimension} ${values.join(", ")}. Ask for them apart with ${apart[dimension]}.`
  })
})

/** The definition that is asked for; the mean unless one is. */
const cesDefinition = Effect.fn("cesDefinition")(function* (tally: Tally.Tally, as: string | undefined) {
  if (as !== undefined) return chosen(cesDefinitions, as)
  return (yield* only(tally, "metric")) === "ces1" ? "1.0 mean" : "2.0 mean"
})

const finishing = Effect.fn("finishing")(function* (
  measure: AnswerMeasure,
  tally: Tally.Tally,
  { as, settings: { topBoxes } }: Question
) {
  if (measure === "ces") return ces(yield* cesDefinition(tally, as))
  const scale = Scale.parse(yield* only(tally, "scale")) ?? Scale.make(1, 5)
  switch (measure) {
    case "nps":
      return nps({ interval: chosen(npsIntervals, as) })
    case "csat":
      return csat({ scale, interval: chosen(csatIntervals, as), ...(topBoxes === undefined ? {} : { topBoxes }) })
    case "mean":
      return mean(scale)
    case "gap":
      return gap(chosen(gaps, as))
    case "zone":
      return zone
  }
})

const count = Effect.fn("count")(function* (measure: AnswerMeasure, question: Question) {
  const store = yield* Store
  const by = yield* split(question)
  const where = yield* conditions(question)
  const tally: Tally.Tally =
    measure === "gap" || measure === "zone"
      ? yield* store.tally({
          source: "gaps",
          by: [...by, "scale", ...expectedOf(measure, question.as), "score"],
          where
        })
      : yield* store.tally({
          source: "responses",
          by: [...by, "metric", "scale", "score"],
          where: { ...where, metric: metricsOf(measure, question.as) }
        })
  return tally
})

/** The rows of a measure of survey answers: one, or one a group or period. */
export const answerRows = Effect.fn("answerRows")(function* (measure: AnswerMeasure, question: Question) {
  const tally = yield* count(measure, question)
  const finish = yield* finishing(measure, tally, question)
  const rows = (): ReadonlyArray<AnswerRow> => {
    if (question.over !== undefined) return periodRows(finish.over(tally))
    return question.by === undefined ? [measuredRow(finish.whole(tally))] : groupRows(question.by, finish.by(tally))
  }
  return yield* Effect.try({ try: rows, catch: (error) => new BadData({ message: String(error) }) })
})
