import { suite } from "@throughline/import/testing"
import { GitHub } from "../src/index.ts"
import { fixture } from "./reading.ts"

const list = fixture("issues.json")
const lines = (JSON.parse(list) as ReadonlyArray<object>).map((issue) => JSON.stringify(issue)).join("\n")
const personal = ["ann-example", "ann@example.com", "Ann"]

suite(
  "issues of GitHub",
  GitHub.importer,
  [
    {
      name: "issues.json",
      mapping: GitHub.issues,
      content: list,
      layout: "json",
      personal,
      damaged: [
        { content: list.replace('"2026-03-01T10:00:00Z"', '"Ann"'), ordinal: 0 },
        { content: list.replace('"number": 3', '"number": '), ordinal: 2 }
      ]
    },
    { name: "dense.json", mapping: GitHub.issues, content: JSON.stringify(JSON.parse(list)), layout: "json", personal },
    { name: "issues.ndjson", mapping: GitHub.issues, content: `${lines}\n`, layout: "json", personal },
    { name: "gh.json", mapping: GitHub.issues, content: fixture("gh.json"), layout: "json", personal },
    { name: "opened.payload.json", mapping: GitHub.issues, content: fixture("opened.payload.json") }
  ],
  { lines: false }
)
