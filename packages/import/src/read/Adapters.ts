import * as Effect from "effect/Effect"
import { type ImportError, NotThisFormat } from "../contract/ImportError.ts"
import type { Importer, Proposal } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import { csv, isMarkup, ndjson as jsonLines } from "../format/generic.ts"
import { type Head, headOfBytes } from "../format/Head.ts"
import { json as jsonDocuments } from "../format/json.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { headOf } from "../propose/Sample.ts"
import { importerOf } from "./importerOf.ts"

/** Reads delimited text: comma, semicolon, tab or bar, with a header. */
export const delimited: Importer<Mapping> = importerOf(csv)

/** Reads NDJSON: one JSON object a line. */
export const ndjson: Importer<Mapping> = importerOf(jsonLines)

/** Reads JSON documents: a list of objects, or one object. */
export const json: Importer<Mapping> = importerOf(jsonDocuments)

/**
 * A mapping to start from for an input of unknown format: the importer that is surest of its first bytes proposes; of
 * equally sure ones the first, and where none is sure the one for delimited text. Without `importers` those of this
 * package, for delimited text, NDJSON and JSON. Fails with `NotThisFormat` for JSON and XML that none of them knows.
 *
 * ```ts import.meta.vitest
 * import { Effect } from "effect"
 * import { Input } from "../contract/Input.ts"
 * import { propose } from "./Adapters.ts"
 *
 * const input = Input.fromText("visits.csv", "Nr;customer;touchpoint;date\n1;c1;shop;29.03.2026\n2;c2;shop;30.03.2026\n")
 * const { mapping, questions } = await Effect.runPromise(propose(input))
 * mapping.delimiter // => ";"
 * mapping.time // => { format: "dd.MM.yyyy" }
 * questions // => ['time.timeZone: in which zone are the local times written, as "Europe/Berlin"?']
 * ```
 */
export const propose = (
  input: Input,
  importers: ReadonlyArray<Importer<Mapping>> = [delimited, ndjson, json]
): Effect.Effect<Proposal<Mapping>, ImportError> =>
  Effect.flatMap(headOf(input), (head) => {
    const sure = importers.map((importer) => importer.detect(head, input.name).confidence)
    const surest = Math.max(...sure)
    const found = surest > 0 ? importers[sure.indexOf(surest)] : undefined
    if (found !== undefined) return found.propose(input)
    const known = headOfBytes(head, input.name)
    return isMarkup(known.text) ? Effect.fail(unknown(known, importers)) : delimited.propose(input)
  })

/** The key of the first list of objects in a JSON document, as pages of an API have them. */
const listIn = ({ objects, text }: Head): string | undefined => {
  const keys = text.matchAll(/"([a-z_][a-z0-9_-]{0,63})"\s*:\s*\[\s*\{/gi)
  for (const [, key = ""] of keys) if (objects([`/${key}`]).length > 0) return key
  return undefined
}

const unknown = (head: Head, importers: ReadonlyArray<Importer<Mapping>>): NotThisFormat => {
  const { name } = head
  const list = listIn(head)
  const way = list === undefined ? "Make a table or NDJSON of it" : `jq -c '.${list}[]' makes NDJSON of its ${list}`
  const expected = `an input of ${importers.map(({ id }) => id).join(", ")}`
  return new NotThisFormat({
    input: name,
    expected,
    found: "JSON or XML of another kind",
    message: `${name}: expected ${expected}; found JSON or XML of another kind. ${way}, or write an importer of its own`
  })
}
