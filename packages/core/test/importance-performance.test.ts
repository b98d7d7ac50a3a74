import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ImportancePerformance, Tally } from "../src/index.ts"
import { locate } from "../src/measures/Quadrant.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose, golden } from "./golden.ts"
import { surveyRows } from "./surveyRows.ts"

type Names = "price" | "support" | "speed" | "app"
const { ipa } = golden<{
  readonly ipa: {
    readonly importance_mean: number
    readonly performance_mean: number
    readonly attributes: Record<Names, { importance: number; performance: number; quadrant: string }>
  }
}>("gap_penalty_ipa.json")

const mapOf = (
  result: ImportancePerformance.ImportancePerformanceResult
): ImportancePerformance.ImportancePerformanceMap => {
  if (result._tag !== "ImportancePerformance") throw new Error(result.reason)
  return result
}
/** As many records again, drawn one by one with replacement. */
const resample = (next: () => number, counts: Float64Array): Float64Array => {
  const records = Array.from(counts).flatMap((count, group) => Array.from({ length: count }, () => group))
  const drawn = new Float64Array(counts.length)
  for (const _ of records) {
    const group = records[Math.floor(records.length * next())] ?? 0
    drawn[group] = (drawn[group] ?? 0) + 1
  }
  return drawn
}
const attributes = ["price", "support", "speed", "app"] as const
const by = [...attributes, "osat"] as const
type Answers = Readonly<Record<(typeof by)[number], number>>
const surveyed = Tally.from(surveyRows() as ReadonlyArray<Answers>, { by })

describe("derived importance against scipy", () => {
  const map = mapOf(ImportancePerformance.derived(surveyed, { attributes, outcome: "osat" }))

  it("crosses at the means", () => {
    expectClose(map.crosshair.importance, ipa.importance_mean, 1e-12)
    expectClose(map.crosshair.performance, ipa.performance_mean, 1e-12)
  })

  it.each(attributes)("%s", (name) => {
    const expected = ipa.attributes[name]
    const point = map.points.find(({ value }) => value === name)
    expectClose(point?.importance.value ?? 0, expected.importance, 1e-12)
    expectClose(point?.performance.value ?? 0, expected.performance, 1e-12)
    expect(point?.quadrant.replace(" the good work", "").replaceAll(" ", "_")).toBe(expected.quadrant)
  })
})

