import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as BgNbd from "../src/measures/BgNbd.ts"
import { logLikelihood } from "../src/measures/BgNbdLikelihood.ts"
import { alive, expected } from "../src/measures/BgNbdPrediction.ts"
import { HistoryCounter } from "../src/measures/PurchaseHistories.ts"
import * as Normal from "../src/stats/Normal.ts"
import { type Random, random } from "../src/stats/Random.ts"
import { logRising } from "../src/stats/RisingFactorial.ts"
import { expectedCount } from "../src/stats/StoppedCount.ts"
import * as Tally from "../src/tally/index.ts"
import { expectClose, golden } from "./golden.ts"

type Four = readonly [number, number, number, number]

interface Fitted {
  readonly frequency: ReadonlyArray<number>
  readonly recency: ReadonlyArray<number>
  readonly age: ReadonlyArray<number>
  readonly weight: ReadonlyArray<number>
  readonly parameters: Four
  readonly standard_errors: Four
  readonly loglik: number
}
const reference = golden<{
  readonly synthetic: Fitted
  readonly sets: ReadonlyArray<Fitted>
  readonly predictions: ReadonlyArray<
    BgNbd.PurchaseHistory & {
      readonly parameters: Four
      readonly time: number
      readonly alive: number
      readonly expected: number
    }
  >
}>("bgnbd.json")

const { bgnbd: scipy } = golden<{
  readonly bgnbd: {
    readonly params: { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number }
    readonly loglik: number
    readonly loglik_at_fixed_params: { readonly params: Four; readonly value: number }
    readonly predictions_at_params_243_4414_793_2426: ReadonlyArray<{
      readonly frequency: number
      readonly recency: number
      readonly T: number
      readonly p_alive: number
      readonly expected_next_39: number
    }>
  }
}>("churn.json")

const synthetic = readFileSync(new URL("golden/bgnbd_synthetic.csv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line): BgNbd.PurchaseHistory => {
    const [frequency = 0, recency = 0, age = 0] = line.split(",").map(Number)
    return { frequency, recency, age }
  })

const fitted = (result: BgNbd.BgNbdResult): BgNbd.BgNbdFit => {
  if (result._tag === "Suppressed") throw new Error("withheld")
  if (result._tag === "InsufficientData") throw new Error(result.reason)
  return result
}

const parameters = (fit: BgNbd.BgNbdFit) => [fit.r, fit.alpha, fit.a, fit.b]

const histories = (customers: ReadonlyArray<BgNbd.PurchaseHistory>) => {
  const counter = new HistoryCounter()
  for (const { age, frequency, recency } of customers) counter.add(frequency, recency, age, 1)
  return counter.finish()
}

describe("BG/NBD against scipy", () => {
  it("finds the maximum", () => {
    const fit = fitted(BgNbd.fromRecords(synthetic))
    expectClose(fit.logLikelihood, scipy.loglik, 1e-12)
    const { a, alpha, b, r: shape } = scipy.params
    for (const [i, value] of [shape, alpha, a, b].entries()) expectClose(parameters(fit)[i]?.value ?? 0, value, 1e-6)
  })

  it("has the likelihood of any parameters", () => {
    const { params, value } = scipy.loglik_at_fixed_params
    expectClose(logLikelihood(histories(synthetic), Float64Array.from(params, Math.log)).value, value, 1e-13)
  })

  it.each(scipy.predictions_at_params_243_4414_793_2426)("predicts after $frequency purchases", (row) => {
    const history = { frequency: row.frequency, recency: row.recency, age: row.T }
    expectClose(alive([0.243, 4.414, 0.793, 2.426], history), row.p_alive, 1e-14)
    expectClose(expected([0.243, 4.414, 0.793, 2.426], history, 39) ?? -1, row.expected_next_39, 1e-13)
  })
})

