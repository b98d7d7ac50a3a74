import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { LexiconSentiment } from "@throughline/sentiment-lexicon"
import { sentimentSuite } from "@throughline/text/testing"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"

const score = (text: string): number | null => {
  const { sentiment } = LexiconSentiment.judge({ text, language: "en" })
  return sentiment._tag === "SentimentScore" ? sentiment.score : null
}

const rude = (text: string): ReadonlyArray<string> => {
  const { rudeness } = LexiconSentiment.judge({ text, language: "en" })
  return rudeness._tag === "RudenessScore" ? rudeness.words : []
}

sentimentSuite("word lists", LexiconSentiment.layer, {
  language: "en",
  good: "Great, I love it",
  bad: "Awful, I hate it"
})

describe("the sentiment", () => {
  it("is the mean of the words that are known", () => {
    expect(score("superb")).toBe(1)
    expect(score("good")).toBe(0.6)
    expect(score("good good superb table")).toBeCloseTo(11 / 15)
    expect(score("the table")).toBeNull()
  })

  it("is turned around by a negation at most three words before, and halved", () => {
    expect(score("not good")).toBe(-0.3)
    expect(score("isn’t really very good")).toBe(-0.3)
    expect(score("not what one would call good")).toBe(0.6)
    expect(score("not bad")).toBe(0.3)
    expect(score("It never came, awful")).toBe(-0.6)
    expect(LexiconSentiment.judge("It does not work, no problem").sentiment).toMatchObject({ positive: ["no problem"] })
  })

  it("leaves out what others wrote and what is markup", () => {
    expect(score("good\n> bad awful terrible")).toBe(0.6)
    expect(score('<b class="awful">good</b>')).toBe(0.6)
  })

  it("knows no word that every object has", () => {
    expect(score("constructor toString valueOf __proto__ hasOwnProperty")).toBeNull()
    expect(rude("constructor toString valueOf __proto__ hasOwnProperty")).toEqual([])
  })

  it("is on its scale, and the same for the same words in another order, but for negations", () => {
    const word = fc.constantFrom("good", "bad", "superb", "awful", "table", "crap", "happy")
    fc.assert(
      fc.property(
        fc.shuffledSubarray(["good", "bad", "superb", "awful", "happy"], { minLength: 1 }),
        fc.array(word),
        (some, all) => {
          expect(score([...all, ...some].join(" "))).toBeCloseTo(score([...some, ...all].join(" ")) ?? 2)
          expect(Math.abs(score(all.join(" ")) ?? 0)).toBeLessThanOrEqual(1)
        }
      )
    )
  })
})

describe("the rudeness", () => {
  it("counts words that both lists agree on", () => {
    expect(rude("this stupid piece of crap")).toEqual(["stupid", "crap"])
    expect(
      rude("Willie lives in the triplex with the beanbag, and welfare pays his execution of the bloody welcher")
    ).toEqual([])
  })

  it("is the share of the words, and nothing is said where no word is", () => {
    expect(LexiconSentiment.judge("what crap").rudeness).toMatchObject({ score: 0.5 })
    expect(LexiconSentiment.judge("what now").rudeness).toMatchObject({ score: 0 })
    expect(LexiconSentiment.judge("…").rudeness).toEqual({ _tag: "NotJudged", reason: "no word" })
  })
})

describe("the language", () => {
  it("is told by the text when it is not told otherwise", () => {
    expect(LexiconSentiment.judge("Das ist leider eine fatale App, ich bin nicht happy").sentiment).toEqual({
      _tag: "NotJudged",
      reason: "language not covered"
    })
    expect(LexiconSentiment.judge("這個瀏覽器很慢").rudeness).toEqual({
      _tag: "NotJudged",
      reason: "language not covered"
    })
    expect(LexiconSentiment.judge({ text: "Super happy", language: "en_GB" }).sentiment._tag).toBe("SentimentScore")
  })
})

describe("the sources", () => {
  it.each(LexiconSentiment.sources)("name the version of $name that is installed", ({ name, version }) => {
    const manifest = new URL("package.json", import.meta.resolve(name))
    expect(JSON.parse(readFileSync(fileURLToPath(manifest), "utf8"))).toMatchObject({ version })
  })
})
