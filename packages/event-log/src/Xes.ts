import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./xes/Format.ts"

/**
 * Reads event logs in XES (IEEE 1849-2016 and 2023, and the versions before): one source record an event.
 *
 * Columns of an event:
 *
 * - its attributes by their keys: `concept:name`, `time:timestamp`, `org:resource`. An attribute of an attribute goes by both
 *   keys with a dot between (`cost.currency`), the values of a list by their places from 0 (`items.0`).
 * - `case:` and a key: the attributes of its trace, as `case:concept:name`. `log:` and a key: those of the log.
 * - `classifier:` and a name: the values of the classifier's keys, with `+` between.
 * - `#event`: its place in its trace, `#trace`: the place of the trace in the log, both from 0.
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
