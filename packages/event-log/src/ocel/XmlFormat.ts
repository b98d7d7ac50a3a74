import type { Detection } from "@throughline/import"
import { type Format, type FoundRecords, type Head, type JsonObject, jsonCell } from "@throughline/import/format"
import { logSketch } from "../xes/LogSketch.ts"
import { XmlScanner } from "../xml/XmlScanner.ts"
import { EventRows } from "./EventRows.ts"
import { type OcelSample, proposeFor } from "./Propose.ts"
import { expects, type OcelParts, XmlReader } from "./XmlReader.ts"

const sections = ["object-types", "event-types", "objects", "events"]
const most = 1000

const sampleOf = (text: string): OcelSample => {
  const [objects, events, types]: [Array<JsonObject>, Array<JsonObject>, Array<string>] = [[], [], []]
  const parts: OcelParts = {
    objectType: (name) => types.push(name),
    object: (object) => objects.length < most && objects.push(object),
    event: (event) => events.length < most && events.push(event),
    damaged: () => {}
  }
  const ignored = { record: () => {}, damaged: () => {}, fail: () => {} }
  const scanner = new XmlScanner(expects, ignored, "utf-8", (document) => new XmlReader(document, parts))
  scanner.push(new TextEncoder().encode(text))
  return { objects, events, types }
}

const detect = (head: Head): Detection => {
  if (!/^\s*</.test(head.text)) return { confidence: 0, because: ["it does not start as XML does"] }
  const { children, root } = logSketch(head.text)
  const found = sections.filter((section) => root === "log" && children.has(section))
  const because = [
    found.length === 0 ? "no log of OCEL 2.0" : `a <log> with ${found.map((name) => `<${name}>`).join(", ")}`
  ]
  return { confidence: found.length > 1 ? 1 : found.length * 0.5, because }
}

/** Events as rows of the columns that the mapping names. */
const partsFor = (columns: ReadonlyArray<string>, found: FoundRecords): OcelParts => {
  const rows = new EventRows()
  const cells = columns.map(jsonCell)
  return {
    objectType: () => {},
    object: (object) => rows.object(object),
    event: (event, place) => {
      const row = rows.event(event)
      if ("reason" in row) found.damaged(row, place)
      else
        found.record(
          row.map((one) => cells.map((cell) => cell(one))),
          place
        )
    },
    damaged: found.damaged
  }
}

/** Object-centric event logs in OCEL 2.0, as XML. */
export const xmlFormat: Format = {
  id: "ocel-xml",
  emits: ["interactions"],
  expects,
  layout: {
    _tag: "Bytes",
    scanner: (columns, found, encoding) =>
      new XmlScanner(expects, found, encoding, (document) => new XmlReader(document, partsFor(columns, found)))
  },
  detect,
  propose: (head) => proposeFor("ocel-xml", head, sampleOf(head.text), logSketch(head.text).declaresEncoding)
}
