export * as LexiconSentiment from "./LexiconSentiment.ts"
