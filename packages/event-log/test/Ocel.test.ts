import { assert, describe, it } from "@effect/vitest"
import { checkMapping, type Mapping } from "@throughline/import"
import { Ocel } from "../src/index.ts"
import { failureOf, fixture, messagesOf, proposalOf, told } from "./reading.ts"

/** The same log in each form. */
const forms = [
  { name: "JSON", importer: Ocel.importer, text: fixture("orders.json") },
  { name: "XML", importer: Ocel.xml, text: fixture("orders.xml") }
]

const mappingOf = (format: string, fields: Readonly<Record<string, string>> = {}): Mapping => ({
  source: "shop",
  format,
  records: [
    {
      kind: "interactions",
      id: "id",
      fields: { customer: "objects.customer", touchpoint: "type", at: "time", ...fields }
    }
  ]
})

describe.each(forms)("a log in OCEL 2.0 as $name", ({ importer, name, text }) => {
  const file = `orders.${name.toLowerCase()}`

  it("becomes interactions of the customers that the proposal asks about", async () => {
    const { mapping, questions } = await proposalOf(importer, file, text)
    assert.deepStrictEqual(checkMapping(mapping), [])
    assert.deepStrictEqual(questions, [
      'time.timeZone: in which zone are the local times written, as "Europe/Berlin"?',
      'records[0].fields.customer: is each object of "customer" a customer? There are "objects.customer", "objects.order", "/objects/sales.item". Events with none of them, or with several, are rejected.'
    ])
    const messages = (await messagesOf(importer, text, { ...mapping, source: "shop" })).map(told)
    assert.deepStrictEqual(
      messages.map((each) => each.replace(/log:\d+/, "log")),
      [
        "shop:interactions:e1 | c1 | place order | 2026-03-29T10:00:00.000Z",
        "shop:interactions:e2 | c1 | deliver | 2026-03-30T10:00:00.000Z",
        "shop:interactions:e3 | c2 | deliver | 2026-03-31T12:00:00.000Z",
        'record log objects.customer: found "a [text] or an [text]", expected one text or number. Fix: name a column that holds a single value.',
        'record log time: found "2026-03-31T12:00:00", expected an offset from UTC, as in +02:00. Fix: set time.timeZone.',
        "record log objects.customer: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
        "record log type: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
        "7 3 0 4 0"
      ]
    )
  })

  it("has columns for attributes, for qualifiers, and for objects as they were at the time", async () => {
    const column = async (segment: string) =>
      (await messagesOf(importer, text, mappingOf(importer.id, { segment }))).flatMap((message) =>
        message._tag === "Imported" && message.kind === "interactions" ? [message.record.segment ?? ""] : []
      )
    assert.deepStrictEqual(await column("attributes.channel"), ["web", "", ""])
    assert.deepStrictEqual(await column("qualifiers.receiver"), ["", "c1", "c2"])
    assert.deepStrictEqual(await column("objects.order"), ["o1", "", ""])
    assert.deepStrictEqual(await column("/objects/sales.item"), ["", "i1", ""])
    // The plan of c2 is said for a time without a zone: nobody knows whether it held.
    assert.deepStrictEqual(await column("of.customer.plan"), ["basic", "gold", ""])
    assert.deepStrictEqual(await column("__proto__"), ["", "", ""])
    assert.deepStrictEqual(await column("objects.__proto__"), ["", "", ""])
  })
})

describe("the proposal for a log in OCEL 2.0", () => {
  const log = (types: ReadonlyArray<string>) =>
    JSON.stringify({
      objectTypes: types.map((name) => ({ name, attributes: [] })),
      eventTypes: [],
      objects: [{ id: "x", type: types[0] }],
      events: []
    })
  const of = async (...types: ReadonlyArray<string>) => {
    const { mapping, questions } = await proposalOf(Ocel.importer, "l.json", log(types))
    return [mapping.records[0].fields.customer, questions.length] as const
  }

  it("leaves it open who the customers are, unless only one type can be", async () => {
    assert.deepStrictEqual(await of("order"), ["objects.order", 1])
    assert.deepStrictEqual(await of("order", "item"), [undefined, 1])
    assert.deepStrictEqual(await of("order", "Patients"), ["objects.Patients", 1])
    assert.deepStrictEqual(await of("customer", "client"), [undefined, 1])
  })
})

