import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PenaltyReward, Tally } from "../src/index.ts"
import * as LeastSquares from "../src/stats/LeastSquares.ts"
import { random } from "../src/stats/Random.ts"
import * as StudentT from "../src/stats/StudentT.ts"
import { expectClose, golden } from "./golden.ts"
import { surveyRows } from "./surveyRows.ts"

const names = ["price", "support", "speed", "app"] as const
type Name = (typeof names)[number]
interface Attribute {
  readonly n_low: number
  readonly n_high: number
  readonly penalty: number
  readonly penalty_se: number
  readonly reward: number
  readonly reward_se: number
  readonly range: number
  readonly sgp: number
  readonly dgp: number
  readonly impact_asymmetry: number
}
const { penalty_reward: reference } = golden<{
  readonly penalty_reward: {
    readonly intercept: number
    readonly intercept_se: number
    readonly r2: number
    readonly attributes: Readonly<Record<Name, Attribute>>
  }
}>("gap_penalty_ipa.json")

const options = { attributes: names, outcome: "osat", low: 3, high: 6 } as const

const known = <T extends { readonly _tag: string }>(
  value: T
): Exclude<T, { readonly _tag: "InsufficientData" | "Suppressed" }> => {
  if (value._tag === "InsufficientData" || value._tag === "Suppressed") throw new Error(value._tag)
  return value as Exclude<T, { readonly _tag: "InsufficientData" | "Suppressed" }>
}

describe("penalty and reward against statsmodels", () => {
  const result = known(PenaltyReward.fromRecords(surveyRows(), options))

  it("fits as well", () => {
    expect(result.n).toBe(240)
    expectClose(result.r2 ?? 0, reference.r2, 1e-12)
    expectClose(known(result.intercept).value, reference.intercept, 1e-12)
    expectClose(known(result.intercept).standardError, reference.intercept_se, 1e-12)
  })

  it.each(names)("%s", (name) => {
    const expected = reference.attributes[name]
    const found = result.attributes.find(({ attribute }) => attribute === name)
    if (found === undefined) throw new Error("not there")
    const [penalty, reward, impact] = [known(found.penalty), known(found.reward), known(found.impactAsymmetry)]
    expect([penalty.n, reward.n]).toEqual([expected.n_low, expected.n_high])
    expectClose(penalty.value, expected.penalty, 1e-12)
    expectClose(penalty.standardError, expected.penalty_se, 1e-12)
    expectClose(reward.value, expected.reward, 1e-12)
    expectClose(reward.standardError, expected.reward_se, 1e-12)
    expectClose(found.range ?? 0, expected.range, 1e-12)
    expectClose(impact.sgp, expected.sgp, 1e-12)
    expectClose(impact.dgp, expected.dgp, 1e-12)
    expectClose(impact.value, expected.impact_asymmetry, 1e-12)
  })

  it("has ends of the impact asymmetry that a t test just does not refuse", () => {
    const observations = surveyRows().map((row) => ({
      x: names.flatMap((name) => [Number((row[name] ?? 0) <= 3), Number((row[name] ?? 0) >= 6)]),
      y: row.osat ?? 0
    }))
    const fit = LeastSquares.fit(LeastSquares.crossProducts(observations, 8))
    if (fit._tag !== "LeastSquares") throw new Error(fit.reason)
    const critical = StudentT.quantile(0.975, fit.degrees)
    const ends = result.attributes.flatMap(({ impactAsymmetry }, i) => {
      const { high, low } = known(impactAsymmetry).interval
      return [low, high].filter((end) => Math.abs(end) < 1).map((end) => ({ end, j: 1 + 2 * i }))
    })
    expect(ends.length).toBeGreaterThan(4)
    for (const { end, j } of ends) {
      // reward + penalty = end × (reward − penalty)
      const [p, r] = [1 + end, 1 - end]
      const of = (a: number, b: number) => fit.covariance[a]?.[b] ?? 0
      const value = p * (fit.coefficients[j]?.value ?? 0) + r * (fit.coefficients[j + 1]?.value ?? 0)
      const variance = p * p * of(j, j) + r * r * of(j + 1, j + 1) + 2 * p * r * of(j, j + 1)
      expectClose(Math.abs(value) / Math.sqrt(variance), critical, 1e-9)
    }
  })

  it("tells the basic factor from the excitement factor", () => {
    expect(result.attributes.map(({ attribute, factor }) => [attribute, factor])).toEqual([
      ["price", "performance"],
      ["support", "basic"],
      ["speed", "performance"],
      ["app", "excitement"]
    ])
  })
})

const point = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 10 })
const records = fc.array(fc.record({ a: point, b: point, overall: point }), { maxLength: 40 })
const small = { attributes: ["a", "b"], outcome: "overall", low: 2, high: 4 } as const