describe("BG/NBD against R", () => {
  it.each([reference.synthetic, ...reference.sets].map((set, i) => ({ i, set })))("set $i", ({ set }) => {
    const { age, frequency, recency, weight } = set
    const fit = fitted(BgNbd.fromColumns({ frequency, recency, age, counts: weight }))
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(set.loglik - 1e-9)
    expectClose(fit.logLikelihood, set.loglik, 1e-11)
    parameters(fit).forEach((each, i) => {
      expectClose(each.value, set.parameters[i] ?? 0, 1e-5)
      expectClose(each.standardError, set.standard_errors[i] ?? 0, 1e-5)
    })
  })

  it.each(reference.predictions)("predicts $parameters, $frequency purchases, $time ahead", (row) => {
    expectClose(alive(row.parameters, row), row.alive, 1e-14)
    const value = expected(row.parameters, row, row.time) ?? -1
    expect(Math.abs(value / row.expected - 1)).toBeLessThan(1e-12)
  })
})

/** Gauss's series, which does where nothing cancels much. */
const hypergeometric = (a: number, b: number, c: number, z: number): number => {
  let [term, sum] = [1, 1]
  for (let k = 0; term > sum * 1e-18; k++) {
    term *= ((a + k) * (b + k) * z) / ((c + k) * (k + 1))
    sum += term
  }
  return sum
}

const positive = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true })

describe("the expected count", () => {
  it("is the published closed form", () => {
    fc.assert(
      fc.property(positive(0.1, 5), positive(0.1, 3), positive(1.3, 4), positive(0.5, 8), (shape, time, a, b) => {
        const gone = (1 + time) ** -shape * hypergeometric(shape, b, a + b - 1, time / (1 + time))
        const closed = ((a + b - 1) / (a - 1)) * (1 - gone)
        expectClose(expectedCount({ shape, time, a, b }) ?? -1, closed, 1e-11)
      })
    )
  })

  it("grows with time, from 0, and stays below that without a stop", () => {
    fc.assert(
      fc.property(
        positive(0.01, 50),
        positive(1e-6, 100),
        positive(0.01, 50),
        positive(0.01, 50),
        (shape, time, a, b) => {
          const [less, more] = [time / 2, time].map((each) => expectedCount({ shape, time: each, a, b }) ?? -1)
          expect(less).toBeGreaterThan(0)
          expect(more ?? 0).toBeGreaterThanOrEqual((less ?? 0) * (1 - 1e-12))
          expect(more).toBeLessThanOrEqual(shape * time * (1 + 1e-12))
        }
      )
    )
  })

  it("has its digits far out, and says when it would take too long", () => {
    expectClose(expectedCount({ shape: 1e5, time: 1, a: 1e-12, b: 1 }) ?? 0, 1e5, 1e-10)
    expect(Math.abs((expectedCount({ shape: 2, time: 1e-60, a: 2, b: 1 }) ?? 0) / 2e-60 - 1)).toBeLessThan(1e-12)
    expect(expectedCount({ shape: 2, time: 1e9, a: 0.5, b: 1 })).toBeNull()
  })
})

describe("the rising factorial", () => {
  it("of a part and of the rest make the whole, and so do the derivatives", () => {
    const count = fc.integer({ min: 0, max: 400 })
    fc.assert(
      fc.property(positive(1e-3, 1e4), count, count, (z, n, m) => {
        const [part, rest, whole] = [logRising(z, n), logRising(z + n, m), logRising(z, n + m)]
        expectClose(part.value + rest.value, whole.value, 1e-12)
        expectClose(part.slope + rest.slope, whole.slope, 1e-12)
        expectClose(part.curvature + rest.curvature, whole.curvature, 1e-12)
      })
    )
  })

  it("takes as long for many factors as for few", () => {
    const { curvature, slope, value } = logRising(1, 1e15)
    expect(Math.abs(value / (1e15 * (Math.log(1e15) - 1)) - 1)).toBeLessThan(1e-13)
    expectClose(slope, Math.log(1e15) + 0.577_215_664_901_532_9, 1e-14)
    expectClose(curvature, -(Math.PI ** 2) / 6, 1e-14)
  })
})

