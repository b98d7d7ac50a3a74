import {
  CustomerId,
  type Expectation,
  type Interaction,
  RecordId,
  type Response,
  SegmentId,
  Sources,
  type Subscription,
  TouchpointId
} from "@throughline/core"
import * as fc from "fast-check"
import { assert, describe, test } from "vitest"

const evidence = { source: "test", kind: "objective" } as const
const day = 86_400_000

/** Few values, so that records meet and tie. */
const customer = fc.constantFrom("ada", "Ada", "__proto__", "\u{1F600}", "\uff5e").map((id) => CustomerId.make(id))
const touchpoint = fc.constantFrom("cart", "checkout", "toString").map((id) => TouchpointId.make(id))
const component = fc.constantFrom("emotional", "functional", undefined)
const at = fc.integer({ min: 0, max: 12 }).map((n) => new Date(n * 700))

const without = <A extends object>(record: A): A =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as A

const withIds = <A>(record: fc.Arbitrary<A>, maxLength = 14): fc.Arbitrary<Array<A & { readonly id: RecordId }>> =>
  fc
    .uniqueArray(fc.constantFrom(..."abcdefghijklmn\u{1F600}\uff5e"), { maxLength })
    .chain((ids) => fc.tuple(...ids.map((id) => record.map((fields) => without({ ...fields, id: RecordId.make(id) })))))

const interactions: fc.Arbitrary<Array<Interaction>> = withIds(
  fc.record({ customer, touchpoint, at, evidence: fc.constant(evidence) })
)

const scale = fc.constantFrom("1-5", "1-7")

const responses = withIds(
  fc.record({
    customer,
    touchpoint: fc.option(touchpoint, { nil: undefined }),
    at,
    metric: fc.constantFrom("csat", "csat", "nps"),
    component,
    scale,
    score: fc.integer({ min: 1, max: 5 }),
    evidence: fc.constant(evidence)
  })
) as fc.Arbitrary<Array<Response>>

const expectations = withIds(
  fc.record({
    customer,
    touchpoint,
    at,
    component,
    scale,
    desired: fc.integer({ min: 1, max: 5 }),
    evidence: fc.constant(evidence)
  })
) as fc.Arbitrary<Array<Expectation>>

const subscriptions = withIds(
  fc
    .record({ customer, start: fc.integer({ min: 0, max: 9 }), length: fc.option(fc.integer({ min: 0, max: 5 })) })
    .map(({ customer, length, start }) => ({
      customer,
      startedAt: new Date(start * 0.7 * day),
      ...(length === null
        ? {}
        : { endedAt: new Date((start + length) * 0.7 * day), reason: length > 2 ? "unused" : "other" }),
      evidence
    }))
) as fc.Arbitrary<Array<Subscription>>

const shuffled = <A>(records: fc.Arbitrary<Array<A>>): fc.Arbitrary<readonly [Array<A>, Array<A>]> =>
  records.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }).map((other) => [all, other] as const))

interface Timed {
  readonly id: string
  readonly at: Date
}

const earlier = (a: Timed, b: Timed): number =>
  a.at.getTime() - b.at.getTime() || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))

describe("compareText", () => {
  test("is the order of UTF-8 bytes", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\u00e9", "\uffee", "\u{1F600}", "\u{10FFFF}", "\0") })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b))
        assert.strictEqual(Math.sign(Sources.compareText(a, b)), bytes)
      })
    )
  })
})

describe("the order of the input never matters", () => {
  const sameRows = <A>(
    name: string,
    records: fc.Arbitrary<Array<A>>,
    rows: (records: ReadonlyArray<A>) => Iterable<object>
  ) =>
    test(name, () => {
      fc.assert(
        fc.property(shuffled(records), ([all, other]) => assert.deepStrictEqual([...rows(all)], [...rows(other)]))
      )
    })
  sameRows("reach", interactions, Sources.reach)
  sameRows("steps", interactions, Sources.steps)
  sameRows("cases", interactions, Sources.cases)
  sameRows("lifetimes", subscriptions, (all) => Sources.lifetimes(all, new Date(4 * day)))
  test("gaps", () => {
    fc.assert(
      fc.property(shuffled(responses), shuffled(expectations), ([answers, others], [expected, otherwise]) =>
        assert.deepStrictEqual([...Sources.gaps(answers, expected)], [...Sources.gaps(others, otherwise)])
      )
    )
  })
})

