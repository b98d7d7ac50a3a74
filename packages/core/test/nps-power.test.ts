import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Nps, NpsPower } from "../src/index.ts"
import { binomial } from "../src/stats/BinomialDraw.ts"
import * as NetScore from "../src/stats/NetScore.ts"
import { random } from "../src/stats/Random.ts"
import { expectClose } from "./golden.ts"

const planned = (result: ReturnType<typeof NpsPower.power>) => {
  if (result._tag !== "Plan") throw new Error(result.reason)
  return result
}

const now = { promoters: 50, passives: 30, detractors: 20 }

describe("NPS sample size", () => {
  it("is as worked out by hand", () => {
    // Before 0.7 − 0.3², after a gain of 0.1 0.7 − 0.4²; (1.959964 + 0.8416212)² × 1.15 / 0.01 = 902.61
    expect(planned(NpsPower.answersNeeded(now, { change: 10 })).answers).toBe(903)
    // After a gain of 0.5 ten per cent of passives have moved: 0.8 − 0.8²; 7.848880 × 0.77 / 0.25 = 24.17
    expect(planned(NpsPower.answersNeeded(now, { change: 50 })).answers).toBe(25)
  })

  it("takes an estimate as it is", () => {
    const estimate = Nps.fromScores([10, 10, 9, 9, 9, 8, 8, 7, 3, 0])
    if (estimate._tag !== "Estimate") throw new Error(estimate._tag)
    expect(NpsPower.answersNeeded(estimate, { change: 10 })).toEqual(NpsPower.answersNeeded(now, { change: 10 }))
  })

  const share = fc.integer({ min: 1, max: 100 })
  const shares = fc.record({ promoters: share, passives: share, detractors: share })
  const change = fc.integer({ min: 1, max: 40 })
  const net = ({ detractors, passives, promoters }: NpsPower.NpsShares) =>
    (100 * (promoters - detractors)) / (promoters + passives + detractors)

  it("is the fewest answers that have the power", () => {
    fc.assert(
      fc.property(shares, change, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (current, gain, power) => {
        fc.pre(net(current) + gain < 99)
        const { answers, power: reached } = planned(NpsPower.answersNeeded(current, { change: gain, power }))
        expect(reached).toBeGreaterThan(power - 1e-12)
        if (answers > 1) {
          const fewer = planned(NpsPower.power(current, { change: gain, answers: answers - 1 }))
          expect(fewer.power).toBeLessThan(power + 1e-12)
        }
      })
    )
  })

  it("and the detectable change are each other's inverse", () => {
    fc.assert(
      fc.property(shares, change, (current, gain) => {
        fc.pre(net(current) + gain < 99)
        const { answers } = planned(NpsPower.answersNeeded(current, { change: gain }))
        const seen = planned(NpsPower.detectableChange(current, { answers }))
        expect(seen.change).toBeLessThan(gain + 1e-6)
        expectClose(planned(NpsPower.power(current, { change: seen.change, answers })).power, 0.8, 1e-9)
      })
    )
  })

  it("of a loss mirrors that of a gain", () => {
    fc.assert(
      fc.property(shares, change, ({ detractors, passives, promoters }, loss) => {
        const current = { promoters, passives, detractors }
        const turned = { promoters: detractors, passives, detractors: promoters }
        fc.pre(net(current) - loss > -99)
        expect(planned(NpsPower.answersNeeded(current, { change: -loss })).answers).toBe(
          planned(NpsPower.answersNeeded(turned, { change: loss })).answers
        )
        const [down, up] = [
          NpsPower.detectableChange(current, { answers: 500, direction: "loss" }),
          NpsPower.detectableChange(turned, { answers: 500 })
        ]
        if (down._tag === "Plan" && up._tag === "Plan") expectClose(down.change, -up.change, 1e-9)
        else expect(down._tag).toBe(up._tag)
      })
    )
  })

  it("says what cannot be planned", () => {
    const nobody = { promoters: 0, passives: 0, detractors: 0 }
    expect(NpsPower.answersNeeded(nobody, { change: 5 })._tag).toBe("InsufficientData")
    expect(NpsPower.power(nobody, { change: 5, answers: 10 })._tag).toBe("InsufficientData")
    expect(NpsPower.detectableChange(nobody, { answers: 10 })._tag).toBe("InsufficientData")
    expect(NpsPower.detectableChange(now, { answers: 2 })._tag).toBe("InsufficientData")
    expect(NpsPower.detectableChange({ ...nobody, promoters: 1 }, { answers: 2 })._tag).toBe("InsufficientData")
    for (const change of [0, 71, -131, Number.NaN]) {
      expect(() => NpsPower.answersNeeded(now, { change })).toThrow(RangeError)
    }
    expect(() => NpsPower.answersNeeded(now, { change: 5, power: 1 })).toThrow(RangeError)
    expect(() => NpsPower.answersNeeded(now, { change: 5, power: 0.01 })).toThrow(RangeError)
    expect(() => NpsPower.answersNeeded(now, { change: 5, alpha: 0 })).toThrow(RangeError)
    expect(() => NpsPower.power(now, { change: 5, answers: 0 })).toThrow(RangeError)
    expect(() => NpsPower.power({ ...now, promoters: -1 }, { change: 5, answers: 10 })).toThrow(RangeError)
  })

  it.each([
    [now, 10, 0.8, 0.05],
    [now, -8, 0.9, 0.05],
    [{ promoters: 20, passives: 75, detractors: 5 }, 12, 0.8, 0.1],
    [{ promoters: 30, passives: 30, detractors: 40 }, 15, 0.8, 0.05]
  ])("of %j and a change of %s has the power it says, by the test that is used", (current, change, power, alpha) => {
    const { answers } = planned(NpsPower.answersNeeded(current, { change, power, alpha }))
    const next = random(31)
    const sample = (positive: number, negative: number): NetScore.Trinomial => {
      const up = binomial(next, answers, positive)
      const down = binomial(next, answers - up, negative / (1 - positive))
      return { positive: up, negative: down, neutral: answers - up - down }
    }
    const total = current.promoters + current.passives + current.detractors
    const [p, d] = [current.promoters / total, current.detractors / total]
    const turned = Math.min(Math.abs(change) / 200, change > 0 ? d : p) * Math.sign(change)
    const moved = change / 100 - 2 * turned
    let seen = 0
    for (let round = 0; round < 4000; round++) {
      const after = sample(p + turned + Math.max(0, moved), d - turned + Math.max(0, -moved))
      const result = NetScore.difference(after, sample(p, d), 1 - alpha)
      if (result.p !== null && result.p < alpha) seen++
    }
    expect(Math.abs(seen / 4000 - power)).toBeLessThan(0.025)
  })
})
