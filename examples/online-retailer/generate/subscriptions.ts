import { berlinDay, dayOf, exportDay } from "./calendar.ts"
import type { Customer } from "./customers.ts"
import type { Interaction } from "./journeys.ts"
import { lateNordPostFactor, leaving, type Tariff } from "./planted.ts"
import { type Random, random, type Weighted } from "./random.ts"

export interface Subscription {
  readonly customer: Customer
  readonly tariff: Tariff
  /** Days since 1970. */
  readonly start: number
  /** Undefined while the membership runs. */
  readonly end: number | undefined
  readonly reason: string
  /** Cents. */
  readonly price: number
  /** The day of the first late NordPost parcel during the membership. */
  readonly problemDay: number | undefined
}

const firstStart = dayOf("2025-01-01")
const lastStart = dayOf("2026-06-15")
const priceRise = dayOf("2025-07-01")

/** Plus memberships, in order of their start. */
export const makeSubscriptions = (
  customers: ReadonlyArray<Customer>,
  interactions: ReadonlyArray<Interaction>
): ReadonlyArray<Subscription> => {
  const draw = random("memberships")
  const problems = lateNordPostDays(interactions)
  const all: Array<Subscription> = []
  for (const customer of customers) {
    if (!customer.member) continue
    const start = firstStart + draw.below(lastStart - firstStart + 1)
    const first = subscribe(draw, customer, start, problems.get(customer) ?? [])
    all.push(first)
    if (first.end === undefined || !draw.chance(0.06)) continue
    const again = first.end + 14 + draw.below(107)
    if (again <= lastStart) all.push(subscribe(draw, customer, again, problems.get(customer) ?? []))
  }
  return all.sort((a, b) => a.start - b.start || (a.customer.id < b.customer.id ? -1 : 1))
}

const lateNordPostDays = (interactions: ReadonlyArray<Interaction>): ReadonlyMap<Customer, ReadonlyArray<number>> => {
  const days = new Map<Customer, Array<number>>()
  for (const { customer, team, late, at } of interactions) {
    if (!late || team !== "NordPost") continue
    days.set(customer, [...(days.get(customer) ?? []), berlinDay(at)])
  }
  return days
}

const subscribe = (draw: Random, customer: Customer, start: number, problems: ReadonlyArray<number>): Subscription => {
  const tariff: Tariff = draw.chance(0.64) ? "Plus Monat" : "Plus Jahr"
  const problem = problems.find((date) => date >= start)
  const end = leavingDay(draw, leaving[tariff], start, problem)
  const lived = end ?? exportDay
  const problemDay = problem !== undefined && problem < lived ? problem : undefined
  return {
    customer,
    tariff,
    start,
    end,
    reason: end === undefined ? "" : draw.weighted(problemDay === undefined ? reasons : reasonsAfterProblem),
    price: prices[tariff][start < priceRise ? 0 : 1],
    problemDay
  }
}

const prices: Readonly<Record<Tariff, readonly [before: number, after: number]>> = {
  "Plus Monat": [699, 799],
  "Plus Jahr": [6990, 7990]
}

const leavingDay = (draw: Random, daily: number, start: number, problem: number | undefined): number | undefined => {
  for (let date = start + 1; date <= exportDay; date++) {
    const raised = problem !== undefined && date > problem
    if (draw.chance(raised ? daily * lateNordPostFactor : daily)) return date
  }
  return undefined
}

const reasons: Weighted<string> = [
  [26, "zu teuer"],
  [9, "fehlende Funktionen"],
  [12, "gewechselt"],
  [20, "ungenutzt"],
  [5, "zu umständlich"],
  [6, "Qualität"],
  [5, "Kundendienst"],
  [6, "Sonstiges"],
  [11, "Zahlung fehlgeschlagen"]
]

const reasonsAfterProblem: Weighted<string> = [
  [14, "zu teuer"],
  [5, "fehlende Funktionen"],
  [22, "gewechselt"],
  [8, "ungenutzt"],
  [6, "zu umständlich"],
  [18, "Qualität"],
  [16, "Kundendienst"],
  [4, "Sonstiges"],
  [7, "Zahlung fehlgeschlagen"]
]
