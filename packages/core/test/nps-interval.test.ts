import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Nps, NpsInterval, Tally } from "../src/index.ts"
import type { IntervalMethod, Trinomial } from "../src/stats/NetScore.ts"
import { expectClose, golden } from "./golden.ts"

interface Bounds {
  readonly lower: number
  readonly upper: number
}
interface Counts {
  readonly detractors: number
  readonly passives: number
  readonly promoters: number
}
const reference = golden<{
  readonly triples: ReadonlyArray<
    Counts & {
      readonly n: number
      readonly ci: Record<
        string,
        {
          readonly wald: Bounds
          readonly adjusted_wald_3: Bounds
          readonly score_tango: Bounds
          readonly goodman_contrast_chi2_df2: Bounds
          readonly trinomial_mean_t: Bounds | null
          readonly bootstrap_exact_percentile: Bounds & { readonly resolution: number }
        }
      > | null
    }
  >
  readonly two_sample: ReadonlyArray<{
    readonly a: Counts
    readonly b: Counts
    readonly wald: {
      readonly diff: number
      readonly p: number | null
      readonly lower95: number
      readonly upper95: number
    } | null
  }>
}>("nps_ci.json")

const trinomial = ({ detractors, passives, promoters }: Counts): Trinomial => ({
  negative: detractors,
  neutral: passives,
  positive: promoters
})

const scoresOf = ({ negative, neutral, positive }: Trinomial): ReadonlyArray<number> => [
  ...Array.from({ length: negative }, () => 3),
  ...Array.from({ length: neutral }, () => 8),
  ...Array.from({ length: positive }, () => 10)
]

const clipped = (bound: number): number => 100 * Math.max(-1, Math.min(1, bound))

const expectBounds = (method: IntervalMethod, counts: Trinomial, level: number, bounds: Bounds, tolerance: number) => {
  const result = Nps.fromScores(scoresOf(counts), { interval: method, level })
  if (result._tag !== "Estimate") throw new Error(result._tag)
  expectClose(result.interval.low / 100, clipped(bounds.lower) / 100, tolerance)
  expectClose(result.interval.high / 100, clipped(bounds.upper) / 100, tolerance)
  expect(result.interval.level).toBe(level)
}

const estimable = reference.triples.flatMap(({ ci, ...triple }) =>
  Object.entries(ci ?? {}).map(([level, methods]) => ({ ...triple, level: Number(level), methods }))
)

describe("NPS intervals against exact arithmetic", () => {
  it("has cases", () => expect(estimable.length).toBe(39))

  it.each(estimable)("$detractors, $passives, $promoters at $level", ({ level, methods, ...triple }) => {
    const counts = trinomial(triple)
    expectBounds(NpsInterval.wald, counts, level, methods.wald, 1e-12)
    expectBounds(NpsInterval.adjustedWald, counts, level, methods.adjusted_wald_3, 1e-12)
    expectBounds(NpsInterval.tango, counts, level, methods.score_tango, 1e-9)
    expectBounds(NpsInterval.goodman, counts, level, methods.goodman_contrast_chi2_df2, 1e-10)
    expectBounds(NpsInterval.bootstrap({ seed: 1 }), counts, level, methods.bootstrap_exact_percentile, 1e-12)
    if (methods.trinomial_mean_t !== null) {
      expectBounds(NpsInterval.trinomialT, counts, level, methods.trinomial_mean_t, 1e-10)
    } else {
      expect(Nps.fromScores([...scoresOf(counts), null], { interval: NpsInterval.trinomialT, level })).toEqual({
        _tag: "InsufficientData",
        reason: "one answer has no interval",
        n: 1,
        excluded: { missing: 1, invalid: 0 }
      })
    }
  })

  it.each(estimable)(
    "draws come near: $detractors, $passives, $promoters at $level",
    ({ level, methods, ...triple }) => {
      const { low, high, method } = NpsInterval.bootstrap({ seed: 7, draws: 20_000, exactUpTo: 0 })(
        trinomial(triple),
        level
      )
      const { lower, resolution, upper } = methods.bootstrap_exact_percentile
      expect(method).toBe("percentile bootstrap, 20000 draws, seed 7")
      expect(Math.abs(low / 100 - lower) / resolution).toBeLessThan(3)
      expect(Math.abs(high / 100 - upper) / resolution).toBeLessThan(3)
    }
  )

  it.each(reference.two_sample)("the Wald difference of $a and $b", ({ a, b, wald }) => {
    const options = { difference: NpsInterval.waldDifference }
    const [x, y] = [Nps.fromScores(scoresOf(trinomial(a))), Nps.fromScores(scoresOf(trinomial(b)))]
    const result = Nps.difference(x, y, options)
    if (result._tag !== "Difference" || wald === null) {
      expect([result._tag, wald]).toEqual(["InsufficientData", null])
      return
    }
    expect(result.interval.method).toBe("Wald")
    expectClose(result.value / 100, wald.diff, 1e-12)
    expectClose(result.interval.low / 100, wald.lower95, 1e-12)
    expectClose(result.interval.high / 100, wald.upper95, 1e-12)
    if (wald.p === null) expect(result.p).toBeNull()
    else expectClose(result.p ?? -1, wald.p, 1e-12)
  })
})

