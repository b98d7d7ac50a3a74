import { assert, describe, it } from "@effect/vitest"
import { Redact } from "@throughline/core"
import { redacted } from "../src/contract/Redaction.ts"

const value = (text: string) => redacted(text, false)
const wordless = (text: string) => redacted(text, true)

describe("a value in a message", () => {
  it("shows no address, link or long number", () => {
    assert.strictEqual(value("anna.berg@example.com"), "[email]")
    assert.strictEqual(value("Anna <a@b.de>"), "Anna <[email]>")
    assert.strictEqual(value("https://x.example/?token=1"), "[link]")
    assert.strictEqual(value("+49 (170) 123-4567"), "[phone]")
    assert.strictEqual(value("4111 1111 1111 1111"), "[card]")
    assert.strictEqual(value("DE89370400440532013000"), "[iban]")
    assert.strictEqual(value("fe80::1 or 10.0.0.1"), "[ip] or [ip]")
    assert.strictEqual(value("078-05-1120"), "[national-id]")
    assert.strictEqual(value("4471234567"), "[number]")
    assert.strictEqual(wordless("anna.berg@example.com"), "[email]")
    assert.strictEqual(wordless("Anna +49 170 1234567"), "[text] [phone]")
  })

  it("shows what is needed to repair it", () => {
    assert.strictEqual(value("Kasse 2"), "Kasse 2")
    assert.strictEqual(wordless("11"), "11")
    assert.strictEqual(wordless("n/a"), "n/a")
    assert.strictEqual(wordless("2026-02-30 10:00:00"), "2026-02-30 10:00:00")
    assert.strictEqual(wordless("29.03.2026 02:58:31"), "29.03.2026 02:58:31")
  })

  it("takes a few digits as they are, as all of it would", () => {
    for (let number = 0; number < 10_000; number += 7) {
      assert.strictEqual(value(String(number)), Redact.text(String(number)))
    }
  })

  it("shows no words where there should be none, and no sentences anywhere", () => {
    assert.strictEqual(wordless("Anna Berg"), "[text] [text]")
    assert.strictEqual(value("call me at home after six please"), "[text of 32 characters]")
    assert.strictEqual(value("x".repeat(5000)).length, 200)
  })
})
