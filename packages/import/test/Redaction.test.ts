import { assert, describe, it } from "@effect/vitest"
import { redacted } from "../src/contract/Redaction.ts"

const value = (text: string) => redacted(text, false)
const wordless = (text: string) => redacted(text, true)

describe("a value in a message", () => {
  it("shows no address, link or long number", () => {
    assert.strictEqual(value("anna.berg@example.com"), "[email]")
    assert.strictEqual(value("Anna <a@b.de>"), "Anna <[email]>")
    assert.strictEqual(value("https://x.example/?token=1"), "[link]")
    assert.strictEqual(value("+49 (170) 123-4567"), "[number]")
    assert.strictEqual(value("4111 1111 1111 1111"), "[number]")
    assert.strictEqual(value("DE89370400440532013000"), "DE[number]")
  })

  it("shows what is needed to repair it", () => {
    assert.strictEqual(value("Kasse 2"), "Kasse 2")
    assert.strictEqual(wordless("11"), "11")
    assert.strictEqual(wordless("n/a"), "n/a")
    assert.strictEqual(wordless("2026-02-30 10:00:00"), "2026-02-30 10:00:00")
    assert.strictEqual(wordless("29.03.2026 02:58:31"), "29.03.2026 02:58:31")
  })

  it("shows no words where there should be none, and no sentences anywhere", () => {
    assert.strictEqual(wordless("Anna Berg"), "[text] [text]")
    assert.strictEqual(value("call me at home after six please"), "[text of 32 characters]")
    assert.strictEqual(value("x".repeat(5000)).length, 200)
  })
})