const methods: ReadonlyArray<readonly [string, IntervalMethod]> = [
  ["adjusted Wald", NpsInterval.adjustedWald],
  ["Wald", NpsInterval.wald],
  ["Tango score", NpsInterval.tango],
  ["Goodman contrast", NpsInterval.goodman],
  ["trinomial t", NpsInterval.trinomialT],
  ["percentile bootstrap, exact", NpsInterval.bootstrap({ seed: 1 })]
]
const count = fc.integer({ min: 0, max: 60 })
const some = fc
  .record({ negative: count, neutral: count, positive: count })
  .filter(({ negative, neutral, positive }) => negative + neutral + positive > 1)

const bounds = (method: IntervalMethod, counts: Trinomial, level = 0.95) => {
  const interval = method(counts, level)
  if ("reason" in interval) throw new Error(interval.reason)
  return interval
}

describe.each(methods)("%s", (name, method) => {
  it("names itself and lies within −100 and 100", () => {
    fc.assert(
      fc.property(some, (counts) => {
        const { high, low, method: named } = bounds(method, counts)
        expect(named).toBe(name)
        expect(-100 <= low && low <= high && high <= 100).toBe(true)
      })
    )
  })

  it("turns around with the answers", () => {
    fc.assert(
      fc.property(some, ({ negative, neutral, positive }) => {
        const interval = bounds(method, { negative, neutral, positive })
        const turned = bounds(method, { negative: positive, neutral, positive: negative })
        expectClose(turned.low, -interval.high, 1e-9)
        expectClose(turned.high, -interval.low, 1e-9)
      })
    )
  })

  it("is wider at a higher level", () => {
    fc.assert(
      fc.property(some, (counts) => {
        const [narrow, wide] = [bounds(method, counts, 0.8), bounds(method, counts, 0.99)]
        expect(wide.low <= narrow.low && wide.high >= narrow.high).toBe(true)
      })
    )
  })

  it("is the same through scores, a tally, groups and periods", () => {
    const records = scoresOf({ negative: 4, neutral: 5, positive: 9 }).map((score) => ({
      team: "a",
      month: "1",
      score
    }))
    const options = { interval: method }
    const expected = Nps.fromScores(
      records.map(({ score }) => score),
      options
    )
    const tally = Tally.from(records, { by: ["team", "month", "score"] })
    expect(Nps.fromTally(tally, options)).toEqual(expected)
    expect(Nps.by(tally, "team", options)[0]?.result).toEqual(expected)
    expect(Nps.over(tally, "month", options)[0]?.result).toEqual(expected)
  })
})

