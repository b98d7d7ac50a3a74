import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { LogisticDrivers, Tally } from "../src/index.ts"
import { logisticRegression } from "../src/stats/LogisticRegression.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"

interface Reference {
  readonly outcome: string
  readonly cut: number
  readonly predictors: ReadonlyArray<string>
  readonly n: number
  readonly events: number
  readonly coefficients: ReadonlyArray<number>
  readonly standardErrors: ReadonlyArray<number>
  readonly logLikelihood: number
  readonly r2: number
  readonly mcFadden: number
  readonly standardized: ReadonlyArray<number>
  readonly weights: ReadonlyArray<number>
}
const reference = golden<{ readonly survey: Reference; readonly attitude: Reference; readonly two: Reference }>(
  "logistic.json"
)

const read = (file: string): ReadonlyArray<Record<string, number>> => {
  const [header = "", ...lines] = readFileSync(new URL(`golden/${file}.csv`, import.meta.url), "utf8")
    .trim()
    .split(/\r?\n/)
  const names = header.split(",")
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], Number(cell)])))
}

const estimate = <Name extends string>(result: LogisticDrivers.LogisticDriversResult<Name>) => {
  if (result._tag !== "Estimate") throw new Error(JSON.stringify(result))
  return result
}

const allClose = (actual: Iterable<number>, expected: ReadonlyArray<number>, tolerance: number): void => {
  const values = [...actual]
  expect(values.length).toBe(expected.length)
  values.forEach((value, i) => {
    expectClose(value, expected[i] ?? Number.NaN, tolerance)
  })
}

describe("logistic regression and its drivers against R", () => {
  it.each([
    ["survey", "survey"],
    ["attitude", "attitude"],
    ["two", "survey"]
  ] as const)("%s", (name, file) => {
    const expected = reference[name]
    const { cut, outcome, predictors } = expected
    const rows = read(file).map(
      (row) => ({ ...row, yes: (row[outcome] ?? 0) >= cut }) as Record<string, number | boolean>
    )
    const result = LogisticDrivers.fromRecords(rows, { predictors, outcome: "yes", seed: 1, draws: 100 })
    if (name !== "attitude") {
      const { drivers, events, mcFadden, n, value } = estimate(result)
      expect([n, events]).toEqual([expected.n, expected.events])
      expectClose(value, expected.r2, 1e-9)
      expectClose(mcFadden, expected.mcFadden, 1e-9)
      allClose(
        drivers.map(({ weight }) => weight.value),
        expected.weights,
        1e-9
      )
      allClose(
        drivers.map(({ coefficient }) => coefficient.value),
        expected.standardized,
        1e-9
      )
      allClose(
        drivers.map(({ oddsRatio }) => oddsRatio.value),
        expected.coefficients.map(Math.exp),
        1e-9
      )
    }
    const fit = logisticRegression({
      predictors: Float64Array.from(rows.flatMap((row) => predictors.map((predictor) => Number(row[predictor])))),
      width: predictors.length,
      outcomes: Float64Array.from(rows, ({ yes }) => Number(yes))
    })(new Float64Array(rows.length).fill(1))
    if (fit?._tag !== "LogisticFit") throw new Error("no fit")
    expectClose(fit.logLikelihood, expected.logLikelihood, 1e-9)
    allClose(fit.coefficients, expected.coefficients, 1e-9)
    allClose(fit.standardErrors, expected.standardErrors, 1e-9)
  })
})

const answers = fc.array(
  fc.record({
    a: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 15 }),
    b: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 15 }),
    left: fc.option(fc.boolean(), { freq: 15 })
  }),
  { minLength: 30, maxLength: 80 }
)
const options = { predictors: ["a", "b"], outcome: "left", seed: 1, draws: 100 } as const

describe("laws of logistic drivers", () => {
  it("sum to R²", () => {
    fc.assert(
      fc.property(answers, (records) => {
        const result = LogisticDrivers.fromRecords(records, options)
        fc.pre(result._tag === "Estimate")
        const { drivers, value } = estimate(result)
        expect(Math.abs(drivers.reduce((sum, { weight }) => sum + weight.value, 0) - value)).toBeLessThan(1e-10)
      })
    )
  })

  it("are the same from a merged tally and from columns, in any order", () => {
    fc.assert(
      fc.property(answers, answers, (left, right) => {
        const expected = LogisticDrivers.fromRecords([...left, ...right], options)
        const count = (records: typeof left) => Tally.from(records, { by: ["left", "b", "a"] })
        expect(LogisticDrivers.fromTally(Tally.merge(count(right), count(left)), options)).toEqual(expected)
        const all = [...right, ...left]
        const columns = { a: all.map(({ a }) => a), b: all.map(({ b }) => b), left: all.map((each) => each.left) }
        expect(LogisticDrivers.fromColumns(columns, options)).toEqual(expected)
      }),
      { numRuns: 20 }
    )
  })

  it("do not depend on the order or unit of predictors, and mirror with the outcome", () => {
    fc.assert(
      fc.property(answers, (records) => {
        const run = (list: ReadonlyArray<Record<string, number | boolean | null>>, predictors = ["a", "b"]) =>
          LogisticDrivers.fromRecords(list, { ...options, predictors })
        const moved = records.map((row) => ({ ...row, a: row.a === null ? null : 50 - 3 * row.a }))
        const mirrored = records.map((row) => ({ ...row, left: row.left === null ? null : !row.left }))
        const [plain, swapped, scaled, opposite] = [run(records), run(records, ["b", "a"]), run(moved), run(mirrored)]
        fc.pre([plain, swapped, scaled, opposite].every(({ _tag }) => _tag === "Estimate"))
        const weights = (result: typeof plain) => estimate(result).drivers.map(({ weight }) => weight.value)
        allClose(weights(swapped).toReversed(), weights(plain), 1e-9)
        allClose(weights(scaled), weights(plain), 1e-9)
        allClose(weights(opposite), weights(plain), 1e-9)
        const ratio = (result: typeof plain) => estimate(result).drivers[0]?.oddsRatio.value ?? 0
        expectClose(ratio(opposite) * ratio(plain), 1, 1e-8)
      }),
      { numRuns: 30 }
    )
  })
})

