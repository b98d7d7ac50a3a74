import { grouped } from "../sources/grouped.ts"
import type { Excluded } from "../stats/Estimate.ts"
import type { Value } from "../tally/Value.ts"
import { pathOf } from "./CasePaths.ts"
import { type Returns, returnsOf } from "./PathReturns.ts"

/** A customer and the path they took, as `Sources.cases` gives it. */
export interface TakenPath {
  readonly customer: string
  readonly path?: string
  readonly at: Date
  readonly seconds: number
}

/** How long a customer stayed, as `Sources.lifetimes` gives it: without `endedAt` they are still there. */
export interface Stay {
  readonly customer: string
  readonly startedAt: Date
  readonly endedAt?: Date
}

/** Until when paths count, and until when customers were followed. */
export interface Landmark {
  readonly until: Date
  readonly asOf: Date
}

/** A customer who was there at the landmark, with the path until then and what came after. */
export interface FollowedPath<Row> {
  readonly row: Row
  readonly touchpoints: ReadonlyMap<string, Returns>
  /** Whole days from the landmark to the end, or to `asOf`. */
  readonly days: number
  readonly ended: boolean
}

const day = 86_400_000

const follow = <Row extends Stay>(row: Row, path: string, { asOf, until }: Landmark): FollowedPath<Row> => {
  const { endedAt } = row
  const ended = endedAt !== undefined && endedAt <= asOf
  const to = ended ? endedAt : asOf
  return {
    row,
    touchpoints: returnsOf(pathOf(path) ?? []),
    days: Math.floor((to.getTime() - until.getTime()) / day),
    ended
  }
}

/** Who is there at the landmark: started by then, not ended by then. */
const isThere = ({ endedAt, startedAt }: Stay, { until }: Landmark): boolean =>
  startedAt <= until && (endedAt === undefined || endedAt > until)

/** The path of each customer; `null` where it is not known to be over at the landmark, or there are several. */
const pathsUntil = (paths: Iterable<TakenPath>, { until }: Landmark): ReadonlyMap<string, string | null> => {
  const taken = new Map<string, string | null>()
  for (const { at, customer, path, seconds } of paths) {
    const isOver = at.getTime() + 1000 * seconds <= until.getTime()
    taken.set(customer, isOver && !taken.has(customer) ? (path ?? "") : null)
  }
  return taken
}

/**
 * Customers who were there at the landmark, in code point order, each with the path until then.
 *
 * Missing: customers without a path. Invalid: customers whose path goes on after the landmark, or who have several paths or stays.
 */
export const followPaths = <Row extends Stay>(
  paths: Iterable<TakenPath>,
  stays: Iterable<Row>,
  landmark: Landmark
): { readonly followed: ReadonlyArray<FollowedPath<Row>>; readonly excluded: Excluded } => {
  const taken = pathsUntil(paths, landmark)
  const there = [...stays].filter((row) => isThere(row, landmark))
  const excluded = { missing: 0, invalid: 0 }
  const followed: Array<FollowedPath<Row>> = []
  for (const [customer, [row, ...others]] of grouped(there, (each) => each.customer)) {
    const path = taken.get(customer)
    if (row === undefined || path === null || others.length > 0) excluded.invalid++
    else if (path === undefined || path === "") excluded.missing++
    else followed.push(follow(row, path, landmark))
  }
  return { followed, excluded }
}

/** What may go with the outcome. */
export type PathFeature =
  | { readonly kind: "met" | "repeated"; readonly touchpoint: string }
  | { readonly kind: "length" | "returns" }
  | { readonly kind: "field"; readonly field: string }

const total = (touchpoints: ReadonlyMap<string, Returns>, of: (returns: Returns) => number): number =>
  [...touchpoints.values()].reduce((sum, returns) => sum + of(returns), 0)

const numberOf = (value: Value | undefined): number => {
  if (typeof value === "boolean") return Number(value)
  return typeof value === "number" ? value : Number.NaN
}

/** A feature of one customer: yes and no as 1 and 0; `NaN` where it is missing. */
export const featureOf = (
  feature: PathFeature,
  touchpoints: ReadonlyMap<string, Returns>,
  fieldOf: (field: string) => Value | undefined
): number => {
  switch (feature.kind) {
    case "met":
      return Number(touchpoints.has(feature.touchpoint))
    case "repeated":
      return Number((touchpoints.get(feature.touchpoint)?.visits ?? 0) > 1)
    case "length":
      return total(touchpoints, ({ visits }) => visits)
    case "returns":
      return total(touchpoints, ({ immediate, later }) => immediate + later)
    case "field":
      return numberOf(fieldOf(feature.field))
  }
}
