import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { TopicEdit, TopicModel, Topics } from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"

const { assign, edit, fit, refit, update } = Topics

const subjects = [
  ["card", "stolen", "thief", "block"],
  ["refund", "money", "returned", "shop"],
  ["password", "login", "forgot", "reset"],
  ["delivery", "parcel", "late", "courier"]
]
const around = ["my", "the", "is", "please", "was", "and", "help", "today", "again", "still"]

const tickets = (count: number, seed: number, about: ReadonlyArray<ReadonlyArray<string>> = subjects) => {
  const next = random(seed)
  const pick = <Item>(items: ReadonlyArray<Item>): Item => items[Math.floor(next() * items.length)] as Item
  return Array.from({ length: count }, (_, i) => {
    const subject = about[i % about.length] as ReadonlyArray<string>
    const words = Array.from({ length: 7 }, () => (next() < 0.45 ? pick(subject) : pick(around)))
    return [pick(subject), ...words].join(" ")
  })
}

const shuffled = <Item>(items: ReadonlyArray<Item>, seed: number): ReadonlyArray<Item> => {
  const next = random(seed)
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

const word = fc.constantFrom("card", "stolen", "refund", "the", "is", "late", "app", "crash", "404", "größe", "退款")
const anyText = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
  fc.string({ unit: "binary", maxLength: 20 })
)
const anyItem = fc.oneof(
  anyText,
  fc.record(
    { text: anyText, customer: fc.constantFrom("a", "b", "c"), count: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: ["text"] }
  )
)
const items = fc.array(anyItem, { maxLength: 25 })
const options = fc.record({
  topics: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant("auto" as const)),
  seed: fc.nat(9)
})
const anyId = fc.constantFrom("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t99")
const anyEdit: fc.Arbitrary<Topics.TopicEdit> = fc.oneof(
  fc.record({ kind: fc.constant("rename" as const), topic: anyId, name: fc.string({ maxLength: 6 }) }),
  fc.record({ kind: fc.constant("merge" as const), topic: anyId, into: anyId }),
  fc.record({ kind: fc.constant("split" as const), topic: anyId }),
  fc.record({ kind: fc.constant("move" as const), like: anyText, into: anyId }),
  fc.record({ kind: fc.constant("move" as const), term: word, into: anyId }),
  fc.record(
    { kind: fc.constant("accept" as const), proposal: anyId, into: anyId },
    { requiredKeys: ["kind", "proposal"] }
  ),
  fc.record({ kind: fc.constant("dismiss" as const), proposal: anyId })
)
const edits = fc.array(anyEdit, { maxLength: 5 })

const idsOf = ({ merged, proposals, topics }: Topics.TopicModel): ReadonlyArray<string> =>
  [...topics, ...merged, ...proposals].map(({ id }) => id)

/** How many of some texts each topic has. */
const countsOf = (
  model: Topics.TopicModel,
  all: ReadonlyArray<string | Topics.TopicText>
): ReadonlyMap<string, number> => {
  const texts = all.map((item): Topics.TopicText => (typeof item === "string" ? { text: item } : item))
  const counts = new Map<string, number>()
  for (const [i, { topic }] of assign(model, texts).entries()) {
    counts.set(topic, (counts.get(topic) ?? 0) + (texts[i]?.count ?? 1))
  }
  return counts
}

const sizes = ({ topics }: Topics.TopicModel) => topics.map(({ customers, id, texts }) => [id, texts, customers])
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, each) => all + each, 0)

const base = fit(tickets(200, 1), { topics: 4, seed: 1 })
const crashes = tickets(24, 5, [["app", "crashes", "screen", "freezes"]])

