import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Csat, ProportionInterval, Scale, Tally } from "../src/index.ts"
import type { ProportionMethod } from "../src/stats/Proportion.ts"
import { expectClose, golden } from "./golden.ts"

const names = ["wilson", "agresti_coull", "clopper_pearson", "jeffreys", "wald"] as const
type Bounds = readonly [number, number]
const reference = golden<{
  readonly one_sample: ReadonlyArray<
    { readonly successes: number; readonly n: number } & Record<string, Record<(typeof names)[number], Bounds>>
  >
}>("proportions.json").one_sample.filter(({ n }) => n > 0)

const methods: Record<(typeof names)[number], readonly [label: string, method: ProportionMethod]> = {
  wilson: ["Wilson", ProportionInterval.wilson],
  agresti_coull: ["Agresti–Coull", ProportionInterval.agrestiCoull],
  clopper_pearson: ["Clopper–Pearson", ProportionInterval.clopperPearson],
  jeffreys: ["Jeffreys", ProportionInterval.jeffreys],
  wald: ["Wald", ProportionInterval.wald]
}
const scale = Scale.make(1, 5)
const answers = (satisfied: number, n: number) => Array.from({ length: n }, (_, i) => (i < satisfied ? 5 : 2))

/** Exact coverage: the probability of all outcomes of n trials whose interval holds p. */
const coverage = (method: ProportionMethod, n: number, p: number): number => {
  let [covered, mass] = [0, (1 - p) ** n]
  for (let successes = 0; successes <= n; successes++) {
    const { high, low } = method({ successes, n }, 0.95)
    if (low <= 100 * p && 100 * p <= high) covered += mass
    mass *= ((n - successes) * p) / ((successes + 1) * (1 - p))
  }
  return covered
}
const coverages = (method: ProportionMethod): ReadonlyArray<number> =>
  Array.from({ length: 91 }, (_, i) => coverage(method, 50, 0.05 + i / 100))
const mean = (all: ReadonlyArray<number>): number => all.reduce((sum, each) => sum + each, 0) / all.length

/** The least and the mean coverage of 50 trials, p from 0.05 to 0.95, in line with Brown, Cai and DasGupta (2001). */
const known: Record<(typeof names)[number], readonly [least: string, mean: string]> = {
  wilson: ["0.93", "0.95"],
  agresti_coull: ["0.94", "0.95"],
  clopper_pearson: ["0.95", "0.97"],
  jeffreys: ["0.89", "0.95"],
  wald: ["0.81", "0.93"]
}

describe.each(names)("the %s interval", (name) => {
  const [label, method] = methods[name]

  it.each(reference)("of $successes in $n", (row) => {
    for (const level of [0.9, 0.95, 0.99]) {
      const result = Csat.fromScores(answers(row.successes, row.n), { scale, level, interval: method })
      if (result._tag !== "Estimate") throw new Error(result._tag)
      const [low, high] = row[String(level)]?.[name] ?? [Number.NaN, Number.NaN]
      expectClose(result.interval.low / 100, low, 1e-10)
      expectClose(result.interval.high / 100, high, 1e-10)
      expect([result.interval.method, result.interval.level]).toEqual([label, level])
    }
  })

  it("mirrors failures, holds the share, and lies within 0 and 100", () => {
    const share = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
      .filter(([successes, failures]) => successes + failures > 0)
    fc.assert(
      fc.property(share, ([successes, failures]) => {
        const n = successes + failures
        const [one, other] = [method({ successes, n }, 0.95), method({ successes: failures, n }, 0.95)]
        expectClose(one.low, 100 - other.high, 1e-10)
        expectClose(one.high, 100 - other.low, 1e-10)
        expect(0 <= one.low && one.low <= one.high && one.high <= 100).toBe(true)
        // Jeffreys is not set to the ends.
        if (name !== "jeffreys" || (successes > 0 && failures > 0)) {
          expect(one.low - 1e-9 <= (100 * successes) / n && (100 * successes) / n <= one.high + 1e-9).toBe(true)
        }
      })
    )
  })

  it("covers as often as is known of it", () => {
    const all = coverages(method)
    expect([Math.min(...all).toFixed(2), mean(all).toFixed(2)]).toEqual(known[name])
  })

  it("is the same through scores, a tally, groups and periods", () => {
    const records = answers(7, 11).map((score) => ({ team: "a", month: "1", score }))
    const tally = Tally.from(records, { by: ["team", "month", "score"] })
    const options = { scale, interval: method }
    const expected = Csat.fromScores(answers(7, 11), options)
    expect(Csat.fromTally(tally, options)).toEqual(expected)
    expect(Csat.by(tally, "team", options)[0]?.result).toEqual(expected)
    expect(Csat.over(tally, "month", options)[0]?.result).toEqual(expected)
  })
})
