import { suite } from "@throughline/import/testing"
import { Zendesk } from "../src/index.ts"
import { forExport, forLines, forRatings, forSurveys, forTickets, forView, forWarehouse } from "./mappings.ts"
import { fixture } from "./reading.ts"

const tickets = fixture("tickets.json")
const dense = JSON.stringify(JSON.parse(tickets))
const ratings = fixture("ratings.json")
const surveys = fixture("surveys.json")
const lines = fixture("tickets.ndjson")
const personal = ["Iris", "iris.berg", "Bo Lind", "bo.lind", "1234567"]

suite(
  "JSON of Zendesk",
  Zendesk.importer,
  [
    {
      name: "tickets.json",
      mapping: forTickets,
      content: tickets,
      layout: "json",
      personal,
      damaged: [
        { content: tickets.replace('"2026-03-02T09:15:00Z"', '"Iris"'), ordinal: 0 },
        { content: tickets.replace('"id": 103', '"id": []'), ordinal: 2 },
        { content: tickets.replace('"id": 103', '"id": '), ordinal: 2 }
      ]
    },
    {
      name: "tickets.ndjson",
      mapping: forLines,
      content: lines,
      layout: "json",
      personal,
      damaged: [{ content: lines.replace('"id": 102', '"id": '), ordinal: 1 }]
    },
    { name: "dense.json", mapping: forTickets, content: dense, layout: "json", personal },
    {
      name: "ratings.json",
      mapping: forRatings,
      content: ratings,
      layout: "json",
      personal,
      damaged: [{ content: ratings.replace('"score": "offered"', '"score": "Iris"'), ordinal: 2 }]
    },
    {
      name: "surveys.json",
      mapping: forSurveys,
      content: surveys,
      layout: "json",
      personal,
      damaged: [{ content: surveys.replace('"rating": 4,', '"rating": {},'), ordinal: 0 }]
    }
  ],
  { lines: false }
)

const table = fixture("export.csv")
/** Customers of a view are addresses, which are hashed, and the laws have no key. */
const { customer: _, ...fields } = forView.records[0].fields
const withoutCustomers = { ...forView, records: [{ ...forView.records[0], fields }] } as const

suite("tables of Zendesk", Zendesk.csv, [
  {
    name: "export.csv",
    mapping: forExport,
    content: table,
    layout: { delimiter: "," },
    personal,
    damaged: [
      { content: table.replace("2026-03-02 10:15", "Iris"), ordinal: 0 },
      { content: table.replace(",On-hold,", ",Iris,"), ordinal: 1 }
    ]
  },
  { name: "view.csv", mapping: withoutCustomers, content: fixture("view.csv"), layout: { delimiter: "," }, personal },
  {
    name: "ticket_data.csv",
    mapping: forWarehouse,
    content: fixture("ticket_data.csv"),
    layout: { delimiter: "," },
    personal: ["email@email.com", "example@email.com"]
  }
])
