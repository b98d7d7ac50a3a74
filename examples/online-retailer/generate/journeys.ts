import { betweenHours, day, hour, legacyShopClosed, periodEnd, shoppingInstant, summerTime } from "./calendar.ts"
import type { Customer } from "./customers.ts"
import {
  automatedShare,
  type Carrier,
  type Channel,
  carriers,
  completion,
  dwell,
  type State,
  type Touchpoint,
  transitions
} from "./planted.ts"
import { type Random, random, type Spread, type Weighted } from "./random.ts"

export interface Interaction {
  readonly customer: Customer
  readonly touchpoint: Touchpoint
  readonly channel: Channel
  readonly at: number
  readonly team: Carrier | "Aurora" | "Borealis" | ""
  readonly responder: "human" | "automated" | ""
  /** Seconds: until the first answer of customer service; after the promised time of a delivery. */
  readonly wait: number | undefined
  readonly outcome: "completed" | "abandoned" | ""
  /** A parcel more than a day late. */
  readonly late: boolean
  readonly legacy: boolean
  /** When this journey began. */
  readonly begun: number
}

/** Every journey of every active customer, cut off at the end of the period, in order of time. */
export const makeInteractions = (customers: ReadonlyArray<Customer>, seed?: string): ReadonlyArray<Interaction> => {
  const draw = random("journeys", seed)
  const all: Array<Interaction> = []
  let nightOwls = 5
  for (const customer of customers) {
    if (!customer.active) continue
    let start = shoppingInstant(draw)
    if (customer.usesLegacyShop && nightOwls-- > 0) start = summerTime + draw.below(20 * 60)
    all.push(...journeysFrom(draw, customer, start))
  }
  return all.filter(({ at }) => at < periodEnd).sort(byTime)
}

const byTime = (a: Interaction, b: Interaction) => a.at - b.at || (a.customer.id < b.customer.id ? -1 : 1)

const journeysFrom = (draw: Random, customer: Customer, first: number): ReadonlyArray<Interaction> => {
  const all: Array<Interaction> = []
  let start = first
  while (start < periodEnd) {
    const journey = walk(draw, customer, start)
    all.push(...journey)
    const last = journey[journey.length - 1]
    const comesBack = (last?.touchpoint === "personalised-offer" ? 0.4 : 0.18) + (customer.member ? 0.2 : 0)
    if (last === undefined || !draw.chance(comesBack)) break
    start = betweenHours(draw, last.at + (7 + draw.below(54)) * day, 9, 23)
  }
  return all
}

const walk = (draw: Random, customer: Customer, begun: number): ReadonlyArray<Interaction> => {
  const steps: Array<Interaction> = []
  const legacy = customer.usesLegacyShop && begun < legacyShopClosed
  let touchpoint: Touchpoint | "end" = draw.chance(0.75) ? "search-product" : "website-visit"
  let at = begun
  while (touchpoint !== "end" && steps.length < 40) {
    const step: Interaction = { ...meet(draw, customer, touchpoint, at), legacy, begun }
    steps.push(step)
    const delivered = steps.some((earlier) => earlier.touchpoint === "delivery")
    touchpoint = draw.weighted(transitions[stateAfter(step, delivered)])
    at = step.at + draw.spread(dwell[step.touchpoint])
  }
  return steps
}

const stateAfter = (step: Interaction, delivered: boolean): State => {
  switch (step.touchpoint) {
    case "purchase-process":
      return step.outcome === "completed" ? "purchase-completed" : "purchase-abandoned"
    case "delivery":
      return step.late ? "delivery-late" : "delivery-in-time"
    case "customer-service":
      return delivered ? "service-after-delivery" : "service-before-delivery"
    default:
      return step.touchpoint
  }
}

type Met = Omit<Interaction, "legacy" | "begun">

const meet = (draw: Random, customer: Customer, touchpoint: Touchpoint, at: number): Met => {
  const plain: Met = {
    customer,
    touchpoint,
    channel: channelOf(draw, customer, touchpoint),
    at,
    team: "",
    responder: "",
    wait: undefined,
    outcome: "",
    late: false
  }
  if (touchpoint === "delivery") return deliver(draw, plain)
  if (touchpoint === "customer-service") return serve(draw, plain)
  if (touchpoint === "personalised-offer") return { ...plain, at: nextWithin(draw, at, 7, 10) }
  if (touchpoint === "purchase-process")
    return { ...plain, outcome: draw.chance(completion(at)) ? "completed" : "abandoned" }
  return plain
}

const channelChoices: Partial<Record<Touchpoint, Weighted<Channel>>> = {
  "order-updates": [
    [62, "email"],
    [38, "app"]
  ],
  delivery: [[1, "parcel"]],
  "customer-service": [
    [30, "phone"],
    [38, "chat"],
    [32, "email"]
  ],
  "personalised-offer": [
    [70, "email"],
    [30, "app"]
  ]
}

const channelOf = (draw: Random, customer: Customer, touchpoint: Touchpoint): Channel => {
  const choices = channelChoices[touchpoint]
  if (choices !== undefined) return draw.weighted(choices)
  if (touchpoint === "purchase-process" && draw.chance(0.02)) return "phone"
  if (draw.chance(0.1)) return customer.device === "web" ? "app" : "web"
  return customer.device
}

const lateness: Spread = [
  [60, day + 1, 3 * day],
  [30, 3 * day, 5 * day],
  [10, 5 * day, 9 * day]
]
const inTimeWait: Spread = [
  [82, 0, 0],
  [18, 60, 20 * hour]
]

const deliver = (draw: Random, plain: Met): Met => {
  const carrier = plain.customer.carrier
  const late = draw.chance(carriers[carrier].late)
  const wait = draw.spread(late ? lateness : inTimeWait)
  const at = nextWithin(draw, plain.at + wait, 8, 19)
  return { ...plain, at, team: carrier, wait, outcome: "completed", late }
}

const humanWait: Readonly<Record<"phone" | "chat" | "email", Spread>> = {
  phone: [
    [60, 60, 10 * 60],
    [40, 10 * 60, 45 * 60]
  ],
  chat: [
    [60, 30, 6 * 60],
    [40, 6 * 60, 30 * 60]
  ],
  email: [
    [50, 2 * hour, 18 * hour],
    [50, 18 * hour, 4 * day]
  ]
}
const automatedWait: Spread = [[1, 1, 20]]

const serve = (draw: Random, plain: Met): Met => {
  const automated = draw.chance(automatedShare)
  const channel = plain.channel === "phone" || plain.channel === "chat" ? plain.channel : "email"
  return {
    ...plain,
    at: channel === "phone" ? nextWithin(draw, plain.at, 8, 20) : plain.at,
    team: draw.chance(0.5) ? "Aurora" : "Borealis",
    responder: automated ? "automated" : "human",
    wait: draw.spread(automated ? automatedWait : humanWait[channel]),
    outcome: draw.chance(0.68) ? "completed" : "abandoned"
  }
}

/** A moment between two hours: on the same day where it still lies ahead, else on the next. */
const nextWithin = (draw: Random, at: number, from: number, to: number) => {
  const today = betweenHours(draw, at, from, to)
  return today > at ? today : betweenHours(draw, at + day, from, to)
}
