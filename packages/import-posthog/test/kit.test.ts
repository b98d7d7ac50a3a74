import { suite } from "@throughline/import/testing"
import { PostHog } from "../src/index.ts"
import { mapping } from "./mapping.ts"
import { fixture } from "./reading.ts"

const events = fixture("events.jsonl")
const page = fixture("page.json")
const personal = ["ana.mendes", "Ana Mendes", "198.51.100.7", "eva.silva"]

suite("events of PostHog, one a line", PostHog.importer, [
  {
    name: "events.jsonl",
    mapping,
    content: events,
    layout: "json",
    personal,
    damaged: [
      { content: events.replace('"uuid": "0195e000-0000-7000-8000-000000000004"', '"uuid": ""'), ordinal: 3 },
      { content: events.replace("$survey_response_1", '"'), ordinal: 10 },
      { content: events.replace('"6"}', '"8"}'), ordinal: 13 },
      { content: events.replace('{"uuid"', '{"uuid'), ordinal: 0 }
    ]
  }
])

suite(
  "a page of PostHog's API",
  PostHog.importer,
  [
    {
      name: "page.json",
      mapping,
      content: page,
      layout: "json",
      personal,
      damaged: [{ content: page.replace('"$autocapture"', "$autocapture"), ordinal: 1 }]
    }
  ],
  { lines: false }
)