const gamma = (uniform: Random, shape: number): number => {
  if (shape < 1) return gamma(uniform, shape + 1) * uniform() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const z = Normal.quantile(uniform())
    const v = (1 + z / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - uniform()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

const simulated = (uniform: Random, [shape, alpha, a, b]: Four, n: number): ReadonlyArray<BgNbd.PurchaseHistory> =>
  Array.from({ length: n }, () => {
    const rate = gamma(uniform, shape) / alpha
    const [x, y] = [gamma(uniform, a), gamma(uniform, b)]
    const age = 20 + 20 * uniform()
    let [frequency, recency, at] = [0, 0, 0]
    for (;;) {
      at -= Math.log(1 - uniform()) / rate
      if (at > age) break
      frequency++
      recency = at
      if (uniform() < x / (x + y)) break
    }
    return { frequency, recency, age }
  })

const truth: Four = [0.8, 4, 0.8, 2.5]

it("covers the true parameters and predictions about as often as it says", () => {
  const uniform = random(20_050_704)
  const history = { frequency: 4, recency: 12, age: 20 }
  const wanted = [
    ...truth,
    expected(truth, { frequency: 0, recency: 0, age: 0 }, 30) ?? 0,
    alive(truth, history),
    expected(truth, history, 10) ?? 0
  ]
  const covered = wanted.map(() => 0)
  const rounds = 200
  for (let round = 0; round < rounds; round++) {
    const fit = fitted(BgNbd.fromRecords(simulated(uniform, truth, 700)))
    const predictions = [
      BgNbd.expectedOfNew(fit, 30),
      BgNbd.probabilityAlive(fit, history),
      BgNbd.expectedPurchases(fit, history, 10)
    ]
    ;[...parameters(fit), ...predictions].forEach((each, i) => {
      if (each._tag !== "Estimate") throw new Error(each.reason)
      const value = wanted[i] ?? 0
      if (each.interval.low <= value && value <= each.interval.high) covered[i] = (covered[i] ?? 0) + 1
    })
  }
  for (const count of covered) expect(count / rounds).toBeGreaterThan(0.91)
  for (const count of covered) expect(count / rounds).toBeLessThan(0.99)
})

/** Customers of a few kinds, so that there usually is a maximum, and some that cannot be. */
const copies = fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 12, maxLength: 12 })
const kinds: ReadonlyArray<BgNbd.PurchaseHistory> = [
  [0, 0, 30],
  [0, 0, 20],
  [1, 1, 30],
  [1, 5, 25],
  [1, 24, 28],
  [2, 3, 30],
  [2, 28, 30],
  [4, 9, 28],
  [5, 5, 30],
  [8, 24, 25],
  [11, 12, 30],
  [15, 29, 30]
].map(([frequency = 0, recency = 0, age = 0]) => ({ frequency, recency, age }))
const of = (counts: ReadonlyArray<number>) =>
  kinds.flatMap((kind, i) => Array.from({ length: counts[i] ?? 0 }, () => kind))

const close = (a: BgNbd.BgNbdResult, b: BgNbd.BgNbdResult, factors: Four = [1, 1, 1, 1], errors = 1): void => {
  expect(b._tag).toBe(a._tag)
  if (a._tag !== "BgNbdFit" || b._tag !== "BgNbdFit") return
  parameters(a).forEach((each, i) => {
    expectClose((parameters(b)[i]?.value ?? 0) / (factors[i] ?? 1), each.value, 1e-7)
    expectClose(((parameters(b)[i]?.standardError ?? 0) * errors) / (factors[i] ?? 1), each.standardError, 1e-6)
  })
}

