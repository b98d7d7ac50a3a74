import { describe, expect, it } from "vitest"
import { Cox } from "../src/index.ts"
import { exp, log } from "../src/stats/Elementary.ts"
import { random } from "../src/stats/Random.ts"
import { normals } from "./seeded.ts"

/** Lifetimes whose hazard is exp(x / 2), seen for a random time. */
const sample = (seed: number, n: number) => {
  const x = normals(2 * seed, n)
  const uniform = random(2 * seed + 1)
  const ends = x.map((each) => -log(1 - uniform()) / exp(0.5 * each))
  const seen = x.map(() => 0.5 + 2.5 * uniform())
  return {
    time: ends.map((end, i) => Math.min(end, seen[i] ?? 0)),
    event: ends.map((end, i) => end <= (seen[i] ?? 0)),
    covariates: { x }
  }
}

const fitted = (columns: ReturnType<typeof sample>, level: number) => {
  const model = Cox.fromColumns(columns, { level })
  if (model._tag !== "CoxModel") throw new Error(model._tag)
  return model
}

/** Whether the 90 % interval of the share that stays longer than 0.6, predicted for `x`, holds the true one. */
const holds = (columns: ReturnType<typeof sample>, x: number): boolean => {
  const model = fitted(columns, 0.9)
  const curve = Cox.survival(model, Cox.baseline(columns, model), { covariates: { x } })
  if (curve._tag !== "CoxSurvival") throw new Error(curve.reason)
  const share = Cox.survivalAt(curve, 0.6)
  if (share._tag !== "Estimate") throw new Error("no share")
  const truth = exp(-0.6 * exp(0.5 * x))
  return share.interval.low <= truth && truth <= share.interval.high
}

it.each([0, 1])("the interval of a prediction for x = %d holds the truth as often as it says", (x) => {
  const held = Array.from({ length: 400 }, (_, seed) => holds(sample(seed, 120), x)).filter((each) => each)
  expect(held.length / 400).toBeGreaterThan(0.86)
  expect(held.length / 400).toBeLessThan(0.94)
})

describe("the test of proportional hazards", () => {
  it("errs as often as it says, and finds a ratio that changes", () => {
    const trials = 400
    let [found, changed] = [0, 0]
    const p = (columns: ReturnType<typeof sample>): number => {
      const { overall } = Cox.proportionalHazards(columns, fitted(columns, 0.95))
      return "p" in overall ? overall.p : 1
    }
    for (let seed = 0; seed < trials; seed++) {
      const columns = sample(5000 + seed, 120)
      if (p(columns) < 0.05) found++
      // Where x is high, times are squared: more leave at first, and fewer later.
      const { x } = columns.covariates
      const time = columns.time.map((each, i) => ((x[i] ?? 0) > 0 ? each * each : each))
      if (p({ ...columns, time }) < 0.05) changed++
    }
    expect(found / trials).toBeGreaterThan(0.025)
    expect(found / trials).toBeLessThan(0.08)
    expect(changed / trials).toBeGreaterThan(0.5)
  })
})
