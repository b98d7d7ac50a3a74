import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  CustomerId,
  Dimension,
  Funnel,
  type Interaction,
  RecordId,
  Sources,
  Tally,
  TouchpointId
} from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"

const evidence = { source: "test", kind: "objective" } as const

interface Visit {
  readonly touchpoint: string
  readonly second: number
}

/** Interactions of one customer in the order of time, ids in the order of the list. */
const visitsOf = (customer: string, visits: ReadonlyArray<Visit>): Array<Interaction> =>
  visits.map(({ second, touchpoint }, i) => ({
    id: RecordId.make(`${customer}${String(i).padStart(3, "0")}`),
    customer: CustomerId.make(customer),
    touchpoint: TouchpointId.make(touchpoint),
    at: new Date(second * 1000),
    channel: customer < "c" ? ("web" as const) : ("app" as const),
    evidence
  }))

const visits = (maxLength: number): fc.Arbitrary<ReadonlyArray<Visit>> =>
  fc
    .array(fc.record({ touchpoint: fc.constantFrom(..."abcxy"), pause: fc.constantFrom(0, 0, 1, 2, 5) }), {
      minLength: 1,
      maxLength
    })
    .map((steps) => {
      let second = 0
      return steps.map(({ pause, touchpoint }) => {
        second += pause
        return { touchpoint, second }
      })
    })

const log = fc
  .array(visits(9), { maxLength: 5 })
  .map((all) => all.flatMap((each, i) => visitsOf("abcde"[i] ?? "e", each)))

const group = (id: string, ...touchpoints: ReadonlyArray<string>) => ({ id, touchpoints })

const steps = fc.constantFrom<Funnel.FunnelRule["steps"]>(
  ["a"],
  ["a", "b"],
  ["a", "b", "c"],
  [group("first", "a", "b"), "c"],
  ["b", "a", group("last", "c", "y")]
)
/** In these a touchpoint is in several steps: ordered only. */
const overlapping = fc.constantFrom<Funnel.FunnelRule["steps"]>(
  ["a", "a"],
  [group("first", "a", "b"), group("second", "b", "c"), "a"],
  ["a", "b", "a", "b"]
)
const exclude = fc.constantFrom<ReadonlyArray<string>>([], ["x"])
const window = fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined })

const rule = fc.oneof(
  fc.record({ steps: fc.oneof(steps, overlapping), exclude, window }),
  fc.record({ steps, exclude, window, order: fc.constant("unordered" as const) })
)
const withoutWindow = rule.map(({ window: _, ...others }) => others)
type Rule = Sources.ProgressRule

const asRule = ({ window, ...others }: { readonly window?: number | undefined } & Omit<Rule, "window">): Rule =>
  window === undefined ? others : { ...others, window }

/** The places right after some that go on with an attempt within the window, up to what is excluded. */
const following = (
  list: ReadonlyArray<Visit>,
  places: ReadonlyArray<number>,
  { exclude = [], window = Infinity }: Rule
): ReadonlyArray<number> => {
  const [first] = places
  if (first === undefined) return [...list.keys()]
  const rest = [...list.keys()].slice((places.at(-1) ?? 0) + 1)
  const end = rest.findIndex((place) => exclude.includes(list[place]?.touchpoint ?? ""))
  const before = end < 0 ? rest : rest.slice(0, end)
  return before.filter((place) => (list[place]?.second ?? 0) - (list[first]?.second ?? 0) <= window)
}

/** Every attempt there is, as the places of its interactions: by trying all. */
const attempts = (list: ReadonlyArray<Visit>, rule: Rule): ReadonlyArray<ReadonlyArray<number>> => {
  const groups = rule.steps.map((step) => (typeof step === "string" ? [step] : step.touchpoints))
  const found: Array<ReadonlyArray<number>> = []
  const fits = (step: number, met: ReadonlyArray<number>): boolean =>
    rule.order === "unordered" ? !met.includes(step) : step === met.length
  const extend = (places: ReadonlyArray<number>, met: ReadonlyArray<number>): void => {
    if (places.length > 0) found.push(places)
    for (const place of following(list, places, rule)) {
      groups.forEach((touchpoints, step) => {
        if (fits(step, met) && touchpoints.includes(list[place]?.touchpoint ?? "")) {
          extend([...places, place], [...met, step])
        }
      })
    }
  }
  extend([], [])
  return found
}