describe("BG/NBD laws", () => {
  it("is the same from records in any order, from columns, and of merged tallies", () => {
    fc.assert(
      fc.property(copies, copies, (a, b) => {
        const all = [...of(a), ...of(b)]
        const fit = BgNbd.fromRecords(all)
        expect(BgNbd.fromRecords(all.toReversed())).toEqual(fit)
        const spec = { by: ["frequency", "recency", "age"] } as const
        expect(BgNbd.fromTally(Tally.merge(Tally.from(of(b), spec), Tally.from(of(a), spec)))).toEqual(fit)
        const counts = a.map((each, i) => each + (b[i] ?? 0))
        const column = (name: keyof BgNbd.PurchaseHistory) => kinds.map((kind) => kind[name])
        expect(
          BgNbd.fromColumns({ frequency: column("frequency"), recency: column("recency"), age: column("age"), counts })
        ).toEqual(fit)
      }),
      { numRuns: 30 }
    )
  })

  it("of copies has the same parameters, and errors smaller by the root of their number", () => {
    fc.assert(
      fc.property(copies, (counts) => {
        const [once, thrice] = [counts, counts.map((each) => 3 * each)].map((each) => BgNbd.fromRecords(of(each)))
        if (once !== undefined && thrice !== undefined) close(once, thrice, [1, 1, 1, 1], Math.sqrt(3))
      }),
      { numRuns: 30 }
    )
  })

  it("in another unit of time has another alpha only, and the same predictions", () => {
    fc.assert(
      fc.property(copies, positive(0.01, 500), (counts, unit) => {
        const inUnits = (each: BgNbd.PurchaseHistory) => ({
          frequency: each.frequency,
          recency: each.recency * unit,
          age: each.age * unit
        })
        const [a, b] = [BgNbd.fromRecords(of(counts)), BgNbd.fromRecords(of(counts).map(inUnits))]
        close(a, b, [1, unit, 1, 1])
        if (a._tag !== "BgNbdFit" || b._tag !== "BgNbdFit") return
        for (const kind of kinds) {
          const [x, y] = [BgNbd.expectedPurchases(a, kind, 10), BgNbd.expectedPurchases(b, inUnits(kind), 10 * unit)]
          if (x._tag !== "Estimate" || y._tag !== "Estimate") throw new Error("no prediction")
          expectClose(y.value, x.value, 1e-7)
          expectClose(y.interval.high, x.interval.high, 1e-5)
        }
      }),
      { numRuns: 30 }
    )
  })

  it("doubts a customer the more the longer nothing comes", () => {
    const fit = fitted(BgNbd.fromRecords(synthetic))
    const value = (history: BgNbd.PurchaseHistory): number => {
      const result = BgNbd.probabilityAlive(fit, history)
      if (result._tag !== "Estimate") throw new Error(result.reason)
      expect(result.interval.low).toBeLessThanOrEqual(result.value)
      expect(result.interval.high).toBeGreaterThanOrEqual(result.value)
      return result.value
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        positive(0, 40),
        positive(0, 40),
        positive(0.1, 40),
        (frequency, recency, quiet, more) => {
          const [early, late] = [recency + quiet, recency + quiet + more].map((age) =>
            value({ frequency, recency, age })
          )
          expect(late ?? 0).toBeLessThanOrEqual(early ?? 0)
        }
      )
    )
  })

  it("splits by a dimension as by hand", () => {
    const rows = [
      ...of(kinds.map(() => 9)).map((each) => ({ ...each, shop: "a" })),
      ...synthetic.map((each) => ({ ...each, shop: "b" }))
    ]
    const [a, b] = BgNbd.by(Tally.from(rows, { by: ["shop", "frequency", "recency", "age"] }), "shop")
    expect(a).toEqual({ value: "a", result: BgNbd.fromRecords(of(kinds.map(() => 9))) })
    expect(b).toEqual({ value: "b", result: BgNbd.fromRecords(synthetic) })
  })
})

