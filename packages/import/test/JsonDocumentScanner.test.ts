import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { JsonDocumentScanner } from "../src/source/JsonDocumentScanner.ts"
import { TextBuffer } from "../src/source/TextBuffer.ts"

/** What is found in a text that comes in pieces. */
const found = (text: string, pointers: ReadonlyArray<string>, sizes: ReadonlyArray<number> = [text.length]) => {
  const taken: Array<unknown> = []
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  const scanner = new JsonDocumentScanner(buffer, pointers, {
    record: (record, { from, line, pointer }) => taken.push([pointer, line, buffer.byteOffset(from), record]),
    damaged: ({ reason }, { from, line, pointer }) => taken.push([pointer, line, buffer.byteOffset(from), reason])
  })
  for (let at = 0, i = 0; at < text.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1)
    buffer.append(text.slice(at, at + size))
    scanner.scan()
    at += size
  }
  scanner.end()
  return { taken, isInside: scanner.isInside, found: scanner.found }
}

const records = (text: string, pointers: ReadonlyArray<string>) =>
  found(text, pointers).taken.map((one) => (one as ReadonlyArray<unknown>)[3])

const page = (tickets: ReadonlyArray<unknown>, indent?: number) =>
  JSON.stringify({ count: 2, users: [{ id: 1, tickets: [0] }], tickets, next_page: null }, null, indent)

const tickets = [
  { id: 1, subject: 'a "quoted" } brace', tags: ["x", { id: 7 }] },
  { id: 2, subject: "line\nend", tags: [] },
  { id: 3, subject: "último", tags: [{ id: 9, subject: "inner" }] }
]

describe("JSON documents", () => {
  it("give the objects of a list, wherever it stands", () => {
    assert.deepStrictEqual(records(page(tickets), ["/tickets"]), tickets)
    assert.deepStrictEqual(records(JSON.stringify({ data: { "a/b": tickets } }), ["/data/a~1b"]), tickets)
    assert.deepStrictEqual(records(JSON.stringify(tickets), [""]), tickets)
    assert.deepStrictEqual(records(JSON.stringify({ ticket: tickets[0] }), ["/ticket", "/tickets"]), [tickets[0]])
  })

  it("are records themselves where a list may be an object", () => {
    const pointers = ["", "/data/-"]
    assert.deepStrictEqual(records(JSON.stringify({ data: tickets }), pointers), tickets)
    assert.deepStrictEqual(records(JSON.stringify({ data: [] }), pointers), [])
    const event = { id: 1, data: { object: tickets[0], list: tickets } }
    assert.deepStrictEqual(records(JSON.stringify(event), pointers), [event])
  })

  it("are records themselves, unless records are in them", () => {
    assert.deepStrictEqual(records(tickets.map((one) => JSON.stringify(one)).join("\n"), [""]), tickets)
    assert.deepStrictEqual(records(page(tickets) + page([tickets[0]]), ["", "/tickets"]), [...tickets, tickets[0]])
  })

  it("tell line, byte and pointer", () => {
    const { taken } = found(page(tickets, 2), ["/tickets"])
    assert.deepStrictEqual(
      taken.map((one) => (one as ReadonlyArray<unknown>).slice(0, 2)),
      [
        ["/tickets/0", 12],
        ["/tickets/1", 22],
        ["/tickets/2", 27]
      ]
    )
  })

  it("without records say so", () => {
    assert.isFalse(found('{"error":"RecordNotFound"}', ["/tickets"]).found)
    assert.isTrue(found('{"tickets":[]}', ["/tickets"]).found)
  })

  it("give the same in any pieces, whole, damaged or cut", () => {
    const documents = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), { maxLength: 4 })
    const text = fc
      .tuple(documents, fc.constantFrom(undefined, 1), fc.boolean())
      .map(([all, indent, isList]) =>
        isList ? page(all, indent) : all.map((one) => JSON.stringify(one, null, indent)).join(" ")
      )
    const damaged = fc.tuple(text, fc.nat(), fc.constantFrom('"', "{", "}", "]", ",", "\n", "x", ""), fc.boolean())
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(damaged, sizes, ([whole, place, sign, isCut], some) => {
        const at = place % (whole.length + 1)
        const changed = whole.slice(0, at) + sign + (isCut ? "" : whole.slice(at + 1))
        assert.deepStrictEqual(found(changed, ["", "/tickets"], some), found(changed, ["", "/tickets"]))
      }),
      { numRuns: 2000 }
    )
  })

  it("lose a damaged record only", () => {
    const many = Array.from({ length: 6 }, (_, i) => ({ id: i, subject: `s${i}`, tags: [{ id: i, subject: "inner" }] }))
    for (const indent of [undefined, 2]) {
      const text = page(many, indent)
      for (const [from, to] of [
        ['"s2"', '"s2'],
        ['"s2"', 's2"'],
        ['"s2"', "s2"],
        ['"s2"', '"s"2"'],
        ['"s2"', '["s2"'],
        ['"s2"', '{"s2"']
      ] as const) {
        const { isInside, taken } = found(text.replace(from, to), ["/tickets"])
        const kept = taken.map((one) => (one as ReadonlyArray<unknown>)[3]).filter((one) => typeof one === "object")
        assert.deepStrictEqual(
          kept,
          many.filter(({ id }) => id !== 2),
          `${to}, indent ${indent}`
        )
        assert.strictEqual(taken.length, 6)
        assert.isFalse(isInside)
      }
    }
  })

  it("that are cut are not whole", () => {
    const text = page(tickets)
    for (let at = 1; at < text.length; at++) {
      const { isInside, taken } = found(text.slice(0, at), ["", "/tickets"])
      const whole = taken.length > 0 && taken.every((one) => typeof (one as ReadonlyArray<unknown>)[3] === "object")
      assert.isTrue(isInside || !whole, `cut at ${at}`)
    }
  })
})
