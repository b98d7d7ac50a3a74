import { type Dimension, type RecordKind, recordKinds, Tally, type Test, toTests, type Where } from "@throughline/core"
import * as Result from "effect/Result"
import type { ColumnType } from "../columns/Column.ts"
import { fieldsOf } from "../columns/fieldsOf.ts"
import { StoreError } from "../StoreError.ts"
import { dimensionProblem, shown, unknownField } from "./dimensionProblem.ts"
import { type Origin, originOf } from "./originOf.ts"
import type { Settings } from "./Settings.ts"

export type { Origin } from "./originOf.ts"

/** A test of a field that the source has. */
export interface FieldTest {
  readonly field: string
  readonly type: ColumnType
  readonly test: Test
}

/** A tally query whose every name is known: safe to be made a statement of. */
export interface CheckedQuery {
  readonly origin: Origin
  readonly dimensions: ReadonlyArray<Dimension.Dimension>
  readonly where: Where
  readonly tests: ReadonlyArray<FieldTest>
  readonly sums: ReadonlyArray<string>
  /** How many groups are wanted, those with the most rows; all where it is missing. */
  readonly most?: number
}

/** A tally query before it is checked, as it may come from a file. */
export interface UncheckedQuery extends Settings {
  readonly source: string
  readonly by: ReadonlyArray<string | Dimension.Dimension>
  readonly where?: Where
  readonly sums?: ReadonlyArray<string>
  readonly most?: number
}

/** The error for a query that cannot be answered. */
export const invalidQuery = (engine: string, message: string): StoreError =>
  new StoreError({ reason: "InvalidQuery", engine, retry: "never", message })

/** Check that a query names what there is, and read its filter. Fails with `InvalidQuery`. */
export const checkQuery = (engine: string, query: UncheckedQuery): Result.Result<CheckedQuery, StoreError> => {
  const { most, source, sums = [], where = {} } = query
  const fields = fieldsOf(source)
  const origin = originOf(source, query)
  if (fields === undefined) return Result.fail(invalidQuery(engine, `There is no source ${shown(source)} to count`))
  if (typeof origin === "string") return Result.fail(invalidQuery(engine, `${shown(source)} ${origin}`))
  const dimensions = Tally.dimensionsOf(query.by)
  const problem =
    repeatedName(dimensions) ??
    first(dimensions, (dimension) => dimensionProblem(dimension, fields)) ??
    first(Object.keys(where), (field) => (fields.has(field) ? undefined : unknownField(field, fields))) ??
    first(sums, (field) => sumProblem(field, fields)) ??
    mostProblem(most, dimensions)
  if (problem !== undefined) return Result.fail(invalidQuery(engine, `Counting ${source}: ${problem}`))
  const checked = { origin, dimensions, where, tests: testsOf(where, fields), sums: [...new Set(sums)].sort() }
  return Result.succeed(most === undefined ? checked : { ...checked, most })
}

/** Check the filter of a read. Fails with `InvalidQuery`. */
export const checkFilter = (
  engine: string,
  query: { readonly kind: string; readonly where?: Where }
): Result.Result<ReadonlyArray<FieldTest>, StoreError> => {
  const fields = isKind(query.kind) ? fieldsOf(query.kind) : undefined
  if (fields === undefined) return Result.fail(invalidQuery(engine, `There is no kind ${shown(query.kind)} to read`))
  const { where = {} } = query
  const problem = first(Object.keys(where), (field) => (fields.has(field) ? undefined : unknownField(field, fields)))
  if (problem !== undefined) return Result.fail(invalidQuery(engine, `Reading ${query.kind}: ${problem}`))
  return Result.succeed(testsOf(where, fields))
}

const isKind = (name: string): name is RecordKind => recordKinds.some((kind) => kind === name)

const first = <Item>(items: ReadonlyArray<Item>, problem: (item: Item) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = problem(item)
    if (found !== undefined) return found
  }
  return undefined
}

const repeatedName = (dimensions: ReadonlyArray<Dimension.Dimension>): string | undefined => {
  const names = dimensions.map((dimension) => dimension.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  return twice === undefined
    ? undefined
    : `two dimensions are named ${shown(twice)}; give one another name with Dimension.named`
}

const sumProblem = (field: string, fields: ReadonlyMap<string, ColumnType>): string | undefined => {
  const type = fields.get(field)
  if (type === undefined) return unknownField(field, fields)
  return type === "integer" ? undefined : `only whole numbers add up exactly, and ${field} is ${type}`
}

const mostProblem = (most: number | undefined, dimensions: ReadonlyArray<Dimension.Dimension>): string | undefined => {
  if (most === undefined) return undefined
  if (!Number.isSafeInteger(most) || most < 1) return "most is how many groups are wanted, a whole number from 1"
  const computed = dimensions.find(({ kind }) => kind !== "field")
  return computed === undefined
    ? undefined
    : `most is for groups by fields, and ${shown(computed.name)} is computed; leave out most`
}

const testsOf = (where: Where, fields: ReadonlyMap<string, ColumnType>): ReadonlyArray<FieldTest> =>
  toTests(where).flatMap(([field, test]) => {
    const type = fields.get(field)
    return type === undefined ? [] : [{ field, type, test }]
  })
