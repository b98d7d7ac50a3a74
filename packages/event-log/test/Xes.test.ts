import { assert, describe, it } from "@effect/vitest"
import { checkMapping, type Mapping } from "@throughline/import"
import * as Redacted from "effect/Redacted"
import { Xes } from "../src/index.ts"
import { failureOf, fixture, messagesOf, proposalOf, told } from "./reading.ts"

const mappingOf = (fields: Readonly<Record<string, string>> = {}): Mapping => ({
  source: "log",
  format: "xes",
  records: [
    {
      kind: "interactions",
      id: { columns: ["case:concept:name", "#event"] },
      fields: { customer: "case:concept:name", touchpoint: "concept:name", at: "time:timestamp", ...fields }
    }
  ]
})

const rows = async (text: string, fields: Readonly<Record<string, string>> = {}) =>
  (await messagesOf(Xes.importer, text, mappingOf(fields))).map(told)

describe("a log in XES", () => {
  it("becomes interactions by the proposed mapping", async () => {
    const text = fixture("support.xes")
    const { mapping, questions } = await proposalOf(Xes.importer, "support.xes", text)
    assert.deepStrictEqual(checkMapping(mapping), [])
    assert.deepStrictEqual(questions, [
      'records[0].fields.customer: is each case a customer? If cases are orders, claims or visits, a customer is in several: name the column that says who it was, one of "case:plan".',
      'records[0].when: an activity has events for complete, start, each an interaction now. Which of them count? {"column": "lifecycle:transition", "equals": ["complete"]} takes one of them.',
      'records[0].fields.touchpoint: is it "concept:name"? The log has names for its activities as well: "classifier:Activity", "classifier:Where".'
    ])
    assert.deepStrictEqual((await messagesOf(Xes.importer, text, mapping)).map(told), [
      "support:interactions:c-17|0 | c-17 | Ask <help> & wait | 2026-03-29T07:00:00.000Z | desk",
      "support:interactions:c-17|1 | c-17 | contact | 2026-03-29T07:05:00.000Z",
      'support:interactions:Müller & Söhne 🎉|0 | Müller & Söhne 🎉 | Say "hi" | 2026-03-30T10:00:00.000Z',
      "support:interactions:Müller & Söhne 🎉|1 | Müller & Söhne 🎉 | Two lines | 2026-03-31T10:00:00.250Z",
      "4 4 0 0 0"
    ])
  })

  it("has columns for what is nested, for the trace, the log, classifiers and places", async () => {
    const text = fixture("support.xes")
    const column = async (segment: string) =>
      (await messagesOf(Xes.importer, text, mappingOf({ segment }))).flatMap((message) =>
        message._tag === "Imported" && message.kind === "interactions" ? [message.record.segment ?? ""] : []
      )
    assert.deepStrictEqual(await column("on channel.room"), ["4", "", "", ""])
    assert.deepStrictEqual(await column("items.0"), ["phone", "", "", ""])
    assert.deepStrictEqual(await column("items.1"), ["case", "", "", ""])
    assert.deepStrictEqual(await column("items"), ["", "", "", ""])
    assert.deepStrictEqual(await column("case:plan"), ["gold", "gold", "basic", "basic"])
    assert.deepStrictEqual(await column("log:concept:name"), Array(4).fill("Support of a shop"))
    assert.deepStrictEqual(await column("channel"), ["", "", "", ""])
    assert.deepStrictEqual(await column("#trace"), ["0", "0", "1", "1"])
    assert.deepStrictEqual(await column("#event"), ["0", "1", "0", "1"])
    assert.deepStrictEqual(await column("classifier:Activity"), [
      "Ask <help> & wait+complete",
      "contact+start",
      'Say "hi"+complete',
      "Two lines+complete"
    ])
    assert.deepStrictEqual(await column("classifier:Where"), ["chat", "", "", ""])
    assert.deepStrictEqual(await column("__proto__"), ["", "", "", ""])
  })

  it("rejects an event alone, with what to do about it", async () => {
    assert.deepStrictEqual(await rows(fixture("flawed.xes")), [
      'record log:4 time:timestamp: found "2026-03-29T09:00:00", expected an offset from UTC, as in +02:00. Fix: set time.timeZone.',
      'record log:8 time:timestamp: found "[text]", expected a time as 2026-03-29T10:00:00Z. Fix: check time.format.',
      "record log:12 time:timestamp: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
      "record log:15: found an attribute without key, expected a key. Fix: repair it in the source.",
      "record log:19: found an attribute without value, expected a value. Fix: repair it in the source.",
      "record log:23: found two attributes with the same key and other values, expected each key once. Fix: repair it in the source.",
      "record log:28: found an element that no event has, expected attributes. Fix: repair it in the source.",
      "record log:32 concept:name: expected a value. Fix: fill it in the source, or leave such records out with skipWhen.",
      "log:interactions:c1|8 | c1 | good | 2026-03-29T09:00:00.000Z",
      'record log:39 case:concept:name: found "a trace without concept:name", expected the name of a case. Fix: name a column of the events as customer, or leave such events out: skipWhen {"column": "case:concept:name", "equals": [""]}.',
      'record log:44 case:concept:name: found "an event outside of any trace", expected the name of a case. Fix: name a column of the events as customer, or leave such events out: skipWhen {"column": "case:concept:name", "equals": [""]}.',
      'record log:50 case:concept:name: found "[email]", expected a key to hash it with. Fix: give a key as hashKey, on the command line as THROUGHLINE_HASH_KEY, or say "personal": "keep" in records[0].fields.customer.',
      "12 1 0 11 0"
    ])
  })

  it("rejects a value that is none of its type, where the mapping reads it", async () => {
    const typed = (type: string, value: string) =>
      `<event><string key="concept:name" value="a"/><${type} key="x" value="${value}"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>`
    const given = [
      ["int", "7"],
      ["int", "7.5"],
      ["float", "-1.5e3"],
      ["float", "one"],
      ["boolean", "true"],
      ["boolean", "yes"]
    ] as const
    const text = `<log><trace><string key="concept:name" value="c"/>${given.map(([type, value]) => typed(type, value)).join("\n")}</trace></log>`
    assert.deepStrictEqual((await rows(text)).at(-1), "6 6 0 0 0")
    assert.deepStrictEqual(await rows(text, { segment: "x" }), [
      "log:interactions:c|0 | c | a | 2026-01-01T00:00:00.000Z | 7",
      "record log:2: found an attribute of type int that is none, expected the value of an attribute of type int. Fix: repair it in the source.",
      "log:interactions:c|2 | c | a | 2026-01-01T00:00:00.000Z | -1.5e3",
      "record log:4: found an attribute of type float that is none, expected the value of an attribute of type float. Fix: repair it in the source.",
      "log:interactions:c|4 | c | a | 2026-01-01T00:00:00.000Z | true",
      "record log:6: found an attribute of type boolean that is none, expected the value of an attribute of type boolean. Fix: repair it in the source.",
      "6 3 0 3 0"
    ])
  })

  it("hashes what points to a person", async () => {
    const mapping = mappingOf({})
    const [rule] = mapping.records
    const hashing: Mapping = {
      ...mapping,
      records: [
        { ...rule, id: "#trace", fields: { ...rule.fields, team: { column: "org:resource", personal: "hash" } } }
      ]
    }
    const hashKey = Redacted.make("a key of sixteen or more characters")
    const messages = await messagesOf(Xes.importer, fixture("support.xes"), hashing, { hashKey })
    const [first] = messages
    assert(first?._tag === "Imported" && first.kind === "interactions")
    assert.match(first.record.team ?? "", /^h-[a-z2-7]+$/)
  })
})

