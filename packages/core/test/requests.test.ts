import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CompetingReasons, DuplicateRequests, Requests, Survival } from "../src/index.ts"
import { random } from "../src/stats/Random.ts"

const day = 86_400_000
const start = Date.UTC(2026, 0, 1)
const on = (days: number): Date => new Date(start + days * day)
const asOf = on(150)

const customers = ["ada", "bob", "cy", "di", "Ed", "flo"]
const titles = [
  "Dark mode",
  "dark mode!",
  "Dark mode please, soon and for all of us",
  "Export to CSV",
  "Export as CSV",
  "?",
  ""
]
const customer = fc.option(fc.constantFrom(...customers), { nil: undefined, freq: 4 })

/** Leave out what is not there. */
const given = <A extends object>(record: A): A =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as A

const requests: fc.Arbitrary<ReadonlyArray<Requests.AskedRequest>> = fc
  .array(
    fc.record({
      title: fc.constantFrom(...titles),
      at: fc.integer({ min: 0, max: 170 }).map(on),
      status: fc.constantFrom("open" as const, "planned" as const, "done" as const, "declined" as const),
      customer,
      closedAt: fc.option(fc.integer({ min: 0, max: 170 }).map(on), { nil: undefined }),
      duplicateOf: fc.option(fc.constantFrom("r0", "r1", "r2", "r9"), { nil: undefined, freq: 2 }),
      votes: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined })
    }),
    { maxLength: 7 }
  )
  .map((all) => all.map((each, i) => given({ ...each, id: `r${i}` }) as Requests.AskedRequest))

const votes: fc.Arbitrary<ReadonlyArray<Requests.AskedVote>> = fc.array(
  fc
    .record({
      request: fc.constantFrom("r0", "r1", "r2", "r3", "r8"),
      customer,
      at: fc.integer({ min: 0, max: 170 }).map(on)
    })
    .map((vote) => given(vote) as Requests.AskedVote),
  { maxLength: 25 }
)

const revenue = fc.array(
  fc.record({
    customer: fc.constantFrom(...customers, "zoe"),
    currency: fc.constantFrom("EUR", "USD"),
    amountMinor: fc.integer({ min: 0, max: 9000 })
  }),
  { maxLength: 8 }
)

const board = fc.record({ requests, votes, revenue })
const criterion = fc.constantFrom<Requests.RequestCriterion>("requesters", "votes", "recent", { revenue: "EUR" })

interface Board {
  readonly requests: ReadonlyArray<Requests.AskedRequest>
  readonly votes: ReadonlyArray<Requests.AskedVote>
  readonly revenue: ReadonlyArray<Requests.CustomerRevenue>
}

const ask = (
  given: Board,
  by: Requests.RequestCriterion = "requesters",
  merges = DuplicateRequests.find(given.requests)
) => Requests.fromRecords({ ...given, merges, customers: 7 }, { asOf, by })

const all = (result: Requests.RequestResult): ReadonlyArray<Requests.MergedRequest> =>
  result._tag === "Requests" ? [...result.ranked, ...result.unranked] : []

const none: ReadonlyArray<Requests.RankedRequest> = []
const ranked = (result: Requests.RequestResult) => (result._tag === "Requests" ? result.ranked : none)

