import type { Interaction } from "../domain/Interaction.ts"
import type { Period } from "../tally/Period.ts"
import { byTime } from "./byTime.ts"
import { grouped } from "./grouped.ts"
import { pick } from "./pick.ts"

/** Periods in the order of time, each starting when the one before ends, as `Period.between` gives them. */
export type Periods = ReadonlyArray<Pick<Period, "start" | "end">>

/** Who was active: channel and segment are those of the customer's first interaction. */
export type ActiveCustomer = Pick<Interaction, "customer" | "channel" | "segment">

/** A customer's interactions by the place of their period, the places in order: counted from 1, 0 is before the first. */
export interface ActivePeriods {
  readonly known: ActiveCustomer
  readonly active: ReadonlyArray<readonly [place: number, interactions: ReadonlyArray<Interaction>]>
}

/** The place of the period that holds an instant: 0 before the first, one more than there are after the last. */
export const placeIn = (periods: Periods, at: Date): number => {
  const time = at.getTime()
  let low = 0
  let high = periods.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((periods[middle]?.start ?? 0) <= time) low = middle + 1
    else high = middle
  }
  return low > 0 && time >= (periods[low - 1]?.end ?? 0) ? low + 1 : low
}

/** When a period starts, by its place. */
export const startOf = (periods: Periods, place: number): Date => new Date(periods[place - 1]?.start ?? 0)

/** The active periods of each customer, in the order of customers. What comes after the last period counts for nothing. */
export function* activePeriods(interactions: Iterable<Interaction>, periods: Periods): Generator<ActivePeriods> {
  const seen = [...interactions].filter(({ at }) => placeIn(periods, at) <= periods.length)
  for (const [, ofCustomer] of grouped(seen, (interaction) => interaction.customer)) {
    const first = ofCustomer.reduce((a, b) => (byTime(b, a) < 0 ? b : a))
    const byPlace = new Map<number, Array<Interaction>>()
    for (const interaction of ofCustomer) {
      const place = placeIn(periods, interaction.at)
      const others = byPlace.get(place)
      if (others === undefined) byPlace.set(place, [interaction])
      else others.push(interaction)
    }
    yield { known: pick(first, ["customer", "channel", "segment"]), active: [...byPlace].sort(([a], [b]) => a - b) }
  }
}
