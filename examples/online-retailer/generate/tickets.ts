import {
  berlinDay,
  day,
  exportDay,
  hour,
  parcelsLost,
  periodEnd,
  periodStart,
  refundRise,
  shoppingInstant
} from "./calendar.ts"
import type { Customer } from "./customers.ts"
import type { Interaction } from "./journeys.ts"
import { lostParcelTickets, refundTicketsAtEnd } from "./planted.ts"
import { type Random, random, type Spread } from "./random.ts"
import { hostileTexts, type TopicName, ticketText, topicWeights } from "./ticket-texts.ts"

export interface Ticket {
  readonly customer: Customer
  readonly topic: TopicName | "hostile"
  readonly createdAt: number
  readonly resolvedAt: number | undefined
  readonly channel: string
  readonly team: string
  readonly status: "open" | "pending" | "solved" | "closed"
  readonly subject: string
  readonly description: string
}

const olderOrders = 2_700

/** Tickets of the help desk in order of time: from the journeys of the period, from older orders, the rise in refunds, and lost parcels. */
export const makeTickets = (
  customers: ReadonlyArray<Customer>,
  interactions: ReadonlyArray<Interaction>
): ReadonlyArray<Ticket> => {
  const draw = random("tickets")
  const fromJourneys = interactions
    .filter(({ touchpoint, legacy }) => touchpoint === "customer-service" && !legacy)
    .map((contact) => {
      const topic = draw.weighted(topicWeights)
      return ticket(draw, contact.customer, topic, contact.at + 30, contact.channel, contact.team)
    })
  const older = Array.from({ length: olderOrders }, () =>
    unrelated(draw, customers, draw.weighted(topicWeights), shoppingInstant(draw))
  )
  const refunds = refundInstants(draw).map((at) => unrelated(draw, customers, "refund not arrived", at))
  const hostile = hostileTexts.map((text) => ({
    ...unrelated(draw, customers, "invoice", shoppingInstant(draw)),
    ...text,
    topic: "hostile" as const
  }))
  return [...fromJourneys, ...older, ...refunds, ...hostile, ...lostParcels(customers)]
    .filter(({ createdAt }) => createdAt < periodEnd)
    .sort((a, b) => a.createdAt - b.createdAt || (a.customer.id < b.customer.id ? -1 : 1))
}

/** From May on: every day a little more. */
const refundInstants = (draw: Random): ReadonlyArray<number> => {
  const from = berlinDay(refundRise)
  const length = exportDay - from
  return Array.from({ length: length + 1 }, (_, i) => i).flatMap((i) => {
    const expected = (refundTicketsAtEnd * i) / length
    const count = Math.floor(expected) + (draw.chance(expected % 1) ? 1 : 0)
    return instantsOn(draw, from + i, count)
  })
}

/** Times of so many tickets in the waking hours of a day. */
const instantsOn = (draw: Random, on: number, count: number): ReadonlyArray<number> => {
  const morning = periodStart + (on - berlinDay(periodStart)) * day + 7 * hour
  return Array.from({ length: count }, () => morning + draw.below(13 * hour))
}

/** NordPost loses parcels in the last two weeks. */
const lostParcels = (customers: ReadonlyArray<Customer>): ReadonlyArray<Ticket> => {
  const draw = random("lost parcels")
  const theirs = customers.filter(({ carrier }) => carrier === "NordPost")
  const [least, most] = lostParcelTickets
  const from = berlinDay(parcelsLost)
  return Array.from({ length: exportDay - from + 1 }, (_, i) => from + i).flatMap((on) =>
    instantsOn(draw, on, least + draw.below(most - least + 1)).map((at) => unrelated(draw, theirs, "parcel lost", at))
  )
}

const unrelated = (draw: Random, customers: ReadonlyArray<Customer>, topic: TopicName, at: number): Ticket =>
  ticket(
    draw,
    draw.pick(customers),
    topic,
    at,
    draw.pick(["email", "email", "chat", "phone"]),
    draw.pick(["Aurora", "Borealis"])
  )

const solving: Spread = [
  [45, 20 * 60, 10 * hour],
  [35, 10 * hour, 2 * day],
  [20, 2 * day, 8 * day]
]

const ticket = (
  draw: Random,
  customer: Customer,
  topic: TopicName,
  createdAt: number,
  channel: string,
  team: string
): Ticket => {
  const solvedAt = createdAt + draw.spread(solving)
  const waiting = draw.chance(0.03)
  const resolvedAt = waiting || solvedAt >= periodEnd ? undefined : solvedAt
  const status = resolvedAt === undefined ? (waiting ? "pending" : "open") : statusOf(resolvedAt)
  return { customer, topic, createdAt, resolvedAt, channel, team, status, ...ticketText(draw, topic) }
}

/** Solved tickets are closed after four weeks. */
const statusOf = (resolvedAt: number) => (periodEnd - resolvedAt > 28 * day ? "closed" : "solved")
