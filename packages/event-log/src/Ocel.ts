import type { Interaction } from "@throughline/core"
import type { Importer, Mapping } from "@throughline/import"
import { importerOf } from "@throughline/import/format"
import { format } from "./ocel/Format.ts"
import { xmlFormat } from "./ocel/XmlFormat.ts"
import { writeOcel } from "./write/writeOcel.ts"
import { writeOcelXml } from "./write/writeOcelXml.ts"

/**
 * Reads object-centric event logs in OCEL 2.0 as JSON: one source record an event. Objects are taken in and are no source
 * records of their own.
 *
 * Columns of an event:
 *
 * - `id`, `type` (its activity), `time`, and its attributes as `attributes.NAME`.
 * - `objects.TYPE`: the id of its object of a type, `qualifiers.NAME`: that of the object that a relationship of this
 *   qualifier leads to. Where there are several, no field can be read from the column: the event is rejected.
 * - `of.TYPE.NAME`: an attribute of its one object of a type, as it was at the time of the event.
 *
 * Names with a dot are named by pointers: `/objects/sales.order`. Objects have to stand before the events, and are held: memory
 * grows with them, not with the events.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { importer } from "./Ocel.ts"
 *
 * const event = { id: "e1", type: "Order", time: "2026-03-29T10:00:00Z", relationships: [{ objectId: "c1", qualifier: "by" }] }
 * const log = { objectTypes: [{ name: "customer", attributes: [] }], eventTypes: [], objects: [{ id: "c1", type: "customer" }], events: [event] }
 * const input = Input.fromText("orders.json", JSON.stringify(log))
 * const { mapping } = await Effect.runPromise(importer.propose(input))
 * mapping.records[0].fields // => { customer: "objects.customer", touchpoint: "type", at: "time" }
 * const [first] = await Effect.runPromise(Stream.runCollect(importer.read(input, { mapping })))
 * [first.id, first.record.customer] // => ["orders:interactions:e1", "c1"]
 * ```
 */
export const importer: Importer<Mapping> = importerOf(format)

/**
 * Reads object-centric event logs in OCEL 2.0 as XML, with the same columns as `importer` does of JSON. What is not XML ends the
 * read, with line and byte; nothing is loaded from elsewhere, and no entities of the document's own are expanded.
 *
 * ```ts import.meta.vitest
 * import { Input } from "@throughline/import"
 * import { Effect, Stream } from "effect"
 * import { xml } from "./Ocel.ts"
 *
 * const event = '<event id="e1" type="Order" time="2026-03-29T10:00:00Z"><objects><relationship object-id="c1" qualifier="by"/></objects></event>'
 * const objects = '<objects><object id="c1" type="customer"/></objects>'
 * const input = Input.fromText("orders.xml", `<log>${objects}<events>${event}</events></log>`)
 * const { mapping } = await Effect.runPromise(xml.propose(input))
 * const [first] = await Effect.runPromise(Stream.runCollect(xml.read(input, { mapping })))
 * [first.id, first.record.customer] // => ["orders:interactions:e1", "c1"]
 * ```
 */
export const xml: Importer<Mapping> = importerOf(xmlFormat)

/**
 * Writes interactions as an object-centric event log in OCEL 2.0 as JSON: the texts of a document in UTF-8, in order. A customer is an
 * object of the type `customer`, a touchpoint the type of an event, all other fields are attributes under their own names.
 *
 * `interactions` is called twice: once for the customers and touchpoints, which stand before the events, once for the events. The
 * customers' ids are held, and one interaction at a time. Without interactions it is a log without events.
 *
 * `Ocel.importer` reads the same interactions back by the mapping that it proposes: under the source of the first of them, ids
 * with that source as they were, others behind it; white space at the ends of texts is trimmed, all is objective evidence, and
 * the provenance is the place in the log.
 *
 * ```ts import.meta.vitest
 * import { write } from "./Ocel.ts"
 *
 * const visit = { id: "till:interactions:7", customer: "c1", touchpoint: "Shop", at: new Date("2026-03-29T10:00:00Z"),
 *   evidence: { source: "till", kind: "objective" } }
 * const { events } = JSON.parse([...write(() => [visit])].join(""))
 * events[0].id // => "7"
 * events[0].relationships // => [{ objectId: "c1", qualifier: "customer" }]
 * ```
 */
export const write = (interactions: () => Iterable<Interaction>): Iterable<string> => writeOcel(interactions)

/**
 * The same as XML. What XML 1.0 cannot hold, such as most control characters, becomes U+FFFD.
 *
 * ```ts import.meta.vitest
 * import { writeXml } from "./Ocel.ts"
 *
 * const visit = { id: "till:interactions:7", customer: "c1", touchpoint: "Shop & café", at: new Date("2026-03-29T10:00:00Z"),
 *   evidence: { source: "till", kind: "objective" } }
 * const text = [...writeXml(() => [visit])].join("")
 * text.includes('<event id="7" type="Shop &amp; café" time="2026-03-29T10:00:00.000Z">') // => true
 * ```
 */
export const writeXml = (interactions: () => Iterable<Interaction>): Iterable<string> => writeOcelXml(interactions)