/** What holds of every model, whatever was done to it. */
const expectSound = (model: Topics.TopicModel): void => {
  const ids = [
    ...model.topics.map(({ id }) => id),
    ...model.merged.map(({ id }) => id),
    ...model.proposals.map(({ id }) => id)
  ]
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(Number(id.slice(1))).toBeLessThan(model.nextId)
  expect(sum(model.topics.map(({ texts }) => texts))).toBe(model.fitted)
  for (const { customers, texts } of model.topics) expect(customers).toBeLessThanOrEqual(texts)
  const withWords = model.topics.slice(0, -1)
  expect(withWords.map(({ texts }) => texts)).toEqual(withWords.map(({ texts }) => texts).toSorted((a, b) => b - a))
  expect(model.topics.at(-1)?.kind).toBe("wordless")
  for (const { topic } of model.pool.texts) expect(model.topics.map(({ id }) => id)).toContain(topic)
  const read: Topics.TopicModel = JSON.parse(JSON.stringify(model))
  expect(read).toEqual(model)
  expect(Schema.decodeSync(TopicModel)(read)).toEqual(model)
  expect(Schema.encodeSync(TopicModel)(model)).toEqual(model)
}

describe("an update", () => {
  it("with nothing changes nothing", () => {
    fc.assert(
      fc.property(items, items, options, (all, more, how) => {
        for (const model of [fit(all, how), update(fit(all, how), more).model]) {
          expect(JSON.stringify(update(model, []).model)).toBe(JSON.stringify(model))
        }
      })
    )
  })

  it("does not hang on the order of texts", () => {
    fc.assert(
      fc.property(items, items, options, fc.nat(99), (all, more, how, order) => {
        const model = fit(all, how)
        expect(JSON.stringify(update(model, shuffled(more, order)))).toBe(JSON.stringify(update(model, more)))
      })
    )
  })

  it("of all texts counts what several of their parts count", () => {
    fc.assert(
      fc.property(items, items, items, options, (all, some, others, how) => {
        const model = fit(all, how)
        const once = update(model, [...some, ...others]).model
        const twice = update(update(model, some).model, others).model
        expect(sizes(twice)).toEqual(sizes(once))
        expect(twice.pool).toEqual(once.pool)
        const shown = ({ proposals }: Topics.TopicModel) => proposals.map(({ id, ...each }) => each)
        expect(shown(twice)).toEqual(shown(once))
      })
    )
  })

  it("counts texts in the topics that assign gives, before and after", () => {
    fc.assert(
      fc.property(items, items, options, (all, more, how) => {
        const model = fit(all, how)
        const next = update(model, more)
        const counts = countsOf(next.model, more)
        const texts = more.map((item) => (typeof item === "string" ? item : item.text))
        expect(assign(next.model, texts)).toEqual(assign(model, texts))
        const before = new Map(model.topics.map(({ id, texts: count }) => [id, count]))
        for (const { id, texts: count } of next.model.topics) {
          expect(count).toBe((before.get(id) ?? 0) + (counts.get(id) ?? 0))
        }
        expect(next.topics.map(({ id, texts: count }) => [id, count]).sort()).toEqual([...counts].sort())
        expect(next.model.given).toBe(model.given + next.texts)
        expectSound(next.model)
      })
    )
  })

  it("keeps ids, names, terms and examples", () => {
    const next = update(base, [...tickets(300, 9), ...crashes]).model
    for (const { examples, id, name, terms } of base.topics) {
      expect(next.topics.find((topic) => topic.id === id)).toMatchObject({ name, terms, examples })
    }
  })

  it("tells new customers from those who wrote before", () => {
    const by = (from: number, count: number) =>
      tickets(count, 3).map((text, i) => ({ text, customer: `customer ${from + (i % 40)}` }))
    const model = fit(by(0, 200), { topics: 4, seed: 1 })
    const same = update(model, by(0, 200), { similarity: 0 }).model
    const more = update(model, by(40, 200), { similarity: 0 }).model
    for (const { customers, id } of model.topics.slice(0, -1)) {
      const [then, now] = [same, more].map(({ topics }) => topics.find((topic) => topic.id === id)?.customers ?? 0)
      expect(then).toBe(customers)
      expect(now).toBeGreaterThanOrEqual(2 * customers - 1)
      expect(now).toBeLessThanOrEqual(2 * customers + 1)
    }
  })

  it("keeps a pool of bounded size that does not hang on when texts came", () => {
    const many = Array.from({ length: 5000 }, (_, i) => `zebra${i % 4999} quagga${i} okapi${i}`)
    const once = update(base, many).model
    const twice = update(update(base, many.slice(0, 3000)).model, many.slice(3000)).model
    expect(once.pool.texts.length).toBe(2000)
    expect(twice.pool).toEqual(once.pool)
    expect(sizes(twice)).toEqual(sizes(once))
    expectSound(once)
  })

  it("keeps pooled texts redacted and short", () => {
    const long = "the app crashes ".repeat(100)
    const { model } = update(base, [...crashes.map((text, i) => `${text} <b>mail</b> user${i}@mail.example`), long])
    expect(JSON.stringify(model)).not.toContain("mail.example")
    expect(model.pool.texts.every(({ text }) => Array.from(text).length <= 500)).toBe(true)
    expect(model.proposals[0]?.name).not.toContain("email")
  })

  it("refuses what is no similarity, and counts that are none", () => {
    for (const similarity of [-0.1, 1.1, Number.NaN]) expect(() => update(base, [], { similarity })).toThrow(RangeError)
    for (const count of [0, -1, 0.5]) expect(() => update(base, [{ text: "card", count }])).toThrow(RangeError)
  })
})

