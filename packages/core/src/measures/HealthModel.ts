/** One part of a health score, and how it is read. */
export interface HealthComponent<Name extends string = string> {
  /** The field, or the dimension of a tally, that holds it. */
  readonly name: Name
  /** How much it weighs beside the others: above 0, in any unit. */
  readonly weight: number
  /** The value that gives 0 points. */
  readonly worst: number
  /** The value that gives 100 points; below `worst` where less is better. */
  readonly best: number
  /** What a value beyond worst or best is: `"invalid"` unless told, or to be read as that end (`"limit"`). */
  readonly beyond?: "invalid" | "limit"
}

/** What a health score is made of. */
export interface HealthModel<Name extends string = string> {
  readonly components: ReadonlyArray<HealthComponent<Name>>
  /** Below this share of the weight, in per cent, a customer has no score. */
  readonly minimumCoverage: number
}

/** What a component adds for one customer: from 0 to 1, or why nothing. */
export type Points = number | "missing" | "invalid"

const describe = ({ best, name, weight, worst }: HealthComponent): string => `${name} ${worst}…${best} × ${weight}`

/** The model in words, which names the score it makes: two scores of one definition compare. */
export const definitionOf = ({ components, minimumCoverage }: HealthModel): string =>
  `${components.map(describe).join(", ")}; at least ${minimumCoverage} % of the weight known`

const check = ({ best, name, weight, worst }: HealthComponent): void => {
  if (!(weight > 0 && Number.isFinite(weight))) throw new RangeError(`${name} needs a weight above 0, found ${weight}`)
  if (Number.isFinite(best - worst) && best !== worst) return
  throw new RangeError(`${name} needs a worst and a best value that differ, found ${worst} and ${best}`)
}

/**
 * A health score: its components, each with its weight and scale, and how much of the weight must be known.
 *
 * Throws a `RangeError` without components, for one named twice, for a weight that is not above 0, for a scale whose ends
 * don't differ, and for a `minimumCoverage` (in per cent, 50 unless told) that is not above 0 and at most 100.
 *
 * ```ts import.meta.vitest
 * import { model } from "./HealthModel.ts"
 *
 * const { components, minimumCoverage } = model([
 *   { name: "activeDays", weight: 3, worst: 0, best: 20, beyond: "limit" },
 *   { name: "openTickets", weight: 1, worst: 5, best: 0, beyond: "limit" }
 * ])
 * const made = [components.length, minimumCoverage]
 * made // => [2, 50]
 * ```
 */
export const model = <const Name extends string>(
  components: ReadonlyArray<HealthComponent<Name>>,
  { minimumCoverage = 50 }: { readonly minimumCoverage?: number } = {}
): HealthModel<Name> => {
  components.forEach(check)
  if (components.length === 0) throw new RangeError("A health score needs a component")
  if (new Set(components.map(({ name }) => name)).size < components.length) {
    throw new RangeError("A health score has each component once")
  }
  if (minimumCoverage > 0 && minimumCoverage <= 100) return { components, minimumCoverage }
  throw new RangeError(`minimumCoverage is above 0 and at most 100, found ${minimumCoverage}`)
}

/** The points of one value on the component's scale. */
export const pointsOf = ({ best, beyond = "invalid", worst }: HealthComponent, value: unknown): Points => {
  if (value === null || value === undefined || Number.isNaN(value)) return "missing"
  if (typeof value !== "number") return "invalid"
  const share = (value - worst) / (best - worst)
  if (share >= 0 && share <= 1) return share
  if (beyond === "invalid" || !Number.isFinite(value)) return "invalid"
  return share < 0 ? 0 : 1
}

/** To a hundredth, halves up: so that what is equal but for the order of adding up is equal. */
export const hundredth = (value: number): number => Math.floor(100 * value + 0.500_001) / 100

/** What all components give together, in points from 0 to 100. */
export interface Weighed {
  /** The weighted mean of the components that are known; `null` when too little is. */
  readonly score: number | null
  /** The share of the weight that is known, in per cent. */
  readonly coverage: number
  /** The score if all that is not known were worst, and best. */
  readonly range: { readonly low: number; readonly high: number }
}

/** Weigh the points of the components, in their order. */
export const weigh = ({ components, minimumCoverage }: HealthModel, points: ReadonlyArray<Points>): Weighed => {
  let [all, known, sum] = [0, 0, 0]
  components.forEach(({ weight }, i) => {
    const each = points[i]
    all += weight
    known += typeof each === "number" ? weight : 0
    sum += typeof each === "number" ? weight * each : 0
  })
  const coverage = hundredth(100 * (known / all))
  return {
    score: known > 0 && coverage >= minimumCoverage ? hundredth(100 * (sum / known)) : null,
    coverage,
    range: { low: hundredth(100 * (sum / all)), high: hundredth(100 * Math.min(1, (sum + (all - known)) / all)) }
  }
}
