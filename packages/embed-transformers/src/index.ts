export * as TransformersEmbedder from "./TransformersEmbedder.ts"
export type { Extractor, TransformersModule } from "./TransformersModule.ts"
