import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ticketsOf } from "../../../../bench/topics/tickets.ts"
import { Topics } from "../../src/index.ts"
import { reader } from "../../src/text/Reading.ts"
import { packPhrases, phrasesOf, sharedPhrases, telling } from "../../src/text/SharedPhrases.ts"

const read = reader()
const footer = "this message and any file with it is meant for the person that it was sent to and nobody else at all"
const own = (i: number): string =>
  Array.from({ length: 24 }, (_, j) => `word${String.fromCharCode(97 + i)}x${j}`).join(" ")
const long = Array.from({ length: 6 }, (_, i) => `${own(i)} ${footer}`)

describe("words of phrases that long texts share", () => {
  it("tell less, the more texts share them and the longer the text is", () => {
    const shared = sharedPhrases(long.map(read))
    const { stems } = read(long[0] ?? "")
    const weights = telling(stems, shared) ?? []
    const first = stems.length - footer.split(" ").length
    expect([...weights.slice(0, first)].every((weight) => weight === 1)).toBe(true)
    expect([...weights.slice(first)].every((weight) => weight > 0.5 && weight < 0.7)).toBe(true)
    const longer = telling([...stems, ...stems.slice(0, first)], shared)?.at(first) ?? 1
    expect(longer).toBeLessThan(weights[first] ?? 0)
    expect(telling(read(footer).stems.slice(0, 20), shared)).toBeUndefined()
  })

  it("are those of at least three long texts", () => {
    expect(sharedPhrases(long.slice(0, 2).map(read)).size).toBe(0)
    expect(sharedPhrases(Array.from({ length: 9 }, () => read("where is my refund for the order"))).size).toBe(0)
    expect([...sharedPhrases(long.map(read)).values()].every((count) => count === 6)).toBe(true)
  })

  it("are read as they were written, and refused when they are none", () => {
    const pairs = fc.array(fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 3, max: 20_000 })))
    fc.assert(
      fc.property(pairs, (all) => {
        expect(phrasesOf(packPhrases(new Map(all)))).toEqual(new Map(all))
      })
    )
    for (const broken of ["AQAAAA==", "AQAAAAEAAAA=", "no base64!"]) expect(() => phrasesOf(broken)).toThrow(RangeError)
  })
})

describe("topics of long tickets", () => {
  const tickets = ticketsOf(600, 8, 3)
  const texts = tickets.map(({ text }) => text)
  const model = Topics.fit(texts, { topics: 8, seed: 1 })
  const found = Topics.assign(model, texts)

  it("are what they are about, not the form that they were written in", () => {
    const counts = new Map<string, Map<string, number>>()
    for (const [i, { topic }] of found.entries()) {
      const labels = counts.get(topic) ?? new Map<string, number>()
      const label = tickets[i]?.label ?? ""
      counts.set(topic, labels.set(label, (labels.get(label) ?? 0) + 1))
    }
    const right = [...counts.values()].reduce((sum, labels) => sum + Math.max(...labels.values()), 0)
    expect(right / texts.length).toBeGreaterThan(0.8)
  })

  it("do not hang on the seed", () => {
    const { merges, seed, stability, ...rest } = model
    const again = Topics.fit(texts, { topics: 8, seed: 2 })
    expect(again).toMatchObject(rest)
    expect(again.merges.map(({ cost, parts }) => [cost, parts])).toEqual(merges.map(({ cost, parts }) => [cost, parts]))
    expect([seed, again.seed]).toEqual([1, 2])
    expect(stability).toBeGreaterThan(0)
  })
})
