export * as OpenAiEmbedder from "./OpenAiEmbedder.ts"
