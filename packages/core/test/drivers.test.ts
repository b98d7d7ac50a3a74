import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Drivers, Tally } from "../src/index.ts"
import { lmg } from "../src/stats/Lmg.ts"
import { factor, solve } from "../src/stats/linear/Cholesky.ts"
import { at, make, part } from "../src/stats/linear/SquareMatrix.ts"
import { eigen } from "../src/stats/linear/SymmetricEigen.ts"
import * as Normal from "../src/stats/Normal.ts"
import { random } from "../src/stats/Random.ts"
import { relativeWeights } from "../src/stats/RelativeWeights.ts"
import { expectClose, golden } from "./golden.ts"

interface Reference {
  readonly outcome: string
  readonly predictors: ReadonlyArray<string>
  readonly n: number
  readonly r2: number
  readonly adj_r2: number
  readonly standardized_beta: ReadonlyArray<number>
  readonly lmg: ReadonlyArray<number>
  readonly lmg_percent: ReadonlyArray<number>
  readonly johnson_relative_weights: ReadonlyArray<number>
  readonly johnson_percent: ReadonlyArray<number>
  readonly vif: ReadonlyArray<number>
  readonly condition_number_R: number
}
interface Correlated {
  readonly correlation: ReadonlyArray<ReadonlyArray<number>>
  readonly y: number
  readonly x: ReadonlyArray<number>
  readonly johnson_relative_weights: ReadonlyArray<number>
}
const reference = golden<{
  readonly attitude: Reference
  readonly swiss: Reference
  readonly survey: Reference
  readonly iopsych_example: Correlated
  readonly npm_readme_example: Correlated
}>("drivers.json")

/** A file of numbers, in hundredths where it has fractions: weights don't depend on the unit. */
const records = (file: string, unit = 1): ReadonlyArray<Record<string, number>> => {
  const [header = "", ...lines] = readFileSync(new URL(`golden/${file}.csv`, import.meta.url), "utf8")
    .trim()
    .split(/\r?\n/)
  const names = header.split(",")
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, i) => [names[i], Math.round(Number(cell) * unit)]))
  )
}

const allClose = (actual: ReadonlyArray<number>, expected: ReadonlyArray<number>, tolerance: number): void => {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, i) => {
    expectClose(value, expected[i] ?? Number.NaN, tolerance)
  })
}

const estimate = <Name extends string>(result: Drivers.DriversResult<Name>): Drivers.DriversEstimate<Name> => {
  if (result._tag !== "Estimate") throw new Error(JSON.stringify(result))
  return result
}

describe("drivers against numpy and relaimpo", () => {
  it.each([
    ["attitude", 1],
    ["swiss", 100],
    ["survey", 1]
  ] as const)("%s", (name, unit) => {
    const expected = reference[name]
    const { outcome, predictors } = expected
    const run = (method: Drivers.DriversMethod) =>
      estimate(Drivers.fromRecords(records(name, unit), { method, predictors, outcome, seed: 1, draws: 100 }))
    const [johnson, shapley] = [run("relative weights"), run("LMG")]
    expect(johnson.n).toBe(expected.n)
    expectClose(johnson.value, expected.r2, 1e-9)
    expectClose(johnson.adjustedR2, expected.adj_r2, 1e-9)
    expectClose(johnson.conditionNumber, expected.condition_number_R, 1e-9)
    const { drivers } = johnson
    allClose(
      drivers.map(({ weight }) => weight.value),
      expected.johnson_relative_weights,
      1e-9
    )
    allClose(
      drivers.map(({ share }) => share.value),
      expected.johnson_percent,
      1e-9
    )
    allClose(
      drivers.map(({ coefficient }) => coefficient.value),
      expected.standardized_beta,
      1e-9
    )
    allClose(
      drivers.map(({ inflation }) => inflation),
      expected.vif,
      1e-9
    )
    allClose(
      shapley.drivers.map(({ weight }) => weight.value),
      expected.lmg,
      1e-9
    )
    allClose(
      shapley.drivers.map(({ share }) => share.value),
      expected.lmg_percent,
      1e-9
    )
  })

  it.each(["iopsych_example", "npm_readme_example"] as const)("%s", (name) => {
    const { correlation, johnson_relative_weights, x, y } = reference[name]
    const all = make(correlation.length, (row, column) => correlation[row]?.[column] ?? 0)
    const predictors = part(all, x)
    const lower = factor(predictors)
    if (lower === null) throw new Error("not positive definite")
    const coefficients = solve(
      lower,
      Float64Array.from(x, (place) => at(all, place, y))
    )
    allClose([...relativeWeights(eigen(predictors), coefficients)], johnson_relative_weights, 1e-12)
  })
})

