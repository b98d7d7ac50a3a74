import type { Mapping } from "@throughline/import"
import { type Fixture, suite } from "@throughline/import/testing"
import { HubSpot } from "../src/index.ts"
import { fixture, proposed } from "./fixture.ts"

const personal = ["ann@example.com", "bob@example.com", "Ann Example", "Tom Example"]

const json = async (
  name: string,
  ...damages: ReadonlyArray<readonly [string, string, number]>
): Promise<Fixture<Mapping>> => {
  const content = fixture(name)
  const damaged = damages.map(([from, to, ordinal]) => ({ content: content.replace(from, to), ordinal }))
  return { name, mapping: await proposed(name), content, layout: "json", personal, damaged }
}

suite(
  "JSON of HubSpot",
  HubSpot.importer,
  [
    await json(
      "tickets.json",
      ['"id": "102"', '"id": ', 1],
      ['"createdate": "2026-03-02T13:00:00.000Z"', '"createdate": "Ann Example"', 3]
    ),
    await json("responses.json", ['"hs_value": "2"', '"hs_value": "Ann Example"', 2]),
    await json("contacts.ndjson")
  ],
  { lines: false }
)

const table = async (
  name: string,
  ...damages: ReadonlyArray<readonly [string, string, number]>
): Promise<Fixture<Mapping>> => ({
  ...(await json(name, ...damages)),
  layout: { delimiter: "," }
})

suite("tables of HubSpot", HubSpot.csv, [
  await table("tickets.csv", [",Closed (Support Pipeline),", ",Ann Example,", 0]),
  await table("responses.csv", [",NPS,2026-03-02 10:00,", ",NPS,Ann Example,", 0]),
  await table("ticket_data.csv"),
  await table("contact_data.csv")
])
