import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Random, random } from "../../src/stats/Random.ts"
import { find, type Reply, type ReplyVerdict } from "../../src/text/ResponderTemplates.ts"

const subjects = "order parcel invoice refund jacket account voucher payment delivery subscription".split(" ")
const verbs = "check return track cancel change confirm open send repair replace".split(" ")
const plain =
  `about after again along around before below between beside carrier colleague counter courier credit customer depot desk
  during early every friday given helpful insurance kitchen label later letter manager market monday morning never notice
  number often office only option parking password phone picture printer quarter ready reason receipt remote sample screen
  season service shelf signal size sofa spare special stock store street summer supplier support table ticket tomorrow
  tracking transfer truck tuesday warehouse website weekend window winter within worker yellow`.split(/\s+/)
const names = ["Ana", "Ben", "Chloe", "Dan", "Eva", "Finn", "Gina", "Hugo", "Ida", "Jon", "Kim", "Lea", "Max", "Nora"]

const pick = <Item>(next: Random, items: ReadonlyArray<Item>): Item => items[Math.floor(next() * items.length)] as Item
const sentence = (next: Random, length: number): ReadonlyArray<string> =>
  Array.from({ length }, () => pick(next, plain))

/** Replies of `count` templates with a name, a number and a thing filled in, and as many replies that nobody gave twice. */
const simulate = (seed: number, count: number, each: number) => {
  const next = random(seed)
  const templates = Array.from({ length: count }, () => sentence(next, 18 + Math.floor(next() * 25)))
  const filled = templates.flatMap((words, template) =>
    Array.from({ length: each }, (_, i) => ({
      template,
      text: `Hi ${pick(next, names)}, ${words.slice(0, 9).join(" ")} your ${pick(next, subjects)} ${i * 7919}. ${words.slice(9).join(" ")}`
    }))
  )
  const own = Array.from({ length: count * each }, () => ({
    template: -1,
    text: `Hi ${pick(next, names)}, please ${pick(next, verbs)} it. ${sentence(next, 12 + Math.floor(next() * 25)).join(" ")}`
  }))
  return [...filled, ...own]
}

const reply = fc.record(
  {
    text: fc.oneof(
      fc.constantFrom(
        "We are sorry, please send us your receipt for order 4711.",
        "We are sorry, please send us your receipt for order 4712.",
        "<p>We are sorry, please send us your receipt</p> for the order",
        "Thanks",
        "",
        "Please update the app and try again, it is fixed there",
        "Hello Ana, please update the app and try again, it is fixed there",
        "It comes back on Monday, I asked the depot"
      ),
      fc.string({ unit: "binary", maxLength: 60 })
    ),
    responder: fc.constantFrom("a", "b", "c"),
    kind: fc.constantFrom("human" as const, "automated" as const),
    ticket: fc.constantFrom("1", "2", "3", "4")
  },
  { requiredKeys: ["text"] }
)

