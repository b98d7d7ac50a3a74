import { Input } from "@throughline/import"
import { suite } from "@throughline/import/testing"
import { Effect } from "effect"
import { Stripe } from "../src/index.ts"
import { fixture } from "./reading.ts"

const proposed = (importer: typeof Stripe.importer, name: string, text: string) =>
  Effect.runSync(importer.propose(Input.fromText(name, text))).mapping

const all = fixture("subscriptions.json")
/** One subscription a line, without those that add no other case. */
const list = JSON.parse(all)
const few = list.data.filter(({ id }: { readonly id: string }) =>
  ["sub_Team", "sub_Yearly", "sub_Left", "sub_Trying", "sub_Paused", "sub_Less", "sub_Krona"].includes(id)
)
const lines = (data: ReadonlyArray<object>) =>
  `{"object":"list","has_more":false,"data":[\n${data.map((one) => JSON.stringify(one)).join(",\n")}\n]}\n`
const subscriptions = lines(few)
const events = fixture("events.ndjson")
const dashboard = fixture("dashboard.csv")

suite(
  "subscriptions of Stripe",
  Stripe.importer,
  [
    {
      name: "subscriptions.json",
      mapping: proposed(Stripe.importer, "subscriptions.json", all),
      content: subscriptions,
      layout: "json",
      personal: ["Ana", "Mendes", "ana.mendes", "Carla", "Silva"],
      damaged: [
        { content: subscriptions.replace('"status":"active"', '"status":7'), ordinal: 0 },
        { content: subscriptions.replace('"ended_at":1772323200', '"ended_at":"Ana Mendes"'), ordinal: 2 },
        {
          content: subscriptions.replace('"unit_amount_decimal":"11999"', '"unit_amount_decimal":"Mendes"'),
          ordinal: 1
        }
      ]
    },
    {
      name: "openapi.json",
      mapping: proposed(Stripe.importer, "openapi.json", fixture("openapi.json")),
      content: fixture("openapi.json")
    },
    {
      name: "events.ndjson",
      mapping: proposed(Stripe.importer, "events.ndjson", events),
      content: events,
      layout: "json"
    }
  ],
  { lines: false }
)

suite("the CSV export of Stripe's Dashboard", Stripe.csv, [
  {
    name: "dashboard.csv",
    mapping: proposed(Stripe.csv, "dashboard.csv", dashboard),
    content: dashboard,
    layout: { delimiter: "," },
    personal: ["Silva", "Carla", "ana.mendes", "c.silva", "b.okafor"],
    damaged: [
      { content: dashboard.replace("2026-01-01 10:00,2026-01-01", "Carla Silva,Carla"), ordinal: 0 },
      { content: dashboard.replace("eur,month,9.00", "eur,month,Silva"), ordinal: 0 },
      { content: dashboard.replace("canceled", "gone"), ordinal: 1 }
    ]
  }
])
