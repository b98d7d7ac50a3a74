import type { FieldSource, Mapping, Proposal } from "@throughline/import"
import { encodingOf, encodingQuestions, type Head, timeOf, timeQuestions } from "@throughline/import/format"
import { furtherFields, idKey, sourceKey } from "../write/written.ts"
import { XmlScanner } from "../xml/XmlScanner.ts"
import { type LogSketch, logSketch } from "./LogSketch.ts"
import { XesColumns } from "./XesColumns.ts"
import { expects, XesReader } from "./XesReader.ts"

const mostEvents = 1000
const [caseName, trace, name, at, transition, group] = [
  "case:concept:name",
  "#trace",
  "concept:name",
  "time:timestamp",
  "lifecycle:transition",
  "org:group"
] as const
const columns = [caseName, trace, name, at, transition, group, "identity:id", `log:${sourceKey}`]

type Sample = Readonly<Record<(typeof columns)[number], string>>

/** A mapping for the events of a log, made from its start, and what it does not tell. Of a log without events there is nothing to ask. */
export const propose = (head: Head): Proposal<Mapping> | undefined => {
  const sketch = logSketch(head.text)
  const events = sampleOf(head.text)
  const [first] = events
  if (first === undefined)
    return sketch.root === "log" ? { mapping: mappingOf(head, sketch, []), questions: [] } : undefined
  if (sketch.keys.log.has(sourceKey))
    return { mapping: writtenMapping(first[`log:${sourceKey}`] ?? "", sketch), questions: [] }
  const times = events.map((event) => event[at] ?? "").filter((time) => time !== "")
  return {
    mapping: mappingOf(head, sketch, events),
    questions: [
      ...(sketch.declaresEncoding ? [] : encodingQuestions(head)),
      ...timeQuestions(timeOf(new Map([["at", { name: at, values: times }]]))),
      customerQuestion(sketch),
      ...transitionQuestions(events),
      ...classifierQuestions(sketch)
    ]
  }
}

const mappingOf = (head: Head, sketch: LogSketch, events: ReadonlyArray<Sample>): Mapping => {
  const fields: Record<string, FieldSource> = { customer: caseName, touchpoint: name, at }
  if (events.some((event) => event[group] !== "")) fields.team = group
  return {
    source: head.name.replace(/(?<=.)\.[^.]*$/, "").slice(0, 64) || "xes",
    format: "xes",
    ...(sketch.declaresEncoding ? {} : encodingOf(head)),
    records: [{ kind: "interactions", id: idOf(events), fields }]
  }
}

/** The mapping for a log that was written here. */
const writtenMapping = (source: string, { keys }: LogSketch): Mapping => {
  const further = furtherFields.filter(([, key]) => keys.event.has(key))
  const fields: Record<string, FieldSource> = {
    customer: keys.event.has("customer") ? "customer" : caseName,
    touchpoint: name,
    at,
    ...Object.fromEntries(further)
  }
  return { source: source.slice(0, 64) || "xes", format: "xes", records: [{ kind: "interactions", id: idKey, fields }] }
}

const sampleOf = (text: string): ReadonlyArray<Sample> => {
  const events: Array<Sample> = []
  const take = (cells: ReadonlyArray<string | undefined>) => {
    if (events.length < mostEvents)
      events.push(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""])))
  }
  const found = {
    record: ([cells = []]: ReadonlyArray<ReadonlyArray<string | undefined>>) => take(cells),
    damaged: () => {},
    fail: () => {}
  }
  const scanner = new XmlScanner(
    expects,
    found,
    "utf-8",
    (document) => new XesReader(document, new XesColumns(columns), found)
  )
  scanner.push(new TextEncoder().encode(text))
  return events
}

/** The event's own id where each has one; otherwise its case and its place there; where names of cases do not tell them apart, the place of the case. */
const idOf = (events: ReadonlyArray<Sample>): string | { readonly columns: readonly [string, string] } => {
  if (events.length > 0 && events.every((event) => event["identity:id"] !== "")) return "identity:id"
  const named = events.filter((event) => event[caseName] !== "")
  const isNameOfOne =
    new Set(named.map((event) => event[caseName])).size === new Set(named.map((event) => event[trace])).size
  return { columns: [isNameOfOne && named.length > 0 ? caseName : trace, "#event"] }
}

const customerQuestion = ({ keys }: LogSketch): string => {
  const others = [...keys.trace].filter((key) => key !== name).map((key) => JSON.stringify(`case:${key}`))
  const which = others.length === 0 ? "an attribute of the events" : `one of ${others.slice(0, 20).join(", ")}`
  return `records[0].fields.customer: is each case a customer? If cases are orders, claims or visits, a customer is in several: name the column that says who it was, ${which}.`
}

const transitionQuestions = (events: ReadonlyArray<Sample>): ReadonlyArray<string> => {
  const found = [...new Set(events.map((event) => event[transition] ?? ""))].filter((text) => text !== "").sort()
  if (found.length < 2) return []
  return [
    `records[0].when: an activity has events for ${found.slice(0, 12).join(", ")}, each an interaction now. Which of them count? {"column": "${transition}", "equals": ["complete"]} takes one of them.`
  ]
}

const classifierQuestions = ({ classifiers }: LogSketch): ReadonlyArray<string> => {
  const others = classifiers
    .filter(({ keys }) => keys !== name)
    .map((each) => JSON.stringify(`classifier:${each.name}`))
  if (others.length === 0) return []
  return [
    `records[0].fields.touchpoint: is it "${name}"? The log has names for its activities as well: ${others.slice(0, 12).join(", ")}.`
  ]
}