/** What the definition says of one case, from all of its attempts. */
const slowly = (list: ReadonlyArray<Visit>, rule: Rule) => {
  const all = attempts(list, rule)
  const furthest = all.reduce((most, { length }) => Math.max(most, length), 0)
  return Array.from({ length: furthest + 1 }, (_, step) => {
    if (step === 0) return [0, furthest === 0, undefined, undefined]
    const ends = all.filter(({ length }) => length === step)
    const end = (places: ReadonlyArray<number>): number => places.at(-1) ?? 0
    const firstEnd = ends.reduce((least, places) => Math.min(least, end(places)), Infinity)
    const begin = ends.filter((places) => end(places) === firstEnd).reduce((most, [b = 0]) => Math.max(most, b), 0)
    const lastEnd = ends.reduce((most, places) => Math.max(most, end(places)), 0)
    const seconds = (list[firstEnd]?.second ?? 0) - (list[begin]?.second ?? 0)
    return [step, step === furthest, seconds, step === furthest ? list[lastEnd + 1]?.touchpoint : undefined]
  })
}

const rowsOf = (interactions: ReadonlyArray<Interaction>, rule: Rule) =>
  Array.from(Sources.progress(interactions, rule), ({ furthest, next, seconds, step }) => [
    step,
    furthest,
    seconds,
    next
  ])

const furthestOf = (list: ReadonlyArray<Visit>, rule: Rule): number => rowsOf(visitsOf("a", list), rule).length - 1

describe("the source of progress", () => {
  it("is what trying all attempts finds", () => {
    fc.assert(
      fc.property(visits(8), rule, (list, drawn) => {
        const rule = asRule(drawn)
        expect(rowsOf(visitsOf("a", list), rule)).toEqual(slowly(list, rule))
      }),
      { numRuns: 500 }
    )
  })

  it("does not depend on the order of the interactions", () => {
    fc.assert(
      fc.property(log, rule, fc.integer({ min: 1, max: 6 }), (interactions, drawn, sessionGap) => {
        const rule = { ...asRule(drawn), sessionGap }
        const backwards = interactions.toReversed()
        expect([...Sources.progress(backwards, rule)]).toEqual([...Sources.progress(interactions, rule)])
      })
    )
  })

  it("comes as far or further with an interaction more, a longer window or fewer exclusions", () => {
    fc.assert(
      fc.property(visits(8), rule, fc.nat(8), fc.constantFrom(..."abcy"), (list, drawn, place, touchpoint) => {
        const rule = asRule(drawn)
        const { exclude: _, window, ...free } = rule
        const at = Math.min(place, list.length - 1)
        const more = list.toSpliced(at, 0, { touchpoint, second: list[at]?.second ?? 0 })
        expect(furthestOf(more, rule)).toBeGreaterThanOrEqual(furthestOf(list, rule))
        expect(furthestOf(list, free)).toBeGreaterThanOrEqual(furthestOf(list, rule))
        if (window !== undefined) {
          expect(furthestOf(list, { ...rule, window: window + 1 })).toBeGreaterThanOrEqual(furthestOf(list, rule))
        }
      })
    )
  })

  it("comes as far in any order as in this one, or further", () => {
    fc.assert(
      fc.property(visits(8), steps, exclude, window, (list, steps, exclude, window) => {
        const rule = asRule({ steps, exclude, window })
        expect(furthestOf(list, { ...rule, order: "unordered" })).toBeGreaterThanOrEqual(furthestOf(list, rule))
      })
    )
  })

  it("never spans what is excluded, and begins anew after it", () => {
    const path = (text: string) => [...text].map((touchpoint, second) => ({ touchpoint, second }))
    const rule = { steps: ["a", "b", "c"], exclude: ["x"] }
    const reached = ["axb", "axab", "abxc", "abxabc", "xabc", "abcx"].map((text) => furthestOf(path(text), rule))
    expect(reached).toEqual([1, 2, 2, 3, 3, 3])
  })

  it("takes the attempt that begins last for the window", () => {
    const list = [
      { touchpoint: "a", second: 0 },
      { touchpoint: "a", second: 50 },
      { touchpoint: "b", second: 60 },
      { touchpoint: "c", second: 70 }
    ]
    expect(rowsOf(visitsOf("a", list), { steps: ["a", "b", "c"], window: 20 })).toEqual([
      [0, false, undefined, undefined],
      [1, false, 0, undefined],
      [2, false, 10, undefined],
      [3, true, 20, undefined]
    ])
    expect(furthestOf(list, { steps: ["a", "b", "c"], window: 19 })).toBe(2)
  })

  it("refuses a rule that no case can be followed by", () => {
    const refused: ReadonlyArray<Rule> = [
      { steps: [] },
      { steps: [group("empty")] },
      { steps: ["a"], window: 0 },
      { steps: ["a"], window: 1.5 },
      { steps: ["a"], exclude: ["a"] },
      { steps: ["a", group("again", "a")], order: "unordered" }
    ]
    for (const rule of refused) expect(() => [...Sources.progress([], rule)]).toThrow(RangeError)
  })
})

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)

