import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { functionWordsOf, languages } from "../../src/text/FunctionWords.ts"
import * as Language from "../../src/text/Language.ts"
import { spellings } from "../../src/text/Spelling.ts"
import { words } from "../../src/text/Words.ts"
import { sentences } from "./sentences.ts"

const all = Object.entries(sentences).flatMap(([language, texts]) =>
  texts.map((text) => ({ language, text, length: text.match(/[\p{L}\p{M}]+/gu)?.length ?? 0 }))
)
const alphabetic = all.filter(({ language }) => languages.includes(language))

/** Shares of texts of a length whose language is told right, and wrong. */
const shares = (from: number, to: number) => {
  const own = alphabetic.filter(({ length }) => length >= from && length <= to)
  const told = own.map(({ language, text }) => ({ language, found: Language.of(text).language }))
  return {
    texts: own.length,
    right: told.filter(({ found, language }) => found === language).length / own.length,
    wrong: told.filter(({ found, language }) => found !== language && found !== "und").length / own.length
  }
}

describe("the language of a text", () => {
  it("in an alphabet is told by a sentence, and rather unknown than wrong in a few words", () => {
    const [few, some, sentence, long] = [shares(1, 3), shares(4, 6), shares(7, 10), shares(11, 99)]
    expect(Math.min(few.texts, some.texts, sentence.texts, long.texts)).toBeGreaterThan(35)
    expect(few.right).toBeGreaterThan(0.5)
    expect(few.wrong).toBeLessThan(0.02)
    expect(some.right).toBeGreaterThan(0.8)
    expect(some.wrong).toBeLessThan(0.05)
    expect(sentence.right).toBeGreaterThan(0.95)
    expect(sentence.wrong).toBeLessThan(0.02)
    expect(long.right).toBe(1)
  })

  it.each(all.filter(({ language, length }) => !languages.includes(language) && length > 0))(
    "$language is told by its script: $text",
    ({ language, text }) => {
      expect(Language.of(text).language).toBe(language)
    }
  )

  it("in capitals, without accents or with markup is the same", () => {
    expect(Language.of("¿POR QUÉ ME COBRARON DOS VECES ESTE MES?").language).toBe("es")
    expect(Language.of("Por que me cobraron dos veces, donde esta mi dinero").language).toBe("es")
    expect(Language.of("<p>Ich m&ouml;chte mein Geld <b>zur&uuml;ck</b></p>").language).toBe("de")
    expect(Language.of("Je veux un remboursement\n> I want to know\n> what you would like").language).toBe("fr")
  })

  it("among names in other scripts is its own", () => {
    expect(Language.of("我的 iPhone 15 Pro 还没有收到").language).toBe("zh")
    expect(Language.of("Заказ iPhone 15 Pro так и не пришёл").language).toBe("ru")
    expect(Language.of("My order from 東京 has not arrived yet").language).toBe("en")
  })

  it("is not known where nothing tells", () => {
    for (const text of ["", " ", "404", "😀", "OK", "Visa 4471", "+++", "\0", "xq zw"]) {
      expect(Language.of(text).language).toBe("und")
    }
  })

  it("has a confidence from 0 to 1, of 0.6 and more when it is told, whatever the text", () => {
    const piece = fc.constantFrom(
      "the",
      "die",
      "карта",
      "é",
      "ß",
      "漢",
      "か",
      "ง",
      "ی",
      " ",
      "#",
      "ы",
      "1",
      "x",
      "ღ",
      "\n"
    )
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(" "))
    )
    fc.assert(
      fc.property(text, (each) => {
        const { confidence, language } = Language.of(each)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
        expect(language === "und").toBe(confidence < 0.6)
      })
    )
  })

  it("is the same whatever was told before", () => {
    const first = new Map(all.map(({ text }) => [text, Language.of(text)]))
    const text = fc.constantFrom(...first.keys())
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        for (const each of texts) expect(Language.ofWords(words(each))).toEqual(first.get(each))
      })
    )
  })

  it("does not hang on the order of words", () => {
    fc.assert(
      fc.property(fc.constantFrom(...alphabetic), fc.infiniteStream(fc.nat()), ({ text }, stream) => {
        const plain = words(text)
        const shuffled = plain.map((word) => ({ word, at: stream.next().value })).sort((a, b) => a.at - b.at)
        const told = Language.ofWords(shuffled.map(({ word }) => word))
        expect(told.language).toBe(Language.ofWords(plain).language)
        expect(told.confidence).toBeCloseTo(Language.ofWords(plain).confidence, 9)
      })
    )
  })
})

const plainLetters = (language: string): string =>
  ["ru", "uk", "bg", "sr"].includes(language) ? "абвгдежзиклмнопрстуфхцчш" : "abcdefghijklmnopqrstuvwxyz"

describe.each(languages.map((language) => ({ language, words: functionWordsOf(language) })))(
  "of the words of $language",
  ({ language, words: own }) => {
    const { foreign = "", groups = "", marked = "" } = spellings[language] ?? {}

    it("the functional ones are in lower case and in its letters", () => {
      expect(own.length).toBeGreaterThan(60)
      expect(own.filter((word) => word !== word.normalize("NFKC").toLowerCase())).toEqual([])
      const letters = new Set(plainLetters(language) + marked)
      expect(own.filter((word) => Array.from(word).some((letter) => !letters.has(letter)))).toEqual([])
    })

    it("the spelling has groups that can be found, in its letters", () => {
      const letters = new Set(`${plainLetters(language)}${marked}_`)
      const all = groups.split(/\s+/)
      expect(all.filter((group) => group.length < (marked.includes(group) ? 1 : 2) || group.length > 4)).toEqual([])
      expect(all.filter((group) => Array.from(group).some((letter) => !letters.has(letter)))).toEqual([])
      expect(new Set(all).size).toBe(all.length)
      expect(
        Array.from(foreign).filter((letter) => !plainLetters(language).includes(letter) || marked.includes(letter))
      ).toEqual([])
    })
  }
)
