import { createHash } from "node:crypto"
import type { Input, Mapping, SourceUnavailable } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

/** What a file holds and how it is read, in 32 characters: the same text for the same bytes under the same mapping. */
export const fingerprint = (input: Input, mapping: Mapping): Effect.Effect<string, SourceUnavailable> =>
  Effect.suspend(() => {
    const hash = createHash("sha256").update(JSON.stringify(mapping))
    return Stream.runForEach(input.bytes, (bytes) => Effect.sync(() => hash.update(bytes))).pipe(
      Effect.map(() => hash.digest("hex").slice(0, 32))
    )
  })