const expectShare = (share: Funnel.CountedShareResult | null, count: number): void => {
  if (share?._tag !== "Estimate") return
  expect(share.count).toBe(count)
  expect(share.interval.low).toBeLessThanOrEqual(share.value)
  expect(share.interval.high).toBeGreaterThanOrEqual(share.value)
}

const expectStep = ({ fromFirst, fromPrevious, reached, seconds, stopped, went }: Funnel.FunnelStep): void => {
  expect("_tag" in went ? went : sum(went.map(({ count }) => count))).toBe(stopped)
  expect(seconds.n).toBe(reached)
  expectShare(fromFirst, reached)
  expectShare(fromPrevious, reached)
}

describe("the funnel", () => {
  it("is the same tally, byte for byte, from paths and from the source of progress", () => {
    fc.assert(
      fc.property(log, withoutWindow, (interactions, rule) => {
        const direct = Tally.from(Sources.progress(interactions, rule), { by: ["step", "furthest", "next", "channel"] })
        const paths = Tally.from(Sources.cases(interactions), { by: ["path", "channel"] })
        const along = Funnel.progress(paths, rule)
        expect(Tally.encode(along)).toEqual(Tally.encode(direct))
        expect(along).toEqual(direct)
      })
    )
  })

  it("counts as the paths do that hold the steps one after the other", () => {
    fc.assert(
      fc.property(log, (interactions) => {
        const paths = Array.from(Sources.cases(interactions), ({ path = "" }) => Sources.touchpointsOf(path).join(""))
        const result = Funnel.fromPaths(
          paths.map((path) => [...path]),
          { steps: ["a", "b", "c"] }
        )
        const held = [/a/, /a.*b/, /a.*b.*c/].map((pattern) => paths.filter((path) => pattern.test(path)).length)
        const reached = result._tag === "Funnel" ? result.steps.map((step) => step.reached) : [0, 0, 0]
        expect(reached).toEqual(held)
        expect(result.n).toBe(paths.length)
      })
    )
  })

  it("reaches a touchpoint alone as often as customers reached it", () => {
    fc.assert(
      fc.property(log, fc.constantFrom("a", "b", "c"), (interactions, touchpoint) => {
        const customers = [...Sources.reach(interactions)].filter((each) => each.touchpoint === touchpoint).length
        const tally = Tally.from(Sources.progress(interactions, { steps: [touchpoint] }), { by: ["step"] })
        const result = Funnel.fromTally(tally, { steps: [touchpoint] })
        expect(result._tag === "Funnel" ? result.steps[0]?.reached : 0).toBe(customers)
      })
    )
  })

  it("adds up: those who stopped and those who came through are those who entered, and all went somewhere", () => {
    fc.assert(
      fc.property(log, rule, (interactions, drawn) => {
        const rule = asRule(drawn)
        const by = ["step", "furthest", "next", "seconds"] as const
        const result = Funnel.fromTally(Tally.from(Sources.progress(interactions, rule), { by }), rule)
        const { steps } = result._tag === "Funnel" ? result : { steps: [] }
        expect(steps.length).toBe(interactions.length === 0 ? 0 : rule.steps.length)
        expect(sum(steps.map(({ stopped }) => stopped))).toBe(steps[0]?.reached ?? 0)
        steps.forEach(expectStep)
      })
    )
  })

  it("has Wilson's interval, the exact median and where people went instead", () => {
    const list = (texts: ReadonlyArray<string>) =>
      texts.flatMap((text, i) => {
        const path = [...text].map((touchpoint, place) => ({ touchpoint, second: place * (i + 1) }))
        return visitsOf(`c${i}`, path)
      })
    const rule = { steps: ["a", "b"], window: 100 }
    const rows = [...Sources.progress(list(["ab", "ab", "ab", "ab", "ab", "ab", "ax", "ax", "a", "y"]), rule)]
    const result = Funnel.fromTally(Tally.from(rows, { by: ["step", "furthest", "next", "seconds"] }), rule)
    expect(result).toMatchObject({
      definition: "a → b, in this order, within 100 s",
      conversion: { value: 600 / 9, n: 9, count: 6 },
      n: 10,
      steps: [
        {
          fromPrevious: { value: 90, n: 10, interval: { method: "Wilson" } },
          fromFirst: null,
          seconds: { value: 0, n: 9 },
          stopped: 3,
          went: [
            { touchpoint: "x", count: 2 },
            { touchpoint: null, count: 1 }
          ]
        },
        {
          fromPrevious: { value: 600 / 9, n: 9 },
          seconds: { value: 3.5, n: 6, interval: { low: 1, high: 6 } },
          stopped: 6,
          went: [{ touchpoint: null, count: 6 }]
        }
      ]
    })
  })

  it("is of nobody, of paths that are missing, and of tallies that say less, as it is said", () => {
    const rule = { steps: ["a", "b"] }
    expect(Funnel.fromPaths([], rule)).toMatchObject({ _tag: "InsufficientData", n: 0 })
    expect(Funnel.fromPaths([["a"], []], rule)).toMatchObject({ n: 1, excluded: { missing: 1, invalid: 0 } })
    const plain = Funnel.fromTally(Tally.from([{ step: 0 }, { step: 7 }], { by: ["step"] }), rule)
    expect(plain).toMatchObject({
      conversion: { _tag: "InsufficientData" },
      excluded: { invalid: 1 },
      steps: [{ seconds: { _tag: "InsufficientData" }, went: { _tag: "InsufficientData" } }, {}]
    })
    expect(() => Funnel.fromTally(Tally.from([{ a: 1 }], { by: ["a"] }), rule)).toThrow(Tally.TallyMismatch)
  })

  it("leaves optional touchpoints out of the steps of a planned journey", () => {
    const touchpoints = [{ id: "cart" }, { id: "help", optional: true }, { id: "paid" }]
    const stages = [
      { id: "buy", touchpoints },
      { id: "aid", touchpoints: [{ id: "desk", optional: true }] }
    ]
    expect(Funnel.stagesOf({ stages })).toEqual([{ id: "buy", touchpoints: ["cart", "paid"] }])
    expect(Funnel.touchpointsOf({ stages })).toEqual(["cart", "paid"])
  })
})

