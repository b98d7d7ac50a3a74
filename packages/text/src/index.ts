export { type Assigned, assignTopics } from "./AssignTopics.ts"
export { embeddableText } from "./EmbeddableText.ts"
export { Embedder } from "./Embedder.ts"
export { EmbedError, EmbedErrorReason } from "./EmbedError.ts"
export { type EmbedOptions, embedTexts } from "./EmbedTexts.ts"
export { type FitTopicsOptions, fitTopics } from "./FitTopics.ts"
export {
  type Judgement,
  type NotJudged,
  type RudenessScore,
  Sentiment,
  type SentimentScore,
  type SentimentSource,
  type SentimentText
} from "./Sentiment.ts"
export { SentimentError } from "./SentimentError.ts"