describe("the proposal for a log in XES", () => {
  const event = (more = "") =>
    `<event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/>${more}</event>`
  const idOf = async (text: string) => (await proposalOf(Xes.importer, "l.xes", text)).mapping.records[0].id

  it("goes by the event's own id, by its case, or where names of cases do not tell them apart by its trace", async () => {
    const named = `<string key="concept:name" value="c"/>`
    assert.deepStrictEqual(await idOf(`<log><trace>${named}${event()}</trace></log>`), {
      columns: ["case:concept:name", "#event"]
    })
    const twice = `<trace>${named}${event()}</trace>`.repeat(2)
    assert.deepStrictEqual(await idOf(`<log>${twice}</log>`), { columns: ["#trace", "#event"] })
    assert.deepStrictEqual(await idOf(`<log><trace>${event()}</trace></log>`), { columns: ["#trace", "#event"] })
    const own = event('<id key="identity:id" value="1f0b8f4e-0000-4000-8000-000000000001"/>')
    assert.strictEqual(await idOf(`<log><trace>${own}</trace></log>`), "identity:id")
  })

  it("asks for the time zone", async () => {
    const text = `<log><trace>${event().replace("00Z", "00")}</trace></log>`
    const { questions } = await proposalOf(Xes.importer, "l.xes", text)
    assert.include(questions, 'time.timeZone: in which zone are the local times written, as "Europe/Berlin"?')
  })

  it("has nothing to ask of a log without events, of which nothing is read", async () => {
    const text = '<log><trace><string key="concept:name" value="c"/></trace></log>'
    const { mapping, questions } = await proposalOf(Xes.importer, "l.xes", text)
    assert.deepStrictEqual(questions, [])
    assert.deepStrictEqual((await messagesOf(Xes.importer, text, mapping)).map(told), ["0 0 0 0 0"])
  })

  it("is sure of logs, and of nothing else", () => {
    const confidence = (text: string, name = "x") =>
      Xes.importer.detect(new TextEncoder().encode(text), name).confidence
    assert.strictEqual(confidence(fixture("support.xes")), 1)
    assert.strictEqual(confidence("<!DOCTYPE log [ <!-- > --> ]><log><trace/>"), 1)
    assert.strictEqual(confidence("<log/>", "a.xes"), 1)
    assert.strictEqual(confidence("<log/>"), 0.5)
    assert.strictEqual(confidence("<log><object-types/><events/></log>"), 0)
    assert.strictEqual(confidence("<html><trace/></html>"), 0)
    assert.strictEqual(confidence("log,trace\n1,2\n"), 0)
    assert.strictEqual(confidence('{"log": 1}'), 0)
  })
})