describe("duplicates", () => {
  it("are listed with their reason, and any order finds the same", () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(0.3, 0.6, 0.8, 1), fc.nat(1000), (asked, similarity, seed) => {
        const found = DuplicateRequests.find(asked, { similarity })
        const next = random(seed)
        const shuffled = asked.toSorted(() => next() - 0.5)
        expect(DuplicateRequests.find(shuffled, { similarity })).toEqual(found)
        for (const { reason, similarity: own } of found)
          if (reason === "similar") expect(own).toBeGreaterThanOrEqual(similarity)
      })
    )
  })

  it("connect all that are similar, by as few as it takes", () => {
    const at = on(0)
    const asked = [
      "Export the page for us",
      "Export the pages for us!",
      "export the page for us",
      "Where are exports?",
      "Where are exports",
      "?",
      ""
    ].map((title, i) => ({
      id: String(i),
      title,
      at,
      status: "open" as const
    }))
    expect(DuplicateRequests.find(asked)).toEqual([
      { request: "1", into: "0", reason: "similar", similarity: 1 },
      { request: "2", into: "0", reason: "similar", similarity: 1 },
      { request: "4", into: "3", reason: "similar", similarity: 1 }
    ])
  })

  it("are not told by numbers, addresses and links that differ", () => {
    const at = on(0)
    const twice = (one: string, other: string) =>
      DuplicateRequests.find([one, other].map((title, i) => ({ id: String(i), title, at, status: "open" as const })))
        .length
    const wishes = [
      ["Import bank statements in the format of ISO 20022", "Import bank statements in the format of ISO 27001"],
      [
        "3ed66e327e68d8632d16f1b4aeb0dcb165a7956e9c117941588d4995193e0f1a",
        "fca07883b06f6c080f992a7677ddfd296f214adbd6388850eaac6e81847b0d2c"
      ],
      ["Log in by https://one.example/start", "Log in by https://two.example/start"],
      ["Send it to ana@example.org as well", "Send it to bob@example.org as well"],
      ["Works on version 3 of the app", "Works on version 4 of the app"]
    ] as const
    for (const [one, other] of wishes) {
      expect(twice(one, other), one).toBe(0)
      expect(twice(one, `${one}!`), one).toBe(1)
    }
  })

  it("that are marked in a circle, twice or after nobody do no harm", () => {
    const at = on(0)
    const asked = [
      { id: "a", title: "One", at, status: "open" as const, duplicateOf: "b" },
      { id: "b", title: "Two", at, status: "open" as const, duplicateOf: "a" },
      { id: "c", title: "Three", at, status: "open" as const, duplicateOf: "gone" },
      { id: "d", title: "Four", at, status: "open" as const, duplicateOf: "d" }
    ]
    const merges = DuplicateRequests.find(asked)
    expect(merges.map(({ into, request, similarity }) => [request, into, similarity])).toEqual([
      ["a", "b", 0],
      ["c", "gone", null]
    ])
    const report = Requests.fromRecords({ requests: asked, merges }, { asOf })
    expect(all(report).map((each) => each.requests)).toEqual([["a", "b"], ["c"], ["d"]])
    expect(report._tag === "Requests" && report.unresolved).toEqual([merges[1]])
    expect(all(Requests.fromRecords({ requests: asked, merges: [] }, { asOf }))).toHaveLength(4)
  })

  it("refuse a similarity that is none", () => {
    for (const similarity of [0, -1, 1.1, Number.NaN]) {
      expect(() => DuplicateRequests.find([], { similarity })).toThrow(RangeError)
    }
  })
})

/** What the definition says of the requests in one group, told plainly. */
const oracle = ({ requests: asked, revenue: paid, votes: cast }: Board, ids: ReadonlyArray<string>) => {
  const own = asked.filter(({ id }) => ids.includes(id))
  const voted = cast.filter(({ at, request }) => ids.includes(request) && at <= asOf)
  const who = new Set([...own, ...voted].flatMap((each) => (each.customer === undefined ? [] : [each.customer])))
  const voters = new Set(voted.flatMap((vote) => (vote.customer === undefined ? [] : [vote.customer])))
  const anonymous = own.reduce((sum, { id, votes: told = 0 }) => {
    const of = voted.filter(({ request }) => request === id)
    const nameless = of.filter((vote) => vote.customer === undefined).length
    const named = new Set(of.flatMap((vote) => vote.customer ?? [])).size
    return sum + Math.max(nameless, told - named)
  }, 0)
  const euros = paid.filter((row) => row.currency === "EUR" && who.has(row.customer))
  return {
    requesters: [...who].sort(),
    anonymous,
    votes: voters.size + anonymous,
    euros: euros.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }
}

const eurosOf = ({ revenue: paid }: Requests.MergedRequest): number =>
  paid.find(({ currency }) => currency === "EUR")?.amount.value ?? 0