describe("a proposal", () => {
  const arrived = update(base, [...tickets(40, 7), ...crashes]).model
  const [proposal] = arrived.proposals

  it("is made of texts about what is new", () => {
    expect(arrived.proposals.length).toBe(1)
    expect(proposal?.texts).toBeGreaterThanOrEqual(20)
    expect(proposal?.name.split(/, | /).every((term) => ["app", "crashes", "screen", "freezes"].includes(term))).toBe(
      true
    )
    expect(proposal?.id).toBe("t5")
  })

  it("keeps its id while it grows", () => {
    const more = update(arrived, tickets(24, 6, [["app", "crashes", "screen", "freezes"]])).model
    expect(more.proposals.map(({ id }) => id)).toEqual([proposal?.id])
    expect(more.proposals[0]?.texts).toBeGreaterThan(proposal?.texts ?? 0)
  })

  it("that is accepted is a topic with its texts and words", () => {
    const { model, refused } = edit(arrived, [{ kind: "accept", proposal: "t5" }])
    expect(refused).toEqual([])
    expect(model.topics.find(({ id }) => id === "t5")).toMatchObject({ name: proposal?.name, kind: "topic" })
    expect(model.topics.find(({ id }) => id === "t5")?.texts).toBeGreaterThanOrEqual(proposal?.texts ?? 0)
    expect(assign(model, "it freezes and crashes").topic).toBe("t5")
    expect(assign(arrived, "it freezes and crashes").topic).not.toBe("t5")
    expect(model.proposals).toEqual([])
    expect(model.vocabulary.terms).toContain("freez")
    expectSound(model)
    expect(edit(model, [{ kind: "accept", proposal: "t5" }])).toEqual({ model, refused: [] })
    const next = update(model, tickets(24, 8, [["app", "crashes", "screen", "freezes"]]))
    expect(next.topics.map(({ id }) => id)).toEqual(["t5"])
    expect(next.proposals).toEqual([])
  })

  it("can be put into a topic, and taken out again", () => {
    const { model } = edit(arrived, [{ kind: "accept", proposal: "t5", into: "t1" }])
    expect(model.topics.map(({ id }) => id).sort()).toEqual(["t0", "t1", "t2", "t3", "t4"])
    expect(assign(model, "it freezes and crashes").topic).toBe("t1")
    const apart = edit(model, [{ kind: "split", topic: "t1" }]).model
    expect(assign(apart, "it freezes and crashes").topic).toBe("t5")
    expectSound(model)
    expectSound(apart)
  })

  it("that is dismissed comes back when it has more than doubled", () => {
    const { model } = edit(arrived, [{ kind: "dismiss", proposal: "t5" }])
    expect(model.proposals).toEqual([])
    expectSound(model)
    const some = update(model, tickets(6, 8, [["app", "crashes", "screen", "freezes"]])).model
    expect(some.proposals).toEqual([])
    const many = update(model, tickets(60, 8, [["app", "crashes", "screen", "freezes"]])).model
    expect(many.proposals.length).toBe(1)
    expect(many.proposals[0]?.id).not.toBe("t5")
  })
})

