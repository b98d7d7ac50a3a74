import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Dimension, Tally, TopicTrend } from "../src/index.ts"
import { weekdayPatterns } from "../src/measures/TopicTrendWeekdays.ts"
import { countTables, dispersionPrior, dispersions, likelihoods, posterior } from "../src/stats/DispersionPosterior.ts"
import { type Simulation, simulate, type TopicDay } from "./topicSimulation.ts"

const tallyOf = (counts: ReadonlyArray<TopicDay>) => {
  const counter = Tally.counter<TopicDay, readonly ["topic", "day"]>({ by: ["topic", "day"] })
  for (const each of counts) if (each.count > 0) counter.add(each, each.count)
  return counter.finish()
}

const trends = (counts: ReadonlyArray<TopicDay>, options: TopicTrend.TopicTrendOptions = {}) => {
  const result = TopicTrend.fromTally(tallyOf(counts), options)
  if (result._tag !== "TopicTrends") throw new Error(result.reason)
  return result
}

/** How many rises are of a burst, and which bursts are found. */
const score = ({ bursts, counts, days }: Simulation) => {
  const rises = trends(counts).topics.flatMap(({ rises: all, topic }) => all.map((rise) => ({ ...rise, topic })))
  const isOf = (rise: { readonly topic: unknown; readonly detected: string }, burst: (typeof bursts)[number]) =>
    rise.topic === `t${burst.topic}` &&
    rise.detected >= (days[burst.from] ?? "") &&
    rise.detected < (days[burst.from + burst.days] ?? "~")
  const found = bursts.map((burst) => ({ burst, rise: rises.find((rise) => isOf(rise, burst)) }))
  const delays = found.flatMap(({ burst, rise }) => (rise ? [days.indexOf(rise.detected) - burst.from] : []))
  return {
    right: rises.filter((rise) => bursts.some((burst) => isOf(rise, burst))).length,
    alerts: rises.length,
    big: bursts.filter(({ factor }) => factor >= 3).length,
    bigFound: found.filter(({ burst, rise }) => burst.factor >= 3 && rise !== undefined).length,
    delay: delays.sort((a, b) => a - b)[Math.floor(delays.length / 2)]
  }
}

describe("topic trends on a simulation", () => {
  it("finds bursts of three times and more, and few that are none", () => {
    const scores = [1, 2].map((seed) => score(simulate({ seed, means: [2, 60] })))
    const sum = (key: "right" | "alerts" | "big" | "bigFound") => scores.reduce((all, each) => all + each[key], 0)
    expect(sum("right") / sum("alerts")).toBeGreaterThan(0.88)
    expect(sum("bigFound") / sum("big")).toBeGreaterThan(0.95)
    expect(scores.every(({ delay = 9 }) => delay <= 1)).toBe(true)
  })

  it.each([0.1, 0.5])("is silent on noise of dispersion %s", (dispersion) => {
    const runs = Array.from({ length: 20 }, (_, i) =>
      simulate({ seed: 100 + i, bursts: 0, topics: 30, dispersions: [dispersion, dispersion] })
    )
    const alerting = runs.filter(({ counts }) => trends(counts).topics.some(({ rises }) => rises.length > 0))
    expect(alerting.length).toBeLessThanOrEqual(1)
  })
})

const days = simulate({ seed: 1, topics: 1, bursts: 0 }).days
const topicOf = (topic: string, count: (day: number) => number, length = 100): ReadonlyArray<TopicDay> =>
  days.slice(0, length).map((day, i) => ({ topic, day, count: count(i) }))
const one = (counts: ReadonlyArray<TopicDay>, options: TopicTrend.TopicTrendOptions = {}) => {
  const [topic] = trends(counts, options).topics
  if (topic === undefined) throw new Error("no topic")
  return topic
}

