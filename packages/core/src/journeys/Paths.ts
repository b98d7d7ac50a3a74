import { pathMarks, pathText } from "../sources/pathText.ts"
import { fromColumns as tallyOf } from "../tally/fromColumns.ts"
import type { Tally } from "../tally/Tally.ts"
import { type CodeArray, type Codes, inOrder, toCodes } from "./EventOrder.ts"
import { distinctPaths } from "./PathTable.ts"
import { countSteps } from "./StepCounting.ts"

/** Interactions as columns of one length. */
export interface PathColumns {
  /** Whose each interaction was: a whole number from 0 for each customer, below 2^32 − 1. */
  readonly customers: Codes
  /** When each was, in milliseconds since 1970 or any other instant. */
  readonly at: ArrayLike<number>
  /** Where each was: codes into a list of touchpoints. */
  readonly touchpoints: { readonly values: ReadonlyArray<string>; readonly codes: Codes }
}

/** Interactions in order: case `i` has those from `starts[i]` up to `starts[i + 1]`, not included. */
export interface OrderedPaths {
  /** One more than there are cases. None is empty. */
  readonly starts: Uint32Array
  /** The touchpoint of each interaction, by its place in `values`. */
  readonly codes: CodeArray
  /** The different touchpoints. */
  readonly values: ReadonlyArray<string>
  /** Milliseconds. */
  readonly at: Float64Array
  /** Interactions without a customer, a touchpoint or a time. */
  readonly missing: number
}

/** Where one case ends and the next begins: with the customer unless told. */
export interface PathRule {
  /** The most whole seconds from one interaction of a session to the next. */
  readonly sessionGap?: number | undefined
}

const refuseLengths = ({ at, customers, touchpoints }: PathColumns): void => {
  const lengths = [customers.length, at.length, touchpoints.codes.length]
  if (new Set(lengths).size > 1) throw new RangeError(`Columns have one length, found ${lengths.join(", ")}`)
}

/** Codes into a list that has no value twice. */
const unique = ({ codes, values }: PathColumns["touchpoints"]) => {
  const places = new Map([...new Set(values)].map((value, place) => [value, place]))
  const given = toCodes(codes)
  if (places.size === values.length) return { values, codes: given }
  const table = values.map((value) => places.get(value))
  return { values: [...places.keys()], codes: given.map((code) => table[code] ?? code) }
}

/** The starts of all customers who have an interaction. */
const withoutEmpty = (starts: Uint32Array): Uint32Array => {
  const kept = new Uint32Array(starts.length)
  let found = 0
  for (let i = 0; i < starts.length; i++) if (starts[i] !== starts[i + 1]) kept[found++] = starts[i] as number
  return kept.slice(0, found)
}

/** The starts of sessions: of customers, and wherever more than `longest` milliseconds pass. */
const sessionsOf = (starts: Uint32Array, at: Float64Array, longest: number): Uint32Array => {
  const isStart = new Uint8Array(at.length + 1)
  for (const start of starts) isStart[start] = 1
  for (let i = 1; i < at.length; i++) if ((at[i] as number) - (at[i - 1] as number) > longest) isStart[i] = 1
  const sessions = new Uint32Array(isStart.reduce((sum, is) => sum + is, 0))
  let found = 0
  for (let i = 0; i < isStart.length; i++) if (isStart[i] === 1) sessions[found++] = i
  return sessions
}

/**
 * Put interactions that are columns of numbers in order, case by case: once for all tallies, without an object for each, in a
 * time that grows in proportion to their number.
 *
 * Those of a customer follow each other by time, at the same time as their rows do: give the rows in the order of their ids,
 * and the tallies are those of the sources `steps` and `cases`. What has no customer (a code below 0), no touchpoint (a code
 * that the list does not have) or no time (`NaN`) is left out, and `missing` says how many. Throws a `RangeError` when
 * columns differ in length.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import * as Paths from "./Paths.ts"
 *
 * const touchpoints = { values: ["search", "cart"], codes: Uint8Array.of(1, 0, 0) }
 * const paths = Paths.fromColumns({ customers: Uint32Array.of(7, 7, 3), at: Float64Array.of(2000, 1000, 1500), touchpoints })
 * const rows = Tally.rows(Paths.steps(paths))
 * rows.map(({ count, values }) => [values.from, values.to, count]) // => [[null, "search", 2], ["cart", null, 1], ["search", null, 1], ["search", "cart", 1]]
 * ```
 */
