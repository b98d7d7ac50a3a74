import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { clauses, words } from "../../src/text/Words.ts"

const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 10 }),
  fc.constantFrom(
    "card",
    "isn’t",
    "e\u0301",
    "３",
    "退款请求",
    "คืนเงิน",
    " ",
    ", ",
    ".",
    "!\u0301",
    "…",
    "\n",
    "4.5",
    "a@b.org",
    "<b>"
  )
)

describe("clauses", () => {
  it("hold the words of the text, in their order", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("")
        expect(clauses(text).flat()).toEqual(words(text))
        expect(clauses(text).every((clause) => clause.length > 0)).toBe(true)
      })
    )
  })

  it("end with punctuation that a space follows, and not inside numbers and names", () => {
    expect(clauses("It is 4,5 or v1.2:3; e.g.this. 没有, 退款。请求")).toEqual([
      ["it", "is", "4", "5", "or", "v1", "2", "3"],
      ["e", "g", "this"],
      ["没有"],
      ["退款"],
      ["请求"]
    ])
  })

  it("of a long run of punctuation are read in no time", () => {
    expect(clauses(`${"?".repeat(100_000)}`)).toEqual([])
    expect(clauses(`${".".repeat(99_990)} card`)).toEqual([["card"]])
  })
})
