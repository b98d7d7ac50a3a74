import { suite } from "@throughline/import/testing"
import { SurveyMonkey } from "../src/index.ts"
import { bytesOf, textOf } from "./fixture.ts"
import { answers, flying, german, starWars } from "./mappings.ts"

const text = textOf("answers.csv")

suite("responses of SurveyMonkey as CSV", SurveyMonkey.importer, [
  {
    name: "answers.csv",
    mapping: answers,
    content: text,
    layout: { delimiter: ",", headerRows: 2 },
    personal: ["ana.mendes", "Mendes", "198.51.100.7", "three times", "by phone"],
    damaged: [{ content: text.replace("01:01:00 AM", "Mendes"), ordinal: 2 }]
  },
  {
    name: "german.csv",
    mapping: german,
    content: textOf("german.csv"),
    layout: { delimiter: ";", headerRows: 2 },
    damaged: [{ content: textOf("german.csv").replace(";9;", ";ten;"), ordinal: 0 }]
  },
  { name: "StarWars.csv", mapping: starWars, content: bytesOf("StarWars.csv") },
  {
    name: "flying-etiquette.csv",
    mapping: flying,
    content: textOf("flying-etiquette.csv"),
    layout: { delimiter: ",", headerRows: 1 }
  }
])

const page = textOf("page.json")
const { mapping } = SurveyMonkey.mappingOf(JSON.parse(textOf("details.json")))

suite(
  "responses of SurveyMonkey as pages",
  SurveyMonkey.pages,
  [
    {
      name: "page.json",
      mapping,
      content: page,
      layout: "json",
      personal: ["ana.mendes", "198.51.100.7", "by phone", "Prima"],
      damaged: [{ content: page.replace('"2026-03-04T10:05:00+00:00"', '"ana.mendes@example.org"'), ordinal: 3 }]
    }
  ],
  { lines: false }
)