describe("penalty–reward laws", () => {
  it("is the same from records and from a tally, in any order", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const tally = Tally.from(rows.toReversed(), { by: ["overall", "b", "a"] })
        expect(PenaltyReward.fromTally(tally, small)).toEqual(PenaltyReward.fromRecords(rows, small))
      })
    )
  })

  it("does not depend on the order of the attributes", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const [one, other] = [["a", "b"] as const, ["b", "a"] as const].map((attributes) =>
          PenaltyReward.fromRecords(rows, { ...small, attributes })
        )
        expect(other?._tag).toBe(one?._tag)
        if (one?._tag !== "PenaltyReward" || other?._tag !== "PenaltyReward") return
        for (const { attribute, penalty } of one.attributes) {
          const same = other.attributes.find((each) => each.attribute === attribute)
          expect(same?.penalty._tag).toBe(penalty._tag)
          if (penalty._tag === "Contrast" && same?.penalty._tag === "Contrast")
            expectClose(same.penalty.value, penalty.value, 1e-9)
        }
      })
    )
  })

  it("turns round when the outcome does", () => {
    fc.assert(
      fc.property(records, (rows) => {
        const [up, down] = [1, -1].map((sign) =>
          PenaltyReward.fromRecords(
            rows.map((row) => ({ ...row, overall: row.overall === null ? null : sign * row.overall })),
            small
          )
        )
        if (up?._tag !== "PenaltyReward" || down?._tag !== "PenaltyReward") return
        up.attributes.forEach(({ range }, i) => {
          if (range !== null) expectClose(-(down.attributes[i]?.range ?? 1e9), range, 1e-9)
        })
      })
    )
  })
})

it("lets a kind of answer that never occurs stand apart", () => {
  const rows = surveyRows().map((row) => ({ ...row, price: Math.max(4, row.price ?? 4) }))
  const [price, support] = known(PenaltyReward.fromRecords(rows, options)).attributes
  expect(price).toMatchObject({
    penalty: { _tag: "InsufficientData", reason: "no such answers" },
    reward: { _tag: "Contrast" },
    range: null,
    impactAsymmetry: { _tag: "InsufficientData" },
    factor: null
  })
  expect(support).toMatchObject({ factor: "basic" })
})

it("does not share out what two attributes answered alike have in common", () => {
  const rows = surveyRows().map((row) => ({ ...row, speed: row.price ?? 0 }))
  const [price, support, speed] = known(PenaltyReward.fromRecords(rows, options)).attributes
  const reason = "not to be told apart from other answers"
  expect([price?.penalty, speed?.reward]).toMatchObject([{ reason }, { reason }])
  expect(support?.penalty._tag).toBe("Contrast")
})

it("says why there is nothing to say", () => {
  const from = (rows: ReadonlyArray<Record<string, number | null>>) => PenaltyReward.fromRecords(rows, small)
  expect(from([])).toMatchObject({ _tag: "InsufficientData", reason: "no complete records", n: 0 })
  expect(
    from([
      { a: 1, b: null, overall: 3 },
      { a: 1.5, b: 2, overall: 3 }
    ])
  ).toMatchObject({
    excluded: { missing: 1, invalid: 1 }
  })
  expect(from([{ a: 1, b: 2, overall: 3 }])).toMatchObject({ _tag: "Suppressed", minimum: 2, n: 1 })
  expect(PenaltyReward.fromRecords([{ a: 1, b: 2, overall: 3 }], { ...small, minimum: 1 })).toMatchObject({
    _tag: "InsufficientData",
    n: 1
  })
  const reversed = Array.from({ length: 30 }, (_, i) => ({ a: 1 + (i % 5), b: 3, overall: 5 - (i % 5) + (i % 3) }))
  expect(known(PenaltyReward.fromRecords(reversed, small)).attributes[0]?.impactAsymmetry).toMatchObject({
    reason: "high answers do not go with a better outcome than low ones"
  })
})

it("refuses impossible options", () => {
  expect(() => PenaltyReward.fromRecords([], { ...small, high: 3 })).toThrow(RangeError)
  expect(() => PenaltyReward.fromRecords([], { ...small, attributes: [] })).toThrow(RangeError)
  expect(() => PenaltyReward.fromRecords([], { ...small, attributes: ["a", "overall"] })).toThrow(RangeError)
  expect(() => PenaltyReward.fromTally(Tally.from([{ a: 1 }], { by: ["a"] }) as Tally.Tally<string>, small)).toThrow(
    Tally.TallyMismatch
  )
})

it("covers the true penalty and impact asymmetry in 19 of 20 samples", () => {
  const next = random(5)
  const runs = 1000
  let [penalties, impacts] = [0, 0]
  for (let run = 0; run < runs; run++) {
    // Penalty 2, reward 1: an impact asymmetry of −1/3. The error is a whole number from −2 to 2.
    const rows = Array.from({ length: 80 }, () => {
      const [a, b] = [1 + Math.floor(5 * next()), 1 + Math.floor(5 * next())]
      return { a, b, overall: 5 - 2 * Number(a <= 2) + Number(a >= 4) + Math.floor(5 * next()) - 2 }
    })
    const [a] = known(PenaltyReward.fromRecords(rows, small)).attributes
    if (a === undefined) throw new Error("not there")
    const [penalty, impact] = [known(a.penalty).interval, known(a.impactAsymmetry).interval]
    penalties += Number(penalty.low <= -2 && penalty.high >= -2)
    impacts += Number(impact.low <= -1 / 3 && impact.high >= -1 / 3)
  }
  for (const share of [penalties / runs, impacts / runs]) {
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  }
})
