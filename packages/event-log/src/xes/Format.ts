import type { Detection } from "@throughline/import"
import type { Format, Head } from "@throughline/import/format"
import { XmlScanner } from "../xml/XmlScanner.ts"
import { logSketch } from "./LogSketch.ts"
import { propose } from "./Propose.ts"
import { XesColumns } from "./XesColumns.ts"
import { expects, XesReader } from "./XesReader.ts"

const own = [
  "trace",
  "event",
  "extension",
  "classifier",
  "global",
  "string",
  "date",
  "int",
  "float",
  "boolean",
  "id",
  "list"
]
const ofOthers = ["object-types", "event-types", "objects", "events"]

const detect = (head: Head): Detection => {
  if (!/^\s*</.test(head.text)) return { confidence: 0, because: ["it does not start as XML does"] }
  const { children, root } = logSketch(head.text)
  if (root !== "log") return { confidence: 0, because: ["the root element is no <log>"] }
  if (ofOthers.some((name) => children.has(name))) return { confidence: 0, because: ["a log with objects, as of OCEL"] }
  const found = own.filter((name) => children.has(name))
  if (found.length > 0)
    return { confidence: 1, because: [`a <log> with ${found.map((name) => `<${name}>`).join(", ")}`] }
  return {
    confidence: head.name.toLowerCase().endsWith(".xes") ? 1 : 0.5,
    because: ["a <log> with nothing of XES in it"]
  }
}

/** Event logs in XES (IEEE 1849). */
export const format: Format = {
  id: "xes",
  emits: ["interactions"],
  expects,
  layout: {
    _tag: "Bytes",
    scanner: (columns, found, encoding) =>
      new XmlScanner(expects, found, encoding, (document) => new XesReader(document, new XesColumns(columns), found))
  },
  detect,
  propose
}
