import {
  Ces,
  Csat,
  Dimension,
  Gap,
  type Group,
  type Measured,
  Nps,
  type PeriodResult,
  Scale,
  Tally
} from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadData, BadUsage } from "../Failure.ts"
import { type AnswerField, type AnswerRow, answerFields, type Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"

/** The measures of survey answers. */
export type AnswerMeasure = "nps" | "csat" | "ces" | "gap"

/** The ways in which one measure finishes a tally of answers, split by the dimension `group` where it is split. */
interface Finishing {
  readonly whole: (tally: Tally.Tally) => Measured
  readonly by: (tally: Tally.Tally) => ReadonlyArray<Group<Measured>>
  readonly over: (tally: Tally.Tally) => ReadonlyArray<PeriodResult<Measured>>
}

const nps: Finishing = {
  whole: (tally) => Nps.fromTally(tally),
  by: (tally) => Nps.by(tally, "group"),
  over: (tally) => Nps.over(tally, "group")
}

const csat = (scale: Scale.Scale): Finishing => ({
  whole: (tally) => Csat.fromTally(tally, { scale }),
  by: (tally) => Csat.by(tally, "group", { scale }),
  over: (tally) => Csat.over(tally, "group", { scale })
})

const ces = (definition: Ces.CesDefinition): Finishing => ({
  whole: (tally) => Ces.fromTally(tally, { definition }),
  by: (tally) => Ces.by(tally, "group", { definition }),
  over: (tally) => Ces.over(tally, "group", { definition })
})

const gap: Finishing = {
  whole: (tally) => Gap.fromTally(tally),
  by: (tally) => Gap.by(tally, "group"),
  over: (tally) => Gap.over(tally, "group")
}

const metrics = { nps: ["nps"], csat: ["csat"], ces: ["ces1", "ces2"] } as const

const isAnswerField = (name: string): name is AnswerField => answerFields.some((field) => field === name)

const checked = (name: string): Effect.Effect<AnswerField, BadUsage> =>
  isAnswerField(name)
    ? Effect.succeed(name)
    : Effect.fail(new BadUsage({ message: `Answers have no field "${name}": use ${answerFields.join(", ")}` }))

/** The dimension that splits the answer: a period, a field, or none. */
const split = Effect.fn("split")(function* ({ by, over, timeZone }: Question) {
  if (over !== undefined) return [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  return by === undefined ? [] : [Dimension.named(Dimension.field(yield* checked(by)), "group")]
})

const conditions = Effect.fn("conditions")(function* ({ by, where }: Question) {
  const fields = yield* Effect.forEach(Object.entries(where), ([name, value]) =>
    Effect.map(checked(name), (field) => [field, value] as const)
  )
  return { ...(by === "component" ? {} : { component: null }), ...Object.fromEntries(fields) }
})

/** The only value of a dimension: answers to two questions or on two scales do not pool. */
const only = Effect.fn("only")(function* (tally: Tally.Tally, dimension: string) {
  const { values } = Tally.column(tally, dimension)
  if (values.length <= 1) return String(values[0] ?? "")
  return yield* new BadData({
    message: `These answers do not pool: ${dimension} ${values.join(", ")}. Ask for them apart with --where.`
  })
})

const finishing = Effect.fn("finishing")(function* (measure: AnswerMeasure, tally: Tally.Tally) {
  const scale = Scale.parse(yield* only(tally, "scale")) ?? Scale.make(1, 5)
  switch (measure) {
    case "nps":
      return nps
    case "csat":
      return csat(scale)
    case "ces":
      return ces((yield* only(tally, "metric")) === "ces1" ? "1.0 mean" : "2.0 mean")
    case "gap":
      return gap
  }
})

const count = Effect.fn("count")(function* (measure: AnswerMeasure, question: Question) {
  const store = yield* Store
  const by = yield* split(question)
  const where = yield* conditions(question)
  const tally: Tally.Tally =
    measure === "gap"
      ? yield* store.tally({ source: "gaps", by: [...by, "scale", "predicted", "score"], where })
      : yield* store.tally({
          source: "responses",
          by: [...by, "metric", "scale", "score"],
          where: { ...where, metric: metrics[measure] }
        })
  return tally
})

/** The rows of a measure of survey answers: one, or one a group or period. */
export const answerRows = Effect.fn("answerRows")(function* (measure: AnswerMeasure, question: Question) {
  const tally = yield* count(measure, question)
  const finish = yield* finishing(measure, tally)
  const rows = (): ReadonlyArray<AnswerRow> => {
    if (question.over !== undefined) return periodRows(finish.over(tally))
    return question.by === undefined ? [measuredRow(finish.whole(tally))] : groupRows(question.by, finish.by(tally))
  }
  return yield* Effect.try({ try: rows, catch: (error) => new BadData({ message: String(error) }) })
})