describe("reach", () => {
  test("is the earliest interaction of each customer and touchpoint, once", () => {
    fc.assert(
      fc.property(interactions, (all) => {
        const rows = [...Sources.reach(all)]
        const pairs = new Set(all.map((each) => JSON.stringify([each.customer, each.touchpoint])))
        assert.strictEqual(rows.length, pairs.size)
        for (const row of rows) {
          const theirs = all.filter((each) => each.customer === row.customer && each.touchpoint === row.touchpoint)
          assert.strictEqual(row.at.getTime(), Math.min(...theirs.map((each) => each.at.getTime())))
        }
      })
    )
  })

  test("of two at once the smaller id comes first, in code point order", () => {
    const visit = (id: string, segment: string): Interaction => ({
      id: RecordId.make(id),
      customer: CustomerId.make("ada"),
      touchpoint: TouchpointId.make("cart"),
      at: new Date(0),
      segment: SegmentId.make(segment),
      evidence
    })
    const rows = [...Sources.reach([visit("\u{1F600}", "emoji"), visit("\uff5e", "tilde")])]
    assert.deepStrictEqual(
      rows.map((row) => String(row.segment)),
      ["tilde"]
    )
    assert.notProperty(rows[0], "channel")
  })
})

describe("steps", () => {
  test("link the interactions of a customer, none left out, from nowhere to nowhere", () => {
    fc.assert(
      fc.property(interactions, (all) => {
        const rows = [...Sources.steps(all)]
        for (const id of new Set(all.map((each) => each.customer))) {
          const path = all.filter((each) => each.customer === id).sort(earlier)
          const theirs = rows.filter((row) => row.customer === id)
          const touchpoints = path.map((each) => each.touchpoint)
          assert.deepStrictEqual(
            theirs.map((row) => row.to),
            [...touchpoints, undefined]
          )
          assert.deepStrictEqual(
            theirs.map((row) => row.from),
            [undefined, ...touchpoints]
          )
          assert.isTrue(theirs.slice(1, -1).every(({ seconds = -1 }) => Number.isInteger(seconds) && seconds >= 0))
        }
      })
    )
  })

  test("and cases go on while no more than the gap passes", () => {
    fc.assert(
      fc.property(interactions, fc.integer({ min: 1, max: 100_000 }), (all, sessionGap) => {
        const cases = [...Sources.cases(all, { sessionGap })]
        const rows = [...Sources.steps(all, { sessionGap })]
        assert.strictEqual(rows.filter(({ from }) => from === undefined).length, cases.length)
        assert.isTrue(rows.every(({ seconds = 0 }) => seconds <= sessionGap))
        assert.strictEqual(
          cases.reduce((sum, { length }) => sum + length, 0),
          all.length
        )
        for (const { first, last, length, path = "" } of cases) {
          const touchpoints = Sources.touchpointsOf(path)
          assert.deepStrictEqual([touchpoints[0], touchpoints.at(-1), touchpoints.length], [first, last, length])
        }
      })
    )
  })

  test("count whole seconds, rounded down", () => {
    const visit = (id: string, at: number): Interaction => ({
      id: RecordId.make(id),
      customer: CustomerId.make("ada"),
      touchpoint: TouchpointId.make(id),
      at: new Date(at),
      evidence
    })
    const rows = [...Sources.steps([visit("b", 2999), visit("a", 1000)])]
    assert.deepStrictEqual(
      rows.map(({ at, from, seconds, to }) => [from, to, seconds, at.getTime()]),
      [
        [undefined, "a", undefined, 1000],
        ["a", "b", 1, 2999],
        ["b", undefined, undefined, 2999]
      ]
    )
  })

  test("a path says any ids, whatever is in them", () => {
    const ids = fc.array(fc.string({ minLength: 1, unit: fc.constantFrom("a", "\u001e", "\u001f", "0", "1") }), {
      minLength: 1
    })
    fc.assert(
      fc.property(ids, (touchpoints) =>
        assert.deepStrictEqual(Sources.touchpointsOf(Sources.pathText(touchpoints)), touchpoints)
      )
    )
  })
})

