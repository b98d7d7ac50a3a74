import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadMapping, type ImportError, type SourceUnavailable } from "../contract/ImportError.ts"
import type { ReadOptions } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import type { Message } from "../contract/Message.ts"
import type { Format } from "../format/Format.ts"
import { csv, ndjson } from "../format/generic.ts"
import { json } from "../format/json.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { Reading } from "./Reading.ts"

/**
 * Read an input as its mapping says: delimited text, NDJSON or JSON.
 *
 * The stream gives every record, everything that was rejected, a `Progress` and a `Checkpoint` after each 10 000 source
 * records, and a `Summary` as its last message, also before it fails. It reads at the pace of its consumer, in constant
 * memory but for 14 to 28 bytes for each id, and lets go of the source when it is interrupted.
 *
 * Fails with `SourceUnavailable`, `NotThisFormat` (no header, or a header in another encoding), `BadMapping` (a column
 * that is not there), `BadCursor` and `TooManyRejects`.
 *
 * ```ts import.meta.vitest
 * import { Effect, Stream } from "effect"
 * import { Input } from "../contract/Input.ts"
 * import { read } from "./Read.ts"
 *
 * const input = Input.fromText("visits.csv", "id,customer,where,when\n1,c1,shop,2026-03-29T10:00:00Z\n")
 * const mapping = { source: "till", format: "csv", records: [{ kind: "interactions", id: "id",
 *   fields: { customer: "customer", touchpoint: "where", at: "when" } }] }
 * const messages = await Effect.runPromise(Stream.runCollect(read(input, { mapping })))
 * messages.map(({ _tag }) => _tag) // => ["Imported", "Summary"]
 * messages[0].id // => "till:interactions:1"
 * messages[1].counts // => { read: 1, imported: 1, skipped: 0, rejected: 0, duplicate: 0 }
 * ```
 */
export const read = (input: Input, options: ReadOptions<Mapping>): Stream.Stream<Message, ImportError> =>
  Stream.suspend(() => {
    const { format } = options.mapping
    const known = [csv, ndjson, json].find(({ id }) => id === format)
    return known === undefined ? Stream.fromEffect(Effect.fail(unknown(format))) : readAs(known, input, options)
  })

const unknown = (format: string): BadMapping => {
  const problem = `"csv", "ndjson" or "json" is read here, "${format}" by the package for it`
  return new BadMapping({ message: `format: ${problem}`, issues: [{ path: "format", problem }] })
}

/** Read an input of a format. */
export const readAs = (
  format: Format,
  input: Input,
  options: ReadOptions<Mapping>
): Stream.Stream<Message, ImportError> =>
  Stream.suspend(() => {
    const reading = new Reading(format, input, options)
    const body = input.bytes.pipe(
      Stream.map((bytes) => reading.push(bytes)),
      Stream.takeUntil(() => reading.failure !== undefined),
      Stream.filter(Arr.isReadonlyArrayNonEmpty),
      Stream.flattenArray,
      Stream.catch((error: SourceUnavailable) => failing(reading.abort(), error))
    )
    return Stream.concat(
      body,
      Stream.suspend(() => ending(reading))
    )
  })

const ending = (reading: Reading): Stream.Stream<Message, ImportError> => {
  const last = reading.end()
  return reading.failure === undefined ? Stream.fromArray(last) : failing(last, reading.failure)
}

/** The last messages, then the error. */
const failing = <E>(last: ReadonlyArray<Message>, error: E): Stream.Stream<Message, E> =>
  Stream.concat(Stream.fromArray(last), Stream.fromEffect(Effect.fail(error)))