describe("what is no log in OCEL 2.0 as JSON", () => {
  const confidence = (text: string) => Ocel.importer.detect(new TextEncoder().encode(text), "x").confidence

  it("is not taken for one", () => {
    assert.strictEqual(confidence(fixture("orders.json")), 1)
    assert.strictEqual(confidence('{"objectTypes":[],"eventTypes":[],"objects":[],"events":[]}'), 0.5)
    assert.strictEqual(confidence('{"events":[{"id":"1","type":"a","time":"b"}]}'), 0)
    assert.strictEqual(confidence('{"ocel:global-event":{},"ocel:events":{},"ocel:objects":{}}'), 0)
    assert.strictEqual(confidence("objectTypes,eventTypes,objects"), 0)
  })

  it("is rejected where events come before objects, and says how to turn it", async () => {
    const { eventTypes, events, objects, objectTypes } = JSON.parse(fixture("orders.json"))
    const text = JSON.stringify({ objectTypes, eventTypes, events: events.slice(0, 1), objects })
    assert.deepStrictEqual((await messagesOf(Ocel.importer, text, mappingOf("ocel"))).map(told), [
      "record log:1: found an event before all objects: of which type its objects are is not known yet, expected objects before events. Fix: write the log with its objects first, as jq '{objectTypes, eventTypes, objects, events}' does with JSON.",
      "1 0 0 1 0"
    ])
  })

  it("may be hostile", async () => {
    const event = {
      id: "e",
      type: "=cmd()",
      time: "2026-03-31T12:00:00Z",
      attributes: [{ name: "__proto__", value: { a: 1 } }, 7, null],
      relationships: [{ objectId: "__proto__", qualifier: "constructor" }, { objectId: 7 }, null]
    }
    const object = {
      id: "__proto__",
      type: "customer",
      attributes: [{ name: "constructor", time: "never", value: [7] }, null]
    }
    const text = JSON.stringify({
      objectTypes: "no list",
      eventTypes: [],
      objects: [null, 7, {}, object],
      events: [event, []]
    })
    const told1 = (
      await messagesOf(Ocel.importer, text, mappingOf("ocel", { segment: "of.customer.constructor" }))
    ).map(told)
    assert.deepStrictEqual(told1.slice(-3), [
      "shop:interactions:e | __proto__ | =cmd() | 2026-03-31T12:00:00.000Z",
      "record log:1: found JSON that is not an object, expected a JSON object. Fix: repair it in the source.",
      "4 1 0 3 0"
    ])
  })
})

describe("what is no log in OCEL 2.0 as XML", () => {
  const confidence = (text: string) => Ocel.xml.detect(new TextEncoder().encode(text), "x").confidence
  const log = (inside: string) =>
    `<log><objects><object id="c1" type="customer"/></objects><events>${inside}</events></log>`
  const event = (inside: string) => `<event id="e" type="a" time="2026-03-31T12:00:00Z">${inside}</event>`
  const related = '<objects><relationship object-id="c1" qualifier="by"/></objects>'
  const read = async (inside: string, fields = {}) =>
    (await messagesOf(Ocel.xml, log(inside), mappingOf("ocel-xml", fields))).map(told)

  it("is not taken for one", () => {
    assert.strictEqual(confidence(fixture("orders.xml")), 1)
    assert.strictEqual(confidence(fixture("support.xes")), 0)
    assert.strictEqual(confidence("<orders><objects/><events/></orders>"), 0)
    assert.strictEqual(confidence(fixture("orders.json")), 0)
  })

  it("rejects an event alone", async () => {
    const flawed = [
      event(`<attributes><attribute>web</attribute></attributes>${related}`),
      event('<objects><relationship qualifier="by"/></objects>'),
      event(`<attributes><attribute name="x">${"y".repeat(1_100_000)}</attribute></attributes>${related}`),
      event(related)
    ]
    assert.deepStrictEqual(await read(flawed.join("\n")), [
      "record log:1: found an attribute without name, expected a name. Fix: repair it in the source.",
      "record log:2: found a relationship without object-id, expected an object-id. Fix: repair it in the source.",
      "record log:3: found more than 1048576 bytes, expected a shorter event. Fix: take out what is not needed in the source.",
      "shop:interactions:e | c1 | a | 2026-03-31T12:00:00.000Z",
      "4 1 0 3 0"
    ])
  })

  it("reads text with references, sections and comments in it as one", async () => {
    const attribute = "<attributes><attribute name='x'>a &lt; <![CDATA[<b>]]><!-- c -->&#233;</attribute></attributes>"
    const [first] = await read(event(attribute + related), { segment: "attributes.x" })
    assert.strictEqual(first, "shop:interactions:e | c1 | a | 2026-03-31T12:00:00.000Z | a < <b>é")
  })

  it.each([
    [
      "another root",
      "<html/>",
      "log:1: found another root element than <log> at byte 0, expected an event log in OCEL 2.0 as XML."
    ],
    [
      "an event elsewhere",
      "<log><event/></log>",
      "log:1: found an event in the wrong place at byte 5, expected events in <events>."
    ],
    [
      "an event in another",
      log(event(event(""))),
      "log:1: found an event in the wrong place at byte 116, expected events in <events>."
    ],
    [
      "an entity",
      "<log>&x;</log>",
      "log:1: found the entity &x; at byte 5, expected &lt; &gt; &amp; &apos; &quot; or the number of a character: other entities are not read."
    ]
  ])("stops at %s and says where", async (_, content, message) => {
    assert.deepStrictEqual(await failureOf(Ocel.xml, content, mappingOf("ocel-xml")), { message, complete: false })
  })

  it("is cut, where it ends inside an event", async () => {
    const messages = await messagesOf(Ocel.xml, log(event(related)).slice(0, 150), mappingOf("ocel-xml"))
    assert.deepStrictEqual(messages.map(told), [
      "record log:1: found the end of the input, expected the rest of the event. Fix: get the whole file: it ends inside an event.",
      "1 0 0 1 0"
    ])
  })
})
