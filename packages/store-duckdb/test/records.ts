import { type RecordKind, type RecordOf, recordKinds } from "@throughline/core"
import { Columns, Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"

const repeated: Readonly<Record<string, ReadonlyArray<string>>> = {
  customer: ["ada", "Ada", "'; DROP TABLE customers; --", "\u{1F600}"],
  touchpoint: ["checkout", "délivery", "__proto__"],
  segment: ["new", "new "],
  scale: ["1-5"],
  response: ["ada", "r1", "r2"]
}

const texts = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "NULL",
    "\\N",
    '"quoted"',
    "a,b;c\td",
    "line\nreturn\r\n",
    "\ufeffbom",
    "=1+1",
    "001",
    "1e3"
  ),
  fc.string({ unit: "binary", maxLength: 6 }).map((text) => text.replaceAll("\0", ""))
)

const byType = {
  text: texts,
  integer: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -(2 ** 50), max: 2 ** 50 })),
  real: fc.oneof(fc.constantFrom(0, 0.1, 1e300, 5e-324), fc.double({ noNaN: true, noDefaultInfinity: true })),
  instant: fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2026, 11, 31) }),
  boolean: fc.boolean()
} as const

const cell = ({ literals, name, required, type }: Columns.Column): fc.Arbitrary<Columns.Stored> => {
  const pool = literals ?? repeated[name]
  const values: fc.Arbitrary<Columns.Stored> = pool === undefined ? byType[type] : fc.constantFrom(...pool)
  const bounded = name === "score" ? fc.integer({ min: 1, max: 5 }) : values
  return required ? bounded : fc.option(bounded, { freq: 3 })
}

/** Some records of a kind, each with an id of its own. */
const recordsOf = <Kind extends RecordKind>(kind: Kind): fc.Arbitrary<ReadonlyArray<RecordOf<Kind>>> => {
  const columns = Columns.columnsOf(kind)
  const record = Columns.fromRow(kind)
  const ids = fc.oneof(
    fc.nat(30).map((n) => `r${n}`),
    texts.filter((text) => text !== "")
  )
  return fc.uniqueArray(
    fc.tuple(ids, ...columns.slice(1).map(cell)).map((row) => record((column) => row[column])),
    { minLength: 1, maxLength: 12, selector: (each) => each.id }
  )
}

type Dataset = { readonly [Kind in RecordKind]: ReadonlyArray<RecordOf<Kind>> }

/** Some records of every kind. */
export const datasets: fc.Arbitrary<Dataset> = fc
  .tuple(...recordKinds.map((kind) => recordsOf(kind)))
  .map((all) => Object.fromEntries(recordKinds.map((kind, i) => [kind, all[i]])) as unknown as Dataset)

/** Write all of them, a batch a kind. */
export const writeAll = Effect.fnUntraced(function* (data: Dataset) {
  const store = yield* Store
  const write = <Kind extends RecordKind>(kind: Kind) => store.write({ id: "all", kind, records: data[kind] })
  yield* Effect.forEach(recordKinds, (kind) => write(kind), { discard: true })
})
