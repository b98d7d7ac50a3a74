import { assert, describe, it } from "@effect/vitest"
import { JsonTextScanner } from "../src/source/JsonTextScanner.ts"
import { TextBuffer } from "../src/source/TextBuffer.ts"

/** What is found in a text that comes in pieces of this size: keys of records, or why there is none. */
const scan = (text: string, size = text.length || 1) => {
  const found: Array<string> = []
  const buffer = new TextBuffer((_, from, to) => to - from, 0)
  const scanner = new JsonTextScanner(buffer, ["", "/results"], {
    record: (record) => found.push(Object.keys(record).join("")),
    damaged: ({ reason }) => found.push(reason)
  })
  for (let at = 0; at < text.length; at += size) {
    buffer.append(text.slice(at, at + size))
    scanner.scan()
  }
  scanner.end()
  return { found, isInside: scanner.isInside, isFound: scanner.found }
}

const records = (text: string) => scan(text).found

describe("JSON that is lines or documents", () => {
  it("is read line by line where lines are records, so that damage stays in its line", () => {
    assert.deepStrictEqual(records('{"a":1}\n{"b":{"c":1}\n{"c":3}\n{"d":4}'), ["a", "Syntax", "c", "d"])
    assert.deepStrictEqual(records('{"a":"x\n{"b":2}\n\r\n{"c":3}\n'), ["Syntax", "b", "c"])
  })

  it("is read as documents otherwise", () => {
    assert.deepStrictEqual(records('[{"a":1},\n{"a":2}\n]'), ["a", "a"])
    assert.deepStrictEqual(records('{"next":null,"results":[{"a":1},{"a":2}]}'), ["a", "a"])
    assert.deepStrictEqual(records('{\n "a": {"b": 1}\n}\n'), ["a"])
    assert.deepStrictEqual(records('[\n{"a":1}\n]'), ["a"])
  })

  it("is nothing where there is nothing, and cut where it ends inside a document", () => {
    assert.deepStrictEqual(scan(""), { found: [], isInside: false, isFound: true })
    assert.deepStrictEqual(scan('[{"a":1},'), { found: ["a"], isInside: true, isFound: true })
    assert.deepStrictEqual(scan('"text"'), { found: [], isInside: false, isFound: false })
  })

  it("is the same in pieces of any size, also around the head that tells", () => {
    for (const length of [65_520, 65_535, 65_536, 65_537, 70_000]) {
      const line = `{"a":"${"x".repeat(length - 8)}"}`
      const text = `${line}\r\n{"b":2}\r\n{"c":3\r\n{"d":4}`
      assert.deepStrictEqual(scan(text).found, ["a", "b", "Syntax", "d"])
      for (const size of [4096, 65_536, 65_537]) assert.deepStrictEqual(scan(text, size), scan(text))
      const many = `[\n${`{"a":"${"x".repeat(500)}"},\n`.repeat(length / 500)}{"b":1}]`
      for (const size of [4096, 65_536]) assert.deepStrictEqual(scan(many, size), scan(many))
    }
  })
})
