import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Topics } from "../../src/index.ts"
import { random } from "../../src/stats/Random.ts"
import { collapse } from "../../src/text/Collapse.ts"

const { assign, fit } = Topics

const subjects = [
  ["card", "stolen", "thief", "block"],
  ["refund", "money", "returned", "shop"],
  ["password", "login", "forgot", "reset"],
  ["delivery", "parcel", "late", "courier"]
]
const around = ["my", "the", "is", "please", "was", "and", "help", "today", "again", "still"]

/** Texts about four things, and the thing that each is about. */
const tickets = (count: number, seed: number) => {
  const next = random(seed)
  const pick = <Item>(items: ReadonlyArray<Item>): Item => items[Math.floor(next() * items.length)] as Item
  return Array.from({ length: count }, (_, i) => {
    const subject = subjects[i % subjects.length] as ReadonlyArray<string>
    const words = Array.from({ length: 7 }, () => (next() < 0.45 ? pick(subject) : pick(around)))
    return { text: [pick(subject), ...words].join(" "), subject: i % subjects.length }
  })
}
const texts = tickets(200, 1).map(({ text }) => text)

const word = fc.constantFrom("card", "lost", "refund", "the", "is", "late", "app", "404", "größe", "退款")
const anyText = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
  fc.string({ unit: "binary", maxLength: 20 })
)
const someTexts = fc.array(anyText, { maxLength: 40 })
const options = fc.record({
  topics: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant("auto" as const)),
  seed: fc.nat(9)
})

