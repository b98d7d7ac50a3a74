import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { LexiconSentiment } from "@throughline/sentiment-lexicon"
import { describe, expect, it } from "vitest"

/** Sentences that people found good (1) or bad (0): Kotzias and others (2015), as the package `sentiment` ships them. */
const sentences = (url: string): ReadonlyArray<{ readonly text: string; readonly class: 0 | 1 }> => {
  const rows: ReadonlyArray<{ text?: string; class: 0 | 1 }> = JSON.parse(readFileSync(fileURLToPath(url), "utf8"))
  return rows.flatMap((row) =>
    row.text === undefined || row.text === "" ? [] : [{ text: row.text, class: row.class }]
  )
}

/** The chance that a good sentence has a higher score than a bad one, ties being a half. */
const auc = (good: ReadonlyArray<number>, bad: ReadonlyArray<number>): number => {
  let sum = 0
  for (const high of good) for (const low of bad) sum += high > low ? 1 : high === low ? 0.5 : 0
  return sum / good.length / bad.length
}

const figures = (url: string) => {
  const all = sentences(url)
  const judged = all.flatMap(({ class: own, text }) => {
    const { sentiment } = LexiconSentiment.judge({ text, language: "en" })
    return sentiment._tag === "SentimentScore" ? [{ own, score: sentiment.score }] : []
  })
  const scores = (own: 0 | 1): ReadonlyArray<number> =>
    judged.filter((each) => each.own === own).map(({ score }) => score)
  const right = judged.filter(({ own, score }) => (own === 1 ? score > 0 : score < 0)).length
  return {
    n: all.length,
    judged: Math.round((100 * judged.length) / all.length),
    right: Math.round((100 * right) / judged.length),
    auc: Math.round(1000 * auc(scores(1), scores(0))) / 1000
  }
}

describe("the figures of the README", () => {
  it.each([
    ["products", import.meta.resolve("sentiment/test/fixtures/amazon.json")],
    ["restaurants", import.meta.resolve("sentiment/test/fixtures/yelp.json")],
    ["films", import.meta.resolve("sentiment/test/fixtures/imdb.json")]
  ])("are those of the reviews of %s", (of, url) => {
    const readme = readFileSync(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8")
    const { n, judged, right, auc } = figures(url)
    expect(readme.replace(/ +/g, " ")).toContain(
      `| Reviews of ${of} | ${n} | ${judged} % | ${right} % | ${auc.toFixed(3)} |`
    )
  })
})
