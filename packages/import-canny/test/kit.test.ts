import { suite } from "@throughline/import/testing"
import { Canny } from "../src/index.ts"
import { fixture } from "./reading.ts"

const posts = fixture("posts.json")
const events = fixture("events.ndjson")
const { posts: list }: { readonly posts: ReadonlyArray<object> } = JSON.parse(posts)
const lines = `${list.map((post) => JSON.stringify(post)).join("\n")}\n`
const personal = ["ann@example.com", "Ann Example", "Bob Example"]

suite(
  "posts and votes of Canny",
  Canny.importer,
  [
    {
      name: "posts.json",
      mapping: Canny.feedback,
      content: posts,
      layout: "json",
      personal,
      damaged: [
        { content: posts.replace('"id": "p2"', '"id": '), ordinal: 1 },
        { content: posts.replace('"status": "in progress"', '"status": "Ann Example"'), ordinal: 3 }
      ]
    },
    { name: "posts.ndjson", mapping: Canny.feedback, content: lines, layout: "json", personal },
    { name: "votes.json", mapping: Canny.feedback, content: fixture("votes.json"), layout: "json", personal },
    { name: "events.ndjson", mapping: Canny.events, content: events, personal }
  ],
  { lines: false }
)