const scores = fc.record({
  a: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 9 }),
  b: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 9 }),
  c: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 9 }),
  y: fc.option(fc.integer({ min: 0, max: 10 }), { freq: 9 })
})
const some = fc.array(scores, { minLength: 20, maxLength: 60 })
const options = { predictors: ["a", "b", "c"], outcome: "y", seed: 3, draws: 100 } as const
const methods = fc.constantFrom("relative weights" as const, "LMG" as const)
const policies = fc.constantFrom("listwise" as const, "pairwise" as const)

describe("laws of drivers", () => {
  it("sum to R², and shares to 100", () => {
    fc.assert(
      fc.property(some, methods, policies, (answers, method, missing) => {
        const result = Drivers.fromRecords(answers, { ...options, method, missing })
        if (result._tag !== "Estimate") return
        const sum = (key: "weight" | "share") => result.drivers.reduce((total, driver) => total + driver[key].value, 0)
        expect(Math.abs(sum("weight") - result.value)).toBeLessThan(1e-10)
        if (result.value > 0) expect(Math.abs(sum("share") - 100)).toBeLessThan(1e-8)
      })
    )
  })

  it("are the same from records, columns, a tally and merged tallies, in any order", () => {
    fc.assert(
      fc.property(some, some, policies, (left, right, missing) => {
        const asked = { ...options, missing }
        const answers = [...left, ...right]
        const expected = Drivers.fromRecords(answers, asked)
        const column = (name: "a" | "b" | "c" | "y") => answers.toReversed().map((answer) => answer[name])
        const columns = { a: column("a"), b: column("b"), c: column("c"), y: column("y") }
        expect(Drivers.fromColumns(columns, asked)).toEqual(expected)
        const count = (part: typeof left) => Tally.from(part, { by: ["y", "c", "b", "a"] })
        expect(Drivers.fromTally(Tally.merge(count(right), count(left)), asked)).toEqual(expected)
      }),
      { numRuns: 30 }
    )
  })

  it("do not depend on the order of predictors, on copies, or on the units", () => {
    fc.assert(
      fc.property(some, methods, (answers, method) => {
        const weights = (list: typeof answers, predictors: ReadonlyArray<"a" | "b" | "c">) => {
          const result = Drivers.fromRecords(list, { ...options, predictors, method })
          if (result._tag !== "Estimate") return []
          return result.drivers
            .toSorted((x, y) => (x.predictor < y.predictor ? -1 : 1))
            .map(({ weight }) => weight.value)
        }
        const moved = answers.map((answer) => ({ ...answer, a: answer.a === null ? null : 1000 - 7 * answer.a }))
        const expected = weights(answers, ["a", "b", "c"])
        const others = [
          weights(answers, ["c", "a", "b"]),
          weights([...answers, ...answers], ["a", "b", "c"]),
          weights(moved, ["a", "b", "c"])
        ]
        fc.pre([expected, ...others].every(({ length }) => length > 0))
        for (const other of others) allClose(other, expected, 1e-10)
      })
    )
  })

  it("count every record: used, missing or invalid", () => {
    const anything = fc.record({
      a: fc.constantFrom(1, 2, 2.5, null, undefined, Number.NaN, true),
      y: fc.constantFrom(1, 2, 3, null, 1e300)
    })
    fc.assert(
      fc.property(fc.array(anything), (answers) => {
        const result = Drivers.fromRecords(answers, { predictors: ["a"], outcome: "y", seed: 1, draws: 100 })
        if (result._tag === "Suppressed") throw new Error("nothing was to be withheld")
        expect(result.n + result.excluded.missing + result.excluded.invalid).toBe(answers.length)
      })
    )
  })

  it("of each group equal those of its own records", () => {
    const answers = records("survey").map((row, i): Readonly<Record<string, number>> => ({ ...row, half: i % 2 }))
    const groups = Drivers.by(Tally.from(answers, { by: ["half", "price", "speed", "osat"] }), "half", {
      predictors: ["price", "speed"],
      outcome: "osat",
      seed: 1,
      draws: 100
    })
    const own = answers.filter(({ half }) => half === 1)
    const alone = Drivers.fromRecords(own, { predictors: ["price", "speed"], outcome: "osat", seed: 1, draws: 100 })
    expect(groups.map(({ value }) => value)).toEqual([0, 1])
    expect(groups[1]?.result).toEqual(alone)
  })
})

