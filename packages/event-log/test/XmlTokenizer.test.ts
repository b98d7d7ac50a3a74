import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { bySaxes, byUs, wellFormed } from "./documents.ts"

const encoder = new TextEncoder()
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 })
const sign = fc.constantFrom(..."<>/=\"'&;![]-?# \r\nx\u0000\u0001\uFFFE")

describe("the tokenizer", { timeout: 120_000 }, () => {
  it("takes documents for what saxes takes them, in whatever pieces they come", () => {
    fc.assert(
      fc.property(wellFormed, sizes, (document, some) => {
        const expected = bySaxes(document)
        assert(expected !== undefined, "saxes reads it")
        const bytes = encoder.encode(document)
        for (const each of [[], [1], some]) assert.deepStrictEqual(byUs(bytes, each), expected)
      }),
      { numRuns: 500 }
    )
  })

  it("refuses what saxes refuses, and nothing else", () => {
    fc.assert(
      fc.property(wellFormed, fc.nat(), sign, fc.nat(2), sizes, (document, place, character, change, some) => {
        // Neither looks into a document type, but where it ends they may tell differently.
        const from = /^<!DOCTYPE.*?(?:\.dtd">|'\?>\]>)/s.exec(document)?.[0].length ?? 0
        const at = from + (place % (document.length + 1 - from))
        const damaged =
          document.slice(0, at) + (change === 2 ? "" : character) + document.slice(change === 0 ? at : at + 1)
        fc.pre(!/\p{Surrogate}/u.test(damaged))
        const bytes = encoder.encode(damaged)
        const expected = bySaxes(damaged)
        for (const each of [[], [1], some]) assert.deepStrictEqual(byUs(bytes, each), expected, damaged)
      }),
      { numRuns: 1000 }
    )
  })
})
