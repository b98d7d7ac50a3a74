import type { Excluded } from "../stats/Estimate.ts"
import type { Moments } from "../stats/Mean.ts"
import { column } from "../tally/read.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"
import { type HealthModel, type Points, pointsOf, weigh } from "./HealthModel.ts"

/** The health of some customers in whole hundredths, which add up exactly. */
export interface HealthCounts {
  readonly moments: Moments
  readonly coverage: number
  readonly excluded: Excluded
}

/** Nobody. */
export const nothing: HealthCounts = {
  moments: { n: 0, sum: 0, squares: 0 },
  coverage: 0,
  excluded: { missing: 0, invalid: 0 }
}

const combine =
  (sign: 1 | -1) =>
  (a: HealthCounts, b: HealthCounts): HealthCounts => ({
    moments: {
      n: a.moments.n + sign * b.moments.n,
      sum: a.moments.sum + sign * b.moments.sum,
      squares: a.moments.squares + sign * b.moments.squares
    },
    coverage: a.coverage + sign * b.coverage,
    excluded: {
      missing: a.excluded.missing + sign * b.excluded.missing,
      invalid: a.excluded.invalid + sign * b.excluded.invalid
    }
  })

/** Both groups together. */
export const add = combine(1)

/** A group without a part of it. */
export const subtract = combine(-1)

/** So many customers of whom the same is known. Without a score they are invalid if some value is, else missing. */
export const counted = (model: HealthModel, points: ReadonlyArray<Points>, copies: number): HealthCounts => {
  const { coverage, score } = weigh(model, points)
  if (score === null) {
    const invalid = points.includes("invalid")
    return { ...nothing, excluded: { missing: invalid ? 0 : copies, invalid: invalid ? copies : 0 } }
  }
  const [whole, known] = [Math.round(100 * score), Math.round(100 * coverage)]
  return {
    ...nothing,
    moments: { n: copies, sum: whole * copies, squares: whole * whole * copies },
    coverage: known * copies
  }
}

/** The points of each group of a tally. Throws `TallyMismatch` when a component is no dimension of it. */
export const pointsAt = (tally: Tally, { components }: HealthModel): ((group: number) => ReadonlyArray<Points>) => {
  const read = components.map((component) => {
    const { codes, values } = column(tally, component.name)
    const points = values.map((value) => pointsOf(component, value))
    return (group: number): Points => points[codes[group] ?? 0] ?? "missing"
  })
  return (group) => read.map((each) => each(group))
}

/** The health of each value of a column. */
export const bySplit = (
  tally: Tally,
  { codes, values }: Column,
  model: HealthModel
): ReadonlyArray<readonly [Value, HealthCounts]> => {
  const at = pointsAt(tally, model)
  const sums = values.map(() => nothing)
  tally.counts.forEach((copies, group) => {
    const place = codes[group] ?? 0
    sums[place] = add(sums[place] ?? nothing, counted(model, at(group), copies))
  })
  return sums.map((sum, i) => [values[i] ?? null, sum])
}
