import { suite } from "@throughline/import/testing"
import { Intercom } from "../src/index.ts"
import { fixture } from "./fixture.ts"
import { proposed } from "./proposed.ts"

const conversations = fixture("conversations.json")
const { conversations: list }: { readonly conversations: ReadonlyArray<object> } = JSON.parse(conversations)
const lines = `${list.map((each) => JSON.stringify(each)).join("\n")}\n`
const contacts = fixture("contacts.ndjson")
const rated = fixture("rated.csv")
const personal = ["ann@example.com", "tom@example.com", "Ann Example", "Tom Example"]

suite(
  "JSON of Intercom",
  Intercom.importer,
  [
    {
      name: "conversations.json",
      mapping: Intercom.conversations,
      content: conversations,
      layout: "json",
      personal,
      damaged: [
        { content: conversations.replace('"id": "3"', '"id": '), ordinal: 2 },
        { content: conversations.replace('"state": "snoozed"', '"state": "Ann Example"'), ordinal: 1 },
        { content: conversations.replace('"created_at": 1772446080', '"created_at": {}'), ordinal: 3 }
      ]
    },
    { name: "lines.ndjson", mapping: Intercom.conversations, content: lines, layout: "json", personal },
    { name: "contacts.ndjson", mapping: Intercom.contacts, content: contacts, layout: "json", personal }
  ],
  { lines: false }
)

suite("tables of Intercom", Intercom.csv, [
  {
    name: "rated.csv",
    mapping: await proposed("rated.csv"),
    content: rated,
    layout: { delimiter: "," },
    personal: ["Ann Example"],
    damaged: [{ content: rated.replace(",email,snoozed,", ",email,Ann Example,"), ordinal: 1 }]
  },
  ...(await Promise.all(
    ["conversation_history_data.csv", "contact_history_data.csv"].map(async (name) => ({
      name,
      mapping: await proposed(name),
      content: fixture(name),
      layout: { delimiter: "," }
    }))
  ))
])