describe("BG/NBD of too little", () => {
  const reason = (result: { readonly _tag: string; readonly reason?: string }): string => result.reason ?? result._tag
  const many = (history: BgNbd.PurchaseHistory) => Array.from({ length: 50 }, () => history)

  it("says why there is no fit", () => {
    expect(reason(BgNbd.fromRecords([]))).toBe("no customers")
    expect(reason(BgNbd.fromRecords(many({ frequency: 0, recency: 0, age: 30 })))).toBe("no purchase after the first")
    expect(reason(BgNbd.fromRecords(many({ frequency: 2, recency: 0, age: 0 })))).toBe(
      "no time after the first purchase"
    )
    expect(reason(BgNbd.fromRecords([{ frequency: 3, recency: 20, age: 30 }]))).toBe(
      "the likelihood has no maximum: r and alpha would grow without end, a would fall without end"
    )
    expect(reason(BgNbd.fromRecords(synthetic, { minimum: 601 }))).toBe("Suppressed")
  })

  it("says so when nobody drops out, or all alike", () => {
    const uniform = random(3)
    const loyal = simulated(uniform, [0.55, 10, 0.001, 1000], 500)
    expect(reason(BgNbd.fromRecords(loyal))).toMatch(/^the likelihood has no maximum: /)
    const alike = simulated(random(4), [0.8, 5, 300, 900], 500)
    expect(reason(BgNbd.fromRecords(alike))).toBe("the likelihood has no maximum: a and b would grow without end")
  })

  it("counts what is missing and what cannot be", () => {
    const wrong = [
      { frequency: 1.5, recency: 2, age: 3 },
      { frequency: -1, recency: 2, age: 3 },
      { frequency: 1, recency: 4, age: 3 },
      { frequency: 1, recency: -1, age: 3 },
      { frequency: 0, recency: 1, age: 3 }
    ]
    const absent = [
      { frequency: null, recency: 2, age: 3 },
      { frequency: 1, recency: Number.NaN, age: 3 },
      { frequency: 1, recency: 2, age: undefined }
    ]
    const rows = [...wrong, ...absent, { frequency: 1, recency: 2, age: Number.POSITIVE_INFINITY }]
    const tally = Tally.from(rows, { by: ["frequency", "recency", "age"] })
    expect(BgNbd.fromTally(tally)).toEqual(BgNbd.fromRecords(rows))
    const fit = fitted(BgNbd.fromRecords([...wrong, ...synthetic, ...absent]))
    expect(fit.excluded).toEqual({ missing: 3, invalid: 5 })
    expect({
      ...fit,
      excluded: null,
      r: fit.r.value,
      alpha: fit.alpha.value,
      a: fit.a.value,
      b: fit.b.value
    }).toMatchObject({
      n: 600,
      logLikelihood: fitted(BgNbd.fromRecords(synthetic)).logLikelihood
    })
    for (const history of wrong) {
      expect(reason(BgNbd.probabilityAlive(fit, history))).toBe("this is no purchase history")
      expect(reason(BgNbd.expectedPurchases(fit, history, 5))).toBe("this is no purchase history")
    }
  })

  it("does not look too far, or back", () => {
    const fit = fitted(BgNbd.fromRecords(synthetic))
    expect(reason(BgNbd.expectedOfNew(fit, 1e9))).toBe("too far ahead of what was observed")
    expect(BgNbd.expectedOfNew(fit, 0)).toMatchObject({ value: 0, interval: { low: 0, high: 0 } })
    for (const time of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => BgNbd.expectedOfNew(fit, time)).toThrow(RangeError)
    }
    const tally = Tally.from([{ frequency: 1 }], { by: ["frequency"] })
    expect(() => BgNbd.fromTally(tally)).toThrow(Tally.TallyMismatch)
    const columns = { frequency: [1, 2], recency: [3, 4], age: [5] }
    expect(() => BgNbd.fromColumns(columns)).toThrow(RangeError)
    for (const count of [-1, 0.5]) {
      expect(() => BgNbd.fromColumns({ ...columns, age: [5, 6], counts: [1, count] })).toThrow(Tally.TallyOverflow)
    }
  })

  it("is the same from a fit that was kept as JSON", () => {
    const fit = fitted(BgNbd.fromRecords(synthetic))
    const kept: BgNbd.BgNbdFit = JSON.parse(JSON.stringify(fit))
    const history = { frequency: 3, recency: 20, age: 30 }
    expect(BgNbd.expectedPurchases(kept, history, 13)).toEqual(BgNbd.expectedPurchases(fit, history, 13))
  })
})
