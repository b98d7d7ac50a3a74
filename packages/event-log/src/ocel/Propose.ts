import type { FieldSource, Mapping, Proposal, RecordRule } from "@throughline/import"
import {
  encodingOf,
  encodingQuestions,
  type Head,
  type JsonObject,
  own,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { furtherFields, sourceKey } from "../write/written.ts"

/** What the start of a log shows. */
export interface OcelSample {
  readonly objects: ReadonlyArray<JsonObject>
  readonly events: ReadonlyArray<JsonObject>
  /** The types of objects that the log declares. */
  readonly types: ReadonlyArray<string>
}

const likely = /customer|client|consumer|patient|citizen|member|guest|passenger|policy ?holder|kunde/i

/** A mapping for the events of a log with objects, made from its start, and what it does not tell. */
export const proposeFor = (
  format: string,
  head: Head,
  sample: OcelSample,
  declaresEncoding: boolean
): Proposal<Mapping> | undefined => {
  const source = sample.objects.find((object) => own(object, "type") === sourceKey)
  if (source !== undefined) return { mapping: writtenMapping(format, String(own(source, "id")), sample), questions: [] }
  const types = typesOf(sample)
  if (types.length === 0) return undefined
  const named = types.filter((type) => likely.test(type))
  const customer = types.length === 1 ? types[0] : named.length === 1 ? named[0] : undefined
  const fields: Record<string, FieldSource> = {
    ...(customer === undefined ? {} : { customer: columnOf("objects", customer) }),
    touchpoint: "type",
    at: "time"
  }
  const times = sample.events.map((event) => own(event, "time")).filter((time) => typeof time === "string")
  return {
    mapping: {
      source: head.name.replace(/(?<=.)\.[^.]*$/, "").slice(0, 64) || format,
      format,
      ...(declaresEncoding ? {} : encodingOf(head)),
      records: [interactions(fields)]
    },
    questions: [
      ...(declaresEncoding ? [] : encodingQuestions(head)),
      ...timeQuestions(timeOf(new Map([["at", { name: "time", values: times }]]))),
      ...customerQuestions(types, customer)
    ]
  }
}

const interactions = (fields: RecordRule["fields"]): RecordRule => ({ kind: "interactions", id: "id", fields })

/** The mapping for a log that was written here. */
const writtenMapping = (format: string, id: string, { events }: OcelSample): Mapping => {
  const names = new Set(
    events.flatMap((event) => {
      const attributes = own(event, "attributes")
      return (Array.isArray(attributes) ? attributes : []).map((attribute) => own(attribute, "name"))
    })
  )
  const further = furtherFields.filter(([field]) => names.has(field))
  const fields = {
    customer: "objects.customer",
    touchpoint: "type",
    at: "time",
    ...Object.fromEntries(further.map(([field]) => [field, `attributes.${field}`]))
  }
  return { source: id.slice(sourceKey.length + 1).slice(0, 64) || format, format, records: [interactions(fields)] }
}

const typesOf = ({ objects, types }: OcelSample): ReadonlyArray<string> => {
  const found = objects.map((object) => own(object, "type")).filter((type) => typeof type === "string")
  return [...new Set([...types, ...found])].filter((type) => type !== "").sort()
}

/** A column by its path, or by its pointer where the name holds a dot. */
const columnOf = (group: string, name: string): string =>
  /[./~]/.test(name) ? `/${group}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` : `${group}.${name}`

const customerQuestions = (types: ReadonlyArray<string>, customer: string | undefined): ReadonlyArray<string> => {
  const columns = types.slice(0, 20).map((type) => JSON.stringify(columnOf("objects", type)))
  if (customer === undefined)
    return [`records[0].fields.customer: which objects are the customers? One of ${columns.join(", ")}.`]
  return [
    `records[0].fields.customer: is each object of ${JSON.stringify(customer)} a customer? ${types.length === 1 ? "The log has no others." : `There are ${columns.join(", ")}.`} Events with none of them, or with several, are rejected.`
  ]
}
