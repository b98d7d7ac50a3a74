import { Effect, Stream } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Tally, TallyStream } from "../src/index.ts"
import { anyValue, type Sample, samples, spec } from "./tallyRecords.ts"

const count = (records: Iterable<Sample>) => Tally.from(records, spec)
const same = (a: Tally.Tally, b: Tally.Tally): void => expect(Tally.encode(a)).toBe(Tally.encode(b))
const nothing = count([])
const most = Number.MAX_SAFE_INTEGER

/** Pieces of an array, cut where the numbers say. */
const cutUp = <A>(all: ReadonlyArray<A>, places: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<A>> => {
  const at = [0, ...places.map((place) => place % (all.length + 1)).sort((a, b) => a - b), all.length]
  return at.slice(1).map((end, i) => all.slice(at[i], end))
}

describe("merging", () => {
  it("is associative and commutative, with the empty tally as identity", () => {
    fc.assert(
      fc.property(samples, samples, samples, (x, y, z) => {
        const [a, b, c] = [count(x), count(y), count(z)]
        same(Tally.merge(Tally.merge(a, b), c), Tally.merge(a, Tally.merge(b, c)))
        same(Tally.merge(a, b), Tally.merge(b, a))
        same(
          Tally.merge(
            a,
            Tally.empty(
              a.columns.map(({ dimension }) => dimension),
              ["amount"]
            )
          ),
          a
        )
        same(Tally.merge(nothing, a), a)
      })
    )
  })

  it("gives the same bytes for any split, order and chunking of the records", () => {
    fc.assert(
      fc.property(
        samples,
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (records, places, random) => {
          const whole = count(records)
          const shuffled = records
            .map((record) => [random.next().value, record] as const)
            .sort(([a], [b]) => a - b)
            .map(([, record]) => record)
          const parts = cutUp(shuffled, places).map(count)
          same(Tally.mergeAll([nothing, ...parts]), whole)
          same(count(shuffled), whole)
        }
      )
    )
  })

  it("gives a stream of any chunks what it gives the array", async () => {
    await fc.assert(
      fc.asyncProperty(samples, fc.integer({ min: 1, max: 7 }), async (records, size) => {
        const stream = Stream.fromIterable(records).pipe(Stream.rechunk(size))
        same(await Effect.runPromise(TallyStream.run(stream, spec)), count(records))
      })
    )
  })

  it.each([2047, 2048, 2049, 6000])("counts %i records as it counts them in small pieces", (length) => {
    const records = Array.from({ length }, (_, i) => ({ a: i % 7, b: `b${i % 13}`, n: i, odd: i % 2 === 1 }))
    const whole = { by: ["a", "b", "odd"], sums: ["n"] } as const
    const inPieces = (asked: ReadonlyArray<(typeof records)[number]>) => {
      const pieces = Array.from({ length: Math.ceil(asked.length / 100) }, (_, i) =>
        asked.slice(100 * i, 100 * i + 100)
      )
      const [first = Tally.from(asked.slice(0, 0), whole), ...others] = pieces.map((piece) => Tally.from(piece, whole))
      return Tally.mergeAll([first, ...others])
    }
    same(Tally.from(records, whole), inPieces(records))
    same(Tally.from(records, { ...whole, where: { odd: true } }), inPieces(records.filter(({ odd }) => odd)))
    const { add, addAll, finish } = Tally.counter<(typeof records)[number], typeof whole.by>(whole)
    add({ a: 1, b: "b1", n: 1, odd: true }, 3)
    addAll(records)
    for (const record of records.slice(0, 5)) add(record)
    const extra = [...Array.from({ length: 3 }, () => ({ a: 1, b: "b1", n: 1, odd: true })), ...records.slice(0, 5)]
    same(finish(), Tally.merge(inPieces(records), Tally.from(extra, whole)))
  })

  it("counts w copies as w records", () => {
    const weighted = samples.chain((records) =>
      fc.tuple(fc.constant(records), fc.array(fc.nat(4), { minLength: records.length, maxLength: records.length }))
    )
    fc.assert(
      fc.property(weighted, ([records, copies]) => {
        const { add, finish } = Tally.counter<Sample, typeof spec.by>(spec)
        records.forEach((record, i) => {
          add(record, copies[i])
        })
        const repeated = records.flatMap((record, i) => Array.from({ length: copies[i] ?? 0 }, () => record))
        same(finish(), count(repeated))
      })
    )
  })

  it("refuses tallies that do not count the same", () => {
    const one = Tally.from([{ a: 1, b: 2 }], { by: ["a", "b"] })
    const others: ReadonlyArray<Tally.Tally> = [
      Tally.from([{ a: 1, b: 2 }], { by: ["b", "a"] }),
      Tally.from([{ a: 1, b: 2 }], { by: ["a"] }),
      Tally.from([{ a: 1, b: 2 }], { by: ["a", "b"], sums: ["b"] }),
      Tally.from([{ a: 1, b: 2 }], { by: ["a", Dimension.bin("b", 1)] }),
      Tally.from([{ a: 1, b: 2 }], { by: [] })
    ]
    for (const other of others) expect(() => Tally.merge<string>(one, other)).toThrow(Tally.TallyMismatch)
    expect(() => Tally.column(one as Tally.Tally, "c")).toThrow(Tally.TallyMismatch)
    expect(() => Tally.marginal(one as Tally.Tally, ["c"])).toThrow(Tally.TallyMismatch)
    expect(() => Tally.from([{ a: 1 }], { by: ["a", "a"] })).toThrow(Tally.TallyMismatch)
  })
})

describe("exactness", () => {
  it("refuses a count beyond 2^53 − 1 instead of rounding it", () => {
    const full = Tally.fromColumns({ columns: { a: [1] }, counts: [most] })
    const other = Tally.fromColumns({ columns: { a: [2] }, counts: [most] })
    expect(Tally.total(full)).toBe(most)
    expect(Tally.rows(Tally.merge(full, other)).map((row) => row.count)).toEqual([most, most])
    expect(() => Tally.merge(full, full)).toThrow(Tally.TallyOverflow)
    expect(() => Tally.total(Tally.merge(full, other))).toThrow(Tally.TallyOverflow)
    expect(() => Tally.marginal(Tally.merge(full, other), [])).toThrow(Tally.TallyOverflow)
    expect(() => Tally.fromColumns({ columns: { a: [1, 1] }, counts: [most, 1] })).toThrow(Tally.TallyOverflow)
  })

  it("refuses a sum beyond ±(2^53 − 1)", () => {
    const summed = (amounts: ReadonlyArray<unknown>) =>
      Tally.from(
        amounts.map((amount) => ({ amount })),
        { by: [], sums: ["amount"] }
      )
    expect(summed([most, -most, most]).sums.amount).toEqual(Float64Array.of(most))
    expect(summed([undefined, null, 3]).sums.amount).toEqual(Float64Array.of(3))
    for (const amounts of [[most, 1], [-most, -1], [0.5], ["5"], [5n], [Number.NaN], [2 ** 53], [new Date(5)]]) {
      expect(() => summed(amounts)).toThrow(Tally.TallyOverflow)
    }
    const { add, finish } = Tally.counter<{ amount: number }, []>({ by: [], sums: ["amount"] })
    add({ amount: 2 ** 30 }, 2 ** 30)
    expect(finish).toThrow(Tally.TallyOverflow)
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])("refuses %d copies", (copies) => {
    expect(() => Tally.counter<{ a: number }, ["a"]>({ by: ["a"] }).add({ a: 1 }, copies)).toThrow(Tally.TallyOverflow)
    expect(() => Tally.fromColumns({ columns: { a: [1] }, counts: [copies] })).toThrow(Tally.TallyOverflow)
  })

  it.each([[[]], [{}], [() => 1], [Symbol("a")], [5n]])("refuses a field that is no value", (a) => {
    expect(() => Tally.from([{ a }], { by: ["a"] })).toThrow(TypeError)
  })

  it("refuses columns of different length", () => {
    expect(() => Tally.fromColumns({ columns: { a: [1, 2], b: [1] } })).toThrow(RangeError)
    expect(() => Tally.fromColumns({ columns: { a: [1, 2] }, counts: [1] })).toThrow(RangeError)
    expect(() => Tally.fromColumns({ columns: { a: [1] }, sums: { s: [] } })).toThrow(RangeError)
  })
})

/** What a field counts under, told once more: dates by their time, nothing for what is not known. */
const expected = (field: unknown): string => {
  const value = field instanceof Date ? field.getTime() : field
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value))) return "null"
  return typeof value === "string" ? `text ${value}` : `${typeof value} ${String(value)}`
}