describe("requests", () => {
  it("count each customer, vote and cent as their definition says", () => {
    fc.assert(
      fc.property(board, (given) => {
        const result = ask(given)
        const known = given.requests.filter(({ at }) => at <= asOf)
        expect(
          all(result)
            .flatMap((each) => each.requests)
            .sort()
        ).toEqual(known.map(({ id }) => id).sort())
        for (const each of all(result)) {
          const { anonymousVotes, requesters, votes: counted } = each
          expect({ requesters, anonymous: anonymousVotes, votes: counted, euros: eurosOf(each) }).toEqual(
            oracle({ ...given, requests: known }, each.requests)
          )
        }
      })
    )
  })

  it("are the same in any order, and with everything said twice but anonymous votes", () => {
    fc.assert(
      fc.property(board, criterion, fc.nat(1000), (given, by, seed) => {
        const next = random(seed)
        const shuffle = <A>(records: ReadonlyArray<A>): ReadonlyArray<A> => records.toSorted(() => next() - 0.5)
        const merges = DuplicateRequests.find(given.requests)
        const shuffled = {
          requests: shuffle(given.requests),
          votes: shuffle(given.votes),
          revenue: shuffle(given.revenue)
        }
        expect(ask(shuffled, by, shuffle(merges))).toEqual(ask(given, by, merges))
        const again = given.votes.filter((vote) => vote.customer !== undefined)
        const counts = (result: Requests.RequestResult) =>
          all(result).map(({ id, recent, requesters, votes: counted }) => ({ id, recent, requesters, counted }))
        const twice = { ...given, votes: [...given.votes, ...again] }
        expect(counts(ask(twice, by, [...merges, ...merges]))).toEqual(counts(ask(given, by, merges)))
      })
    )
  })

  it("lose and gain nothing when they are merged: what both pay is counted once", () => {
    fc.assert(
      fc.property(board, (given) => {
        const apart = all(ask(given, "requesters", []))
        const [a, b] = apart
        if (a === undefined || b === undefined) return
        const merges = [{ request: b.id, into: a.id, reason: "similar" as const, similarity: 1 }]
        const both = all(ask(given, "requesters", merges)).find(({ requests: ids }) => ids.includes(a.id))
        expect(both?.requests.toSorted()).toEqual([a.id, b.id].sort())
        const shared = a.requesters.filter((each) => b.requesters.includes(each))
        expect(both?.requesters.length).toBe(a.requesters.length + b.requesters.length - shared.length)
        expect(both?.anonymousVotes).toBe(a.anonymousVotes + b.anonymousVotes)
        const euros = given.revenue.filter((row) => row.currency === "EUR" && shared.includes(row.customer))
        const twice = euros.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
        expect(both && eurosOf(both)).toBe(eurosOf(a) + eurosOf(b) - twice)
      })
    )
  })

  it("have revenue that adds up to that of all, a currency at a time, where everybody asks for one thing", () => {
    fc.assert(
      fc.property(revenue, (paid) => {
        const asked = [...customers, "zoe"].map((each, i) => ({
          id: String(i),
          title: `Wish ${"abc"[i % 3]}`,
          at: on(i),
          status: "open" as const,
          customer: each
        }))
        const result = Requests.fromRecords(
          { requests: asked, revenue: paid, merges: DuplicateRequests.find(asked) },
          { asOf }
        )
        if (result._tag !== "Requests") throw new Error("no report")
        for (const { currency, total } of result.revenue) {
          const parts = all(result).map((each) => each.revenue.find((row) => row.currency === currency))
          expect(parts.reduce((sum, part) => sum + (part?.amount.value ?? 0), 0)).toBe(total.value)
          expect(
            parts.reduce((sum, part) => sum + (part?.share._tag === "Estimate" ? part.share.value : 0), 0)
          ).toBeCloseTo(1, 12)
        }
      })
    )
  })

  it("stand in an order that holds together", () => {
    fc.assert(
      fc.property(board, criterion, (given, by) => {
        const order = ranked(ask(given, by))
        order.forEach(({ beforeNext, rank, rankInterval, tied, value }, i) => {
          const values = order.map((each) => each.value.value)
          expect(rank).toBe(1 + values.filter((each) => each > value.value).length)
          expect(tied).toBe(values.filter((each) => each === value.value).length > 1)
          expect(rankInterval.low).toBeLessThanOrEqual(rank)
          expect(rankInterval.high).toBeGreaterThanOrEqual(rank)
          expect(value.interval.low).toBeLessThanOrEqual(value.value)
          expect(value.interval.high).toBeGreaterThanOrEqual(value.value)
          expect(beforeNext === null).toBe(i === order.length - 1)
          if (beforeNext === null) return
          expect(beforeNext.probability).toBeGreaterThanOrEqual(0.5)
          expect(beforeNext.probability).toBeLessThanOrEqual(1)
          expect(beforeNext.p).toBeLessThanOrEqual(beforeNext.adjustedP)
        })
      })
    )
  })

  it("of nobody are no report, and impossible questions are refused", () => {
    expect(Requests.fromRecords({ requests: [], merges: [] }, { asOf })).toMatchObject({
      _tag: "InsufficientData",
      reason: "no requests"
    })
    const late = [{ id: "1", title: "Later", at: on(151), status: "open" as const }]
    expect(Requests.fromRecords({ requests: late, merges: [] }, { asOf })._tag).toBe("InsufficientData")
    expect(() => Requests.fromRecords({ requests: [], merges: [] }, { asOf: new Date(Number.NaN) })).toThrow(RangeError)
    expect(() => Requests.fromRecords({ requests: [], merges: [] }, { asOf, level: 1 })).toThrow(RangeError)
  })

  it("say what could not be counted", () => {
    const open = { title: "Wish", at: on(1), status: "open" as const }
    const result = Requests.fromRecords(
      {
        requests: [
          { ...open, id: "1" },
          { ...open, id: "1", at: on(2) },
          { ...open, id: "2", at: new Date(Number.NaN) }
        ],
        votes: [
          { request: "gone", at: on(3) },
          { request: "1", at: new Date(Number.NaN) }
        ],
        merges: [],
        customers: 0
      },
      { asOf }
    )
    expect(result.excluded).toEqual({ missing: 0, invalid: 4 })
    expect(all(result)[0]?.share).toMatchObject({ _tag: "InsufficientData", reason: "no customers" })
  })

  it("that are closed, or that nobody who pays wants, are apart and say why", () => {
    const asked = [
      { id: "1", title: "Done", at: on(1), status: "done" as const, customer: "ada" },
      { id: "2", title: "Free", at: on(1), status: "open" as const, customer: "bob" },
      { id: "3", title: "Paid", at: on(1), status: "started" as const, customer: "ada" }
    ]
    const paid = [{ customer: "ada", currency: "EUR", amountMinor: 5 }]
    const result = Requests.fromRecords(
      { requests: asked, revenue: paid, merges: [] },
      { asOf, by: { revenue: "EUR" } }
    )
    expect(ranked(result).map(({ id, value }) => [id, value.value])).toEqual([["3", 5]])
    expect(all(result).map((each) => each.revenue[0]?.amount)).toMatchObject([
      { value: 5, n: 1, excluded: { missing: 0 } },
      { value: 5, n: 1, excluded: { missing: 0 } },
      { value: 0, n: 0, excluded: { missing: 1 } }
    ])
    expect(result._tag === "Requests" && result.unranked.map(({ id, why }) => [id, why])).toEqual([
      ["1", "done"],
      ["2", "no requester pays in EUR"]
    ])
    const everything = Requests.fromRecords({ requests: asked, merges: [] }, { asOf, statuses: ["open", "done"] })
    expect(ranked(everything).map(({ id }) => id)).toEqual(["1", "2"])
  })
})

