import type { Mapping, Proposal, RecordRule } from "@throughline/import"
import { encodingOf, encodingQuestions, type Head, type JsonObject, ownAt } from "@throughline/import/format"
import { satisfactionRatings, surveyResponses, tickets } from "./Mappings.ts"
import { inFiles, type Shape, shapeOf } from "./Shape.ts"
import { channels, statuses } from "./Tables.ts"

/** The records at the start of a JSON input that are known, and what they are. */
export const found = (
  head: Head
): { readonly shape: Shape; readonly records: ReadonlyArray<JsonObject> } | undefined => {
  const all = head.objects(inFiles).filter((record) => !isOfOthers(record))
  const shape = all[0] === undefined ? undefined : shapeOf(all[0])
  return shape === undefined ? undefined : { shape, records: all.filter((record) => shapeOf(record) === shape) }
}

/** The tickets of other systems have the same keys, but numbers for their states. */
const isOfOthers = (record: JsonObject): boolean => typeof ownAt(record, "status") === "number"

/** The mapping for what a JSON input holds, and what it does not tell. */
export const propose = (head: Head): Proposal<Mapping> | undefined => {
  const input = found(head)
  if (input === undefined) return undefined
  const { mapping, questions } = proposals[input.shape](input.records)
  return { mapping: { ...mapping, ...encodingOf(head) }, questions: [...encodingQuestions(head), ...questions] }
}

const touchpoint = (what: string): string =>
  `records[0].fields.touchpoint: which touchpoint of the journey are ${what} about, as {"value": "support"}?`

const ofTickets = (records: ReadonlyArray<JsonObject>): Proposal<Mapping> => {
  const [rule] = tickets.records
  const isIncremental = records.every((ticket) => ownAt(ticket, "generated_timestamp") !== undefined)
  const versioned: RecordRule = { ...rule, version: isIncremental ? "generated_timestamp" : "updated_at" }
  return {
    mapping: { ...tickets, records: [versioned] },
    questions: [
      ...metricQuestions(records),
      ...unknownTexts(records, ["status"], statuses, "status", ["deleted"]),
      ...unknownTexts(records, ["via", "channel"], channels, "channel"),
      touchpoint("tickets")
    ]
  }
}

const metricQuestions = (records: ReadonlyArray<JsonObject>): ReadonlyArray<string> =>
  records.some((ticket) => ownAt(ticket, "metric_set") !== undefined)
    ? []
    : [
        "the tickets come without metrics: is nothing to be known of first replies, solutions, reopens and waits? Otherwise export them with include=metric_sets."
      ]

const unknownTexts = (
  records: ReadonlyArray<JsonObject>,
  keys: ReadonlyArray<string>,
  known: Readonly<Record<string, string | null>>,
  field: string,
  others: ReadonlyArray<string> = []
): ReadonlyArray<string> => {
  const texts = records.map((record) => ownAt(record, ...keys)).filter((text) => typeof text === "string")
  return unknownIn(texts, known, `records[0].fields.${field}.values`, others)
}

/** The question about texts that a table does not have. */
export const unknownIn = (
  texts: ReadonlyArray<string>,
  known: Readonly<Record<string, string | null>>,
  key: string,
  others: ReadonlyArray<string> = []
): ReadonlyArray<string> => {
  const unknown = [...new Set(texts)].filter((text) => !Object.hasOwn(known, text) && !others.includes(text))
  const named = unknown.slice(0, 8).map((text) => JSON.stringify(text.slice(0, 40)))
  return unknown.length === 0 ? [] : [`${key}: what does ${named.join(", ")} stand for?`]
}

const proposals: Readonly<Record<Shape, (records: ReadonlyArray<JsonObject>) => Proposal<Mapping>>> = {
  ticket: ofTickets,
  rating: () => ({ mapping: satisfactionRatings, questions: [touchpoint("ratings")] }),
  survey: () => ({ mapping: surveyResponses, questions: [touchpoint("answers")] })
}
