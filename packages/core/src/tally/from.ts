import { reader } from "./Cuts.ts"
import * as Dimension from "./Dimension.ts"
import { exact, exactCount } from "./exact.ts"
import { chunkLength, type Dictionary, Groups } from "./Groups.ts"
import type { Tally } from "./Tally.ts"
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
  /** Count several records once each: faster than one by one. */
  readonly addAll: (records: ReadonlyArray<Record>) => void
  /** The tally of all records so far. */
  readonly finish: () => Tally<Name>
}

/**
 * Start counting records that arrive one by one, as from a stream. `from` counts what is already there.
 *
 * Records are read a chunk at a time, so what is wrong with one is thrown by a later `add` or by `finish`.
 */
export const counter = <Record extends object, const B extends ReadonlyArray<By<FieldOf<Record>>>>(
  spec: TallySpec<FieldOf<Record>, B>
): Counter<Record, Names<B>> => {
  const dimensions = dimensionsOf(spec.by)
  const sums = [...(spec.sums ?? [])].sort()
  const groups = new Groups<Names<B>>(dimensions, sums)
  const readers = dimensions.map((dimension, d) => codeReader(groups.dictionaries[d], dimension))
  const matches = spec.where === undefined ? undefined : matcher(spec.where)
  const waiting: Array<Record> = []
  const copied = new Float64Array(chunkLength)
  let anyCopies = false
  const count = (records: ReadonlyArray<Record>, start: number, rows: number): void => {
    readers.forEach((read, d) => {
      read(records, start, rows, groups.codes[d])
    })
    sums.forEach((name, s) => {
      readAmounts(records, start, rows, name, copied, groups.amounts[s])
    })
    groups.flush(rows, anyCopies ? copied : undefined)
  }
  const flush = (): void => {
    count(waiting, 0, waiting.length)
    waiting.length = 0
    anyCopies = false
  }
  const add = (record: Record, copies = 1): void => {
    if (matches !== undefined && !matches(record)) return
    if (copies !== 1) anyCopies = true
    copied[waiting.length] = copies === 1 ? 1 : exactCount(copies)
    if (waiting.push(record) === chunkLength) flush()
  }
  const addAll = (records: ReadonlyArray<Record>): void => {
    if (matches !== undefined || records.length < chunkLength) {
      for (const record of records) add(record)
      return
    }
    flush()
    copied.fill(1)
    for (let start = 0; start < records.length; start += chunkLength) {
      count(records, start, Math.min(chunkLength, records.length - start))
    }
  }
  const finish = (): Tally<Names<B>> => {
    flush()
    return groups.finish()
  }
  return { add, addAll, finish }
}

const readAmounts = (
  records: ReadonlyArray<object>,
  start: number,
  rows: number,
  name: string,
  copies: Float64Array,
  into: Float64Array | undefined
): void => {
  const what = `The sum of ${name}`
  for (let row = 0; row < rows; row++) {
    const amount: unknown = Reflect.get(records[start + row] ?? {}, name)
    if (into !== undefined) into[row] = exact(exact(amount ?? 0, what) * (copies[row] ?? 1), what)
  }
}

/** Numbers below this find their code in an array instead of a map. */
const smallNumbers = 1024

/** Writes the codes of a field of some records. */
type CodeReader = (records: ReadonlyArray<object>, start: number, rows: number, into: Uint32Array | undefined) => void

const codeReader = (dictionary: Dictionary | undefined, dimension: Dimension.Dimension): CodeReader => {
  const read = reader(dimension)
  const { field } = dimension
  const isPlain = dimension.kind === "field"
  const codeOf = (value: unknown): number =>
    dictionary?.code(isPlain && typeof value === "string" ? value : read(value)) ?? 0
  const small = new Int32Array(smallNumbers).fill(-1)
  const ofNumber = (value: number): number => {
    if (!(value >= 0 && value < smallNumbers && Number.isInteger(value))) return codeOf(value)
    const known = small[value] ?? -1
    if (known >= 0) return known
    const code = codeOf(value)
    small[value] = code
    return code
  }
  return (records, start, rows, into) => {
    if (into === undefined) return
    for (let row = 0; row < rows; row++) {
      const value = (records[start + row] as { readonly [name: string]: unknown })[field]
      into[row] = typeof value === "number" ? ofNumber(value) : codeOf(value)
    }
  }
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
  const { add, addAll, finish } = counter<Record, B>(spec)
  if (Array.isArray(records)) addAll(records)
  else for (const record of records) add(record)
  return finish()
}