/** Customers who want one request or another, by name and count. */
const wanting = (counts: Readonly<Record<string, number>>): Board => ({
  requests: Object.keys(counts).map((id) => ({ id, title: id, at: on(0), status: "open" })),
  votes: Object.entries(counts).flatMap(([request, n]) =>
    Array.from({ length: n }, (_, i) => ({ request, customer: `${request}${i}`, at: on(1) }))
  ),
  revenue: []
})

describe("how sure the order is", () => {
  it("is the exact sign test of those who want only one of two", () => {
    const [first, second] = ranked(ask(wanting({ alpha: 9, beta: 2 })))
    // 2 × P(X ≤ 2 of 11 coins) = 2 × (1 + 11 + 55) / 2048.
    expect(first?.beforeNext?.p).toBeCloseTo(134 / 2048, 12)
    expect([first?.rankInterval.high, second?.rankInterval.low]).toEqual([2, 1])
    const [sure] = ranked(ask(wanting({ alpha: 16, beta: 2 })))
    expect(sure?.rankInterval).toMatchObject({ low: 1, high: 1, level: 0.95 })
  })

  it("does not hang on customers who want both", () => {
    const board = wanting({ alpha: 16, beta: 2 })
    const both = Array.from({ length: 50 }, (_, i) =>
      ["alpha", "beta"].map((request) => ({ request, customer: `both${i}`, at: on(1) }))
    ).flat()
    const [alone] = ranked(ask(board))
    const [together] = ranked(ask({ ...board, votes: [...board.votes, ...both] }))
    expect(together?.beforeNext).toEqual(alone?.beforeNext)
    expect(together?.rankInterval).toEqual(alone?.rankInterval)
    expect(together?.value.value).toBe(66)
  })

  it("is none between equals", () => {
    const order = ranked(ask(wanting({ alpha: 3, beta: 3, gamma: 3 })))
    expect(order.map(({ beforeNext, rank, tied }) => [rank, tied, beforeNext?.probability])).toEqual([
      [1, true, 0.5],
      [1, true, 0.5],
      [1, true, undefined]
    ])
    expect(order.map(({ rankInterval: { high, low } }) => [low, high])).toEqual([
      [1, 3],
      [1, 3],
      [1, 3]
    ])
  })

  it("does not trust one customer who pays for all", () => {
    const board = wanting({ alpha: 1, beta: 12 })
    const paid = [
      { customer: "alpha0", currency: "EUR", amountMinor: 1_000_000 },
      ...Array.from({ length: 12 }, (_, i) => ({ customer: `beta${i}`, currency: "EUR", amountMinor: 1000 }))
    ]
    const [first] = ranked(ask({ ...board, revenue: paid }, { revenue: "EUR" }))
    expect([first?.id, first?.value.value, first?.rankInterval.high]).toEqual(["alpha", 1_000_000, 2])
    expect(first?.beforeNext?.p).toBeGreaterThan(0.5)
    const alike = paid.map((row) => ({ ...row, amountMinor: 700 }))
    const [many] = ranked(ask({ ...board, revenue: alike }, { revenue: "EUR" }))
    expect([many?.id, many?.beforeNext?.p]).toEqual(["beta", expect.closeTo(0.0073, 4)])
  })

  /** How often some interval of ranks misses its true ranks, when customers want requests with these probabilities. */
  const misses = (chances: ReadonlyArray<number>, by: Requests.RequestCriterion, runs: number): number => {
    const next = random(3)
    const people = Array.from({ length: 120 }, (_, i) => ({
      customer: `c${i}`,
      currency: "EUR",
      amountMinor: 100 * (1 + (i % 7) * (i % 5))
    }))
    const asked = chances.map((_, i) => ({ id: `r${i}`, title: "?", at: on(0), status: "open" as const }))
    let missed = 0
    for (let run = 0; run < runs; run++) {
      const cast = people.flatMap((person) => {
        const keen = next() < 0.5 ? 1.5 : 0.5
        return chances.flatMap((chance, i) =>
          next() < keen * chance ? [{ request: `r${i}`, customer: person.customer, at: on(1) }] : []
        )
      })
      const order = ranked(
        Requests.fromRecords({ requests: asked, votes: cast, revenue: people, merges: [] }, { asOf, by })
      )
      const wrong = order.some(({ id, rankInterval: { high, low } }) => {
        const own = chances[Number(id.slice(1))] ?? 0
        const first = 1 + chances.filter((chance) => chance > own).length
        const last = chances.filter((chance) => chance >= own).length
        return first < low || last > high
      })
      if (wrong) missed++
    }
    return missed / runs
  }

  it("misses a true rank in at most one run of twenty, where customers want several", { timeout: 60_000 }, () => {
    for (const by of ["requesters", { revenue: "EUR" }] as const) {
      expect(misses([0.2, 0.2, 0.2, 0.2, 0.2, 0.2], by, 400)).toBeLessThan(0.05)
      expect(misses([0.5, 0.35, 0.3, 0.3, 0.1, 0.05], by, 400)).toBeLessThan(0.05)
    }
  })
})

