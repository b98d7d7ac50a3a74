// An importer for the answers of smiley terminals: a JSON document that lists which button was pressed where, and when.
import type { Importer, Mapping, Proposal } from "@throughline/import"
import { type Format, type Head, importerOf, type JsonObject } from "@throughline/import/format"

/** The buttons of a terminal and their points. */
const buttons = { "very unhappy": 1, unhappy: 2, happy: 3, "very happy": 4 }

const records = ["/presses"] as const

const isPress = (record: JsonObject): boolean => Object.hasOwn(record, "button") && Object.hasOwn(record, "terminal")

const pressesOf = (head: Head): ReadonlyArray<JsonObject> => head.objects(records).filter(isPress)

/** Nobody says who pressed: each press is somebody else. */
const rows = (press: JsonObject): ReadonlyArray<JsonObject> => [{ ...press, customer: `press ${String(press.id)}` }]

/** Where a terminal stands is not in the file, and neither is its time zone: the mapping must say both. */
const propose = (head: Head): Proposal<Mapping> | undefined => {
  const presses = pressesOf(head)
  if (presses.length === 0) return undefined
  const terminals = [...new Set(presses.map(({ terminal }) => String(terminal)))].sort()
  return {
    mapping: {
      source: "smileys",
      format: "smileys",
      skipWhen: { column: "test", equals: ["true"] },
      tombstoneWhen: { column: "withdrawn", equals: ["true"] },
      records: [
        {
          kind: "responses",
          id: "id",
          metric: "csat",
          scale: "1-4",
          direction: "highIsGood",
          evidence: "subjective",
          fields: {
            customer: "customer",
            touchpoint: { column: "terminal", values: Object.fromEntries(terminals.map((one) => [one, null])) },
            at: "pressed",
            score: { column: "button", values: buttons }
          }
        }
      ]
    },
    questions: [
      'time.timeZone: in which zone do the terminals stand, as "Europe/Berlin"?',
      "records[0].fields.touchpoint.values: at which touchpoint does each terminal stand?"
    ]
  }
}

const format: Format = {
  id: "smileys",
  emits: ["responses"],
  expects: "the presses of smiley terminals",
  layout: { _tag: "Json", records, rows },
  detect: (head) => {
    const found = pressesOf(head).length
    return { confidence: found > 0 ? 1 : 0, because: [`${found} presses`] }
  },
  propose
}

/** Reads the presses of smiley terminals. */
export const importer: Importer<Mapping> = importerOf(format)