describe("changes", () => {
  it("of any kind leave a sound model, and made again change nothing", () => {
    fc.assert(
      fc.property(items, items, options, edits, (all, more, how, changes) => {
        const { model, refused } = edit(update(fit(all, how), more).model, changes)
        expectSound(model)
        expect(refused.length).toBeLessThanOrEqual(changes.length)
        const again = edit(model, model.edits)
        expect(again).toEqual({ model, refused: [] })
        expect(model.edits).toEqual(
          Schema.decodeUnknownSync(Schema.Array(TopicEdit))(JSON.parse(JSON.stringify(model.edits)))
        )
      })
    )
  })

  it("never use an id twice", () => {
    fc.assert(
      fc.property(items, items, options, edits, edits, (all, more, how, first, second) => {
        const seen = new Set<string>()
        const meet = (model: Topics.TopicModel, before: Topics.TopicModel): Topics.TopicModel => {
          const had = new Set(idsOf(before))
          for (const id of idsOf(model)) expect(had.has(id) || !seen.has(id)).toBe(true)
          for (const id of idsOf(model)) seen.add(id)
          return model
        }
        const start = fit(all, how)
        const one = meet(update(start, more).model, meet(start, start))
        const two = meet(edit(one, first).model, one)
        const three = meet(refit(two, [...all, ...more], how).model, two)
        meet(edit(three, second).model, three)
      })
    )
  })

  it("give names that last", () => {
    const named = edit(base, [{ kind: "rename", topic: "t1", name: " Stolen\n cards " }]).model
    expect(named.topics.find(({ id }) => id === "t1")?.name).toBe("Stolen cards")
    const again = edit(named, [{ kind: "rename", topic: "t1", name: "Stolen cards" }]).model
    expect(JSON.stringify(again)).toBe(JSON.stringify(named))
    const next = edit(update(named, crashes).model, [{ kind: "merge", topic: "t2", into: "t1" }]).model
    expect(next.topics.find(({ id }) => id === "t1")?.name).toBe("Stolen cards")
    const other = edit(named, [{ kind: "rename", topic: "t1", name: "Theft" }]).model
    expect(other.edits).toEqual([{ kind: "rename", topic: "t1", name: "Theft" }])
  })

  it("merge topics and take them apart again", () => {
    const { model } = edit(base, [{ kind: "merge", topic: "t2", into: "t1" }])
    const size = (from: Topics.TopicModel, id: string) => from.topics.find((topic) => topic.id === id)?.texts ?? 0
    expect(model.topics.map(({ id }) => id)).not.toContain("t2")
    expect(size(model, "t1")).toBe(size(base, "t1") + size(base, "t2"))
    expect(model.merges.flatMap(({ parts }) => parts).sort()).toEqual(["m1", "t1", "t3", "t4"])
    const texts = tickets(200, 1)
    const [before, after] = [assign(base, texts), assign(model, texts)]
    expect(after.map(({ topic }) => topic)).toEqual(before.map(({ topic }) => (topic === "t2" ? "t1" : topic)))
    const apart = edit(model, [{ kind: "split", topic: "t1" }]).model
    expect(assign(apart, texts)).toEqual(before)
    expect(apart.topics.map(({ id, name, texts: count }) => [id, name, count])).toEqual(
      base.topics.map(({ id, name, texts: count }) => [id, name, count])
    )
    expect(apart.edits).toEqual([])
  })

  it("split a topic in two that differ", () => {
    const two = fit(tickets(200, 1), { topics: 2, seed: 1 })
    const { model } = edit(two, [{ kind: "split", topic: "t1" }])
    expect(model.edits).toEqual([{ kind: "split", topic: "t1", made: "t3" }])
    expectSound(model)
    const [kept, made] = ["t1", "t3"].map((id) => model.topics.find((topic) => topic.id === id))
    expect(made?.name).not.toBe(kept?.name)
    expect(made?.name).not.toBe("")
    expect((made?.texts ?? 0) + (kept?.texts ?? 0)).toBe(two.topics[0]?.texts)
    expect(Math.min(made?.texts ?? 0, kept?.texts ?? 0)).toBeGreaterThan(30)
  })

  it("move texts like one, and texts with a term", () => {
    const text = "parcel is late again"
    const from = assign(base, text).topic
    const into = base.topics.find(({ id }) => id !== from)?.id ?? ""
    const like = edit(base, [{ kind: "move", like: text, into }]).model
    expect(assign(like, text).topic).toBe(into)
    expectSound(like)
    const term = edit(base, [{ kind: "move", term: "courier", into }]).model
    expect(assign(term, "courier").topic).toBe(into)
    expect(term.topics.find(({ id }) => id === into)?.terms.map((each) => each.term)).toContain("courier")
    expectSound(term)
  })

  it("that cannot be made are told, and the others are made", () => {
    const { model, refused } = edit(base, [
      { kind: "rename", topic: "t9", name: "x" },
      { kind: "rename", topic: "t1", name: " \n" },
      { kind: "merge", topic: "t1", into: "t1" },
      { kind: "merge", topic: "t0", into: "t1" },
      { kind: "merge", topic: "t1", into: "t0" },
      { kind: "merge", topic: "t1", into: "t8" },
      { kind: "split", topic: "t8" },
      { kind: "move", like: "!!!", into: "t1" },
      { kind: "move", term: "xylophone", into: "t1" },
      { kind: "move", term: "card", into: "t7" },
      { kind: "accept", proposal: "t5" },
      { kind: "dismiss", proposal: "t5" },
      { kind: "rename", topic: "t2", name: "Second" }
    ])
    expect(refused.map(({ problem }) => problem)).toEqual([
      "unknown topic",
      "empty name",
      "same topic",
      "wordless topic",
      "wordless topic",
      "unknown topic",
      "unknown topic",
      "no known words",
      "no known words",
      "unknown topic",
      "unknown proposal",
      "unknown proposal"
    ])
    expect(model.topics.find(({ id }) => id === "t2")?.name).toBe("Second")
    const rest = ({ edits: _, ...each }: Topics.TopicModel) => each
    expect(rest(edit(model, [{ kind: "rename", topic: "t2", name: base.topics[1]?.name ?? "" }]).model)).toEqual(
      rest(base)
    )
  })
})

