import { berlinDay, periodEnd } from "./calendar.ts"
import { commentOn } from "./comments.ts"
import type { Customer } from "./customers.ts"
import type { Interaction } from "./journeys.ts"
import {
  carriers,
  effort,
  purchaseEffort,
  purchaseSatisfaction,
  recommendation,
  satisfaction,
  serviceSatisfaction,
  surveys,
  type Touchpoint
} from "./planted.ts"
import { type Random, random, type Spread } from "./random.ts"
import type { Subscription } from "./subscriptions.ts"

type Segment = "first-order" | "returning" | "plus-member"

export interface Response {
  readonly interaction: Interaction
  readonly segment: Segment
  readonly submittedAt: number
  readonly dismissed: boolean
  readonly nps: number | undefined
  readonly satisfaction: number | undefined
  readonly effort: number | undefined
  readonly comment: string
  readonly fromApp: boolean
}

/** Survey answers in order of time. Nobody is asked about the same touchpoint twice. */
export const makeResponses = (
  interactions: ReadonlyArray<Interaction>,
  subscriptions: ReadonlyArray<Subscription>,
  seed?: string
): ReadonlyArray<Response> => {
  const draw = random("responses", seed)
  const segmentAt = segments(subscriptions)
  const asked = new Set<string>()
  const all: Array<Response> = []
  for (const interaction of interactions) {
    const { customer, touchpoint, outcome } = interaction
    const segment = segmentAt(interaction)
    const key = `${customer.id}/${touchpoint}`
    if (asked.has(key) || (touchpoint === "purchase-process" && outcome === "abandoned")) continue
    asked.add(key)
    if (draw.chance(surveys[touchpoint].answered)) all.push(answer(draw, interaction, segment))
  }
  return all.filter(({ submittedAt }) => submittedAt < periodEnd).sort((a, b) => a.submittedAt - b.submittedAt)
}

const segments = (subscriptions: ReadonlyArray<Subscription>) => {
  const memberships = new Map<Customer, Array<Subscription>>()
  for (const one of subscriptions) memberships.set(one.customer, [...(memberships.get(one.customer) ?? []), one])
  const bought = new Map<Customer, number>()
  return ({ customer, touchpoint, outcome, at, begun }: Interaction): Segment => {
    const today = berlinDay(at)
    const member = memberships.get(customer)?.some(({ start, end }) => start <= today && today <= (end ?? today))
    if (touchpoint === "purchase-process" && outcome === "completed" && !bought.has(customer)) bought.set(customer, at)
    if (member === true) return "plus-member"
    return customer.known || (bought.get(customer) ?? at) < begun ? "returning" : "first-order"
  }
}

const answer = (draw: Random, interaction: Interaction, segment: Segment): Response => {
  const { customer, touchpoint } = interaction
  const mean = meanSatisfaction(interaction)
  const felt = score(draw, 5, mean, customer.mood * 0.08)
  const hasEffort = meanEffort(interaction)
  const shift = customer.mood * 0.03 + (felt - mean) * 0.05
  const dismissed = draw.chance(0.06)
  const skip = <A>(share: number, value: A): A | undefined => (draw.chance(share) || dismissed ? undefined : value)
  return {
    interaction,
    segment,
    submittedAt: interaction.at + draw.spread(delay[touchpoint]),
    dismissed,
    nps: skip(0.07, draw.weighted((recommendation[felt - 1] ?? []).map((weight, value) => [weight, value] as const))),
    satisfaction: skip(0.05, felt),
    effort: hasEffort === undefined ? undefined : skip(0.08, score(draw, 7, hasEffort, shift)),
    comment: dismissed || !draw.chance(0.22) ? "" : commentOn(draw, touchpoint, felt),
    fromApp: draw.chance(interaction.channel === "app" ? 0.24 : 0.02)
  }
}

/** A whole answer from 1 to `top` with this mean; `shift` moves the chances and averages to zero over customers. */
export const score = (draw: Random, top: number, mean: number, shift: number) =>
  1 + draw.binomial(top - 1, Math.min(0.98, Math.max(0.02, (mean - 1) / (top - 1) + shift)))

const meanSatisfaction = ({ touchpoint, at, customer, late, responder }: Interaction): number => {
  switch (touchpoint) {
    case "purchase-process":
      return purchaseSatisfaction(at)
    case "delivery":
      return late ? carriers[customer.carrier].whenLate : carriers[customer.carrier].inTime
    case "customer-service":
      return responder === "automated" ? serviceSatisfaction.automated : serviceSatisfaction.human
    default:
      return satisfaction[touchpoint]
  }
}

const meanEffort = ({ touchpoint, at }: Interaction): number | undefined => {
  if (touchpoint === "purchase-process") return purchaseEffort(at)
  if (touchpoint === "product-reviews" || touchpoint === "customer-service") return effort[touchpoint]
  return undefined
}

const minute = 60
const hour = 60 * minute
const soon: Spread = [[1, minute, 30 * minute]]
const later: Spread = [
  [60, hour, 20 * hour],
  [40, 20 * hour, 72 * hour]
]
const delay: Readonly<Record<Touchpoint, Spread>> = {
  "search-product": soon,
  "website-visit": soon,
  "product-reviews": soon,
  "purchase-process": [[1, 5 * minute, 3 * hour]],
  "order-updates": later,
  delivery: later,
  "customer-service": later,
  "personalised-offer": later
}
