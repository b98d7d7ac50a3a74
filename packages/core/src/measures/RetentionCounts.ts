import type { Excluded } from "../stats/Estimate.ts"
import { next, ordinal, type PeriodUnit } from "../tally/PeriodLabel.ts"
import { column, valueAt } from "../tally/read.ts"
import { type Tally, TallyMismatch } from "../tally/Tally.ts"

/** The customers of one cohort that were active at each age. */
export interface Cohort {
  readonly label: string
  readonly ordinal: number
  readonly active: Map<number, number>
}

/** Active customers by cohort and age. */
export interface RetentionCounts {
  readonly unit: PeriodUnit
  readonly cohorts: ReadonlyMap<string, Cohort>
  readonly excluded: Excluded
}

/** How many of those who were old enough to be looked at were active, and how many are too young. */
export interface AgeCounts extends Excluded {
  readonly retained: number
  readonly size: number
  readonly young: number
}

export const nobody: AgeCounts = { retained: 0, size: 0, young: 0, missing: 0, invalid: 0 }

/** Where a tally holds cohorts and ages. */
export interface RetentionDimensions<Name extends string> {
  /** The calendar period in which a customer was first active: `"cohort"` unless told. */
  readonly cohort?: Name
  /** How many periods later they were active: `"age"` unless told. */
  readonly age?: Name
}

/** Older than this is no age: days of more than fifty years. */
const oldest = 20_000

const isAge = (age: unknown): age is number => Number.isInteger(age) && Number(age) >= 0 && Number(age) <= oldest

/** Counts active customers of cohorts. */
export class RetentionCounter {
  private readonly unit: PeriodUnit
  private readonly cohorts = new Map<string, Cohort>()
  private missing = 0
  private invalid = 0

  constructor(unit: PeriodUnit) {
    this.unit = unit
  }

  add(cohort: unknown, age: unknown, count: number): void {
    if (cohort === null || cohort === undefined || age === null || age === undefined || Number.isNaN(age)) {
      this.missing += count
      return
    }
    const found = isAge(age) ? this.cohort(String(cohort)) : undefined
    if (found === undefined || !isAge(age)) this.invalid += count
    else found.active.set(age, (found.active.get(age) ?? 0) + count)
  }

  finish(): RetentionCounts {
    return { unit: this.unit, cohorts: this.cohorts, excluded: { missing: this.missing, invalid: this.invalid } }
  }

  private cohort(label: string): Cohort | undefined {
    const known = this.cohorts.get(label)
    if (known !== undefined) return known
    const place = ordinal(this.unit, label)
    if (place === undefined) return undefined
    const cohort: Cohort = { label, ordinal: place, active: new Map() }
    this.cohorts.set(label, cohort)
    return cohort
  }
}

/** The unit of the cohorts of a tally. Throws `TallyMismatch` when they are no calendar periods. */
const cohortUnit = (tally: Tally, cohort: string): PeriodUnit => {
  const { dimension } = column(tally, cohort)
  if (dimension.kind === "period") return dimension.unit
  throw new TallyMismatch("Retention needs cohorts by calendar period")
}

/** Read a tally of active customers. */
export const readRetention = (
  tally: Tally,
  { age = "age", cohort = "cohort" }: RetentionDimensions<string>
): RetentionCounts => {
  const counter = new RetentionCounter(cohortUnit(tally, cohort))
  const [cohorts, ages] = [column(tally, cohort), column(tally, age)]
  tally.counts.forEach((count, group) => {
    counter.add(valueAt(cohorts, group), valueAt(ages, group), count)
  })
  return counter.finish()
}

/** A period with its place. */
export type LastPeriod = Pick<Cohort, "label" | "ordinal">

/** The last period in which anybody was active; `undefined` without cohorts. */
export const lastActive = ({ cohorts, unit }: RetentionCounts): LastPeriod | undefined => {
  let last: LastPeriod | undefined
  let end = Number.NEGATIVE_INFINITY
  for (const cohort of cohorts.values()) {
    end = [...cohort.active.keys()].reduce((most, age) => Math.max(most, cohort.ordinal + age), end)
    if (last === undefined || cohort.ordinal > last.ordinal) last = cohort
  }
  if (last === undefined) return undefined
  let { label } = last
  for (let place = last.ordinal; place < end; place++) label = next(unit, label)
  return { label, ordinal: Math.max(end, last.ordinal) }
}

/** The counts of a cohort at an age, seen up to a period. */
export const atAge = ({ active, ordinal }: Cohort, age: number, through: number): AgeCounts => {
  const size = active.get(0) ?? 0
  return ordinal + age > through ? { ...nobody, young: size } : { ...nobody, retained: active.get(age) ?? 0, size }
}

/** The counts of all cohorts together at an age. */
export const pooledAt = (counts: RetentionCounts, age: number, through: number): AgeCounts =>
  [...counts.cohorts.values()]
    .map((cohort) => atAge(cohort, age, through))
    .reduce(combine(1), { ...nobody, ...counts.excluded })

/** Counts added up, or one taken from the other. */
export const combine =
  (sign: 1 | -1) =>
  (a: AgeCounts, b: AgeCounts): AgeCounts => ({
    retained: a.retained + sign * b.retained,
    size: a.size + sign * b.size,
    young: a.young + sign * b.young,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })
