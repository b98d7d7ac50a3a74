import { Dimension, type Tally, ZendeskCsat } from "@throughline/core"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"
import type { Question } from "./Question.ts"
import { groupRows, measuredRow, periodRows } from "./rows.ts"

const ticketFields = ["touchpoint", "channel", "team"] as const
type TicketField = (typeof ticketFields)[number]

const isTicketField = (name: string): name is TicketField => ticketFields.some((field) => field === name)

/** A field of tickets by its name. */
const ticketField = (name: string): Effect.Effect<TicketField, BadUsage> =>
  isTicketField(name)
    ? Effect.succeed(name)
    : Effect.fail(new BadUsage({ message: `Tickets have no field "${name}": use ${ticketFields.join(", ")}` }))

/** Good of good and bad ratings of tickets. */
export const ticketRatingRows = Effect.fn("ticketRatingRows")(function* ({ by, over, timeZone, where }: Question) {
  const store = yield* Store
  const field = by === undefined ? [] : [Dimension.named(Dimension.field(yield* ticketField(by)), "group")]
  const split = over === undefined ? field : [Dimension.named(Dimension.period("at", over, timeZone), "group")]
  yield* Effect.forEach(Object.keys(where), ticketField)
  const tally: Tally.Tally = yield* store.tally({ source: "tickets", by: [...split, "rating"], where })
  if (over !== undefined) return periodRows(ZendeskCsat.over(tally, "group", { score: "rating" }))
  if (by !== undefined) return groupRows(by, ZendeskCsat.by(tally, "group", { score: "rating" }))
  return [measuredRow(ZendeskCsat.fromTally(tally, { score: "rating" }))]
})