describe("what is no log in XES", () => {
  const trace = (inside: string) =>
    `<log><trace><string key="concept:name" value="c"/><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>${inside}`
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("")

  it.each([
    ["nothing", "", "log:1: found nothing, expected an event log in XES."],
    [
      "another root",
      "<html></html>",
      "log:1: found another root element than <log> at byte 0, expected an event log in XES."
    ],
    [
      "billion laughs",
      `<!DOCTYPE log [<!ENTITY l0 "ha">${laughs}]>\n<log><trace><string key="concept:name" value="&l9;"/></trace></log>`,
      `log:2: found the entity &l9; at byte 576, expected &lt; &gt; &amp; &apos; &quot; or the number of a character: other entities are not read.`
    ],
    [
      "an external entity",
      '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log>&x;</log>',
      "log:1: found the entity &x; at byte 61, expected &lt; &gt; &amp; &apos; &quot; or the number of a character: other entities are not read."
    ],
    [
      "deep nesting",
      `<log>${"<list key='a'>".repeat(2000)}`,
      "log:1: found more than 1000 elements in one another at byte 13991, expected fewer."
    ],
    ["NUL", "<log>\n\0</log>", "log:2: found a character that XML cannot hold (code 0) at byte 6, expected text."],
    ["an end of another", trace("</log>"), `log:1: found the end of another element at byte 160, expected </trace>.`],
    [
      "a second root",
      "<log></log><log/>",
      "log:1: found a second root element at byte 11, expected the end of the document."
    ],
    [
      "a huge attribute",
      `<log a="${"x".repeat(2_000_000)}"/>`,
      "log:1: found a tag of more than 1048576 bytes at byte 0, expected a shorter one."
    ],
    [
      "bytes that are no text",
      new Uint8Array([60, 108, 111, 103, 62, 0xff, 60, 47]),
      'log:1: found bytes that are no utf-8 at byte 5, expected text. Fix: set encoding, for instance to "windows-1252".'
    ],
    [
      "an unknown encoding",
      '<?xml version="1.0" encoding="EBCDIC-7"?><log/>',
      "log:1: found the encoding EBCDIC-7, expected one that is read. Fix: write it in UTF-8, or set encoding."
    ],
    [
      "a late attribute",
      trace('<string key="concept:name" value="d"/></trace></log>'),
      "log:1: found an attribute of a trace behind what it is about at byte 160, expected attributes before traces and events. Fix: write the log again in the order of the standard, or take the column out of the mapping."
    ],
    [
      "an event elsewhere",
      "<log><group><event/></group></log>",
      "log:1: found an event in the wrong place at byte 12, expected events in traces, or in the log."
    ]
  ])("stops at %s and says where", async (_, content, message) => {
    const failure = await failureOf(Xes.importer, content, mappingOf())
    assert.deepStrictEqual(failure, { message, complete: false })
  })

  it("tells of a classifier that there is not", async () => {
    const { message } = await failureOf(Xes.importer, trace("</trace></log>"), mappingOf({ segment: "classifier:X" }))
    assert.include(message, "found no classifier of the name in the mapping")
  })

  it("is cut, where it ends inside an event", async () => {
    const whole = trace("")
    const messages = await messagesOf(Xes.importer, whole.slice(0, -10), mappingOf())
    assert.deepStrictEqual(messages.map(told), [
      "record log:1: found the end of the input, expected the rest of the event. Fix: get the whole file: it ends inside an event.",
      "1 0 0 1 0"
    ])
    const last = messages.at(-1)
    assert(last?._tag === "Summary")
    assert.deepStrictEqual([last.complete, last.ending], [false, "cut"])
  })

  it("gives up an event that never ends, and holds no more of it", async () => {
    const long = `<event>${`<string key="k" value="${"x".repeat(1000)}"/>`.repeat(1200)}</event>`
    assert.deepStrictEqual(await rows(`${trace(long)}</trace></log>`), [
      "log:interactions:c|0 | c | a | 2026-01-01T00:00:00.000Z",
      "record log:1: found more than 1048576 bytes, expected a shorter event. Fix: take out what is not needed in the source.",
      "2 1 0 1 0"
    ])
  })
})

