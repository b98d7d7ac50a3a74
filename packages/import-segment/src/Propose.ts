import type { FieldSource, Mapping, Proposal, RecordRule } from "@throughline/import"
import {
  encodingOf,
  encodingQuestions,
  type Head,
  type JsonObject,
  timeOf,
  timeQuestions
} from "@throughline/import/format"
import { contactOf, kindOf, kinds, row, tieOf } from "./Call.ts"
import { proposeCustomers } from "./ProposeCustomers.ts"
import { sample } from "./Sample.ts"

/** Where calls are in a document. */
export const pointers: readonly [string] = [""]

const isCall = (call: JsonObject): boolean =>
  kinds.some((kind) => kind === call.type) &&
  typeof call.messageId === "string" &&
  ["timestamp", "originalTimestamp", "receivedAt", "sentAt"].some((key) => typeof call[key] === "string")

/** The first calls of an input; none unless nearly all that it holds are calls. */
export const callsOf = (head: Head): ReadonlyArray<JsonObject> => {
  const [found = []] = [head.objects("lines"), head.objects(pointers)].toSorted((a, b) => b.length - a.length)
  const calls = found.filter(isCall)
  return calls.length * 10 >= found.length * 9 ? calls : []
}

/** A mapping for calls, made from their start, and what they do not tell. */
export const propose = (head: Head): Proposal<Mapping> | undefined => {
  const calls = callsOf(head)
  if (calls.length === 0) return undefined
  const time = timeOf(new Map([["at", sample(calls.map(row), "at")]]))
  const touchpoint = proposeTouchpoint(calls)
  const version = calls.every(({ receivedAt }) => typeof receivedAt === "string") ? { version: "receivedAt" } : {}
  const customers = proposeCustomers(calls, version)
  const ties = proposeTies(calls, version, 1 + customers.rules.length)
  const mapping: Mapping = {
    source: "segment",
    format: "segment",
    ...encodingOf(head),
    records: [interactions(version, touchpoint.source), ...customers.rules, ...ties.rules]
  }
  return {
    mapping,
    questions: [
      ...encodingQuestions(head),
      ...timeQuestions(time),
      ...touchpoint.questions,
      ...customers.questions,
      ...ties.questions,
      ...botQuestions(calls)
    ]
  }
}

/** Calls of no known type are among them, to be rejected. */
const interactions = (version: Pick<RecordRule, "version">, touchpoint: FieldSource): RecordRule => ({
  kind: "interactions",
  id: "messageId",
  ...version,
  when: { column: "kind", equals: ["track", "page", "screen", "unknown"] },
  fields: { customer: "customer", touchpoint, at: "at", channel: "via" }
})

const mostNames = 40
const key = "records[0].fields.touchpoint"

interface Touchpoints {
  readonly source: FieldSource
  readonly questions: ReadonlyArray<string>
}

const proposeTouchpoint = (calls: ReadonlyArray<JsonObject>): Touchpoints => {
  const met = calls.filter((call) => kindOf(call) !== "bot").map(contactOf)
  const names = [...new Set(met.flatMap((name) => (typeof name === "string" && name !== "" ? [name.trim()] : [])))]
  if (names.length === 0) return { source: "contact", questions: [] }
  if (names.length > mostNames || names.some((name) => name.length > 256)) {
    const many = `${key}: ${names.length} events and pages are a touchpoint each, by their names. Which touchpoint is each? {"column": "contact", "values": {…}} says so.`
    return { source: "contact", questions: [many] }
  }
  const values = Object.fromEntries(names.map((name) => [name, name]))
  const which = `${key}.values: which touchpoint is each event and page? Names that are not listed are rejected; skipWhen {"column": "contact", "equals": […]} leaves some out.`
  return { source: { column: "contact", values }, questions: [which] }
}

interface Ties {
  readonly rules: ReadonlyArray<RecordRule>
  readonly questions: ReadonlyArray<string>
}

/** That an id without a name and a known customer are one: by the calls that name somebody, or all that know both. */
const proposeTies = (calls: ReadonlyArray<JsonObject>, version: Pick<RecordRule, "version">, place: number): Ties => {
  const ties = calls.map(tieOf)
  if (ties.every((tie) => tie === "")) return { rules: [], questions: [] }
  const rule: RecordRule = {
    kind: "identities",
    id: "messageId",
    ...version,
    when: { column: "tie", equals: [ties.includes("identified") ? "identified" : "seen"] },
    fields: { kind: { value: "identified" }, customer: "customer", same: "same", at: "at" }
  }
  const aliases = ties.filter((tie) => tie === "alias").length
  const whose = `records[${place}].when: ${aliases} of the first ${calls.length} calls are alias calls, and tie nothing yet. Is their previousId never a known customer? Then "alias" among equals takes them. Where it may be, and both are one: a rule of its own with "kind": {"value": "merged"}.`
  return { rules: [rule], questions: aliases === 0 ? [] : [whose] }
}

const botQuestions = (calls: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const bots = calls.filter((call) => kindOf(call) === "bot").length
  return bots === 0
    ? []
    : [
        `records[0].when: ${bots} of the first ${calls.length} calls come from machines by their user agent, and are left out. Are they? "bot" among equals keeps them.`
      ]
}