/** Counts with one obvious map. */
const oracle = (records: ReadonlyArray<Record<string, unknown>>, names: ReadonlyArray<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const record of records) {
    const key = JSON.stringify(names.map((name) => expected(record[name])))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

const countsOf = (tally: Tally.Tally, names: ReadonlyArray<string>): Map<string, number> =>
  new Map(
    Tally.rows(tally).map(
      (row) => [JSON.stringify(names.map((name) => expected(row.values[name]))), row.count] as const
    )
  )

const sorted = (counts: Map<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))

describe("counting", () => {
  it("equals an obvious map, whatever the fields hold", () => {
    const records = fc.array(fc.record({ a: anyValue, b: anyValue, c: anyValue }), { maxLength: 60 })
    fc.assert(
      fc.property(records, (records) => {
        const tally = Tally.from(records, { by: ["a", "b", "c"] })
        expect(sorted(countsOf(tally, ["a", "b", "c"]))).toEqual(sorted(oracle(records, ["a", "b", "c"])))
        expect(Tally.total(tally)).toBe(records.length)
      })
    )
  })

  it.each([1, 2, 3, 4, 5, 7, 11, 12])("equals an obvious map in %i dimensions of many values", (width) => {
    const names = Array.from({ length: width }, (_, d) => `d${d}`)
    let state = 12345
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    const records = Array.from({ length: 6000 }, () =>
      Object.fromEntries(names.map((name, d) => [name, random(d % 2 === 0 ? 3000 : 3)]))
    )
    const tally = Tally.from(records, { by: names })
    expect(sorted(countsOf(tally, names))).toEqual(sorted(oracle(records, names)))
    const half = Tally.mergeAll([
      Tally.from(records.slice(0, 900), { by: names }),
      Tally.from(records.slice(900), { by: names })
    ])
    same(half, tally)
    const back = records.toReversed()
    same(Tally.from(back, { by: names }), tally)
  })

  it("puts groups in the order null, booleans, numbers, text by code unit", () => {
    const values = ["b", "", "\ud800", 10, true, -1, null, "a", 9, false, "B", "é"]
    const tally = Tally.from(
      values.map((a) => ({ a })),
      { by: ["a"] }
    )
    const order = [null, false, true, -1, 9, 10, "", "B", "a", "b", "é", "\ud800"]
    expect(Tally.column(tally, "a").values).toEqual(order)
    expect(Tally.rows(tally).map((row) => row.values.a)).toEqual(order)
    const pairs = Tally.from(
      [
        { a: 2, b: 1 },
        { a: 1, b: 2 },
        { a: 1, b: 1 }
      ],
      { by: ["a", "b"] }
    )
    expect(Tally.rows(pairs).map(({ values }) => [values.a, values.b])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1]
    ])
  })

  it("counts columns as it counts records", () => {
    fc.assert(
      fc.property(samples, (records) => {
        const plain = { by: ["a", "b"], sums: ["amount"] } as const
        const values = records.map(({ a, b }) =>
          [a, b].map((field) => (field instanceof Date ? field.getTime() : field))
        )
        const column = (d: number) => values.map((each) => (each[d] ?? null) as string | number | boolean | null)
        const sums = { amount: records.map(({ amount }) => amount) }
        const expected = Tally.from(records, plain)
        same(Tally.fromColumns({ columns: { a: column(0), b: column(1) }, sums }), expected)
        const dictionary = { values: column(1), codes: Uint32Array.from(records.keys()) }
        same(Tally.fromColumns({ columns: { a: column(0), b: dictionary }, sums }), expected)
      })
    )
  })

  it("keeps columns apart whatever they are called", () => {
    const names = ["__proto__", "constructor", "toString", "10", "2", "", "\ud800"]
    const columns = Object.fromEntries(names.map((name, i) => [name, [i]]))
    const tally = Tally.fromColumns({ columns, dimensions: {} })
    expect(tally.columns.map(({ dimension, values }) => [dimension.name, values[0]])).toEqual(
      Object.entries(columns).map(([name, [value]]) => [name, value])
    )
    same(Tally.fromJson(JSON.parse(Tally.encode(tally))), tally)
  })
})

