import { suite } from "@throughline/import/testing"
import { Delighted } from "../src/index.ts"
import { fixture, proposed } from "./mappings.ts"

const page = fixture("page.json")
const events = fixture("events.ndjson")
const csv = fixture("responses.csv")
const personal = ["ann@example.com", "bob@example.com", "Ann Example", "Bob Example"]

suite(
  "responses of Delighted",
  Delighted.importer,
  [
    {
      name: "page.json",
      mapping: await proposed("page.json"),
      content: page,
      layout: "json",
      personal,
      damaged: [
        { content: page.replace('"id": "3"', '"id": '), ordinal: 2 },
        { content: page.replace('"created_at": 1772446080', '"created_at": "Ann Example"'), ordinal: 3 }
      ]
    },
    {
      name: "events.ndjson",
      mapping: await proposed("events.ndjson"),
      content: events,
      layout: "json",
      personal
    }
  ],
  { lines: false }
)

suite("responses of Delighted as CSV", Delighted.csv, [
  {
    name: "responses.csv",
    mapping: { ...(await proposed("responses.csv")), time: { format: "iso", timeZone: "Europe/Berlin" } },
    content: csv,
    layout: { delimiter: "," },
    personal: [...personal, "three times"],
    damaged: [{ content: csv.replace("2026-03-02 10:07:00", "Bob Example"), ordinal: 2 }]
  }
])
