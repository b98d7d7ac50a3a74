import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Redact } from "../../src/index.ts"

describe("redaction", () => {
  it.each([
    ["mail ana.b+c@mail.example.org now", "mail [email] now"],
    ["see https://x.example/a?token=1 or www.example.org/b.", "see [link] or [link]"],
    ["DE89 3704 0044 0532 0130 00 and GB82WEST12345698765432", "[iban] and [iban]"],
    ["from 192.168.0.12", "from [ip]"],
    ["4111-1111-1111-1111, 378282246310005", "[card], [card]"],
    ["+1 (555) 010-9999 / 0049 30 901820 / (555) 010-9999 / 555-010-9999", "[phone] / [phone] / [phone] / [phone]"]
  ])("hides what points to a person: %s", (text, expected) => {
    expect(Redact.text(text)).toBe(expected)
  })

  it.each([
    "Order 4471234567 and A-1234-5678 did not arrive",
    "Error 0x80070005, KB5034441, HTTP 404, version 10.2.1",
    "On 2026-01-02, 02.01.2026 or 1/2/26 at 10:30",
    "It costs 1,234.56 EUR, or 12 345 678 in all",
    "4111 1111 1111 1112 is no card, 999.1.1.1 no address, XX00 1234 5678 9012 3 no account",
    "me @ work"
  ])("keeps orders, codes, dates and amounts: %s", (text) => {
    expect(Redact.text(text)).toBe(text)
  })

  it("hides again what it hid, and never fails", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const once = Redact.text(text)
        expect(Redact.text(once)).toBe(once)
      })
    )
  })

  it("finds every address in any text", () => {
    const filler = fc.string({ unit: fc.constantFrom("a", " ", "é", "1", "漢", ".", "\n"), maxLength: 30 })
    fc.assert(
      fc.property(filler, fc.emailAddress({ size: "small" }), filler, (before, address, after) => {
        expect(Redact.text(`${before} ${address} ${after}`)).not.toContain(address)
      })
    )
  })

  it.each(["a", "1", "@", ".", "a@", "1 ", "(1", "+1", "A", "AA11 ", "://", "https://", "1.", "<", "\0"])(
    "reads a million times %j at once",
    (unit) => {
      expect(Redact.text(unit.repeat(1_000_000 / unit.length)).length).toBeGreaterThan(0)
    }
  )
})
