import { type Carrier, carriers, customers } from "./planted.ts"
import { random, type Weighted } from "./random.ts"

export interface Customer {
  readonly id: string
  /** Had a journey in the period. */
  readonly active: boolean
  readonly carrier: Carrier
  readonly device: "web" | "app"
  /** How this person answers in general: −1, 0 or 1, each as often. */
  readonly mood: number
  /** Bought before 2026. */
  readonly known: boolean
  readonly usesLegacyShop: boolean
  readonly member: boolean
}

const carrierChoices = Object.entries(carriers).map(([name, { share }]) => [
  share,
  name
]) as unknown as Weighted<Carrier>

export const makeCustomers = (seed?: string): ReadonlyArray<Customer> => {
  const draw = random("customers", seed)
  return Array.from({ length: customers.active + customers.dormant }, (_, i) => {
    const active = draw.chance(customers.active / (customers.active + customers.dormant))
    return {
      id: `K${10_000 + i}`,
      active,
      carrier: draw.weighted(carrierChoices),
      device: draw.chance(0.62) ? "web" : "app",
      mood: draw.below(3) - 1,
      known: draw.chance(0.55),
      usesLegacyShop: draw.chance(0.27),
      member: draw.chance(active ? 0.44 : 0.4)
    }
  })
}
