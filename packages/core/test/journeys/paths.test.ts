import { Dimension, type Interaction, Paths, Sources, Tally } from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"
import { distinctPaths } from "../../src/journeys/PathTable.ts"
import { random } from "../../src/stats/Random.ts"
import { logs, touchpoints } from "./logs.ts"

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** The interactions as columns, their rows in the order of the ids, under some code of each customer. */
const columnsOf = (log: ReadonlyArray<Interaction>, codeOf: (place: number) => number): Paths.PathColumns => {
  const rows = [...log].sort((a, b) => byBytes(a.id, b.id))
  const customers = [...new Set(rows.map(({ customer }) => customer))]
  return {
    customers: rows.map(({ customer }) => codeOf(customers.indexOf(customer))),
    at: rows.map(({ at }) => at.getTime()),
    touchpoints: { values: touchpoints, codes: rows.map(({ touchpoint }) => touchpoints.indexOf(touchpoint)) }
  }
}

const typed = ({ at, customers, touchpoints: { codes, values } }: Paths.PathColumns): Paths.PathColumns => ({
  customers: Uint32Array.from(customers),
  at: Float64Array.from(at),
  touchpoints: { values, codes: Uint8Array.from(codes) }
})

const seconds = Dimension.bucket("seconds", 0.02)
const rules = fc.record({ sessionGap: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) })
/** Customers numbered without gaps, backwards, and with gaps too large for a counter each. */
const numbers = fc.constantFrom<(place: number) => number>(
  (place) => place,
  (place) => 90 - place,
  (place) => 4_294_967_294 - 7 * place
)

const agree = (log: ReadonlyArray<Interaction>, columns: Paths.PathColumns, rule: Paths.PathRule): void => {
  const paths = Paths.fromColumns(columns, rule)
  assert.strictEqual(paths.missing, 0)
  assert.deepStrictEqual(Paths.steps(paths), Tally.from(Sources.steps(log, rule), { by: ["from", "to"] }))
  assert.deepStrictEqual(
    Paths.steps(paths, { relativeError: 0.02 }),
    Tally.from(Sources.steps(log, rule), { by: ["from", "to", seconds] })
  )
  assert.deepStrictEqual(Paths.cases(paths), Tally.from(Sources.cases(log, rule), { by: ["path", "first", "last"] }))
}

