export { embedderSuite } from "./EmbedderSuite.ts"
export { type SentimentExamples, sentimentSuite } from "./SentimentSuite.ts"
