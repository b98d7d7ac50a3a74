import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { withoutMarkup } from "../../src/text/Markup.ts"
import { numberShape } from "../../src/text/NumberShape.ts"
import { withoutQuotation } from "../../src/text/QuotedReply.ts"
import { reader } from "../../src/text/Reading.ts"
import { words } from "../../src/text/Words.ts"

const reading = reader()

describe("markup", () => {
  it("leaves what people read", () => {
    const page =
      "<html><head><title>x</title></head><body><p>Dear <i>team</i>,</p><br/>it&#39;s b&ouml;se<!-- no --></body>"
    expect(words(page)).toEqual(["dear", "team", "its", "böse"])
    expect(withoutMarkup("<ScRiPt>bad()</sCrIpT>ok &amp;lt; &#x1F600; &#0; &nosuch;")).toBe("\n\nok &lt; 😀   &nosuch;")
  })

  it("leaves texts without tags as they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", "<", ">", "3", "é") }), (text) => {
        fc.pre(!/<[a-z!]/i.test(text))
        expect(withoutMarkup(text)).toBe(text)
      })
    )
  })
})

describe("quotation", () => {
  it.each([
    ["Thanks!\r\n\r\nOn 3 May 2026, at 10:00, Ana <a@b.example>\r\nwrote:\r\n> Hello", "Thanks!\n"],
    ["Danke\nAm 03.05.2026 um 10:00 schrieb Ana:\nHallo", "Danke"],
    ["No\n-----Original Message-----\nFrom: A", "No"],
    ["No\nFrom: Ana\nSent: Monday\nTo: B\nold", "No"],
    ["> do you like it?\nYes\n> and this?\nNo", "Yes\nNo"],
    ["Broken\n-- \nAna\nACME", "Broken"]
  ])("is left out of %j", (text, own) => {
    expect(withoutQuotation(text)).toBe(own)
  })

  it.each(["> only quoted\n> text", "On the other hand,\nI wrote: no", "From: A\nto B"])(
    "is not seen in %j",
    (text) => {
      expect(withoutQuotation(text)).toBe(text)
    }
  )
})

describe("numbers", () => {
  it.each([
    ["404", "404"],
    ["e1234", "e1234"],
    ["2fa", "2fa"],
    ["0x80070005", "0x80070005"],
    ["12345", "#####"],
    ["inv20260001", "inv########"],
    ["9f86d081884c7d65", "#"],
    ["٢٠٢٦٠", "#####"]
  ])("%s has the shape %s", (word, shape) => {
    expect(numberShape(word)).toBe(shape)
  })

  it("of one pattern are one word", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10000, max: 99999 }), fc.integer({ min: 10000, max: 99999 }), (a, b) => {
        expect(words(`order AB${a}`)).toEqual(words(`Order ab${b}!`))
      })
    )
  })
})

describe("words", () => {
  it("are of any script", () => {
    expect(words("L'été, ¿dónde? Где мой заказ")).toEqual(["l", "été", "dónde", "где", "мой", "заказ"])
    expect(words("ฉันต้องการคืนเงิน").length).toBeGreaterThan(2)
    expect(words("注文がまだ届いていません").length).toBeGreaterThan(3)
    expect(words("ＦＵＬＬ width")).toEqual(["full", "width"])
  })

  it("leave out what points to a person", () => {
    expect(words("I am ana@example.org, +49 30 901820, at https://example.org/me")).toEqual(["i", "am", "at"])
  })

  it("are none in texts without any", () => {
    for (const text of ["", "   ", "!!! ??? …", "😀👍🏽", "\0\0", "<br>", "\u202e\u200f"])
      expect(words(text)).toEqual([])
  })

  it("do not hang on case, on spaces or on what is between them", () => {
    const word = fc.constantFrom("card", "refund", "größe", "где", "7")
    fc.assert(
      fc.property(fc.array(word), (all) => {
        expect(words(all.join(" "))).toEqual(
          words(` ${all.join(" -- \t")}!`.toUpperCase().replaceAll("GRÖSSE", "größe"))
        )
      })
    )
  })

  it("have at most 40 characters, of the first 100,000 of a text", () => {
    expect(words("x".repeat(1_000_000))).toEqual(["x".repeat(40)])
    expect(words("ab ".repeat(400_000)).length).toBe(33_334)
  })

  const zalgo = "z̷̨͎̼̓̈́̕".repeat(70_000)
  it.each([
    zalgo,
    "\u0300\u0323".repeat(500_000),
    "漢".repeat(300_000),
    "😀".repeat(400_000),
    "<a ".repeat(330_000),
    "<style>",
    "&#"
  ])("of hostile texts are read at once (%#)", (text) => {
    expect(words(text.repeat(Math.ceil(1_000_000 / text.length))).length).toBeGreaterThanOrEqual(0)
  })
})

describe("readings", () => {
  it("hang on the language", () => {
    expect(reading("Where are the refunded cards").stems).toEqual(["where", "ar", "the", "refund", "card"])
    expect(reading("Wo sind die Karten")).toEqual({
      language: "de",
      words: ["wo", "sind", "die", "karten"],
      stems: ["wo", "sind", "die", "kart"],
      functional: [true, true, true, false]
    })
    expect(reading("где мои карты").stems).toEqual(["где", "мои", "карт"])
    expect(reading("die hard")).toMatchObject({ language: "und", stems: ["die", "hard"], functional: [false, false] })
  })

  it("of texts that do not tell their language are in the one given", () => {
    expect(reader("en")("Refunded").stems).toEqual(["refund"])
    expect(reader("de")("Karten")).toMatchObject({ language: "de", stems: ["kart"] })
    expect(reader("de")("I would like my money back").language).toBe("en")
  })

  it("are the same whatever was read before", () => {
    const text = fc.constantFrom(
      "die hard",
      "die Karte ist da",
      "the cards are here",
      "Karten",
      "cards",
      "la carte est là",
      ""
    )
    fc.assert(
      fc.property(fc.array(text), fc.constantFrom("und", "en", "de"), (texts, otherwise) => {
        const read = reader(otherwise)
        for (const each of texts) expect(read(each)).toEqual(reader(otherwise)(each))
      })
    )
  })
})
