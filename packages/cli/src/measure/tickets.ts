import {
  Backlog,
  Dimension,
  FirstContactResolution,
  type Group,
  insufficientData,
  type Measured,
  type PeriodResult,
  Reopens,
  ServiceTime,
  SlaBreach,
  Tally,
  WithinTarget,
  ZendeskCsat
} from "@throughline/core"
import { type DimensionOf, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { fieldOf } from "./fieldOf.ts"
import { lastDayOfTickets } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"

const ticketField = fieldOf("Tickets", ["touchpoint", "channel", "team", "responder"])

/** The dimension that splits an answer: a period, a field, or none. Checks the conditions as well. */
const split = Effect.fn("split")(function* ({ by, over, timeZone, where }: Question) {
  yield* Effect.forEach(Object.keys(where), ticketField)
  if (over !== undefined) return [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  return by === undefined ? [] : [Dimension.named(Dimension.field(yield* ticketField(by)), "group")]
})

/** Tickets by how they are split and by what a measure reads, as of the last day on record. */
const countWaits = Effect.fn("countWaits")(function* (
  question: Question,
  dimensions: ReadonlyArray<DimensionOf<"waits">>
) {
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "waits",
    asOf: yield* lastDayOfTickets,
    by: [...(yield* split(question)), ...dimensions],
    where: question.where
  })
  return tally
})

/** How a measure of tickets is read from their tally: over periods, by a field, or of all. */
interface Reading {
  readonly over: () => ReadonlyArray<PeriodResult<Measured>>
  readonly by: () => ReadonlyArray<Group<Measured>>
  readonly all: () => ReadonlyArray<AnswerRow>
}

/** The rows of the reading that is asked for. */
const read = ({ by, over }: Question, reading: Reading): ReadonlyArray<AnswerRow> => {
  if (over !== undefined) return periodRows(reading.over())
  return by === undefined ? reading.all() : groupRows(by, reading.by())
}

/** Good of good and bad ratings of tickets. */
export const ticketRatingRows = Effect.fn("ticketRatingRows")(function* (question: Question) {
  const tally = yield* countWaits(question, ["rating"])
  const options = { score: "rating" }
  return read(question, {
    over: () => ZendeskCsat.over(tally, "group", options),
    by: () => ZendeskCsat.by(tally, "group", options),
    all: () => [measuredRow(ZendeskCsat.fromTally(tally, options))]
  })
})

/** Durations in one bucket are at most this far apart, as a share. */
const precision = 0.01

const times = {
  "first-reply": { time: "first reply", seconds: "replySeconds", outcome: "reply" },
  "resolution-time": { time: "resolution", seconds: "resolutionSeconds", outcome: "resolution" },
  "requester-wait": { time: "requester wait", seconds: "waitSeconds", outcome: "resolution" },
  "handling-time": { time: "handling", seconds: "handlingSeconds", outcome: "resolution" },
  "ticket-age": { time: "age", seconds: "resolutionSeconds", outcome: "resolution" }
} as const

const timeRow = (quantile: number, result: ServiceTime.ServiceTimeResult): AnswerRow => ({
  quantile,
  ...measuredRow(result),
  censored: result._tag === "Estimate" ? result.censored : null
})

/** How long tickets take, in seconds: the median and the 0.9 quantile, or the one that is set. */
export const serviceTimeRows = (name: keyof typeof times) =>
  Effect.fn("serviceTimeRows")(function* (question: Question) {
    const { outcome, seconds, time } = times[name]
    const tally = yield* countWaits(question, [Dimension.bucket(seconds, precision), outcome])
    const { quantile = 0.5 } = question.settings
    const wanted = question.settings.quantile === undefined ? [0.5, 0.9] : [quantile]
    return read(question, {
      over: () => ServiceTime.over(tally, "group", { time, quantile }),
      by: () => ServiceTime.by(tally, "group", { time, quantile }),
      all: () => wanted.map((each) => timeRow(each, ServiceTime.fromTally(tally, { time, quantile: each })))
    })
  })

