import { describe, expect, test } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as fc from "fast-check"
import { type Judgement, Sentiment, type SentimentText } from "./Sentiment.ts"
import type { SentimentError } from "./SentimentError.ts"

/** Texts whose judgement is beyond doubt, in a language that the adapter covers. */
export interface SentimentExamples {
  readonly language: string
  readonly good: string
  readonly bad: string
}

/** An adapter is tested on the same texts today and tomorrow. */
const seed = 20_260_329

const hostile: ReadonlyArray<string> = [
  "",
  " \n\t",
  "\0",
  "\ud800 \udc00",
  "__proto__ constructor toString hasOwnProperty valueOf",
  "<script>alert(1)</script><b>",
  "'; DROP TABLE texts; --",
  "a\u0301".repeat(2000),
  "not ".repeat(20_000),
  "🤬👍🏽",
  "?".repeat(50_000)
]

const text: fc.Arbitrary<string | SentimentText> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.lorem({ maxCount: 8 }),
  fc.constantFrom(...hostile),
  fc.record({ text: fc.lorem({ maxCount: 5 }), language: fc.constantFrom("en", "de", "zxx", "", "not a tag") })
)

const isScore = (score: number, low: number): boolean => score >= low && score <= 1

const isJudgement = ({ rudeness, sentiment }: Judgement): boolean =>
  (sentiment._tag === "NotJudged" || isScore(sentiment.score, -1)) &&
  (rudeness._tag === "NotJudged" || isScore(rudeness.score, 0))

/**
 * The tests that make an adapter of `Sentiment`: call it in a test file of Vitest.
 *
 * Judgements keep the order of texts, do not hang on which texts are judged together, are the same each time, and stay on
 * their scales for any string; what is not covered is said to be so.
 *
 * ```ts
 * import { sentimentSuite } from "@throughline/text/testing"
 *
 * sentimentSuite("my adapter", MySentiment.layer, { language: "en", good: "Great, I love it", bad: "Awful, I hate it" })
 * ```
 */
export const sentimentSuite = (
  name: string,
  layer: Layer.Layer<Sentiment, SentimentError>,
  examples: SentimentExamples
): void => {
  const run = <Result>(ask: (sentiment: Sentiment["Service"]) => Effect.Effect<Result, SentimentError>) =>
    Effect.runPromise(Effect.provide(Effect.flatMap(Sentiment, ask), layer, { local: true }))
  const judge = (texts: ReadonlyArray<string | SentimentText>) => run((sentiment) => sentiment.judge(texts))
  const forAll = (law: (texts: ReadonlyArray<string | SentimentText>) => Promise<void>): Promise<void> =>
    fc.assert(fc.asyncProperty(fc.array(text, { maxLength: 12 }), law), { numRuns: 25, seed, endOnFailure: true })

  describe(name, () => {
    test("names what judges, and its languages", async () => {
      const { languages, sources } = await run((sentiment) => Effect.succeed(sentiment))
      expect(sources.length).toBeGreaterThan(0)
      expect(sources.every((source) => source.name !== "" && source.version !== "")).toBe(true)
      expect(languages).toContain(examples.language)
    })

    test("tells good from bad", async () => {
      const { bad, good, language } = examples
      const judged = await judge([
        { text: good, language },
        { text: bad, language },
        { text: good, language: `${language}-001` }
      ])
      const scores = judged.map(({ sentiment }) => (sentiment._tag === "SentimentScore" ? sentiment.score : 0))
      expect(scores.map(Math.sign)).toEqual([1, -1, 1])
    })

    test("says that a language is not covered", async () => {
      const [judged] = await judge([{ text: examples.good, language: "zxx" }])
      const notCovered = { _tag: "NotJudged", reason: "language not covered" }
      expect(judged).toEqual({ sentiment: notCovered, rudeness: notCovered })
    })

    test("does not judge what has no word", async () => {
      const [judged] = await judge([{ text: " \n", language: examples.language }])
      const noWord = { _tag: "NotJudged", reason: "no word" }
      expect(judged).toEqual({ sentiment: noWord, rudeness: noWord })
    })

    test("keeps the order of texts, however they are put together", () =>
      forAll(async (texts) => {
        const together = await judge(texts)
        const apart = await Promise.all(texts.map((each) => judge([each])))
        expect(together).toEqual(apart.flat())
      }))

    test("says the same each time", () =>
      forAll(async (texts) => {
        expect(await judge(texts)).toEqual(await judge(texts))
      }))

    test("stays on its scales, whatever the text", async () => {
      const judged = await judge(hostile)
      expect(judged.length).toBe(hostile.length)
      expect(judged.every(isJudgement)).toBe(true)
      await forAll(async (texts) => {
        expect((await judge(texts)).every(isJudgement)).toBe(true)
      })
    })

    test("judges no texts", async () => {
      expect(await judge([])).toEqual([])
    })
  })
}
