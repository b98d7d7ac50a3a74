import { importerOf } from "../src/format.ts"
import type { Mapping } from "../src/index.ts"
import { suite } from "../src/testing.ts"

const mapping: Mapping = {
  source: "form",
  format: "form",
  records: [
    {
      kind: "responses",
      id: "token",
      metric: "nps",
      scale: "0-10",
      direction: "highIsGood",
      fields: { customer: "hidden.who", at: "at", score: "/answers/nps", comment: "/answers/why" }
    }
  ]
}

const answer = (token: string, nps: unknown, why = "fine", at = "2026-03-01T10:00:00Z") => ({
  token,
  hidden: { who: `c-${token}` },
  at,
  answers: { nps, why }
})
const items = [
  answer("t1", 9, 'a "quote", a [bracket} and\na line'),
  answer("t2", 11),
  answer("t3", "anna.berg@example.com"),
  answer("t1", 9, 'a "quote", a [bracket} and\na line'),
  answer("t1", 3),
  answer("t4", 7, "Grüße 🎉", "yesterday"),
  answer("t5", 10, "Grüße 🎉"),
  answer("t6", null)
]
const text = `${JSON.stringify({ total: items.length, page: { of: [1, 2] }, items, more: false }, null, 2)}\n`

const form = importerOf({
  id: "form",
  emits: ["responses"],
  expects: "answers of a form",
  layout: { _tag: "Json", records: ["/items"] },
  detect: () => ({ confidence: 0, because: ["asked for by name"] }),
  propose: () => undefined
})

/** Documents of JSON, in which records are no lines. */
suite(
  "JSON documents",
  form,
  [
    { name: "pretty.json", mapping, content: text, layout: "json", personal: ["anna.berg"] },
    { name: "dense.json", mapping, content: JSON.stringify({ items }), layout: "json", personal: ["anna.berg"] }
  ],
  { lines: false }
)
