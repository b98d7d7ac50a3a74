import { suite } from "@throughline/import/testing"
import { Typeform } from "../src/index.ts"
import { textOf } from "./fixture.ts"
import { page, results } from "./mappings.ts"

const text = textOf("results.csv")

suite("results of Typeform as CSV", Typeform.csv, [
  {
    name: "results.csv",
    mapping: results,
    content: text,
    layout: { delimiter: "," },
    personal: ["three times", "by phone", "by hand"],
    damaged: [{ content: text.replace("2026-03-29 21:23:43", "Mendes"), ordinal: 0 }]
  }
])

const pages = textOf("page.json")

suite(
  "pages of Typeform",
  Typeform.importer,
  [
    {
      name: "page.json",
      mapping: page,
      content: pages,
      layout: "json",
      personal: ["ana.mendes", "ageless", "by phone"],
      damaged: [{ content: pages.replace('"2026-03-02T10:05:00Z"', '"ana.mendes@example.org"'), ordinal: 1 }]
    }
  ],
  { lines: false }
)
