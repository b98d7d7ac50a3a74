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
    assert.deepStrictEqual(records('{"results": [\n{"a":1},\n{"a":2}\n]}'), ["a", "a"])
  })

  it("is nothing where there is nothing, and cut where it ends inside a document", () => {
    assert.deepStrictEqual(scan(""), { found: [], isInside: false, isFound: true })
    assert.deepStrictEqual(scan('[{"a":1},'), { found: ["a"], isInside: true, isFound: true })
    assert.deepStrictEqual(scan('"text"'), { found: [], isInside: false, isFound: false })
  })

  it("is told as soon as it can be, the same in pieces of any size", () => {
    const first = (text: string) => {
      const buffer = new TextBuffer((_, from, to) => to - from, 0)
      let count = 0
      const take = () => {
        count += 1
      }
      const scanner = new JsonTextScanner(buffer, [""], { record: take, damaged: take })
      buffer.append(text)
      scanner.scan()
      return count
    }
    assert.deepStrictEqual(['{"a":1}\n', '[{"a":1},', '{"a":1}', "[", "\n"].map(first), [1, 1, 0, 0, 0])
    const broken = '{"a":\n'
    for (const damaged of [0, 1, 9, 10]) {
      const text = `${broken.repeat(damaged)}{"b":2}\r\n\r\n{"c":3\r\n{"d":4}`
      for (const size of [1, 2, 7, 100]) assert.deepStrictEqual(scan(text, size), scan(text))
    }
    assert.deepStrictEqual(scan(`${broken.repeat(9)}{"b":2}\n{"c":3}`).found.slice(-2), ["b", "c"])
    const long = `[\n${`{"a":"${"x".repeat(500)}"},\n`.repeat(200)}{"b":1}]`
    for (const size of [1, 4096, 65_536]) assert.deepStrictEqual(scan(long, size), scan(long))
  })
})
