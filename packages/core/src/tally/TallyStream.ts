import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type By, counter, type FieldOf, type Names, type TallySpec } from "./from.ts"
import type { Tally } from "./Tally.ts"

/**
 * Count a stream of records, in memory that grows with the groups and not with the records.
 *
 * The tally equals that of `Tally.from` over the same records, however the stream is chunked. The errors of the stream are
 * passed on; a count or sum beyond 2^53 − 1 is a defect (`TallyOverflow`).
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import * as Tally from "./index.ts"
 * import * as TallyStream from "./TallyStream.ts"
 *
 * const answers = Stream.make({ score: 9 }, { score: 3 })
 * Tally.total(await Effect.runPromise(TallyStream.run(answers, { by: ["score"] }))) // => 2
 * ```
 */
export const run = <Record extends object, E, R, const B extends ReadonlyArray<By<FieldOf<Record>>>>(
  records: Stream.Stream<Record, E, R>,
  spec: TallySpec<FieldOf<Record>, B>
): Effect.Effect<Tally<Names<B>>, E, R> =>
  Effect.suspend(() => {
    const { addAll, finish } = counter<Record, B>(spec)
    return Stream.runForEachArray(records, (chunk) => Effect.sync(() => addAll(chunk))).pipe(Effect.map(finish))
  })