describe("the probability of a quadrant", () => {
  const share = (tally: Tally.Tally<string>, run: (tally: Tally.Tally<string>) => ReadonlyArray<string>) => {
    const next = random(3)
    const [found, runs] = [run(tally), 2000]
    const hits = found.map(() => 0)
    for (let i = 0; i < runs; i++) {
      run({ ...tally, counts: resample(next, tally.counts) }).forEach((quadrant, j) => {
        if (quadrant === found[j]) hits[j] = (hits[j] ?? 0) + 1
      })
    }
    return hits.map((hit) => hit / runs)
  }

  it("is how often resampled records put a derived importance there", () => {
    const derived = (tally: Tally.Tally<string>) =>
      mapOf(ImportancePerformance.derived(tally, { attributes, outcome: "osat" })).points
    const shares = share(surveyed, (tally) => derived(tally).map(({ quadrant }) => quadrant))
    derived(surveyed).forEach(({ probability }, i) => {
      expect(Math.abs(probability - (shares[i] ?? 9))).toBeLessThan(0.04)
    })
  })

  it("takes into account that answers of one record go together", () => {
    const next = random(5)
    const rows = Array.from({ length: 200 }, () => {
      const mood = Math.floor(4 * next())
      const one = () => 1 + mood + Math.floor(3 * next())
      return { x: one(), z: one(), w: one() + Math.floor(1.2 * next()), y: 1 + mood + Math.floor(4 * next()) }
    })
    const derived = (tally: Tally.Tally<string>) =>
      mapOf(ImportancePerformance.derived(tally, { attributes: ["x", "z", "w"], outcome: "y" })).points
    const tally = Tally.from(rows, { by: ["x", "z", "w", "y"] })
    const shares = share(tally, (each) => derived(each).map(({ quadrant }) => quadrant))
    derived(tally).forEach(({ probability }, i) => {
      expect(Math.abs(probability - (shares[i] ?? 9))).toBeLessThan(0.04)
    })
  })

  it("is the same seen in a mirror", () => {
    const deviation = fc.record({
      importance: fc.double({ min: 0.01, max: 3, noNaN: true }),
      performance: fc.double({ min: 0.01, max: 3, noNaN: true }),
      importanceVariance: fc.double({ min: 0.5, max: 2, noNaN: true }),
      performanceVariance: fc.double({ min: 0.5, max: 2, noNaN: true }),
      covariance: fc.double({ min: -0.49, max: 0.49, noNaN: true })
    })
    fc.assert(
      fc.property(deviation, (point) => {
        const mirrored = { ...point, performance: -point.performance, covariance: -point.covariance }
        expect(locate(mirrored).probability).toBe(locate(point).probability)
        const both = { ...point, performance: -point.performance, importance: -point.importance }
        expect(locate(both).probability).toBe(locate(point).probability)
      })
    )
    // Together they rise and fall: high and high is likelier than high and low.
    const point = { importance: 1, performance: 1, importanceVariance: 1, performanceVariance: 1, covariance: 0.9 }
    expect(locate(point).probability).toBeGreaterThan(locate({ ...point, performance: -1 }).probability)
  })

  it("is how often resampled answers put a stated importance there", () => {
    const next = random(4)
    const answers = ["a", "b", "c"].flatMap((touchpoint, i) =>
      Array.from({ length: 60 }, () => {
        const mood = Math.floor(3 * next())
        return {
          touchpoint,
          importance: 3 + mood + Math.floor(2 * next()),
          score: 1 + mood + Math.floor((2 + i) * next())
        }
      })
    )
    const tally = Tally.from(answers, { by: ["touchpoint", "importance", "score"] })
    const stated = (each: Tally.Tally<string>) => mapOf(ImportancePerformance.by(each, "touchpoint")).points
    const shares = share(tally, (each) => stated(each).map(({ quadrant }) => quadrant))
    const sides = share(tally, (each) => stated(each).map(({ diagonal }) => String(diagonal?.above)))
    stated(tally).forEach(({ diagonal, probability }, i) => {
      expect(probability).toBeLessThan(0.999)
      expect(Math.abs(probability - (shares[i] ?? 9))).toBeLessThan(0.04)
      expect(Math.abs((diagonal?.probability ?? 9) - (sides[i] ?? 9))).toBeLessThan(0.04)
    })
  })
})

it("covers the true correlation in 19 of 20 samples, answers far from normal", () => {
  const next = random(8)
  const runs = 1500
  let covered = 0
  // x is 1 or 5; y is x with probability 0.7, else the other: a correlation of 0.4 at even odds.
  for (let run = 0; run < runs; run++) {
    const rows = Array.from({ length: 80 }, () => {
      const x = next() < 0.5 ? 1 : 5
      return { x, z: 1 + Math.floor(2 * next()), y: next() < 0.7 ? x : 6 - x }
    })
    const tally = Tally.from(rows, { by: ["x", "z", "y"] })
    const [point] = mapOf(ImportancePerformance.derived(tally, { attributes: ["x", "z"], outcome: "y" })).points
    const { high, low } = point?.importance.interval ?? { low: 9, high: 9 }
    covered += Number(low <= 0.4 && high >= 0.4)
  }
  expect(covered / runs).toBeGreaterThan(0.93)
  expect(covered / runs).toBeLessThan(0.97)
})

const answers = fc.array(
  fc.record({
    touchpoint: fc.constantFrom("a", "b", "c"),
    importance: fc.option(fc.integer({ min: 1, max: 5 })),
    score: fc.integer({ min: 1, max: 5 })
  }),
  { maxLength: 40 }
)
const names = ["touchpoint", "importance", "score"] as const

