import { type RecordKind, type RecordOf, recordKinds } from "@throughline/core"
import * as fc from "fast-check"
import type { Column, ColumnType, Stored } from "../columns/Column.ts"
import { columnsOf } from "../columns/columnsOf.ts"
import { fromRow } from "../columns/fromRow.ts"
import { few, hostileTexts, ids, instants } from "./pools.ts"

/** Some records of each kind. */
export type Dataset = { readonly [Kind in RecordKind]: ReadonlyArray<RecordOf<Kind>> }

/** No record of any kind. */
export const none = Object.fromEntries(recordKinds.map((kind) => [kind, []])) as unknown as Dataset

/** Fields whose values repeat, so that rows meet: groups, joins and filters have something to find. */
const pools: Readonly<Record<string, ReadonlyArray<string>>> = {
  customer: ids,
  same: ids,
  response: ids,
  request: ids,
  touchpoint: ["checkout", "Checkout", "délivery", "__proto__", "\u001fa\u001e0"],
  segment: ["new", "new ", "'--"],
  team: ["blue", "BLUE", "\u{1F535}"],
  account: ["acme", "a\\c\\m\\e"],
  scale: ["1-5", "0-10"],
  currency: ["EUR", "USD"],
  plan: ["pro", "Pro", "basic"]
}

const byType: { readonly [Type in ColumnType]: fc.Arbitrary<Stored> } = {
  text: fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replaceAll("\0", ""))
  ),
  integer: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }) },
    fc.integer({ min: -100_000, max: 100_000_000 }),
    fc.constantFrom(1_000_000_000_000, -1_000_000_000_000)
  ),
  real: fc.oneof(fc.constantFrom(0, 0.1, -0.5, 1e300, 5e-324), fc.double({ noNaN: true, noDefaultInfinity: true })),
  instant: fc.oneof(
    fc.constantFrom(...instants.map((at) => at.getTime())),
    fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2025, 11, 31) })
  ),
  boolean: fc.boolean()
}

/** How many of the values that repeat are drawn from: few, and rows tie and join; all, and they are told apart. */
export type Variety = "few" | "all"

const draw = <A>(values: ReadonlyArray<A>, variety: Variety, most: number): fc.Arbitrary<A> =>
  fc.constantFrom(...(variety === "few" ? values.slice(0, most) : values))

/** Values of a field, of a source or a record. */
export const valuesOf = (
  field: string,
  type: ColumnType,
  literals?: ReadonlyArray<string>,
  variety: Variety = "all"
): fc.Arbitrary<Stored> => {
  if (field === "score") return fc.integer({ min: 1, max: 5 })
  const pool = literals ?? pools[field]
  if (pool !== undefined) return draw(pool, variety, 2)
  return type === "instant" && variety === "few" ? draw(instants, "few", few).map((at) => at.getTime()) : byType[type]
}

const cell =
  (variety: Variety) =>
  ({ literals, name, required, type }: Column): fc.Arbitrary<Stored> => {
    const values = valuesOf(name, type, literals, variety)
    return required ? values : fc.option(values, { freq: 3 })
  }

const id = fc.oneof(
  fc.constantFrom(...ids),
  fc.constantFrom(...hostileTexts.filter(({ length }) => length > 0 && length <= 256)),
  fc.nat(1000).map((n) => `r${n}`)
)

/** Records of a kind, each with an id of its own: at most `maxLength`, or as many where they are drawn from few values. */
export const recordsOf = <Kind extends RecordKind>(
  kind: Kind,
  maxLength: number,
  variety: Variety = "all"
): fc.Arbitrary<Array<RecordOf<Kind>>> => {
  const columns = columnsOf(kind)
  const record = fromRow(kind)
  const rows = fc
    .tuple(id, ...columns.slice(1).map(cell(variety)))
    .map((row): RecordOf<Kind> => record((column) => row[column]))
  const minLength = variety === "few" ? maxLength : 0
  return fc.uniqueArray(rows, { minLength, maxLength, selector: (each) => each.id })
}

/** Some records of every kind. */
export const datasets = (maxLength: number, variety: Variety = "all"): fc.Arbitrary<Dataset> =>
  fc
    .tuple(...recordKinds.map((kind) => recordsOf(kind, maxLength, variety)))
    .map((all) => Object.fromEntries(recordKinds.map((kind, i) => [kind, all[i]])) as unknown as Dataset)