describe("what a topic does", () => {
  it("is emerging, rising, recurring, fading or steady", () => {
    const usual = topicOf("usual", (i) => 5 + (i % 3))
    const fresh = (at: number) => topicOf("a", (i) => (i >= at ? 9 : 0))
    expect(one([...fresh(98), ...usual]).state).toBe("emerging")
    expect(one(topicOf("a", (i) => (i >= 98 ? 25 : 5 + (i % 3)))).state).toBe("rising")
    expect(one(topicOf("a", (i) => (i >= 98 || (i > 50 && i < 54) ? 25 : 5 + (i % 3)))).state).toBe("recurring")
    expect(one(topicOf("a", (i) => (i > 85 ? i % 2 : 5 + (i % 3)))).state).toBe("fading")
    expect(one(usual)).toMatchObject({ state: "steady", rises: [] })
  })

  it("says since when, what was expected, and how sure the ratio is", () => {
    const [rise] = one(topicOf("a", (i) => (i >= 70 && i < 75 ? 30 : 8 + (i % 5)))).rises
    expect(rise).toMatchObject({
      since: days[70],
      detected: days[70],
      through: days[74],
      ongoing: false,
      observed: 150
    })
    expect(rise?.expected).toBeCloseTo(50, 0)
    expect(rise?.ratio.value).toBeCloseTo(3, 1)
    expect(rise?.ratio.interval.low).toBeGreaterThan(1.5)
    expect(rise?.ratio.interval.high).toBeLessThan(6)
    expect(rise?.adjustedP).toBeGreaterThanOrEqual(rise?.p ?? 1)
  })

  it("expects what a weekday has", () => {
    const { rises } = one(topicOf("a", (i) => (i % 7 === 0 ? 40 + (i % 4) : 4 + (i % 3)), 180))
    expect(rises).toEqual([])
  })

  it("learns weekdays from the other topics where a topic says little", () => {
    const of = (sums: ReadonlyArray<number>) => ({
      sums: Float64Array.from(sums),
      mean: sums.reduce((a, b) => a + b, 0) / 84,
      dispersion: 0.1
    })
    const [little, much] = [of([1, 0, 0, 1, 0, 0, 0]), of([90, 100, 110, 100, 100, 300, 300])]
    const others = Array.from({ length: 30 }, () => of([300, 100, 100, 100, 100, 60, 60]))
    const weeks = [12, 12, 12, 12, 12, 12, 12]
    const [alone] = weekdayPatterns([little], weeks)
    const [among, own, other] = weekdayPatterns([little, much, ...others], weeks)
    expect(alone?.weekdays.every((factor) => Math.abs(factor - 1) < 0.01)).toBe(true)
    const differences = among?.weekdays.map((factor, w) => Math.abs(factor - (other?.weekdays[w] ?? 0))) ?? []
    expect(Math.max(...differences)).toBeLessThan(0.5)
    expect(among?.weekdays[0]).toBeGreaterThan(2)
    expect(own?.weekdays[0]).toBeLessThan(0.8)
    expect(own?.weekdays[6]).toBeGreaterThan(1.6)
  })

  it("follows topics that drift", () => {
    const runs = [1, 2].map((seed) => score(simulate({ seed, drift: 2, means: [2, 60] })))
    const sum = (key: "right" | "alerts") => runs.reduce((all, each) => all + each[key], 0)
    expect(sum("right") / sum("alerts")).toBeGreaterThan(0.85)
  })

  it("does not count the echo of a rise as another", () => {
    const counts = topicOf("a", (i) => (i >= 80 && i < 83 ? 90 : i === 87 ? 15 : 8 + (i % 3)))
    expect(one(counts).rises.map(({ since, through }) => [since, through])).toEqual([[days[80], days[82]]])
  })

  it("expects what a season has, with two full years known", () => {
    const start = Date.UTC(2022, 0, 3)
    const years = Array.from({ length: 1180 }, (_, i) => ({
      topic: "a",
      day: new Date(start + i * 86_400_000).toISOString().slice(0, 10),
      count: i % 364 > 300 && i % 364 < 330 ? 30 + (i % 3) : 10 + (i % 3)
    }))
    const since = (day: number) => years[day]?.day ?? ""
    const at = (from: number, to: number) => one(years.slice(0, to), { since: since(from) }).rises.length
    expect(at(300, 320)).toBe(1)
    expect(at(310 + 728, 325 + 728)).toBe(0)
  })

  it("does not test days that are not over", () => {
    const counts = topicOf("a", (i) => (i === 99 ? 200 : 5 + (i % 3)))
    expect(one(counts).state).toBe("rising")
    const result = trends(counts, { inProgress: days[99] ?? "" })
    expect(result.inProgress).toEqual([days[99]])
    expect(result.tested.through).toBe(days[98])
    expect(result.topics[0]?.rises).toEqual([])
  })

  it("tests only what is asked", () => {
    const counts = topicOf("a", (i) => (i === 60 ? 60 : 5 + (i % 3)))
    expect(one(counts).rises).toHaveLength(1)
    const late = trends(counts, { since: days[90] ?? "" })
    expect(late.tested).toEqual({ from: days[90], through: days[99], tests: 10 })
    expect(late.topics[0]?.rises).toEqual([])
  })
})