describe("paths from columns", () => {
  test("give the tallies of the records, byte for byte", () => {
    fc.assert(
      fc.property(logs(), rules, numbers, fc.boolean(), (log, rule, codeOf, isTyped) => {
        const columns = columnsOf(log, codeOf)
        agree(log, isTyped ? typed(columns) : columns, rule)
      })
    )
  })

  test("of customers with many interactions, in any order and before 1970", () => {
    const long = fc.integer({ min: 200, max: 400 }).chain((length) => logs(length))
    fc.assert(
      fc.property(long, fc.integer({ min: -1e9, max: 1e9 }), rules, (log, offset, rule) => {
        const two = log.slice(0, 2).map(({ customer }) => customer)
        const moved = log.map((each, i) => ({
          ...each,
          customer: two[i % 2] ?? each.customer,
          at: new Date(offset + ((i * 7919) % 5000) * 300)
        }))
        agree(
          moved,
          columnsOf(moved, (place) => place),
          rule
        )
      }),
      { numRuns: 30 }
    )
  })

  test("take long cases apart from those that have a path, at the same length as the records", () => {
    const [first] = fc
      .sample(logs(), 50)
      .filter((log) => log.length > 0)
      .map(([each]) => each)
    if (first === undefined) assert.fail("nothing drawn")
    for (const length of [255, 256, 257, 600]) {
      const log = Array.from({ length }, (_, i) => ({
        ...first,
        id: `${1000 + i}` as Interaction["id"],
        at: new Date(i)
      }))
      agree(
        log,
        columnsOf(log, (place) => place),
        {}
      )
    }
  })

  test("keep rows of the same time in their order", () => {
    const codes = Uint16Array.of(2, 0, 1, 2)
    const touchpointsOf = { values: ["a", "b", "c"], codes }
    const columns = { customers: new Uint8Array(4), at: new Float64Array(4), touchpoints: touchpointsOf }
    assert.deepStrictEqual([...Paths.fromColumns(columns).codes], [2, 0, 1, 2])
  })

  test("leave out rows without a customer, a touchpoint or a time, and count them", () => {
    const paths = Paths.fromColumns({
      customers: [0, -1, 0, Number.NaN, 0, 1.5, 0, 2 ** 32],
      at: [5, 1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1, 3, 1],
      touchpoints: { values: ["a", "b"], codes: [0, 0, 0, 0, 0, 0, 1, 1] }
    })
    assert.deepStrictEqual([[...paths.codes], [...paths.starts], paths.missing], [[1, 0], [0, 2], 6] as const)
    const none = Paths.fromColumns({
      customers: Int8Array.of(0, 0),
      at: Float64Array.of(0, 1),
      touchpoints: { values: ["a"], codes: Int32Array.of(-1, 1) }
    })
    assert.deepStrictEqual([none.missing, Tally.total(Paths.steps(none)), Tally.total(Paths.cases(none))], [2, 0, 0])
  })

  test("take a touchpoint that is listed twice for one", () => {
    const columns = { customers: [0, 0, 0], at: [0, 1, 2], touchpoints: { values: ["a", "b", "a"], codes: [0, 2, 1] } }
    const rows = Tally.rows(Paths.cases(Paths.fromColumns(columns)))
    assert.deepStrictEqual(
      rows.map(({ values }) => Sources.touchpointsOf(String(values.path))),
      [["a", "a", "b"]]
    )
  })

  test("of very many customers are in order as well", () => {
    const size = 60_000
    const draw = random(5)
    const customers = Array.from({ length: size }, () => Math.floor(draw() * 300_000) - 2000)
    const at = Array.from({ length: size }, () => Math.floor(draw() * 3))
    const codes = Array.from({ length: size }, () => Math.floor(draw() * 9))
    const values = Array.from({ length: 8 }, (_, i) => `${i}`)
    const rows = customers.map((customer, row) => ({ customer, at: at[row] ?? 0, code: codes[row] ?? 0 }))
    const whole = rows.filter(({ code, customer }) => customer >= 0 && code < 8)
    const ordered = whole.sort((a, b) => a.customer - b.customer || a.at - b.at)
    const paths = Paths.fromColumns({ customers, at, touchpoints: { values, codes } })
    assert.deepStrictEqual(
      [[...paths.codes], [...paths.at], paths.missing],
      [ordered.map(({ code }) => code), ordered.map((each) => each.at), size - ordered.length]
    )
    const starts = ordered.flatMap(({ customer }, i) => (customer === ordered[i - 1]?.customer ? [] : [i]))
    assert.deepStrictEqual([...paths.starts], [...starts, ordered.length])
  })

  test("tell paths of one hash apart", () => {
    const draw = random(7)
    const pairs = 300_000
    const codes = Uint32Array.from({ length: 2 * pairs }, (_, i) => (i % 2 === 0 ? i : Math.floor(draw() * 2 ** 32)))
    const starts = Uint32Array.from({ length: pairs }, (_, i) => 2 * i)
    const ends = starts.map((start) => start + 2)
    const { counts } = distinctPaths(codes, starts, ends)
    assert.strictEqual(counts.length, pairs)
  })

  test("leave the columns as they were", () => {
    const columns = {
      customers: Uint32Array.of(1, 0, 1),
      at: Float64Array.of(3, 2, 1),
      touchpoints: { values: ["a"], codes: new Uint32Array(3) }
    }
    const copy = structuredClone(columns)
    Paths.cases(Paths.fromColumns(columns))
    assert.deepStrictEqual(columns, copy)
  })

  test("need columns of one length", () => {
    const touchpointsOf = { values: ["a"], codes: [0] }
    assert.throws(() => Paths.fromColumns({ customers: [0], at: [], touchpoints: touchpointsOf }), RangeError)
  })

  test("of many touchpoints and cases are as many", () => {
    const size = 3000
    const codes = Uint16Array.from({ length: size }, (_, i) => i)
    const values = Array.from(codes, (code) => `page ${code}`)
    const customers = codes.map((code) => code >> 1)
    const paths = Paths.fromColumns({ customers, at: codes, touchpoints: { values, codes } })
    assert.strictEqual(Paths.steps(paths).counts.length, 3 * (size / 2))
    assert.strictEqual(Paths.cases(paths).counts.length, size / 2)
  })
})
