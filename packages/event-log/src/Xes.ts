import type { Interaction } from "@throughline/core"
import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { writeXes, type XesOptions } from "./write/writeXes.ts"
import { format } from "./xes/Format.ts"

export type { XesOptions } from "./write/writeXes.ts"

/**
 * Reads event logs in XES (IEEE 1849-2016 and 2023, and the versions before): one source record an event.
 *
 * Columns of an event:
 *
 * - its attributes by their keys: `concept:name`, `time:timestamp`, `org:resource`. An attribute of an attribute goes by both
 *   keys with a dot between (`cost.currency`), the values of a list by their places from 0 (`items.0`).
 * - `case:` and a key: the attributes of its trace, as `case:concept:name`. `log:` and a key: those of the log.
 * - `classifier:` and a name: the values of the classifier's keys, with `+` between.
 * - `#event`: its place in its trace, `#trace`: the place of the trace in the log, both from 0. They are
 *   written so that text is in the order of places (`9`, `a10`, `b100`): events at one time stay in the order of the log.
 *
 * What an event or a trace does not say itself, `<global>` says for it; but no date, no id, and no name of a trace, for these
 * would be made up.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./Xes.ts"
 *
 * const event = '<event><string key="concept:name" value="Sign up"/><date key="time:timestamp" value="2026-03-29T10:00:00Z"/></event>'
 * const input = Input.fromText("visits.xes", `<log><trace><string key="concept:name" value="c1"/>${event}</trace></log>`)
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * const [first] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
 * [first.id, first.record.customer, first.record.touchpoint] // => ["visits:interactions:c1|0", "c1", "Sign up"]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Writes interactions as an event log in XES (IEEE 1849-2016): the texts of a document in UTF-8, in order, to be written one after
 * the other. A case is a customer, or what `case` says; a touchpoint is the activity `concept:name`, `at` the
 * `time:timestamp` in UTC, the team `org:group`; all other fields stand under their own names, the id as `throughline:id`.
 * Without interactions it is a log without traces.
 *
 * Holds one interaction at a time, and asks for the next when its text was taken. A trace ends where the next interaction is of
 * another case: give them grouped by customer, or a case has several traces. Within a trace they stand in the order given.
 *
 * Everything is escaped. What XML 1.0 cannot hold, such as most control characters, becomes U+FFFD. `Xes.importer` reads
 * the same interactions back by the mapping that it proposes: under the source of the first of them, ids with that source
 * as they were, others behind it; white space at the ends of texts is trimmed, all is objective evidence, and the provenance is the place in the log.
 *
 * ```ts import.meta.vitest
 * import { write } from "./Xes.ts"
 *
 * const visit = { id: "till:interactions:7", customer: "c1", touchpoint: "Shop & café", at: new Date("2026-03-29T10:00:00Z"),
 *   evidence: { source: "till", kind: "objective" } }
 * const text = [...write([visit])].join("")
 * text.includes('<string key="concept:name" value="Shop &amp; café"/>') // => true
 * text.includes('<string key="throughline:id" value="7"/>') // => true
 * ```
 */
export const write = (interactions: Iterable<Interaction>, options?: XesOptions): Iterable<string> =>
  writeXes(interactions, options)