describe("too little, missing and wrong", () => {
  it("is data", () => {
    expect(TopicTrend.fromTexts([])).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(TopicTrend.fromTexts([{ topic: "a", day: "2026-01-01" }])).toMatchObject({
      _tag: "InsufficientData",
      reason: "fewer than 29 days up to the last",
      n: 1
    })
    const wrong = [
      { topic: null, day: "2026-01-01" },
      { topic: "a", day: null },
      { topic: "a", day: "2026-02-30" },
      { topic: "a", day: "soon" }
    ]
    expect(TopicTrend.fromTexts(wrong)).toMatchObject({ n: 0, excluded: { missing: 2, invalid: 2 } })
  })

  it("reads no more than the last days of a far-flung calendar", () => {
    const far = [
      { topic: "a", day: "1000-01-01" },
      { topic: "a", day: "9998-01-01" },
      { topic: "a", day: "9998-06-01" }
    ]
    expect(TopicTrend.fromTexts(far)).toMatchObject({ _tag: "TopicTrends", n: 2 })
  })

  it("refuses what is no option", () => {
    const tally = tallyOf(topicOf("a", () => 3))
    expect(() => TopicTrend.fromTally(tally, { since: "May" })).toThrow(RangeError)
    expect(() => TopicTrend.fromTally(tally, { level: 1 })).toThrow(RangeError)
  })

  it("has no groups of nothing", () => {
    expect(
      TopicTrend.by(
        Tally.from<{ topic: string; day: string; channel: string }, readonly ["topic", "day", "channel"]>([], {
          by: ["topic", "day", "channel"]
        }),
        "channel"
      )
    ).toEqual([])
  })
})

const texts = fc.array(
  fc.record({
    topic: fc.constantFrom("a", "b", null),
    channel: fc.constantFrom("mail", "chat"),
    at: fc.integer({ min: 0, max: 59 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day, 12)))
  }),
  { maxLength: 300 }
)