describe("slicing", () => {
  it("where keeps the parts that make up the whole", () => {
    fc.assert(
      fc.property(samples, (records) => {
        const whole = count(records)
        const parts = Tally.column(whole, "b").values.map((value) => Tally.where(whole, "b", value))
        same(Tally.mergeAll([nothing, ...parts]), whole)
        const [yes, no] = [true, false].map((wanted) =>
          Tally.where(whole, "a", (a) => (typeof a === "string") === wanted)
        )
        same(Tally.mergeAll([nothing, ...[yes, no].flatMap((part) => (part === undefined ? [] : [part]))]), whole)
        const kept = records.filter(({ b }) => b === 1)
        same(Tally.where(whole, "b", 1), count(kept))
      })
    )
  })

  it("where on records is where on the tally", () => {
    fc.assert(
      fc.property(samples, (records) => {
        const narrow = { ...spec, where: { b: [1, null] } } as const
        same(
          Tally.from(records, narrow),
          Tally.where(count(records), "b", (b) => b === 1 || b === null)
        )
      })
    )
  })

  it("by gives parts that merge to the marginal, in the order of the values", () => {
    fc.assert(
      fc.property(samples, (records) => {
        const whole = count(records)
        const parts = Tally.by(whole, "b")
        expect(parts.map(({ value }) => value)).toEqual(Tally.column(whole, "b").values)
        const rest = Tally.marginal(whole, ["a", "month"])
        same(Tally.mergeAll([Tally.marginal(nothing, ["a", "month"]), ...parts.map(({ tally }) => tally)]), rest)
        expect(parts.reduce((sum, { tally }) => sum + Tally.total(tally), 0)).toBe(records.length)
        for (const { tally, value } of parts)
          same(tally, Tally.marginal(Tally.where(whole, "b", value), ["a", "month"]))
      })
    )
  })

  it("a marginal is the tally of fewer dimensions, also of a marginal", () => {
    fc.assert(
      fc.property(samples, (records) => {
        const whole = count(records)
        const expected = Tally.from(records, { by: ["b"], sums: ["amount"] })
        same(Tally.marginal(whole, ["b"]), expected)
        same(Tally.marginal(Tally.marginal(whole, ["month", "b"]), ["b"]), expected)
        same(Tally.marginal(whole, ["a", "b", "month"]), whole)
        expect(Tally.total(Tally.marginal(whole, []))).toBe(records.length)
      })
    )
  })
})
