import { Dimension, Funnel, insufficientData, type Sources, Tally } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { caseRule, plannedJourney, rowsOrNone, secondsIn, splitCases } from "./cases.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { apart, estimateColumns, measuredRow } from "./rows.ts"
import { chosen, funnelOrders } from "./ways.ts"

/** Durations in one bucket are at most this far apart, as a share. */
const precision = 0.01

/** As many as a store counts. */
const mostSteps = 32

/** The touchpoints on record and of the planned journey. */
const knownTouchpoints = Effect.fn("knownTouchpoints")(function* ({ journey }: Question) {
  const store = yield* Store
  const met = Tally.column(yield* store.tally({ source: "interactions", by: ["touchpoint"] }), "touchpoint").values
  const planned = journey?.stages.flatMap(({ touchpoints }) => touchpoints.map(({ id }) => id)) ?? []
  return new Set<unknown>([...planned, ...met])
})

/** The touchpoints that are asked for, else the stages of the planned journey. */
const stepsOf = Effect.fn("stepsOf")(function* (question: Question) {
  const { steps } = question
  if (steps === undefined && question.journey === undefined) {
    return yield* new BadUsage({
      message: `${question.measure} needs --steps, such as --steps cart,paid, a --journey file, or a folder with a throughline.json that has a journey`
    })
  }
  if (steps === undefined) return Funnel.stagesOf(yield* plannedJourney(question))
  const known = yield* knownTouchpoints(question)
  const other = steps.find((step) => !known.has(step))
  if (other === undefined || known.size === 0) return steps
  return yield* new BadUsage({ message: `There is no touchpoint "${other}": use ${[...known].join(", ")}` })
})

/** Fails when a funnel in any order has a touchpoint twice: which step it is meant for could not be told. */
const refuseRepeats = (
  order: "ordered" | "unordered",
  steps: Question["steps"] = []
): Effect.Effect<void, BadUsage> => {
  const twice = order === "ordered" ? undefined : steps.find((step, i) => steps.indexOf(step) !== i)
  return twice === undefined
    ? Effect.void
    : Effect.fail(new BadUsage({ message: `In any order each touchpoint is one step: "${twice}" is named twice` }))
}

/** What counts as going through the funnel. */
export const funnelRule = Effect.fn("funnelRule")(function* (question: Question) {
  const { window } = question.settings
  const order = chosen(funnelOrders, question.as)
  yield* refuseRepeats(order, question.steps)
  const rule: Sources.ProgressRule = {
    steps: yield* stepsOf(question),
    order,
    ...(window === undefined ? {} : { window: yield* secondsIn("window", window) }),
    ...(yield* caseRule(question))
  }
  const { length } = rule.steps
  if (length > 0 && length <= mostSteps) return rule
  return yield* new BadUsage({
    message: `A funnel has 1 to ${mostSteps} steps, found ${length}: name them with --steps`
  })
})

/** The conversions of a group or period against others, and the name of the column that says so. */
interface Compared {
  readonly name: "from_rest" | "change"
  readonly of: ReadonlyArray<Funnel.StepDifference>
}

const comparedColumns = (step: number, compared: Compared | undefined): AnswerRow => {
  const found = compared?.of.find((each) => each.step === step && each.of === "previous")
  if (compared === undefined || found === undefined) return {}
  return { ...apart(compared.name, found.difference), adjusted_p: found.adjustedP, differs: found.differs }
}

const first = insufficientData("the first step", 0)

/** Which step: its touchpoint, or its stage unless touchpoints were asked for; of a funnel in any order neither. */
export const stepColumns = ({ steps }: Question, { id, step }: Funnel.FunnelStep): AnswerRow =>
  id === null ? { step } : { step, [steps === undefined ? "stage" : "touchpoint"]: id }

/** A row a step: its share of those at the step before, and of those at the first. */
const stepRows = (
  question: Question,
  group: AnswerRow,
  result: Funnel.FunnelResult,
  compared?: Compared
): ReadonlyArray<AnswerRow> => {
  if (result._tag === "InsufficientData") return [{ ...group, ...measuredRow(result) }]
  const { excluded, steps } = result
  return steps.map((each) => ({
    ...group,
    ...stepColumns(question, each),
    reached: each.reached,
    stopped: each.stopped,
    ...measuredRow({ ...each.fromPrevious, excluded }),
    ...estimateColumns("of_first", each.fromFirst ?? first),
    ...estimateColumns("seconds", each.seconds),
    ...comparedColumns(each.step, compared)
  }))
}

/** How many journeys came how far: through the touchpoints that are asked for, or the stages of the planned journey. */
export const funnelRows = Effect.fn("funnelRows")(function* (question: Question) {
  const { by, over, where } = question
  const split = yield* splitCases(question)
  const rule = yield* funnelRule(question)
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "progress",
    by: [...split, "step", Dimension.bucket("seconds", precision)],
    where,
    ...rule
  })
  if (over !== undefined) {
    const series = Funnel.over(tally, "group", rule)
    return rowsOrNone(
      series.flatMap(({ change, period, result }) =>
        stepRows(question, { period }, result, { name: "change", of: change })
      )
    )
  }
  if (by === undefined) return stepRows(question, {}, Funnel.fromTally(tally, rule))
  const groups = Funnel.by(tally, "group", rule)
  return rowsOrNone(
    groups.flatMap(({ fromRest, result, value }) =>
      stepRows(question, { [by]: value }, result, { name: "from_rest", of: fromRest })
    )
  )
})
