import { assert, describe, it } from "@effect/vitest"
import { jsonCell } from "../src/source/JsonPath.ts"

const cell = (json: string, column: string) => jsonCell(column)(JSON.parse(json))

describe("a column of JSON records", () => {
  it("is a key, a path or a pointer", () => {
    const json = '{"a":{"b":{"c":1}},"a.b":"one key","x/y":{"~":true}}'
    assert.strictEqual(cell(json, "a.b.c"), "1")
    assert.strictEqual(cell(json, "a.b"), "one key")
    assert.strictEqual(cell(json, "/a/b/c"), "1")
    assert.strictEqual(cell(json, "/x~1y/~0"), "true")
  })

  it("has only what the record has itself", () => {
    for (const column of ["toString", "constructor.name", "__proto__.x", "/__proto__", "a.length", "b.0"]) {
      assert.strictEqual(cell('{"a":"text","b":null}', column), "", column)
    }
    assert.strictEqual(cell('{"__proto__":{"x":"own"}}', "__proto__.x"), "own")
    assert.isUndefined(({} as { x?: unknown }).x)
  })

  it("holds one value, and a number only as it was written", () => {
    assert.strictEqual(cell('{"a":[1]}', "a"), undefined)
    assert.strictEqual(cell('{"a":{}}', "a"), undefined)
    assert.strictEqual(cell('{"a":12345678901234567890}', "a"), undefined)
    assert.strictEqual(cell('{"a":1e400}', "a"), undefined)
    assert.strictEqual(cell('{"a":-1e400}', "a"), undefined)
    assert.strictEqual(cell('{"a":0.5}', "a"), "0.5")
  })
})
