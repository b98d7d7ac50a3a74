import { type Condition, type Dimension, Period, type PeriodUnit, type Where } from "@throughline/core"
import * as fc from "fast-check"
import { fieldsOf } from "../columns/fieldsOf.ts"
import type { UncheckedQuery } from "../query/CheckedQuery.ts"
import { instants } from "./pools.ts"
import { queries } from "./queries.ts"
import { valuesOf } from "./records.ts"

const isDimension = (by: string | Dimension.Dimension): by is Dimension.Dimension => typeof by !== "string"

const longer: { readonly [Unit in PeriodUnit]: ReadonlyArray<PeriodUnit> } = {
  day: ["day", "week", "month", "quarter", "year"],
  week: ["week"],
  month: ["month", "quarter", "year"],
  quarter: ["quarter", "year"],
  year: ["year"]
}

/** The dimension, or one that it tells the values of. */
const coarsened = (dimension: Dimension.Dimension): fc.Arbitrary<Dimension.Dimension> =>
  dimension.kind === "period"
    ? fc.constantFrom(...longer[dimension.unit]).map((unit) => ({ ...dimension, unit }))
    : fc.constant(dimension)

/** Where a period of the dimension begins: of the calendar, and mostly near the records. */
const border = ({ timeZone, unit }: Dimension.PeriodDimension): fc.Arbitrary<number> =>
  fc
    .oneof(fc.constantFrom(...instants.map((at) => at.getTime())), fc.constant(Date.UTC(2025, 5, 15)))
    .map((at) => Period.containing(unit, timeZone, at).start)

/** A condition that the values of the dimension tell whether rows meet. */
const condition = (source: string, dimension: Dimension.Dimension): fc.Arbitrary<Condition> => {
  if (dimension.kind === "period") {
    return fc
      .tuple(border(dimension), border(dimension))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
  }
  const values = valuesOf(dimension.field, fieldsOf(source)?.get(dimension.field) ?? "text")
  const one = fc.option(values, { freq: 4 })
  return fc.oneof(one, fc.array(one, { maxLength: 3 }), fc.constant({ from: 2, to: 30 }), fc.constant({ to: 20.5 }))
}

const isTold = ({ kind }: Dimension.Dimension): boolean => kind === "field" || kind === "period"

const conditions = (source: string, dimensions: ReadonlyArray<Dimension.Dimension>): fc.Arbitrary<Where> =>
  fc
    .shuffledSubarray(dimensions.filter(isTold))
    .chain((chosen) =>
      fc.tuple(...chosen.slice(0, 2).map((each) => fc.tuple(fc.constant(each.field), condition(source, each))))
    )
    .map((entries) => Object.fromEntries(entries))

/** Queries whose tally is told by that of a wide one: fewer or coarser dimensions, further conditions, fewer sums. */
const narrowed = (wide: UncheckedQuery): fc.Arbitrary<UncheckedQuery> => {
  const dimensions = wide.by.filter(isDimension)
  const by = fc
    .shuffledSubarray(dimensions)
    .chain((chosen) => fc.tuple(...chosen.map(coarsened)))
    .map((chosen) => chosen.map((dimension, i) => ({ ...dimension, name: `n${i}` })))
  // Another condition on a field of the wide query could ask for rows that it left out.
  const free = dimensions.filter(({ field }) => !Object.hasOwn(wide.where ?? {}, field))
  return fc
    .record({ by, sums: fc.subarray([...(wide.sums ?? [])]), where: conditions(wide.source, free) })
    .map(({ by, sums, where }) => ({ ...wide, by, sums, where: { ...wide.where, ...where } }))
}

/** A wide query, queries that its tally tells, and others of the same rows. */
export interface WideAndNarrow {
  readonly wide: UncheckedQuery
  readonly narrow: ReadonlyArray<UncheckedQuery>
  readonly others: ReadonlyArray<UncheckedQuery>
}

/** Wide queries of a source, each with narrow ones. */
export const wideAndNarrow = (source: string): fc.Arbitrary<WideAndNarrow> =>
  queries(source).chain(({ most, ...wide }) =>
    fc.record({
      wide: fc.constant(most === undefined ? wide : { ...wide, most }),
      narrow: fc.array(narrowed(wide), { minLength: 3, maxLength: 3 }),
      others: fc.array(
        queries(source).map(({ by, sums = [], where = {} }) => ({ ...wide, by, sums, where })),
        { minLength: 2, maxLength: 2 }
      )
    })
  )