const shuffled = <Item>(items: ReadonlyArray<Item>, seed: number): ReadonlyArray<Item> => {
  const next = random(seed)
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

describe("topics", () => {
  it("are what texts are about", () => {
    const all = tickets(400, 2)
    const model = fit(
      all.map(({ text }) => text),
      { topics: 4, seed: 1 }
    )
    const assigned = assign(
      model,
      all.map(({ text }) => text)
    )
    const pairs = new Set(all.map(({ subject }, i) => `${subject} ${assigned[i]?.topic}`))
    expect(model.topics.map(({ id }) => id)).toEqual(["t1", "t2", "t3", "t4", "t0"])
    expect(pairs.size).toBe(4)
    for (const { id, name } of model.topics.slice(0, 4)) {
      const subject = all[assigned.findIndex(({ topic }) => topic === id)]?.subject ?? 0
      for (const term of name.split(", ").flatMap((each) => each.split(" "))) expect(subjects[subject]).toContain(term)
    }
  })

  it("are rather split than joined when their number is not told", () => {
    const all = tickets(400, 3)
    const model = fit(
      all.map(({ text }) => text),
      { topics: "auto", seed: 1 }
    )
    const assigned = assign(
      model,
      all.map(({ text }) => text)
    )
    const subjectsOf = new Map<string, Set<number>>()
    for (const [i, { subject }] of all.entries()) {
      const topic = assigned[i]?.topic ?? ""
      subjectsOf.set(topic, (subjectsOf.get(topic) ?? new Set()).add(subject))
    }
    expect(model.topics.length).toBeGreaterThan(4)
    expect([...subjectsOf.values()].every(({ size }) => size === 1)).toBe(true)
  })

  it("do not hang on the order of texts", () => {
    fc.assert(
      fc.property(someTexts, options, fc.nat(99), (all, how, order) => {
        expect(fit(shuffled(all, order), how)).toEqual(fit(all, how))
      })
    )
    expect(JSON.stringify(fit(shuffled(texts, 7), { topics: 5, seed: 1 }))).toBe(
      JSON.stringify(fit(texts, { topics: 5, seed: 1 }))
    )
  })

  it("count a text given twice as one that came twice", () => {
    const times = fc.array(fc.record({ text: anyText, count: fc.integer({ min: 1, max: 4 }) }), { maxLength: 25 })
    fc.assert(
      fc.property(times, options, (all, how) => {
        const each = all.flatMap(({ count, text }) => Array.from({ length: count }, () => text))
        expect(fit(each, how)).toEqual(fit(all, how))
      })
    )
  })

  it("of fitted texts are the ones that the fit counted them in", () => {
    fc.assert(
      fc.property(someTexts, options, (all, how) => {
        const model = fit(all, how)
        const counts = new Map(model.topics.map(({ id }) => [id, 0]))
        for (const { topic } of assign(model, all)) counts.set(topic, (counts.get(topic) ?? 0) + 1)
        expect([...counts]).toEqual(model.topics.map(({ id, texts }) => [id, texts]))
        expect(model.topics.reduce((sum, each) => sum + each.texts, 0)).toBe(all.length)
        expect(model.topics.slice(0, -1).every((each) => each.texts > 0)).toBe(true)
        expect(model.given).toBe(all.length)
      })
    )
  })

  it("stay the same in a model that was written and read", () => {
    const model = fit(texts, { topics: 4, seed: 3 })
    const read: Topics.TopicModel = JSON.parse(JSON.stringify(model))
    const others = [...texts, "a parcel from my card", "???", "hola"]
    expect(read).toEqual(model)
    expect(assign(read, others)).toEqual(assign(model, others))
    expect(others.map(Topics.assigner(read))).toEqual(assign(model, others))
    expect(others.map((text) => assign(model, text))).toEqual(assign(model, others))
    expect(assign(model, { text: "refund" })).toEqual(assign(model, "refund"))
  })

  it("come with a similarity from 0 to 1 and a runner-up that is no better", () => {
    fc.assert(
      fc.property(someTexts, someTexts, options, (all, others, how) => {
        const model = fit(all, how)
        for (const { runnerUp, similarity, topic } of assign(model, [...all, ...others])) {
          expect(similarity).toBeGreaterThanOrEqual(runnerUp?.similarity ?? 0)
          expect(similarity).toBeLessThanOrEqual(1)
          expect(runnerUp?.topic).not.toBe(topic)
          expect(model.topics.map(({ id }) => id)).toContain(topic)
        }
      })
    )
  })

  it("merge into one, from the most alike to the least", () => {
    fc.assert(
      fc.property(someTexts, options, (all, how) => {
        const { merges, topics } = fit(all, how)
        const parts = [...topics.slice(0, -1), ...merges.slice(0, -1)].map(({ id }) => id)
        expect(merges.flatMap((merge) => [...merge.parts]).sort()).toEqual(merges.length === 0 ? [] : parts.sort())
        expect(merges.map(({ left }) => left)).toEqual(merges.map((_, i) => merges.length - i))
        for (const [i, { cost }] of merges.entries()) expect(cost).toBeGreaterThanOrEqual(merges[i - 1]?.cost ?? 0)
      })
    )
  })

  it("are the same for the same seed, and say how stable they are", () => {
    const once = JSON.stringify(fit(texts, { topics: 4, seed: 5 }))
    expect(JSON.stringify(fit(texts, { topics: 4, seed: 5 }))).toBe(once)
    const { merges, stability } = fit(texts, { topics: 4, seed: 5 })
    expect(stability).toBeGreaterThan(0.9)
    expect(merges.at(-1)?.stability).toBe(1)
  })

  it("count different customers, and repeated texts once in finding topics", () => {
    const repeated = Array.from({ length: 50 }, (_, i) => ({ text: "card stolen please block", customer: `c${i % 5}` }))
    const model = fit([...repeated, { text: "Card stolen, please block!", customer: "c9" }, ...texts], {
      topics: 4,
      seed: 1
    })
    const own = model.topics.find(({ id }) => id === assign(model, ["card stolen please block"])[0]?.topic)
    expect(own?.customers).toBe(6)
    expect(own?.texts).toBeGreaterThan(51)
    expect(model.fitted).toBe(251)
  })

  it("show redacted examples", () => {
    const all = texts.map(
      (text, i) => `${text} <b>write</b> to user${i}@mail.example or +49 30 90182${100 + i}\n> quoted`
    )
    const { topics } = fit(all, { topics: 4, seed: 1 })
    const shown = topics.flatMap(({ examples }) => examples.map(({ text }) => text))
    expect(shown.length).toBe(12)
    for (const text of shown) expect(text).toMatch(/ write to \[email\] or \[phone\]$/)
    expect(JSON.stringify(topics)).not.toContain("mail.example")
  })

  it("are only the wordless one where there is nothing to compare", () => {
    for (const all of [[], [""], ["?!", "😀"], ["one", "two", "three"]]) {
      const model = fit(all, { topics: "auto", seed: 1 })
      expect(model.topics.map(({ id, kind, texts }) => [id, kind, texts])).toEqual([["t0", "wordless", all.length]])
      expect(assign(model, ["anything"])).toEqual([{ topic: "t0", similarity: 0, runnerUp: null }])
    }
  })

  it("refuse numbers that are none", () => {
    for (const topics of [0, -1, 1.5, Number.NaN]) expect(() => fit(texts, { topics, seed: 1 })).toThrow(RangeError)
    for (const seed of [-1, 0.5, 2 ** 32]) expect(() => fit(texts, { topics: 2, seed })).toThrow(RangeError)
    for (const count of [0, -1, 0.5, Number.NaN]) {
      expect(() => fit([{ text: "card", count }], { topics: 2, seed: 1 })).toThrow(RangeError)
    }
  })

  it("refuse a model whose parts do not fit together", () => {
    const model = fit(texts, { topics: 3, seed: 1 })
    const { vocabulary, voters } = model
    const broken: ReadonlyArray<Topics.TopicModel> = [
      { ...model, voters: { ...voters, starts: voters.topics } },
      { ...model, voters: { ...voters, values: "AAAA" } },
      { ...model, voters: { ...voters, texts: "no base64!" } },
      { ...model, vocabulary: { ...vocabulary, terms: vocabulary.terms.slice(1) } },
      { ...model, topics: model.topics.slice(2) }
    ]
    for (const each of broken) expect(() => assign(each, ["card"])).toThrow(RangeError)
  })
})

describe("hostile texts", () => {
  const alphabets = [
    "😀🎉👍",
    "?!…—",
    "\0",
    "\u202e\u200fאבג ",
    "z\u0300\u0323\u0334 ",
    "a b ",
    "<p>&#x0;",
    "1",
    "漢字 "
  ]

  it.each(alphabets)("of a million %j are fitted and assigned", (unit) => {
    const long = unit.repeat(Math.ceil(1_000_000 / unit.length))
    const model = fit([long, `${long} card`, ...texts], { topics: 3, seed: 1 })
    expect(model.given).toBe(202)
    expect(assign(model, [long]).length).toBe(1)
  })

  it("that are all the same are one topic", () => {
    const model = fit(Array.from({ length: 10_000 }, () => "card stolen").concat("card lost"), { topics: 5, seed: 1 })
    expect(model.topics.reduce((sum, each) => sum + each.texts, 0)).toBe(10_001)
    expect(model.topics[0]?.texts).toBe(10_001)
  })

  it("that differ in their numbers only are one topic", () => {
    const orders = Array.from({ length: 10_000 }, (_, i) => `Where is my order ${1_000_000 + i}?`)
    const model = fit([...orders, ...texts], { topics: 5, seed: 1 })
    expect(new Set(assign(model, orders).map(({ topic }) => topic)).size).toBe(1)
  })

  it("above the size of a sample are drawn by what they say, not by their order", () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `${texts[i % 200]} x${i}`)
    const [drawn, again] = [collapse(many, 1), collapse(shuffled([...many, ...many], 1), 1)]
    expect([drawn.given, drawn.fitted, again.given, again.fitted]).toEqual([30_000, 20_000, 60_000, 40_000])
    const sayings = ({ alike }: typeof drawn) => alike.flatMap(({ members }) => members.map(({ text }) => text)).sort()
    expect(sayings(again)).toEqual(sayings(drawn))
    expect(sayings(collapse(many, 2))).not.toEqual(sayings(drawn))
  })
})
