import { suite } from "@throughline/import/testing"
import { Fider } from "../src/index.ts"
import { fixture } from "./reading.ts"

const posts = fixture("posts.json")
const csv = fixture("posts.csv")
const list: ReadonlyArray<object> = JSON.parse(posts)
const lines = `${list.map((post) => JSON.stringify(post)).join("\n")}\n`
const personal = ["ann@example.com", "Ann Example", "Bob Example"]

suite(
  "posts of Fider",
  Fider.importer,
  [
    {
      name: "posts.json",
      mapping: Fider.posts,
      content: posts,
      layout: "json",
      personal,
      damaged: [
        { content: posts.replace('"number": 2', '"number": '), ordinal: 1 },
        { content: posts.replace('"2026-03-04T10:00:00.123456Z"', '"Ann Example"'), ordinal: 3 }
      ]
    },
    { name: "posts.ndjson", mapping: Fider.posts, content: lines, layout: "json", personal }
  ],
  { lines: false }
)

suite("the CSV export of Fider", Fider.csv, [
  {
    name: "posts.csv",
    mapping: Fider.table,
    content: csv,
    layout: { delimiter: "," },
    personal,
    damaged: [{ content: csv.replace("2026-03-04T10:00:00Z,Ann", "Bob Example,Ann"), ordinal: 3 }]
  },
  { name: "older.csv", mapping: Fider.table, content: fixture("older.csv"), layout: { delimiter: "," }, personal }
])