export const fromColumns = (columns: PathColumns, { sessionGap }: PathRule = {}): OrderedPaths => {
  refuseLengths(columns)
  const { codes, values } = unique(columns.touchpoints)
  const at = columns.at instanceof Float64Array ? columns.at : Float64Array.from(columns.at)
  const customers = toCodes(columns.customers)
  const events = {
    customers: customers instanceof Uint32Array ? customers : new Uint32Array(customers),
    touchpoints: codes,
    at,
    touchpointLimit: values.length
  }
  const ordered = inOrder(events)
  const starts = withoutEmpty(ordered.starts)
  return {
    starts: sessionGap === undefined ? starts : sessionsOf(starts, ordered.at, sessionGap * 1000),
    codes: ordered.touchpoints,
    values,
    at: ordered.at,
    missing: at.length - ordered.at.length
  }
}

/** How the time between two interactions is counted. */
export interface StepOptions {
  /** The relative error of the buckets of seconds: as `Dimension.bucket`. */
  readonly relativeError: number
}

/**
 * The tally of the steps of all cases by `"from"` and `"to"`, and with a `relativeError` by buckets of `"seconds"` as well: byte for
 * byte that of `Tally.from(Sources.steps(interactions), …)`. Throws a `RangeError` unless `0.0001 <= relativeError < 1`.
 */
export function steps(paths: OrderedPaths): Tally<"from" | "to">
export function steps(paths: OrderedPaths, options: StepOptions): Tally<"from" | "to" | "seconds">
export function steps(
  paths: OrderedPaths,
  options?: StepOptions
): Tally<"from" | "to"> | Tally<"from" | "to" | "seconds"> {
  return countSteps(paths, options?.relativeError)
}

/** The cases whose length passes a test, by where they start and end. */
const select = ({ starts }: OrderedPaths, isSelected: (length: number) => boolean) => {
  const chosen = starts
    .subarray(0, -1)
    .map((_, i) => i)
    .filter((i) => isSelected((starts[i + 1] as number) - (starts[i] as number)))
  return { starts: chosen.map((i) => starts[i] as number), ends: chosen.map((i) => starts[i + 1] as number) }
}

/** The first and the last code of each case, two by two. */
const endsOf = (codes: CodeArray, { ends, starts }: ReturnType<typeof select>): Uint32Array => {
  const both = new Uint32Array(2 * starts.length)
  starts.forEach((start, i) => {
    both[2 * i] = codes[start] as number
    both[2 * i + 1] = codes[(ends[i] as number) - 1] as number
  })
  return both
}

/**
 * The tally of all cases by `"path"`, `"first"` and `"last"`: byte for byte that of
 * `Tally.from(Sources.cases(interactions), { by: ["path", "first", "last"] })`.
 *
 * ```ts import.meta.vitest
 * import * as Paths from "./Paths.ts"
 * import * as Variants from "./Variants.ts"
 *
 * const touchpoints = { values: ["search", "cart"], codes: Uint8Array.of(0, 1, 0) }
 * const paths = Paths.fromColumns({ customers: Uint32Array.of(0, 0, 1), at: [1000, 2000, 1500], touchpoints })
 * const report = Variants.fromTally(Paths.cases(paths))
 * report._tag === "Variants" && report.variants.map((variant) => variant.touchpoints) // => [["search"], ["search", "cart"]]
 * ```
 */
export const cases = (paths: OrderedPaths): Tally<"path" | "first" | "last"> => {
  const { codes, values } = paths
  const usual = select(paths, (length) => length <= pathMarks.longestPath)
  const long = endsOf(
    codes,
    select(paths, (length) => length > pathMarks.longestPath)
  )
  const places = Uint32Array.from({ length: long.length / 2 }, (_, i) => 2 * i)
  const distinct = distinctPaths(codes, usual.starts, usual.ends)
  const distinctEnds = distinctPaths(
    long,
    places,
    places.map((place) => place + 2)
  )
  const nameOf = (code: number | undefined): string => values[code ?? -1] ?? ""
  const texts = Array.from(distinct.starts, (start, i) =>
    pathText(Array.from(codes.subarray(start, distinct.ends[i]), nameOf))
  )
  return tallyOf({
    columns: {
      path: [...texts, ...Array.from(distinctEnds.starts, () => null)],
      first: [
        ...Array.from(distinct.starts, (start) => nameOf(codes[start])),
        ...Array.from(distinctEnds.starts, (start) => nameOf(long[start]))
      ],
      last: [
        ...Array.from(distinct.ends, (end) => nameOf(codes[end - 1])),
        ...Array.from(distinctEnds.ends, (end) => nameOf(long[end - 1]))
      ]
    },
    counts: [...distinct.counts, ...distinctEnds.counts]
  })
}
