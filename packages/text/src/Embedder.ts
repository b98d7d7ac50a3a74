import type { Topics } from "@throughline/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { EmbedError } from "./EmbedError.ts"

/**
 * Texts as vectors: what is alike in meaning points into nearly the same direction.
 *
 * An adapter sends texts on in batches of the size that its model takes, several at a time. What it gives does not depend
 * on how texts are shared out, but for rounding.
 */
export class Embedder extends Context.Service<
  Embedder,
  {
    /** The id of the embedding model. Vectors of two models are not compared. */
    readonly model: string
    /** How many numbers each vector has. */
    readonly dimension: number
    /** A vector for each text, in their order. No texts give no vectors. */
    readonly embed: (texts: ReadonlyArray<string>) => Effect.Effect<Topics.Vectors, EmbedError>
  }
>()("@throughline/text/Embedder") {}