describe("importance–performance laws", () => {
  it("is the same of copies in any order, but for the uncertainty", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const [once, twice] = [rows, [...rows.toReversed(), ...rows]].map((each) =>
          ImportancePerformance.by(Tally.from(each, { by: names }), "touchpoint")
        )
        if (once?._tag !== "ImportancePerformance") return
        const doubled = mapOf(twice ?? once)
        once.points.forEach(({ probability, quadrant, value }) => {
          const same = doubled.points.find((each) => each.value === value)
          if (doubled.points.length !== once.points.length) return
          expect(same?.quadrant).toBe(quadrant)
          expect(probability).toBeGreaterThan(0)
        })
      })
    )
  })

  it("turns the map when importance and performance change places", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const tally = Tally.from(rows, { by: names })
        const one = ImportancePerformance.by(tally, "touchpoint")
        const other = ImportancePerformance.by(tally, "touchpoint", { importance: "score", performance: "importance" })
        if (one._tag !== "ImportancePerformance") return
        const turned = { "concentrate here": "possible overkill", "possible overkill": "concentrate here" }
        mapOf(other).points.forEach(({ diagonal, probability, quadrant }, i) => {
          const before = one.points[i]
          expect(quadrant).toBe(Reflect.get(turned, before?.quadrant ?? "") ?? before?.quadrant)
          expectClose(probability, before?.probability ?? 9, 1e-9)
          expectClose(diagonal?.probability ?? 9, before?.diagonal?.probability ?? 8, 1e-9)
        })
      })
    )
  })

  it("lists every item once, with a point or without", () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const map = ImportancePerformance.by(Tally.from(rows, { by: names }), "touchpoint")
        if (map._tag !== "ImportancePerformance") return
        const listed = [...map.points, ...map.without].map(({ value }) => value).sort()
        expect(listed).toEqual([...new Set(rows.map(({ touchpoint }) => touchpoint))].sort())
      })
    )
  })
})

it("says why there is no map, and which item has no point", () => {
  const map = (rows: ReadonlyArray<{ touchpoint: string; importance: number | null; score: number }>) =>
    ImportancePerformance.by(Tally.from(rows, { by: names }), "touchpoint")
  const pair = (touchpoint: string, score: number) =>
    [0, 1].map((i) => ({ touchpoint, importance: 3, score: score + i }))
  expect(map([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
  expect(map(pair("a", 1))).toMatchObject({ _tag: "InsufficientData", n: 1 })
  const three = map([...pair("a", 1), ...pair("b", 4), { touchpoint: "c", importance: null, score: 3 }])
  expect(three).toMatchObject({ without: [{ value: "c", why: { n: 0, excluded: { missing: 1 } } }] })
  // Importance is 3 everywhere: on the line, and high for sure.
  expect(mapOf(three).points.map(({ quadrant }) => quadrant)).toEqual(["concentrate here", "keep up the good work"])
})

it("says which derived importance is not known", () => {
  const rows = [1, 2, 3, 4].map((x, i) => ({ x, same: 4, z: 5 - x + (i % 2), y: x + (i % 3) }))
  const tally = Tally.from(rows, { by: ["x", "same", "z", "y"] })
  expect(ImportancePerformance.derived(tally, { attributes: ["x", "same", "z"], outcome: "y" })).toMatchObject({
    points: [{ value: "x" }, { value: "z" }],
    without: [{ value: "same", why: { reason: "the answers do not vary", n: 4 } }]
  })
  expect(ImportancePerformance.derived(tally, { attributes: ["x", "z"], outcome: "same" })).toMatchObject({
    reason: "the outcome does not vary"
  })
  const line = Tally.from(
    [1, 2, 3].map((x) => ({ x, z: 4 - x, y: x })),
    { by: ["x", "z", "y"] }
  )
  const [x, z] = mapOf(ImportancePerformance.derived(line, { attributes: ["x", "z"], outcome: "y" })).points
  expectClose(x?.importance.interval.low ?? 0, 1, 1e-12)
  expectClose(z?.importance.value ?? 0, -1, 1e-12)
})