it("misses a true rank seldom enough where large and small customers want different things, and there are many", () => {
  const next = random(9)
  const people = Array.from({ length: 400 }, (_, i) => ({
    customer: `c${i}`,
    currency: "EUR",
    amountMinor: i % 10 === 0 ? 10_000 : 1000
  }))
  // So that all four are worth the same, 330 a customer: the large want the first, the small the second.
  const chances = [
    [0.3, 1 / 30],
    [0.03, 1 / 3],
    [0.33 / 1.9, 0.33 / 1.9],
    [0.33 / 1.9, 0.33 / 1.9]
  ] as const
  const asked = chances.map((_, i) => ({ id: `r${i}`, title: "?", at: on(0), status: "open" as const }))
  let missed = 0
  for (let run = 0; run < 300; run++) {
    const cast = people.flatMap(({ amountMinor, customer: who }) =>
      chances.flatMap(([large, small], i) =>
        next() < (amountMinor === 10_000 ? large : small) ? [{ request: `r${i}`, customer: who, at: on(1) }] : []
      )
    )
    const records = { requests: asked, votes: cast, revenue: people, merges: [] }
    const order = ranked(Requests.fromRecords(records, { asOf, by: { revenue: "EUR" } }))
    if (order.some(({ rankInterval: { high, low } }) => low > 1 || high < 4)) missed++
  }
  expect(missed / 300).toBeLessThan(0.05)
})

