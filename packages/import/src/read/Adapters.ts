import { recordKinds } from "@throughline/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { BadMapping, type ImportError } from "../contract/ImportError.ts"
import type { Detection, Importer, Proposal } from "../contract/Importer.ts"
import type { Input } from "../contract/Input.ts"
import type { Mapping } from "../mapping/Mapping.ts"
import { guessDelimiter } from "../propose/Delimiter.ts"
import { proposeAs } from "../propose/Propose.ts"
import { headOf, headText, jsonColumns } from "../propose/Sample.ts"
import { read } from "./Read.ts"

const adapter = (id: Mapping["format"], detect: (text: string, name: string) => Detection): Importer<Mapping> => ({
  id,
  contract: 1,
  emits: recordKinds,
  detect: (head, name) => detect(headText(head).text, name),
  propose: (input) => proposeAs(id, input),
  read: (input, options) =>
    options.mapping.format === id
      ? read(input, options)
      : Stream.fromEffect(Effect.fail(wrongFormat(id, options.mapping.format)))
})

const wrongFormat = (id: string, format: string): BadMapping => {
  const problem = `${id} reads "${id}", not "${format}"`
  return new BadMapping({ message: `format: ${problem}`, issues: [{ path: "format", problem }] })
}

const hasEnding = (name: string, ...endings: ReadonlyArray<string>): boolean =>
  endings.some((ending) => name.toLowerCase().endsWith(ending))

/** Reads delimited text: comma, semicolon, tab or bar, with a header. */
export const delimited: Importer<Mapping> = adapter("csv", (text, name) => {
  const { columns, delimiter, even } = guessDelimiter(text)
  const named = hasEnding(name, ".csv", ".tsv")
  if (text.includes("\0") || columns < 2) return { confidence: named ? 0.3 : 0, because: ["no delimiter"] }
  const because = [`${columns} columns by ${JSON.stringify(delimiter)}`, `${Math.round(even * 100)} % of rows even`]
  return { confidence: even * (named ? 1 : 0.8), because }
})

/** Reads NDJSON: one JSON object a line. */
export const ndjson: Importer<Mapping> = adapter("ndjson", (text, name) => {
  const named = hasEnding(name, ".ndjson", ".jsonl")
  const { columns, rows } = jsonColumns(text)
  if (rows === 0) return { confidence: 0, because: ["no line is a JSON object"] }
  return { confidence: named ? 1 : 0.95, because: [`${rows} lines are JSON objects of ${columns.length} values`] }
})

/**
 * A mapping to start from for an input of unknown format: the adapter that is surest of its first bytes proposes.
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
export const propose = (input: Input): Effect.Effect<Proposal<Mapping>, ImportError> =>
  Effect.flatMap(headOf(input), (head) => {
    const [a, b] = [delimited.detect(head, input.name), ndjson.detect(head, input.name)]
    return (b.confidence > a.confidence ? ndjson : delimited).propose(input)
  })