it("finds nothing in predictors that have nothing to do with the outcome, whatever the rounding", () => {
  const left = ["14 31 31 42 11 44 31 44 34 22 21 32", "32 31 13 44 33 31 42 22 34 33 21 21"].map((each) =>
    each.split(" ")
  )
  const records = left.flatMap((each, no) => each.map(([a, b]) => ({ a: Number(a), b: Number(b), left: no === 0 })))
  for (const step of [1, -1, 3, -3]) {
    const moved = records.map((row) => ({ ...row, a: 50 + step * row.a }))
    const { drivers, value } = estimate(LogisticDrivers.fromRecords(moved, options))
    expect([value, ...drivers.map(({ weight }) => weight.value)]).toEqual([0, 0, 0])
  }
})

describe("separation", () => {
  const run = (records: ReadonlyArray<Record<string, number | boolean | null>>, predictors = ["a", "b"]) =>
    LogisticDrivers.fromRecords(records, { ...options, predictors })
  const noise = [3, 1, 2, 3, 2, 1, 1, 3, 2, 2]

  it("names the predictor that tells all outcomes apart", () => {
    const records = noise.map((b, i) => ({ a: i, b, left: i > 4 }))
    expect(run(records, ["a"])).toMatchObject({ _tag: "Separated", predictors: ["a"], n: 10 })
    expect(run(records)).toMatchObject({ _tag: "Separated" })
  })

  it("finds it where only ties remain", () => {
    const records = noise.map((b, i) => ({ a: Math.min(1, Math.floor(i / 5)), b, left: i > 5 && i !== 8 }))
    expect(run(records)).toMatchObject({ _tag: "Separated", predictors: ["a"] })
  })

  it("is not said where the other outcome is only very rare", () => {
    const fit = logisticRegression({
      predictors: Float64Array.of(0, 0, 1, 1),
      width: 1,
      outcomes: Float64Array.of(0, 1, 0, 1)
    })
    expect(fit(Float64Array.of(1, 1e14, 1e14, 1))).toBeNull()
    expect(fit(Float64Array.of(1, 1e6, 1e6, 1))).toMatchObject({ _tag: "LogisticFit" })
  })

  it("is never said of overlapping outcomes, nor missed", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), { minLength: 3 }), (pairs) => {
        const of = (yes: boolean) => pairs.flatMap(([x, left]) => (left === yes ? [x] : []))
        const [no, yes] = [of(false), of(true)]
        fc.pre(no.length > 0 && yes.length > 0 && new Set(pairs.map(([x]) => x)).size > 1)
        const apart = Math.max(...no) <= Math.min(...yes) || Math.max(...yes) <= Math.min(...no)
        const result = LogisticDrivers.fromRecords(
          pairs.map(([a, left]) => ({ a, left })),
          { ...options, predictors: ["a"] }
        )
        expect(result._tag === "Separated").toBe(apart)
      }),
      { numRuns: 300 }
    )
  })
})

describe("logistic drivers of too little", () => {
  const run = (records: ReadonlyArray<Record<string, number | boolean | null>>, more = {}) =>
    LogisticDrivers.fromRecords(records, { ...options, ...more })
  const records = Array.from({ length: 20 }, (_, i) => ({
    a: i % 4,
    b: (i * 3) % 5,
    left: i % 3 === 0,
    twice: 2 * (i % 4)
  }))

  it("say why", () => {
    expect(run([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(run(records.slice(0, 1))).toMatchObject({ _tag: "InsufficientData", n: 1 })
    expect(run(records.map((row) => ({ ...row, left: true })))).toMatchObject({ reason: "the outcome does not vary" })
    expect(run(records, { predictors: ["a", "twice"] })).toMatchObject({
      _tag: "Collinear",
      dependent: [["a", "twice"]]
    })
    expect(run(records.map((row) => ({ ...row, b: 1 })))).toMatchObject({ _tag: "Collinear", constant: ["b"] })
    expect(run(records, { minimum: 21 })).toEqual({ _tag: "Suppressed", minimum: 21, n: 20 })
    expect(() => run(records, { predictors: [] })).toThrow(RangeError)
  })

  it("count what is left out", () => {
    const odd = [...records, { a: null, b: 1, left: true }, { a: 1, b: 1, left: 2 }, { a: 0.5, b: 1, left: 1 }]
    const result = estimate(LogisticDrivers.fromRecords(odd, options))
    expect([result.n, result.excluded]).toEqual([20, { missing: 1, invalid: 2 }])
  })
})

it("cover the true odds ratio about as often as they say", () => {
  const next = random(11)
  let covered = 0
  for (let round = 0; round < 200; round++) {
    const records = Array.from({ length: 120 }, () => {
      const a = Math.floor(5 * next())
      return { a, b: Math.floor(5 * next()), left: next() < 1 / (1 + Math.exp(1 - 0.5 * a)) }
    })
    const ratio = estimate(LogisticDrivers.fromRecords(records, { ...options, seed: round })).drivers[0]?.oddsRatio
    if (ratio !== undefined && ratio.interval.low <= Math.exp(0.5) && Math.exp(0.5) <= ratio.interval.high) covered++
  }
  expect(covered / 200).toBeGreaterThan(0.92)
  expect(covered / 200).toBeLessThan(0.98)
})