describe("topic trend laws", () => {
  const by = ["topic", "channel", Dimension.period("at", "day", "UTC")] as const

  it("does not depend on order or pieces", () => {
    fc.assert(
      fc.property(texts, fc.nat(300), (all, cut) => {
        const whole = TopicTrend.by(Tally.from(all, { by }), "channel")
        const pieces = Tally.merge(
          Tally.from([...all].reverse().slice(0, cut), { by }),
          Tally.from([...all].reverse().slice(cut), { by })
        )
        expect(TopicTrend.by(pieces, "channel")).toEqual(whole)
      }),
      { numRuns: 20 }
    )
  })

  it("gives a topic the same in every group that says the same, whatever it is called", () => {
    fc.assert(
      fc.property(texts, (all) => {
        const named = (channel: string) => all.map((text) => ({ ...text, channel }))
        const [mail, chat] = TopicTrend.by(Tally.from([...named("chat"), ...named("mail")], { by }), "channel")
        if (mail?.result._tag !== "TopicTrends" || chat?.result._tag !== "TopicTrends") return
        expect(mail.result.topics).toEqual(chat.result.topics)
        expect(mail.result.tested.tests).toBe(
          (mail.result.topics.length + chat.result.topics.length) *
            (mail.result.tested.tests / 2 / mail.result.topics.length)
        )
      }),
      { numRuns: 20 }
    )
  })

  it("says of a day the same whether more days before it are tested or not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 28, max: 90 }), fc.integer({ min: 5, max: 9 }), (from, height) => {
        const counts = topicOf("x", (i) => (i >= 92 && i < 95 ? 8 * height : 3 + (i % 4)))
        const [all, late] = [{}, { since: days[from] ?? "" }].map((options) => one(counts, options).rises.at(-1))
        const { adjustedP: _, ...rise } = all ?? { adjustedP: 1 }
        expect(late).toMatchObject(rise)
        expect(late?.since).toBe(days[92])
      }),
      { numRuns: 20 }
    )
  })
})

describe("dispersion", () => {
  const usual = dispersionPrior([])
  const fit = (counts: ReadonlyArray<number>) => {
    const sum = counts.reduce((a, b) => a + b, 0)
    const groups = [{ n: counts.length, sum, mean: (sum + 0.5) / counts.length }]
    return likelihoods(counts, groups, 1, countTables(Math.max(...counts)))
  }
  const mean = (weights: ReadonlyArray<number>) =>
    weights.reduce((all, weight, k) => all + weight * (dispersions[k] ?? 0), 0)

  it("is learned where there is enough to learn from, and the usual one where there is not", () => {
    expect(mean(posterior(fit(Array.from({ length: 84 }, () => 50)), usual))).toBeLessThan(0.02)
    expect(mean(posterior(fit(Array.from({ length: 84 }, (_, i) => (i % 2 ? 90 : 10))), usual))).toBeGreaterThan(0.4)
    expect(mean(posterior(fit(Array.from({ length: 84 }, (_, i) => (i === 4 ? 1 : 0))), usual))).toBeGreaterThan(0.1)
  })

  it("of a topic that says little is that of the others", () => {
    const others = (size: number) =>
      dispersionPrior(
        Array.from({ length: 100 }, () => fit(Array.from({ length: 84 }, (_, i) => (i % 2 ? 20 + size : 20 - size))))
      )
    const little = fit(Array.from({ length: 84 }, (_, i) => (i === 4 ? 1 : 0)))
    expect(mean(posterior(little, others(0)))).toBeLessThan(0.03)
    expect(mean(posterior(little, others(16)))).toBeGreaterThan(0.4)
  })

  it("is the same by tables and beyond them", () => {
    const counts = [3000, 4096, 4097, 9000, 20_000]
    const sum = counts.reduce((a, b) => a + b, 0)
    const groups = [{ n: 5, sum, mean: sum / 5 }]
    const logs = dispersions.map((dispersion) => {
      const terms = counts.map((count) => {
        let term = 0
        for (let j = 0; j < count; j++) term += Math.log1p(dispersion * j)
        return term
      })
      const fitted = Math.log(5 / sum + dispersion) / 2
      return terms.reduce((a, b) => a + b, fitted) - (sum + 5 / dispersion) * Math.log1p((dispersion * sum) / 5)
    })
    const most = Math.max(...logs)
    likelihoods(counts, groups, 1, countTables(20_000)).forEach((value, k) => {
      expect(value).toBeCloseTo(Math.exp((logs[k] ?? 0) - most), 7)
    })
  })
})