it("is surer with a twin of every customer, and everything counts twice", () => {
  fc.assert(
    fc.property(
      board,
      fc.constantFrom<Requests.RequestCriterion>("requesters", "votes", { revenue: "EUR" }),
      (one, by) => {
        const named = { ...one, votes: one.votes.filter((vote) => vote.customer !== undefined) }
        const untold = named.requests.map(({ votes: _, ...request }) => request)
        const twins = untold.flatMap((request) =>
          request.customer === undefined
            ? []
            : [{ request: request.id, customer: `${request.customer}'`, at: request.at }]
        )
        const single = { ...named, requests: untold }
        const double = {
          requests: untold,
          votes: [...named.votes, ...twins, ...named.votes.map((vote) => ({ ...vote, customer: `${vote.customer}'` }))],
          revenue: [...named.revenue, ...named.revenue.map((row) => ({ ...row, customer: `${row.customer}'` }))]
        }
        const merges = DuplicateRequests.find(untold)
        const before = all(ask(single, by, merges))
        const after = all(ask(double, by, merges))
        for (const each of before) {
          const twice = after.find(({ id }) => id === each.id)
          expect(twice?.requesters.length).toBe(2 * each.requesters.length)
          expect(twice && eurosOf(twice)).toBe(2 * eurosOf(each))
        }
        if (by === "votes") return
        const places = new Map(ranked(ask(double, by, merges)).map((each) => [each.id, each]))
        for (const { id, rank, rankInterval } of ranked(ask(single, by, merges))) {
          expect(places.get(id)?.rank).toBe(rank)
          expect(places.get(id)?.rankInterval.low).toBeGreaterThanOrEqual(rankInterval.low)
          expect(places.get(id)?.rankInterval.high).toBeLessThanOrEqual(rankInterval.high)
        }
      }
    )
  )
})