describe("gaps", () => {
  const matches = (response: Response, expectation: Expectation): boolean =>
    response.customer === expectation.customer &&
    response.touchpoint === expectation.touchpoint &&
    response.component === expectation.component &&
    response.scale === expectation.scale &&
    expectation.at <= response.at

  test("pair each answer with the latest expectation of its subject", () => {
    fc.assert(
      fc.property(responses, expectations, (answers, expected) => {
        const rows = new Map(Array.from(Sources.gaps(answers, expected), (row) => [row.response, row]))
        for (const answer of answers) {
          const [last] = expected.filter((each) => matches(answer, each)).sort((a, b) => earlier(b, a))
          const row = rows.get(answer.id)
          if (answer.metric !== "csat" || last === undefined) assert.isUndefined(row)
          else assert.deepStrictEqual([row?.score, row?.desired, row?.at], [answer.score, last.desired, answer.at])
        }
      })
    )
  })
})

describe("lifetimes", () => {
  const asOf = new Date(4 * day)

  test("go from the first start to the last end, or to now", () => {
    fc.assert(
      fc.property(subscriptions, (all) => {
        const rows = new Map(Array.from(Sources.lifetimes(all, asOf), (row) => [row.customer, row]))
        for (const id of new Set(all.map((each) => each.customer))) {
          const started = all.filter((each) => each.customer === id && each.startedAt <= asOf)
          const row = rows.get(id)
          assert.strictEqual(row !== undefined, started.length > 0)
          if (row === undefined) continue
          const ends = started.map((each) => each.endedAt?.getTime() ?? Number.POSITIVE_INFINITY)
          const from = Math.min(...started.map((each) => each.startedAt.getTime()))
          const to = Math.min(Math.max(...ends), asOf.getTime())
          assert.strictEqual(row.outcome, Math.max(...ends) > asOf.getTime() ? "active" : "ended")
          assert.strictEqual(row.days, Math.floor((to - from) / day))
        }
      })
    )
  })

  const subscription = (id: string, from: number, to: number | undefined, plan: string): Subscription => ({
    id: RecordId.make(id),
    customer: CustomerId.make("ada"),
    plan,
    startedAt: new Date(from * day),
    ...(to === undefined
      ? {}
      : { endedAt: new Date(to * day), reason: plan === "basic" ? "unused" : "payment_failed" }),
    evidence
  })

  const seen = (all: ReadonlyArray<Subscription>, at: number) =>
    Array.from(Sources.lifetimes(all, new Date(at * day)), ({ days, outcome, plan, reason }) => [
      outcome,
      days,
      plan,
      reason
    ])

  test("a change of plan and a pause are not churn", () => {
    const paused = [subscription("1", 0, 10, "basic"), subscription("2", 15, undefined, "pro")]
    assert.deepStrictEqual(seen(paused, 5), [["active", 5, "basic", undefined]])
    assert.deepStrictEqual(seen(paused, 12), [["ended", 10, "basic", "unused"]])
    assert.deepStrictEqual(seen(paused, 20), [["active", 20, "basic", undefined]])
  })

  test("the last end gives the reason, and an end at the instant itself is one", () => {
    const twice = [subscription("1", 0, 10, "basic"), subscription("2", 1, 12.5, "pro")]
    assert.deepStrictEqual(seen(twice, 12.5), [["ended", 12, "basic", "payment_failed"]])
    assert.deepStrictEqual(seen(twice, 12.4), [["active", 12, "basic", undefined]])
    const together = [subscription("1", 0, 10, "basic"), subscription("2", 0, 10, "pro")]
    assert.deepStrictEqual(seen(together, 11), [["ended", 10, "basic", "payment_failed"]])
  })

  test("nobody gives no rows", () => {
    assert.deepStrictEqual(seen([], 1), [])
    assert.deepStrictEqual(seen([subscription("1", 5, undefined, "pro")], 4), [])
  })
})