describe("a refit", () => {
  it("on the same texts moves nothing, and keeps every id and name", () => {
    fc.assert(
      fc.property(items, options, (all, how) => {
        const model = fit(all, how)
        const again = refit(model, all, how)
        expect(JSON.stringify(again.model)).toBe(JSON.stringify(model))
        expect([again.added, again.retired, again.refused]).toEqual([[], [], []])
        expect(again.moved).toBe(all.length === 0 ? null : 0)
        expect(again.topics.every(({ moved }) => moved === 0)).toBe(true)
      })
    )
  })

  it("makes changes again", () => {
    const texts = tickets(200, 1)
    const changes: ReadonlyArray<Topics.TopicEdit> = [
      { kind: "rename", topic: "t2", name: "Second" },
      { kind: "merge", topic: "t3", into: "t1" },
      { kind: "split", topic: "t4" }
    ]
    const { model } = edit(base, changes)
    const again = refit(model, texts, { topics: 4 })
    expect(again.refused).toEqual([])
    expect(again.model.edits).toEqual(model.edits)
    expect(again.model.merged).toEqual(model.merged)
    expect(again.model.topics.map(({ id }) => id).sort()).toEqual(model.topics.map(({ id }) => id).sort())
    expect(again.model.topics.find(({ id }) => id === "t2")?.name).toBe("Second")
    expect(again.moved).toBeLessThan(0.02)
    expectSound(again.model)
  })

  it("knows its topics by their texts, whatever their number, and tells what moved", () => {
    const texts = [...tickets(200, 1), ...tickets(60, 4, [["invoice", "tax", "address", "pdf"]])]
    const again = refit(base, texts, { topics: 5, seed: 77 })
    expect(again.added).toEqual(["t5"])
    expect(again.retired).toEqual([])
    for (const { id, name } of base.topics) expect(again.model.topics.find((topic) => topic.id === id)?.name).toBe(name)
    for (const { id, moved, texts: all, to } of again.topics) {
      expect(sum(to.map((each) => each.texts))).toBe(all)
      expect(to.map((each) => [each.id, each.texts])).toEqual([
        [id, 50],
        ["t5", all - 50]
      ])
      expect(moved).toBeCloseTo((all - 50) / all, 12)
    }
    expect(again.moved).toBeCloseTo(60 / 260, 12)
    expectSound(again.model)
    const fewer = refit(again.model, texts, { topics: 2, seed: 3 })
    expect(fewer.retired.length).toBe(3)
    expect(fewer.moved).toBeGreaterThan(0.3)
    const more = refit(fewer.model, texts, { topics: 5, seed: 3 })
    for (const id of more.added) expect(again.model.topics.map((topic) => topic.id)).not.toContain(id)
  })

  it("keeps accepted topics and tells which changes it cannot make", () => {
    const accepted = edit(update(base, crashes).model, [
      { kind: "accept", proposal: "t5" },
      { kind: "rename", topic: "t3", name: "Third" }
    ]).model
    const both = refit(accepted, [...tickets(200, 1), ...crashes], { topics: 4 })
    expect(both.model.topics.map(({ id }) => id)).toContain("t5")
    expect(assign(both.model, "it freezes and crashes").topic).toBe("t5")
    expect(both.refused).toEqual([])
    const without = refit(accepted, tickets(200, 1), { topics: 4 })
    expect(without.retired.map(({ id }) => id)).toEqual(["t5"])
    expect(without.refused).toEqual([{ edit: { kind: "accept", proposal: "t5" }, problem: "too few texts" }])
    expect(without.model.edits).toEqual([{ kind: "rename", topic: "t3", name: "Third" }])
  })

  it("of any changed model on any texts is sound", () => {
    fc.assert(
      fc.property(items, items, options, edits, (all, more, how, changes) => {
        const { model } = edit(update(fit(all, how), more).model, changes)
        const again = refit(model, [...more, ...all], how)
        expectSound(again.model)
        const counts = countsOf(again.model, [...more, ...all])
        for (const { id, texts } of again.model.topics) expect(texts).toBe(counts.get(id) ?? 0)
      })
    )
  })
})

