/** Rows derived from records, for tallies that no single record answers: `Sources.steps`, `Sources.lifetimes`. */

export type { ActiveCustomer, Periods } from "./activePeriods.ts"
export { type Activity, type ActivityState, activity } from "./activity.ts"
export { compareText } from "./compareText.ts"
export { type Gap, gaps } from "./gaps.ts"
export { type Lifetime, lifetimes } from "./lifetimes.ts"
export { type Reach, reach } from "./reach.ts"
export { type Recovery, recoveries } from "./recoveries.ts"
export { type Repeat, repeats } from "./repeats.ts"
export { type Retained, retention } from "./retention.ts"
export { type Step, steps } from "./steps.ts"
export { type Clock, type Wait, waits } from "./waits.ts"