/** The share of tickets that were opened again after they were resolved. */
export const reopenRows = Effect.fn("reopenRows")(function* (question: Question) {
  const tally = yield* countWaits(question, ["resolution", "reopens"])
  return read(question, {
    over: () => Reopens.over(tally, "group"),
    by: () => Reopens.by(tally, "group"),
    all: () => [measuredRow(Reopens.fromTally(tally))]
  })
})

/** Tickets open at the start and end of each period, and those that came in and went out. */
export const backlogRows = Effect.fn("backlogRows")(function* (question: Question) {
  const { by, over = "week", timeZone, where } = question
  if (by !== undefined) return yield* new BadUsage({ message: "backlog is a series: use --over, and --where" })
  yield* Effect.forEach(Object.keys(where), ticketField)
  const store = yield* Store
  const tally = yield* store.tally({
    source: "waits",
    asOf: yield* lastDayOfTickets,
    by: [
      Dimension.named(Dimension.period("at", over, timeZone), "opened"),
      Dimension.named(Dimension.period("resolvedAt", over, timeZone), "closed"),
      "resolution"
    ],
    where
  })
  return Backlog.over(tally).map(
    ({ atEnd, atStart, clearance, closed, opened, period }): AnswerRow => ({
      period,
      at_start: atStart,
      opened,
      closed,
      at_end: atEnd,
      clearance: clearance._tag === "InsufficientData" ? null : clearance.value,
      p: clearance._tag === "InsufficientData" ? null : clearance.p
    })
  )
})

const definitions = [
  "one reply",
  "fewer than two replies",
  "no reopen",
  "no repeat contact",
  "customer said so"
] as const

/** First-contact resolution under each of its definitions, side by side. */
export const firstContactRows = Effect.fn("firstContactRows")(function* (question: Question) {
  const { days = 7 } = question.settings
  const tally = yield* countWaits(question, [
    "resolution",
    "replies",
    "reopens",
    "repeat",
    Dimension.bin("settledDays", days),
    Dimension.bin("repeatDays", days),
    "saidResolved"
  ])
  return definitions.flatMap((definition) => {
    const options = { definition, days }
    const rows = read(question, {
      over: () => FirstContactResolution.over(tally, "group", options),
      by: () => FirstContactResolution.by(tally, "group", options),
      all: () => [measuredRow(FirstContactResolution.fromTally(tally, options))]
    })
    return rows.map((row) => ({ definition, ...row }))
  })
})

/** The share of tickets that were not resolved when they were due. */
export const slaBreachRows = Effect.fn("slaBreachRows")(function* (question: Question) {
  const tally = yield* countWaits(question, ["sla"])
  return read(question, {
    over: () => SlaBreach.over(tally, "group"),
    by: () => SlaBreach.by(tally, "group"),
    all: () => [measuredRow(SlaBreach.fromTally(tally))]
  })
})

/** How many tickets have the time of their first reply. */
const replied = Effect.gen(function* () {
  const store = yield* Store
  const since = { firstReplyAt: { from: new Date(0) } }
  return Tally.total(yield* store.tally({ source: "tickets", by: ["status"], where: since }))
})

/** The share of tickets that got their first reply within the seconds that are set: an hour unless told. */
export const replyWithinRows = Effect.fn("replyWithinRows")(function* (question: Question) {
  const { seconds: target = 3600 } = question.settings
  const tally = yield* countWaits(question, [WithinTarget.dimension("replySeconds", target), "reply"])
  // Where no export says when tickets were replied to, that none was in time is not known.
  if ((yield* replied) === 0) return [measuredRow(insufficientData("no ticket has the time of its first reply", 0))]
  return read(question, {
    over: () => WithinTarget.over(tally, "group", { target }),
    by: () => WithinTarget.by(tally, "group", { target }),
    all: () => [measuredRow(WithinTarget.fromTally(tally, { target }))]
  })
})