describe("the encoding of a log", () => {
  const text = (encoding: string) =>
    `<?xml version="1.0" encoding="${encoding}"?>\n<log><trace><string key="concept:name" value="Müller"/><event><string key="concept:name" value="é"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event><event/></trace></log>`
  const wide = (whole: string, isLittle: boolean) =>
    new Uint8Array(Array.from(whole, (c) => (isLittle ? [c.charCodeAt(0), 0] : [0, c.charCodeAt(0)])).flat())
  const narrow = (whole: string) => new Uint8Array(Array.from(whole, (c) => c.charCodeAt(0)))

  it.each([
    ["ISO-8859-1", narrow(text("ISO-8859-1")), 1],
    ["windows-1252", narrow(text("windows-1252")), 1],
    ["UTF-8", new TextEncoder().encode(text("UTF-8")), 1],
    ["UTF-16 without a mark", wide(text("UTF-16"), true), 2],
    ["UTF-16, high byte first", wide(text("UTF-16"), false), 2],
    ["UTF-16 with a mark", wide(`\uFEFF${text("UTF-16")}`.slice(1), true), 2]
  ])("is read from the log: %s", async (name, bytes, width) => {
    const [first, second] = await messagesOf(Xes.importer, bytes, mappingOf())
    assert(first?._tag === "Imported" && first.kind === "interactions" && second?._tag === "Rejected")
    assert.deepStrictEqual([first.record.customer, first.record.touchpoint], ["Müller", "é"])
    const declared = name.startsWith("UTF-16") ? "UTF-16" : name
    const extra = name === "UTF-8" ? 2 : 0
    assert.strictEqual(second.byteOffset, width * text(declared).indexOf("<event/>") + extra)
    assert.strictEqual(Redacted.value(second.raw), "<event/>")
  })

  it("may be said by the mapping instead", async () => {
    const wrong = narrow(text("UTF-8"))
    assert.include((await failureOf(Xes.importer, wrong, mappingOf())).message, "bytes that are no utf-8")
    const [first] = await messagesOf(Xes.importer, wrong, { ...mappingOf(), encoding: "windows-1252" })
    assert(first?._tag === "Imported" && first.kind === "interactions")
    assert.strictEqual(first.record.customer, "Müller")
  })
})
