import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { otherUnit, TextUnits } from "../src/source/TextUnits.ts"

const expected = (text: string) =>
  Array.from({ length: text.length }, (_, i) => Math.min(otherUnit, text.charCodeAt(i)))

describe("units of a text", { timeout: 60_000 }, () => {
  it("are its characters, whatever was there before", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("a", ",", "é", "€", "🎉", "\ud800", "\udc80") })
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const units = new TextUnits()
        for (const each of texts) {
          assert.deepStrictEqual([...units.of(each).subarray(0, each.length)], expected(each))
        }
      })
    )
  })

  it("have room for text of three bytes a character", () => {
    const text = "€".repeat(20_000)
    assert.deepStrictEqual([...new TextUnits().of(text).subarray(0, text.length)], expected(text))
  })
})
