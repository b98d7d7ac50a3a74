import type { Mapping } from "@throughline/import"
import { suite } from "@throughline/import/testing"
import { Ocel, Xes } from "../src/index.ts"
import { fixture } from "./reading.ts"

const mapping: Mapping = {
  source: "support",
  format: "xes",
  records: [
    {
      kind: "interactions",
      id: { columns: ["case:concept:name", "#event"] },
      fields: {
        customer: "case:concept:name",
        touchpoint: "classifier:Activity",
        at: "time:timestamp",
        segment: "case:plan",
        team: "org:group"
      }
    }
  ]
}
const [rule] = mapping.records
const plain: Mapping = { ...mapping, records: [{ ...rule, fields: { ...rule.fields, touchpoint: "concept:name" } }] }
const support = fixture("support.xes")
const flawed = fixture("flawed.xes")

suite(
  "XES",
  Xes.importer,
  [
    {
      name: "support.xes",
      mapping,
      content: support,
      layout: { element: "trace" },
      personal: ["Erika", "Mustermann"],
      damaged: [
        { content: support.replace("2026-03-29T09:05:00+02:00", "tomorrow"), ordinal: 1 },
        { content: support.replace(`key='concept:name' value='Say "hi"'`, `value='Say "hi"'`), ordinal: 2 },
        { content: support.replace('value="2026-03-31T10:00:00.250Z"', ""), ordinal: 3 }
      ]
    },
    {
      name: "flawed.xes",
      mapping: plain,
      content: flawed,
      layout: { element: "event" },
      personal: ["erika.mustermann@example.org"],
      damaged: [{ content: flawed.replace('value="good"', 'val="good"'), ordinal: 8 }]
    }
  ],
  { lines: false }
)

const objects: Mapping = {
  source: "shop",
  format: "ocel",
  records: [
    {
      kind: "interactions",
      id: "id",
      fields: { customer: "objects.customer", touchpoint: "type", at: "time", segment: "of.customer.plan" }
    }
  ]
}
const orders = fixture("orders.json")

suite(
  "OCEL 2.0 as JSON",
  Ocel.importer,
  [
    {
      name: "orders.json",
      mapping: objects,
      content: orders,
      personal: ["Erika", "Mustermann"],
      damaged: [
        { content: orders.replace('"2026-03-30T12:00:00.000+02:00"', '"soon"'), ordinal: 1 },
        { content: orders.replace('{ "objectId": "c2", "qualifier": "receiver" }', '{ "objectId": 7 }'), ordinal: 2 }
      ]
    },
    // The order of keys, but for that of objects and events, says nothing.
    { name: "events.json", mapping: objects, content: `[${JSON.stringify(JSON.parse(orders))}]`.slice(1, -1) }
  ],
  { lines: false }
)

const ordersXml = fixture("orders.xml")

suite(
  "OCEL 2.0 as XML",
  Ocel.xml,
  [
    {
      name: "orders.xml",
      mapping: { ...objects, format: "ocel-xml" },
      content: ordersXml,
      layout: { element: "event" },
      personal: ["Erika", "Mustermann"],
      damaged: [
        { content: ordersXml.replace('"2026-03-30T12:00:00.000+02:00"', '"soon"'), ordinal: 1 },
        { content: ordersXml.replace('object-id="c2" qualifier="receiver"', 'qualifier="receiver"'), ordinal: 2 }
      ]
    }
  ],
  { lines: false }
)
