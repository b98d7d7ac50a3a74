import { Dimension, type RecordKind, type Test } from "@throughline/core"
import type { CheckedQuery, Origin } from "../query/CheckedQuery.ts"
import type { Settings } from "../query/Settings.ts"
import { sourcesOf } from "./kindsOf.ts"
import { plainTest } from "./plainTest.ts"

/** What a query counts of the rows it is about, without the names that it gives. */
export interface Counting {
  readonly dimensions: ReadonlyArray<Dimension.Dimension>
  /** Plain tests, by field. */
  readonly tests: ReadonlyArray<readonly [field: string, test: Test]>
  readonly sums: ReadonlyArray<string>
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** A dimension without its name. */
const unnamed = (dimension: Dimension.Dimension): Dimension.Dimension => Dimension.normalize({ ...dimension, name: "" })

/** Whether two dimensions count alike, whatever their names. */
export const sameDimension = (a: Dimension.Dimension, b: Dimension.Dimension): boolean =>
  Dimension.equals(unnamed(a), unnamed(b))

/** What a query counts. */
export const countingOf = ({ dimensions, sums, tests }: CheckedQuery): Counting => ({
  dimensions: dimensions.map(unnamed),
  tests: tests.map(({ field, test }) => [field, plainTest(test)] as const).sort(([a], [b]) => compare(a, b)),
  sums
})

/** The same count with each dimension once, in an order of their own. */
const inOrder = (counting: Counting): Counting => {
  const byText = new Map(counting.dimensions.map((dimension) => [Dimension.encode(dimension), dimension]))
  const dimensions = [...byText].sort(([a], [b]) => compare(a, b)).map(([, dimension]) => dimension)
  return { ...counting, dimensions }
}

/** A count as text: the same for queries that count the same. */
export const encodeCounting = (counting: Counting): string => JSON.stringify(inOrder(counting))

/** A count from the text that `encodeCounting` wrote. */
export const decodeCounting = (text: string): Counting => JSON.parse(text) as Counting

/** The query that counts this much of where another one counts; its dimensions are named by their places. */
export const queryOf = ({ most: _, ...query }: CheckedQuery, counting: Counting): CheckedQuery => ({
  ...query,
  dimensions: counting.dimensions.map((dimension, place) => ({ ...dimension, name: String(place) }))
})

/** How the texts of the origins begin whose rows are made of records of a kind. */
export const originsOf = (kind: RecordKind): ReadonlyArray<string> =>
  sourcesOf(kind).map((source) => `{"source":${JSON.stringify(source)}`)

/** Where rows come from as text: the same for origins whose rows are the same. */
export const encodeOrigin = ({ source, ...told }: Origin): string => {
  const { asOf, days, periods, touchpoints, ...rule }: Settings = told
  const cuts = (list: Settings["periods"]) => list?.map(({ end, start }) => [start, end])
  const places = touchpoints === undefined ? undefined : [...new Set(touchpoints)].sort()
  return JSON.stringify({
    source,
    asOf: asOf?.getTime(),
    ...rule,
    touchpoints: places,
    periods: cuts(periods),
    days: cuts(days)
  })
}