describe("funnels of groups and periods", () => {
  it("are of each group what they are of the group alone, and compare it with all others", () => {
    fc.assert(
      fc.property(log, withoutWindow, (interactions, rule) => {
        const tally = Funnel.progress(Tally.from(Sources.cases(interactions), { by: ["path", "channel"] }), rule)
        for (const { fromRest, result, value } of Funnel.by(tally, "channel", rule)) {
          const mine = Tally.where(tally, "channel", value)
          const others = Tally.where(tally, "channel", (other) => other !== value)
          expect(result).toEqual(Funnel.fromTally(mine, rule))
          expect(fromRest.map(({ difference }) => difference)).toEqual(
            Funnel.difference(mine, others, rule).map(({ difference }) => difference)
          )
        }
      })
    )
  })

  it("differ where they do, and the last from the first is compared too", () => {
    const rule = { steps: ["a", "b", "c"] }
    const paths = (segment: string, texts: Record<string, number>) =>
      Object.entries(texts).flatMap(([text, copies]) =>
        Array.from({ length: copies }, () => ({ segment, path: Sources.pathText([...text]) }))
      )
    const rows = [...paths("old", { a: 50, ab: 100, abc: 50 }), ...paths("new", { a: 50, ab: 30, abc: 120 })]
    const tally = Funnel.progress(Tally.from(rows, { by: ["path", "segment"] }), rule)
    const [young] = Funnel.by(tally, "segment", rule)
    expect(young?.fromRest.map(({ differs, of, step }) => [step, of, differs])).toEqual([
      [1, "previous", false],
      [2, "previous", false],
      [3, "previous", true],
      [3, "first", true]
    ])
  })

  it("are of every period, those without a case too", () => {
    const rule = { steps: ["a", "b"] }
    const rows = [
      { at: new Date("2026-01-05"), path: "a" },
      { at: new Date("2026-03-05"), path: Sources.pathText(["a", "b"]) }
    ]
    const tally = Tally.from(rows, { by: ["path", Dimension.period("at", "month", "UTC")] })
    const series = Funnel.over(Funnel.progress(tally, rule), "month", rule)
    expect(series.map(({ period, result }) => [period, result.n])).toEqual([
      ["2026-01", 1],
      ["2026-02", 0],
      ["2026-03", 1]
    ])
  })

  it("differ by chance alone at most as often as is said", () => {
    const rule = { steps: ["a", "b", "c"] }
    const stop = (draw: number): string => (draw < 0.4 ? "a" : draw < 0.7 ? "ab" : "abc")
    const differs = (seed: number): boolean => {
      const draw = random(seed)
      const rows = Array.from({ length: 600 }, () => ({
        group: draw() < 0.5,
        path: Sources.pathText([...stop(draw())])
      }))
      const tally = Funnel.progress(Tally.from(rows, { by: ["path", "group"] }), rule)
      return Funnel.by(tally, "group", rule).some(({ fromRest }) => fromRest.some((each) => each.differs))
    }
    const found = Array.from({ length: 200 }, (_, i) => differs(i + 1)).filter(Boolean).length
    // 5 % of 200 runs are 10; more than 18 have a probability below 1 %.
    expect(found).toBeLessThanOrEqual(18)
  })
})