/** Exact coverage at 0.95: the probability of all counts of n answers whose interval holds the true score. */
const coverage = (method: IntervalMethod, n: number, [d, s, p]: readonly [number, number, number]): number => {
  const logFactorials = [0]
  for (let k = 1; k <= n; k++) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k))
  const logFactorial = (k: number) => logFactorials[k] ?? 0
  let covered = 0
  for (let negative = 0; negative <= n; negative++) {
    for (let positive = 0; positive + negative <= n; positive++) {
      const neutral = n - negative - positive
      const { high, low } = bounds(method, { negative, neutral, positive })
      if (low > 100 * (p - d) || high < 100 * (p - d)) continue
      const ways = logFactorial(n) - logFactorial(negative) - logFactorial(neutral) - logFactorial(positive)
      covered += Math.exp(ways) * d ** negative * s ** neutral * p ** positive
    }
  }
  return covered
}

describe("coverage, counted over every possible set of answers", () => {
  const shares = [
    [0.1, 0.3, 0.6],
    [0.3, 0.25, 0.45],
    [0.05, 0.15, 0.8]
  ] as const
  it.each(shares)("of shares %s, %s, %s", (...share) => {
    for (const method of [NpsInterval.adjustedWald, NpsInterval.tango]) {
      expect(coverage(method, 40, share)).toBeGreaterThan(0.93)
      expect(coverage(method, 40, share)).toBeLessThan(0.98)
    }
    expect(coverage(NpsInterval.goodman, 40, share)).toBeGreaterThan(0.955)
    for (const method of [NpsInterval.wald, NpsInterval.trinomialT, NpsInterval.bootstrap({ seed: 1 })]) {
      expect(coverage(method, 40, share)).toBeGreaterThan(0.9)
      expect(coverage(method, 40, share)).toBeLessThan(0.97)
    }
  })
})

describe("the bootstrap", () => {
  it("is exact: every resample of few answers, written out", () => {
    const counts = { negative: 1, neutral: 2, positive: 3 }
    const answers = [-1, 0, 0, 1, 1, 1]
    const nets: Array<number> = []
    for (let resample = 0; resample < 6 ** 6; resample++) {
      let net = 0
      for (let i = 0, rest = resample; i < 6; i++, rest = Math.floor(rest / 6)) net += answers[rest % 6] ?? Number.NaN
      nets.push(net)
    }
    nets.sort((a, b) => a - b)
    for (const level of [0.5, 0.8, 0.9, 0.95, 0.99]) {
      const { high, low } = bounds(NpsInterval.bootstrap({ seed: 1 }), counts, level)
      expectClose(low, (100 * (nets[Math.ceil(((1 - level) / 2) * nets.length - 1e-6) - 1] ?? Number.NaN)) / 6, 1e-12)
      expectClose(high, (100 * (nets[Math.ceil(((1 + level) / 2) * nets.length - 1e-6) - 1] ?? Number.NaN)) / 6, 1e-12)
    }
  })

  it("draws alike for one seed, and little apart for another", () => {
    const counts = { negative: 30_000_000, neutral: 25_000_000, positive: 45_000_000 }
    const once = NpsInterval.bootstrap({ seed: 3 })(counts, 0.95)
    expect(once).toEqual(NpsInterval.bootstrap({ seed: 3 })(counts, 0.95))
    const wald = NpsInterval.wald(counts, 0.95)
    expectClose(once.low, wald.low, 1e-3)
    expectClose(once.high, wald.high, 1e-3)
  })

  it("works out 100,000 answers", () => {
    const counts = { negative: 30_000, neutral: 25_000, positive: 45_000 }
    const [exact, wald] = [NpsInterval.bootstrap({ seed: 3 })(counts, 0.95), NpsInterval.wald(counts, 0.95)]
    expect(exact.method).toBe("percentile bootstrap, exact")
    expect(Math.abs(exact.low - wald.low)).toBeLessThan(0.003)
    expect(Math.abs(exact.high - wald.high)).toBeLessThan(0.003)
  })

  it("refuses what it cannot do", () => {
    expect(() => NpsInterval.bootstrap({ seed: -1 })).toThrow(RangeError)
    expect(() => NpsInterval.bootstrap({ seed: 1, draws: 0 })).toThrow(RangeError)
  })
})