describe("trends", () => {
  const asked = [{ id: "1", title: "Wish", at: on(0), status: "open" as const, customer: "first" }]
  const cast = (days: ReadonlyArray<number>) =>
    days.map((each, i) => ({ request: "1", customer: `c${i}`, at: on(each) }))
  const trend = (days: ReadonlyArray<number>) =>
    all(Requests.fromRecords({ requests: asked, votes: cast(days), merges: [] }, { asOf }))[0]?.trend

  it("tell rising and fading requests by the exact test of two counts", () => {
    const rising = trend([70, ...Array.from({ length: 12 }, (_, i) => 121 + i)])
    expect(rising).toMatchObject({
      _tag: "RateRatio",
      recent: 12,
      before: 1,
      daysBefore: 90,
      direction: "rising",
      value: 36
    })
    expect(trend(Array.from({ length: 40 }, (_, i) => 31 + 2 * i))).toMatchObject({
      direction: "fading",
      before: 40 - 5 + 5
    })
    expect(trend([40, 80, 130])).toMatchObject({ direction: "steady" })
  })

  it("count who asked first as the start, and need 60 days", () => {
    const later = [{ id: "1", title: "Wish", at: on(60), status: "open" as const, customer: "first" }]
    const given = { requests: later, votes: [...cast([60, 60, 70]), { request: "1", at: on(130) }], merges: [] }
    expect(all(Requests.fromRecords(given, { asOf }))[0]?.trend).toMatchObject({ before: 3, daysBefore: 60, recent: 1 })
    expect(trend([])).toMatchObject({ _tag: "InsufficientData", reason: "no events on either side" })
    const young = [{ ...asked[0], id: "1", title: "Wish", at: on(91), status: "open" as const }]
    expect(all(Requests.fromRecords({ requests: young, merges: [] }, { asOf }))[0]?.trend).toMatchObject({
      _tag: "InsufficientData",
      reason: "first asked less than 60 days ago"
    })
  })

  it("are false alarms in few of many steady boards", () => {
    const next = random(5)
    let alarms = 0
    for (let run = 0; run < 200; run++) {
      const board = Array.from({ length: 20 }, (_, i) => ({
        id: `r${i}`,
        title: "?",
        at: on(0),
        status: "open" as const
      }))
      const steady = board.flatMap(({ id }) =>
        Array.from({ length: 150 }, (_, each) => each).flatMap((each) =>
          next() < 0.1 ? [{ request: id, customer: `${id}${each}`, at: on(each + 0.5) }] : []
        )
      )
      const result = Requests.fromRecords({ requests: board, votes: steady, merges: [] }, { asOf })
      if (all(result).some((each) => each.trend._tag === "RateRatio" && each.trend.direction !== "steady")) alarms++
    }
    expect(alarms / 200).toBeLessThan(0.05)
  })
})

it("gives survival the time to an answer, and competing reasons done apart from declined", () => {
  const closed = (id: number, status: "done" | "declined", after: number) => ({
    id: String(id),
    title: "?",
    at: on(0),
    status,
    closedAt: on(after)
  })
  const asked = [
    closed(1, "done", 10),
    closed(2, "declined", 20),
    closed(3, "done", 30),
    { id: "4", title: "?", at: on(0), status: "done" as const },
    { id: "5", title: "?", at: on(0), status: "open" as const },
    closed(6, "done", 160)
  ]
  const report = Requests.fromRecords({ requests: asked, merges: [] }, { asOf })
  const rows = report._tag === "Requests" ? Requests.lifetimes(report) : []
  const curve = Survival.fromLifetimes(rows)
  expect(curve).toMatchObject({ n: 5, eventCount: 3, excluded: { missing: 1 }, median: { value: 30 } })
  const reasons = CompetingReasons.fromLifetimes(rows)
  const done = reasons._tag === "ReasonCurves" ? CompetingReasons.at(reasons, "done", 100) : undefined
  expect(done).toMatchObject({ _tag: "Estimate", value: expect.closeTo(0.4, 12) })
})

describe("what customers pay", () => {
  it("is the sum of their movements until then, losses written either way", () => {
    const move = (
      customer: string,
      kind: "new" | "expansion" | "contraction" | "churn",
      amountMinor: number,
      days = 0
    ) =>
      ({ customer, kind, amountMinor, at: on(days), currency: "EUR" }) as Parameters<
        typeof Requests.revenueOfMovements
      >[0] extends Iterable<infer A>
        ? A
        : never
    const moves = [
      move("ada", "new", 500),
      move("ada", "contraction", -100),
      move("bob", "new", 300),
      move("bob", "churn", 300),
      move("cy", "expansion", 70),
      move("cy", "expansion", 70, 151)
    ]
    expect(Requests.revenueOfMovements(moves, asOf)).toEqual([
      { customer: "ada", currency: "EUR", amountMinor: 400 },
      { customer: "cy", currency: "EUR", amountMinor: 70 }
    ])
  })

  it("is the price of the subscriptions that run then", () => {
    const plan = (customer: string, priceMinor: number, from: number, to?: number) =>
      given({ customer, priceMinor, currency: "USD", startedAt: on(from), endedAt: to && on(to) }) as never
    const plans = [plan("ada", 500, 0), plan("ada", 20, 1, 151), plan("bob", 300, 0, 150), plan("cy", 9, 151)]
    expect(Requests.revenueOfSubscriptions(plans, asOf)).toEqual([
      { customer: "ada", currency: "USD", amountMinor: 520 }
    ])
  })
})