describe("a model of version 1", () => {
  const {
    customers,
    edits: _,
    language,
    merged,
    pool,
    proposals,
    vocabulary,
    ...rest
  } = fit(
    tickets(200, 1).map((text, i) => ({ text, customer: `c${i % 30}` })),
    { topics: 4, seed: 1 }
  )
  const first: Topics.FirstTopicModel = {
    ...rest,
    version: 1,
    vocabulary: { terms: vocabulary.terms, weights: vocabulary.weights }
  }

  it("is read, assigned, updated and changed", () => {
    const read = Schema.decodeUnknownSync(TopicModel)(JSON.parse(JSON.stringify(first)))
    expect(read.version).toBe(2)
    expect(assign(first, ["my card was stolen"])).toEqual(assign(read, ["my card was stolen"]))
    const next = update(
      first,
      [...crashes, "my card was stolen"].map((text, i) => ({ text, customer: `d${i}` }))
    ).model
    expectSound(next)
    for (const { customers: count, id } of read.topics) {
      expect(next.topics.find((topic) => topic.id === id)?.customers).toBeGreaterThanOrEqual(count)
    }
    const changed = edit(next, [{ kind: "merge", topic: "t2", into: "t1" }]).model
    expectSound(changed)
    expect(changed.topics[0]?.name).not.toBe("")
  })

  it("of a later version is refused", () => {
    expect(Schema.is(TopicModel)({ ...base, version: 3 })).toBe(false)
    const broken: ReadonlyArray<unknown> = [
      { ...base, customers: [] },
      { ...base, merged: [{ id: "t7", name: "", into: "t9" }] },
      { ...base, vocabulary: { ...base.vocabulary, written: [] } },
      {
        ...base,
        proposals: [{ id: "t5", name: "", terms: [], examples: [], texts: 1, customers: 0, near: "t1", pooled: [3] }]
      },
      { ...base, edits: [{ kind: "explode", topic: "t1" }] }
    ]
    for (const each of broken) expect(() => Schema.decodeUnknownSync(TopicModel)(each)).toThrow()
  })
})
