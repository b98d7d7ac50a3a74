import { day, hour, periodStart } from "./calendar.ts"
import type { Customer } from "./customers.ts"
import type { Interaction } from "./journeys.ts"
import { surveys, type Touchpoint } from "./planted.ts"
import { type Random, random } from "./random.ts"
import { type Response, score } from "./responses.ts"

export interface Expectation {
  readonly customer: Customer
  readonly touchpoint: Touchpoint
  readonly component: "" | "emotional" | "functional" | "accessible"
  readonly minimum: number
  readonly desired: number
  readonly predicted: number
  readonly importance: number
  readonly askedAt: number
}

/** What customers expected of a touchpoint, asked before their journey began; in order of time. */
export const makeExpectations = (
  interactions: ReadonlyArray<Interaction>,
  responses: ReadonlyArray<Response>
): ReadonlyArray<Expectation> => {
  const draw = random("expectations")
  const answered = new Set(responses.map(({ interaction }) => interaction))
  const asked = new Set<string>()
  const all: Array<Expectation> = []
  for (const interaction of interactions) {
    const key = `${interaction.customer.id}/${interaction.touchpoint}`
    if (asked.has(key) || !draw.chance(answered.has(interaction) ? 0.27 : 0.015)) continue
    asked.add(key)
    const askedAt = interaction.begun - hour - draw.below(9 * day)
    if (askedAt >= periodStart) all.push(...expect(draw, interaction, askedAt))
  }
  return all.sort((a, b) => a.askedAt - b.askedAt)
}

const components = ["emotional", "functional", "accessible"] as const

const expect = (draw: Random, interaction: Interaction, askedAt: number): ReadonlyArray<Expectation> => {
  const overall = one(draw, interaction, "", askedAt)
  return draw.chance(0.12) ? [overall, one(draw, interaction, draw.pick(components), askedAt)] : [overall]
}

const one = (
  draw: Random,
  { customer, touchpoint }: Interaction,
  component: Expectation["component"],
  askedAt: number
): Expectation => {
  const means = surveys[touchpoint]
  const predicted = score(draw, 5, means.predicted, customer.mood * 0.05)
  return {
    customer,
    touchpoint,
    component,
    minimum: Math.max(1, predicted - 1 - draw.below(2)),
    desired: Math.min(5, predicted + draw.below(2)),
    predicted,
    importance: score(draw, 5, means.importance, 0),
    askedAt
  }
}
