import { reader } from "./Cuts.ts"
import * as Dimension from "./Dimension.ts"
import { Groups } from "./Groups.ts"
import type { Tally } from "./Tally.ts"
import type { Value } from "./Value.ts"
import { matcher, type Where } from "./Where.ts"

/** The names of the fields of a record. */
export type FieldOf<Record> = keyof Record & string

/** A dimension, or the name of a field to count by its value. */
export type By<Field extends string = string> = Field | Dimension.Dimension<string, Field>

type NameOf<B> = B extends string ? B : B extends Dimension.Dimension<infer Name> ? Name : never

/** The dimension names that a list of dimensions gives. */
export type Names<B extends ReadonlyArray<By>> = NameOf<B[number]>

/** What to count: by which dimensions, which records, and which fields of whole numbers to add up. */
export interface TallySpec<Field extends string, B extends ReadonlyArray<By<Field>>> {
  readonly by: B
  readonly where?: Where<Field>
  readonly sums?: ReadonlyArray<Field>
}

/** The dimensions of a list, with plain field names made dimensions. */
export function dimensionsOf<const B extends ReadonlyArray<By>>(by: B): ReadonlyArray<Dimension.Dimension<Names<B>>>
export function dimensionsOf(by: ReadonlyArray<By>): ReadonlyArray<Dimension.Dimension> {
  return by.map((each) => (typeof each === "string" ? Dimension.field(each) : each))
}

/** Counts records one after the other. */
export interface Counter<Record, Name extends string> {
  /** Count a record `copies` times: once unless told. */
  readonly add: (record: Record, copies?: number) => void
  /** The tally of all records so far. */
  readonly finish: () => Tally<Name>
}

/** Start counting records that arrive one by one, as from a stream. `from` counts what is already there. */
export const counter = <Record extends object, const B extends ReadonlyArray<By<FieldOf<Record>>>>(
  spec: TallySpec<FieldOf<Record>, B>
): Counter<Record, Names<B>> => {
  const dimensions = dimensionsOf(spec.by)
  const sums = [...(spec.sums ?? [])].sort()
  const groups = new Groups<Names<B>>(dimensions, sums)
  const readers = dimensions.map((dimension, d) => intern(groups, d, dimension))
  const matches = spec.where === undefined ? undefined : matcher(spec.where)
  const add = (record: Record, copies = 1): void => {
    if (matches?.(record) === false) return
    for (let d = 0; d < readers.length; d++) readers[d]?.(record)
    const group = groups.count(copies)
    for (let s = 0; s < sums.length; s++) {
      const amount: unknown = Reflect.get(record, sums[s] ?? "")
      if (amount !== undefined && amount !== null) groups.addSum(group, s, amount, copies)
    }
  }
  return { add, finish: () => groups.finish() }
}

const intern = <Name extends string>(groups: Groups<Name>, d: number, dimension: Dimension.Dimension) => {
  const read = reader(dimension)
  const { field } = dimension
  return (record: object): void =>
    groups.set(d, read((record as { readonly [field: string]: unknown })[field]) as Value)
}

/**
 * Count records by a few dimensions, in one pass.
 *
 * A missing field counts under `null`. `where` leaves out records before they are counted, `sums` adds up fields of whole
 * numbers (a missing one adds nothing). Throws `TallyOverflow` when a count or sum passes 2^53 − 1 or a summed field is
 * no whole number, `TallyMismatch` when two dimensions have one name. No records give a tally without groups.
 *
 * ```ts import.meta.vitest
 * import { from } from "./from.ts"
 * import * as Dimension from "./Dimension.ts"
 * import * as Tally from "./index.ts"
 *
 * const answers = [
 *   { touchpoint: "delivery", at: new Date("2026-03-31T22:30:00Z"), score: 3 },
 *   { touchpoint: "delivery", at: new Date("2026-03-31T21:30:00Z"), score: 9 }
 * ]
 * const tally = from(answers, { by: ["touchpoint", Dimension.period("at", "month", "Europe/Berlin"), "score"] })
 * Tally.rows(tally).map((row) => row.values.month) // => ["2026-03", "2026-04"]
 * ```
 */
export const from = <Record extends object, const B extends ReadonlyArray<By<FieldOf<Record>>>>(
  records: Iterable<Record>,
  spec: TallySpec<FieldOf<Record>, B>
): Tally<Names<B>> => {
  const { add, finish } = counter<Record, B>(spec)
  for (const record of records) add(record)
  return finish()
}