it("LMG equals the average over all orders", () => {
  const correlation = make(5, (row, column) => (row === column ? 1 : 0.2 + 0.05 * ((row + column) % 4)))
  const orders = (left: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> =>
    left.length === 0
      ? [[]]
      : left.flatMap((first) => orders(left.filter((each) => each !== first)).map((rest) => [first, ...rest]))
  const fit = (subset: ReadonlyArray<number>): number => {
    const lower = factor(part(correlation, subset))
    const shared = Float64Array.from(subset, (place) => at(correlation, place, 4))
    return lower === null ? 0 : solve(lower, shared).reduce((sum, value, i) => sum + value * (shared[i] ?? 0), 0)
  }
  const all = orders([0, 1, 2, 3])
  const expected = [0, 1, 2, 3].map(
    (j) =>
      all.reduce(
        (sum, order) => sum + fit(order.slice(0, order.indexOf(j) + 1)) - fit(order.slice(0, order.indexOf(j))),
        0
      ) / all.length
  )
  allClose([...lmg(correlation)], expected, 1e-12)
})

describe("drivers of too little", () => {
  const run = (answers: ReadonlyArray<Record<string, number | null>>, more = {}) =>
    Drivers.fromRecords(answers, { predictors: ["a", "b"], outcome: "y", seed: 1, draws: 100, ...more })
  const lines = [1, 2, 3, 4, 5, 1, 3, 2].map((a, i) => ({ a, b: i, y: a + (i % 3), twice: 2 * a + 1, always: 7 }))

  it("need records, and more than predictors", () => {
    expect(run([])).toMatchObject({
      _tag: "InsufficientData",
      n: 0,
      reason: "no records with both predictors and outcome"
    })
    expect(run(lines.slice(0, 1))).toMatchObject({ n: 1, reason: "too few records for so many predictors" })
    expect(run(lines.slice(0, 3))._tag).toBe("InsufficientData")
    expect(run([{ a: 1, b: null, y: 2 }])).toMatchObject({ n: 0, excluded: { missing: 1, invalid: 0 } })
  })

  it("name what cannot be told apart", () => {
    expect(run(lines, { predictors: ["a", "b", "twice", "always"] })).toMatchObject({ constant: ["always"] })
    expect(run(lines, { predictors: ["a", "b", "twice"] })).toMatchObject({
      _tag: "Collinear",
      constant: [],
      dependent: [["a", "twice"]]
    })
    expect(run(lines, { outcome: "always" })).toMatchObject({ reason: "the outcome does not vary" })
  })

  it("say the limit of LMG, and what has none", () => {
    const names = Array.from({ length: 16 }, (_, i) => `p${i}`)
    const wide = Array.from({ length: 60 }, (_, row) =>
      Object.fromEntries([...names, "y"].map((name, i) => [name, ((row + 1) * (i + 3) * 7919) % (11 + i)]))
    )
    expect(run(wide, { predictors: names, method: "LMG" })).toMatchObject({
      _tag: "InsufficientData",
      reason: "LMG is for up to 15 predictors; relative weights are for any number"
    })
    expect(run(wide, { predictors: names })._tag).toBe("Estimate")
    const fifteen = estimate(run(wide, { predictors: names.slice(0, 15), method: "LMG" }))
    expectClose(
      fifteen.drivers.reduce((sum, { weight }) => sum + weight.value, 0),
      fifteen.value,
      1e-10
    )
  })

  it("say when resamples have no fit", () => {
    const rare = Array.from({ length: 12 }, (_, i) => ({ a: i === 0 ? 1 : 0, b: (i * 5) % 7, y: (i * 3) % 5 }))
    expect(run(rare)).toMatchObject({ reason: "the records vary too little to be resampled", n: 12 })
  })

  it("are withheld below the minimum", () => {
    expect(run(lines, { minimum: 9 })).toEqual({ _tag: "Suppressed", minimum: 9, n: 8 })
  })

  it("refuse what is impossible", () => {
    expect(() => run(lines, { predictors: [] })).toThrow(RangeError)
    expect(() => run(lines, { draws: 99 })).toThrow(RangeError)
    expect(() => run(lines, { seed: -1 })).toThrow(RangeError)
    expect(() => run(lines, { predictors: ["a", "a"] })).toThrow(Tally.TallyMismatch)
  })
})

it("cover the true weights about as often as they say", () => {
  const next = random(5)
  const normal = () => Normal.quantile(next() || 0.5)
  const point = (z: number) => Math.max(1, Math.min(10, Math.round(7 + 2 * z)))
  const answer = () => {
    const common = 0.6 * normal()
    const [a, b, c] = [common + 0.8 * normal(), common + 0.8 * normal(), common + 0.8 * normal()]
    return { a: point(a), b: point(b), c: point(c), y: point(0.5 * a + 0.25 * b + 0.75 * normal()) }
  }
  const draw = (n: number, seed: number) =>
    estimate(Drivers.fromRecords(Array.from({ length: n }, answer), { ...options, seed, draws: 200 }))
  // Of 300,000 answers drawn the same way.
  const truth = { weight: [0.26, 0.107, 0.026], coefficient: [0.493, 0.248, 0.003] } as const
  const covered = { weight: 0, coefficient: 0 }
  for (let round = 0; round < 200; round++) {
    draw(100, round).drivers.forEach((driver, j) => {
      for (const key of ["weight", "coefficient"] as const) {
        const [{ high, low }, value] = [driver[key].interval, truth[key][j] ?? 0]
        if (low <= value && value <= high) covered[key]++
      }
    })
  }
  for (const count of Object.values(covered)) {
    expect(count / 600).toBeGreaterThan(0.91)
    expect(count / 600).toBeLessThan(0.98)
  }
})
