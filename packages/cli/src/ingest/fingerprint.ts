import { createHash, createHmac } from "node:crypto"
import type { Input, Mapping, SourceUnavailable } from "@throughline/import"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"

const keyMark = (key: Redacted.Redacted<string>): Uint8Array =>
  createHmac("sha256", Redacted.value(key)).update("fingerprint").digest()

/**
 * What a file holds and how it is read, in 32 characters: the same text for the same bytes under the same mapping, with
 * the same key for hashes.
 */
export const fingerprint = (
  input: Input,
  mapping: Mapping,
  hashKey: Option.Option<Redacted.Redacted<string>>
): Effect.Effect<string, SourceUnavailable> =>
  Effect.suspend(() => {
    const hash = createHash("sha256").update(JSON.stringify(mapping))
    if (Option.isSome(hashKey)) hash.update(keyMark(hashKey.value))
    return Stream.runForEach(input.bytes, (bytes) => Effect.sync(() => hash.update(bytes))).pipe(
      Effect.map(() => hash.digest("hex").slice(0, 32))
    )
  })