describe("templates", () => {
  it("with filled-in parts are found, and own words are not taken for one", () => {
    for (const seed of [1, 2, 3]) {
      const replies = simulate(seed, 20, 15)
      const { templates, verdicts } = find(replies)
      const told = (i: number): ReplyVerdict => verdicts[i] as ReplyVerdict
      const filled = [...replies.keys()].filter((i) => (replies[i]?.template ?? -1) >= 0)
      const recalled = filled.filter((i) => told(i).repeated === 1).length / filled.length
      expect(recalled).toBeGreaterThan(0.98)
      expect([...replies.keys()].filter((i) => replies[i]?.template === -1 && told(i).repeated === 1)).toEqual([])
      const pairs = new Set(filled.map((i) => `${replies[i]?.template} ${told(i).template}`))
      expect(new Set([...pairs].map((pair) => pair.split(" ")[1])).size).toBe(templates.length + (recalled < 1 ? 1 : 0))
      expect(templates.length).toBeGreaterThanOrEqual(20)
      expect(templates.every(({ text }) => !names.some((name) => text.includes(name)))).toBe(true)
    }
  })

  it("say how often, in how many tickets and by whom they were given", () => {
    const text = "We are sorry, please send us your receipt for order"
    const found = find([
      { text: `${text} 1`, responder: "ana", ticket: "t1", kind: "human" },
      { text: `${text} 2`, responder: "bot", ticket: "t2", kind: "automated", count: 2 },
      { text: `${text} 3`, responder: "bot", ticket: "t2" },
      { text: "I asked our buyer and the blue one comes back", responder: "ana", kind: "automated" },
      { text: "Thanks Ana!", responder: "ana" },
      { text: "👍" }
    ])
    expect(found).toMatchObject({
      replies: 7,
      short: 1,
      share: { value: 80, n: 5, replies: 4, excluded: { missing: 1 } }
    })
    expect(found.templates).toMatchObject([
      { id: "r1", text: `${text} #`, replies: 4, wordings: 1, tickets: 2, responders: 2, share: { value: 80 } }
    ])
    expect(found.responders).toMatchObject([
      { responder: "ana", replies: 3, templates: 1, told: "both", share: { value: 50, n: 2 }, looks: "unknown" },
      { responder: "bot", replies: 3, templates: 1, told: "automated", share: { value: 100, n: 3 }, looks: "unknown" }
    ])
    expect(found.verdicts.map(({ repeated, template }) => [repeated, template])).toEqual([
      [1, "r1"],
      [1, "r1"],
      [1, "r1"],
      [0, null],
      [null, null],
      [null, null]
    ])
  })

  it("show no address, number or name that was filled in", () => {
    const customers = names.slice(0, 6).map(
      (name, i) => `Dear ${name}-Marie O'${name}, we wrote to ${name}@example.org and
      to ${name} Street ${i}1 about parcel DE${i}4447123: it will arrive at your door by Friday at the latest, we promise.`
    )
    const [template] = find(customers.map((text) => ({ text }))).templates
    expect(template?.replies).toBe(6)
    expect(template?.text).toBe(
      "Dear […]-Marie […], we wrote to [email] and to […] Street # about parcel #: it will arrive at your door by Friday at the latest, we promise."
    )
  })

  it("make a responder look automated from 20 replies on", () => {
    const looks = (same: number, own: number): string | undefined => {
      const next = random(5)
      const replies = [
        ...Array.from({ length: same }, () => "We have received your message and will answer within two days"),
        ...Array.from({ length: own }, () => sentence(next, 12).join(" "))
      ]
      return find(replies.map((text) => ({ text, responder: "r" }))).responders[0]?.looks
    }
    expect([looks(19, 0), looks(20, 0), looks(60, 20), looks(78, 2)]).toEqual([
      "unknown",
      "automated",
      "unknown",
      "automated"
    ])
  })

  it("of no replies, or of none with words enough, are none", () => {
    const nothing = { templates: [], responders: [], short: 0, share: { _tag: "InsufficientData", n: 0 } }
    expect(find([])).toMatchObject({ ...nothing, replies: 0, verdicts: [] })
    expect(find([{ text: "Thanks" }, { text: "Thanks" }, { text: "Thanks" }])).toMatchObject({
      ...nothing,
      short: 3,
      replies: 3
    })
  })

  it("refuse options and counts that cannot be", () => {
    for (const options of [{ alike: 0 }, { alike: 1.1 }, { alike: Number.NaN }, { minimum: 1 }, { minimum: 2.5 }]) {
      expect(() => find([], options)).toThrow(RangeError)
    }
    expect(() => find([{ text: "a", count: 0 }])).toThrow(RangeError)
  })
})

describe("the laws of templates", () => {
  it("hold for any order of replies", () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 30 }), fc.nat(), (replies, seed) => {
        const next = random(seed >>> 0)
        const order = [...replies.keys()].map((i) => [next(), i] as const).sort(([a], [b]) => a - b)
        const found = find(replies, { minimum: 2 })
        const other = find(
          order.map(([, i]) => replies[i] as Reply),
          { minimum: 2 }
        )
        expect({ ...other, verdicts: [] }).toEqual({ ...found, verdicts: [] })
        expect(other.verdicts).toEqual(order.map(([, i]) => found.verdicts[i]))
      })
    )
  })

  it("take a reply given twice for one that counts twice", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(reply, fc.integer({ min: 1, max: 4 })), { maxLength: 20 }), (counted) => {
        const copies = counted.flatMap(([each, count]) => Array.from({ length: count }, () => each))
        const found = find(counted.map(([each, count]) => ({ ...each, count })))
        expect({ ...found, verdicts: [] }).toEqual({ ...find(copies), verdicts: [] })
      })
    )
  })

  it("keep sizes, shares and verdicts together", () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 40 }), (replies) => {
        const { share, short, templates, verdicts } = find(replies)
        const of = (id: string): number => verdicts.filter(({ template }) => template === id).length
        expect(templates.map(({ id }) => of(id))).toEqual(templates.map((template) => template.replies))
        expect(templates.every((each) => each.replies >= 3 && Array.from(each.text).length <= 200)).toBe(true)
        const repeated = templates.reduce((sum, each) => sum + each.replies, 0)
        expect(share._tag === "Estimate" ? share.replies : 0).toBe(repeated)
        expect(share.n + short + share.excluded.missing).toBe(replies.length)
      })
    )
  })

  it("hold for hostile texts", () => {
    const long = `${"<b>".repeat(20_000)}${"please send it ".repeat(10_000)}`
    const texts = [
      long,
      `${long}x`,
      "\ud800".repeat(500),
      "a\u0301".repeat(5000),
      `${"@".repeat(5000)} a b c d e`,
      "\0 a b c d"
    ]
    const found = find([...texts, ...texts].map((text) => ({ text, responder: "__proto__", ticket: "constructor" })))
    expect(found.replies).toBe(12)
    expect(found.responders.map(({ responder }) => responder)).toEqual(["__proto__"])
  })
})
