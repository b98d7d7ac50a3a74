import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { trimmed } from "../src/values/Trimmed.ts"

describe("a trimmed text", { timeout: 60_000 }, () => {
  it("is the text without white space around it", () => {
    const unit = fc.constantFrom("a", "~", " ", "\t", "\u0000", "\u007f", "\u00a0", "\ufeff", "\u2003", "é", "🎉")
    fc.assert(fc.property(fc.string({ unit, maxLength: 6 }), (text) => assert.strictEqual(trimmed(text), text.trim())))
  })
})
