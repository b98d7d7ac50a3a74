import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Redact from "../../src/text/Redact.ts"
import { card, email, formed, iban, ip, nationalIds, phone, phoneForms } from "./personalData.ts"

const around = fc.tuple(
  fc.constantFrom(
    "",
    "My number is ",
    "call me: ",
    "(",
    "Bitte an ",
    "«",
    "请打",
    "since 2024, ",
    "tel.",
    "x\n",
    "- ",
    "¿"
  ),
  fc.constantFrom("", ".", ", thanks", ")", "!", " and then", "»", "请", "\n2026", "; ok?", " / ")
)

/** Digits and letters of a number, without the signs between them. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}@]/gu, "")

/** No part of a number that would find its owner is left. */
const expectHidden = (hidden: string, kind: string, other = kind) => {
  fc.assert(
    fc.property(around, ([before, after]) => {
      const found = Redact.text(`${before}${hidden}${after}`)
      expect([kind, other].some((each) => found.includes(`[${each}]`))).toBe(true)
      expect(bare(found)).not.toContain(bare(hidden))
      expect(found.length).toBeLessThanOrEqual(before.length + after.length + other.length + 2)
    }),
    { numRuns: 12 }
  )
}

describe("redaction", () => {
  it.each([
    ["mail ana.b+c@mail.example.org now", "mail [email] now"],
    ["write to ana@example.org.", "write to [email]."],
    ["ana.b (at) example dot org, ana[at]mail.example.org", "[email], [email]"],
    ["write ana {at} example (dot) org. Thanks", "write [email]. Thanks"],
    ["see https://x.example/a?token=1 or www.example.org/b.", "see [link] or [link]"],
    ["DE89 3704 0044 0532 0130 00 and GB82WEST12345698765432", "[iban] and [iban]"],
    ["de89 3704 0044 0532 0130 00 with love", "[iban] with love"],
    ["from 192.168.0.12, or 2001:db8::8a2e:370:7334.", "from [ip], or [ip]."],
    ["4111-1111-1111-1111, 378282246310005", "[card], [card]"],
    ["card 4111 1111 1111 1111 12/28 123", "card [card] 12/28 123"],
    ["+1 (555) 010-9999 / 0049 30 901820 / (555) 010-9999 / 555-010-9999", "[phone] / [phone] / [phone] / [phone]"],
    ["phone no. 4471234567", "phone no. [phone]"],
    ["Rufen Sie mich an unter 4471234567", "Rufen Sie mich an unter 4471234567"],
    ["call me at 4471234567", "call me at [phone]"],
    ["since 2024 0151 23456789", "since 2024 [phone]"],
    ["电话13812345678请", "电话[phone]请"],
    ["０９０－１２３４－５６７８", "[phone]"],
    ["٠٥٠١٢٣٤٥٦٧", "[phone]"],
    ["4111\u00a01111\u00a01111\u00a01111 or \u202d+49\u2011151\u201123456789\u202c", "[card] or \u202d[phone]\u202c"],
    ["ana\u200b@example.org", "[email]"],
    ["SSN 078-05-1120, NINO AB 12 34 56 C", "SSN [national-id], NINO [national-id]"]
  ])("hides what points to a person: %s", (text, expected) => {
    expect(Redact.text(text)).toBe(expected)
  })

  it.each([
    "Order 4471234567 and A-1234-5678 did not arrive",
    "Order 0612345678, order no. 06 12 34 56 78, invoice #0049301234567, Bestellnummer: 0151 2345678, заказ 0123456789",
    "Tracking 1Z999AA10123456784, INV-2026-00123, 114-1234567-1234567, KD-555-010-9999, PO 000123456",
    "Error 0x80070005, KB5034441, HTTP 404, version 10.2.1, v1.2.3.4, build 126.0.6478.127, ORA-00942, E-1000234",
    "On 2026-01-02, 02.01.2026 or 1/2/26 at 10:30:15, 02.01.2026 10:30, 01.02.2026-05.02.2026, from 05-07-2026 on",
    "Open 09.00-17.00, 0900-1700, 08:00 - 18:00 on 24/7",
    "It costs 1,234.56 EUR, or 12 345 678 in all, 912 345 678 €, $912 345 678, 912 345 678,50 and 0.12345678",
    "4111 1111 1111 1112 is no card, 999.1.1.1 no address, XX00 1234 5678 9012 3 no account",
    "ISBN 978-3-16-148410-0, 12:30:45 long, std::string, 00:1A:2B:3C:4D:5E, 50 x 30 x 20 cm, 5 of 10 000",
    "look at example dot com, dinner (at) 8.30, meet (at) berlin. Then home, ana (at) work, [at] 10.2.1",
    "me @ work, 2 items @ 5.99, @support, a::",
    "[email] [phone] 12345678 [card]"
  ])("keeps orders, codes, dates and amounts: %s", (text) => {
    expect(Redact.text(text)).toBe(text)
  })

  it("hides again what it hid, and never fails", () => {
    const piece = fc.oneof(
      phone,
      iban,
      card,
      email,
      ip,
      fc.constantFrom(" ", "-", ".", "1", "0 ", "tel ", "no. ", "€", "[", ":")
    )
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.array(piece, { maxLength: 8 }).map((all) => all.join(" "))
    )
    fc.assert(
      fc.property(text, (each) => {
        const once = Redact.text(each)
        expect(Redact.text(once)).toBe(once)
      }),
      { numRuns: 500 }
    )
  })

  it("leaves no address for mail", () => {
    fc.assert(
      fc.property(around, email, ([before, after], address) => {
        const found = Redact.text(`${before} ${address} ${after}`)
        expect(found).not.toContain(address)
        expect(found).not.toContain("@")
      }),
      { numRuns: 500 }
    )
  })

  it.each(Object.entries(phoneForms).flatMap(([country, forms]) => forms.map((form) => [country, form] as const)))(
    "leaves no telephone number of %s: %s",
    (_, form) => {
      fc.assert(
        fc.property(formed(form), (number) => expectHidden(number, "phone", "national-id")),
        { numRuns: 10 }
      )
    }
  )

  it("leaves no account, card or IP address", () => {
    fc.assert(fc.property(iban, (account) => expectHidden(account, "iban")))
    fc.assert(fc.property(card, (number) => expectHidden(number, "card")))
    fc.assert(
      fc.property(ip, (address) => {
        expect(Redact.text(`from ${address}.`)).toBe("from [ip].")
        expect(Redact.text(`(${address}), [${address}]`)).toBe("([ip]), [[ip]]")
      })
    )
  })

  it.each(Object.entries(nationalIds))("leaves no number that a state gives a person: %s", (_, numbers) => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(Redact.text(`my number ${number}, please`)).toBe("my number [national-id], please")
      })
    )
  })

  it("keeps what identifies no person in any sentence", () => {
    const kept = fc.oneof(
      ...[
        "Order 447#######",
        "order no. 0#########",
        "#0######",
        "AA-####-####",
        "INV-2026-#####",
        "114-#######-#######"
      ].map(formed),
      ...["error 0x8007####", "HTTP 4##", "KB50#####", "E####", "version N.#.#.#", "v1#.#.N"].map(formed),
      ...["$N#.##", "N##.## EUR", "1.2##,## €", "N ### ### zł", "N#%", "1N,### users"].map(formed),
      fc
        .date({ min: new Date("1990-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString()),
      fc.constantFrom(
        "02.01.2026",
        "1/2/2026",
        "2026-01-02 10:30",
        "on 3 May at 9.30",
        "the app",
        "cannot",
        "please",
        "-",
        "…"
      )
    )
    fc.assert(
      fc.property(fc.array(kept, { maxLength: 6 }), (pieces) => {
        const text = pieces.join(", ")
        expect(Redact.text(text)).toBe(text)
      }),
      { numRuns: 500 }
    )
  })

  it("leaves texts without digits and addresses as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!/[@＠\p{Nd}]|:\/\/|www\.|::/iu.test(text))
        expect(Redact.text(text)).toBe(text)
      })
    )
  })
})

