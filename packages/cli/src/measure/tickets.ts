import {
  Backlog,
  Dimension,
  FirstContactResolution,
  Reopens,
  ServiceTime,
  SlaBreach,
  type Tally,
  WithinTarget,
  ZendeskCsat
} from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import { lastDayOfTickets } from "./lastDay.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"

const ticketFields = ["touchpoint", "channel", "team"] as const
type TicketField = (typeof ticketFields)[number]

const isTicketField = (name: string): name is TicketField => ticketFields.some((field) => field === name)

/** A field of tickets by its name. */
const ticketField = (name: string): Effect.Effect<TicketField, BadUsage> =>
  isTicketField(name)
    ? Effect.succeed(name)
    : Effect.fail(new BadUsage({ message: `Tickets have no field "${name}": use ${ticketFields.join(", ")}` }))

/** The dimension that splits an answer: a period, a field, or none. Checks the conditions as well. */
const split = Effect.fn("split")(function* ({ by, over, timeZone, where }: Question) {
  yield* Effect.forEach(Object.keys(where), ticketField)
  if (over !== undefined) return [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  return by === undefined ? [] : [Dimension.named(Dimension.field(yield* ticketField(by)), "group")]
})

/** Good of good and bad ratings of tickets. */
export const ticketRatingRows = Effect.fn("ticketRatingRows")(function* (question: Question) {
  const { by, over, where } = question
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "tickets",
    by: [...(yield* split(question)), "rating"],
    where
  })
  if (over !== undefined) return periodRows(ZendeskCsat.over(tally, "group", { score: "rating" }))
  if (by !== undefined) return groupRows(by, ZendeskCsat.by(tally, "group", { score: "rating" }))
  return [measuredRow(ZendeskCsat.fromTally(tally, { score: "rating" }))]
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
    const { by, over, settings, where } = question
    const { outcome, seconds, time } = times[name]
    const store = yield* Store
    const tally: Tally.Tally = yield* store.tally({
      source: "waits",
      asOf: yield* lastDayOfTickets,
      by: [...(yield* split(question)), Dimension.bucket(seconds, precision), outcome],
      where
    })
    const { quantile = 0.5 } = settings
    if (over !== undefined) return periodRows(ServiceTime.over(tally, "group", { time, quantile }))
    if (by !== undefined) return groupRows(by, ServiceTime.by(tally, "group", { time, quantile }))
    const wanted = settings.quantile === undefined ? [0.5, 0.9] : [quantile]
    return wanted.map((each) => timeRow(each, ServiceTime.fromTally(tally, { time, quantile: each })))
  })

/** The share of tickets that were opened again after they were resolved. */
export const reopenRows = Effect.fn("reopenRows")(function* (question: Question) {
  const { by, over, where } = question
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "waits",
    asOf: yield* lastDayOfTickets,
    by: [...(yield* split(question)), "resolution", "reopens"],
    where
  })
  if (over !== undefined) return periodRows(Reopens.over(tally, "group"))
  return by === undefined ? [measuredRow(Reopens.fromTally(tally))] : groupRows(by, Reopens.by(tally, "group"))
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
  const { by, over, settings, where } = question
  const { days = 7 } = settings
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "waits",
    asOf: yield* lastDayOfTickets,
    by: [
      ...(yield* split(question)),
      "resolution",
      "replies",
      "reopens",
      "repeat",
      Dimension.bin("settledDays", days),
      Dimension.bin("repeatDays", days),
      "saidResolved"
    ],
    where
  })
  return definitions.flatMap((definition) => {
    const options = { definition, days }
    const rows = (): ReadonlyArray<AnswerRow> => {
      if (over !== undefined) return periodRows(FirstContactResolution.over(tally, "group", options))
      if (by !== undefined) return groupRows(by, FirstContactResolution.by(tally, "group", options))
      return [measuredRow(FirstContactResolution.fromTally(tally, options))]
    }
    return rows().map((row) => ({ definition, ...row }))
  })
})

/** The share of tickets that were not resolved when they were due. */
export const slaBreachRows = Effect.fn("slaBreachRows")(function* (question: Question) {
  const { by, over, where } = question
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "waits",
    asOf: yield* lastDayOfTickets,
    by: [...(yield* split(question)), "sla"],
    where
  })
  if (over !== undefined) return periodRows(SlaBreach.over(tally, "group"))
  return by === undefined ? [measuredRow(SlaBreach.fromTally(tally))] : groupRows(by, SlaBreach.by(tally, "group"))
})

/** The share of tickets that got their first reply within the seconds that are set: an hour unless told. */
export const replyWithinRows = Effect.fn("replyWithinRows")(function* (question: Question) {
  const { by, over, settings, where } = question
  const { seconds: target = 3600 } = settings
  const store = yield* Store
  const tally: Tally.Tally = yield* store.tally({
    source: "waits",
    asOf: yield* lastDayOfTickets,
    by: [...(yield* split(question)), WithinTarget.dimension("replySeconds", target), "reply"],
    where
  })
  if (over !== undefined) return periodRows(WithinTarget.over(tally, "group", { target }))
  return by === undefined
    ? [measuredRow(WithinTarget.fromTally(tally, { target }))]
    : groupRows(by, WithinTarget.by(tally, "group", { target }))
})