describe("hostile texts", () => {
  const folder = new URL("../../src/text/", import.meta.url)
  const files = ["Redact", "Cue", "PersonalNumbers", "PhoneNumber", "NationalId", "PlainCharacters"].map(
    (name) => `${name}.ts`
  )

  it.each(files)("meet patterns of %s that look at so many characters each and no more", (file) => {
    expect(readdirSync(folder)).toContain(file)
    const source = readFileSync(new URL(file, folder), "utf8")
    const patterns = Array.from(
      source.matchAll(/(?<=[\s([])\/(?![*/])((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[gimu]*/g),
      ([, pattern]) => pattern ?? ""
    )
    expect(patterns.length).toBeGreaterThan(0)
    for (const pattern of patterns) {
      const bare = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x")
      expect([pattern, isBounded(bare, pattern)]).toEqual([pattern, true])
    }
  })

  const units = [
    "a",
    "1",
    "@",
    ".",
    "a@",
    "1 ",
    "(1",
    "+1",
    "A",
    "AA11 ",
    "://",
    "https://",
    "1.",
    "<",
    "\0",
    "12 ",
    "123 ",
    '"',
    '"a@',
    ":",
    "::",
    "a (at) ",
    "a(at)a.",
    "f:",
    "a1-",
    "\u200b1",
    "٣ ",
    "4111 ",
    "no "
  ]

  it.each(units)("of a million times %j are read", (unit) => {
    expect(Redact.text(unit.repeat(1_000_000 / unit.length)).length).toBeGreaterThan(0)
  })
})

/**
 * Whether a pattern without its classes repeats nothing without end, but for what it ends with, and what is tried on single
 * candidates from their start to their end.
 */
const isBounded = (bare: string, pattern: string): boolean =>
  pattern.startsWith("^") || !/[*+]|\{\d+,\}/.test(bare.replace(/x\+(?:x\?)?$/, "").replace(/\(\?[:!=<]/g, ""))
