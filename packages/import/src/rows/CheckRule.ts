import type { RecordKind } from "@throughline/core"
import type { FieldSource } from "../mapping/FieldSource.ts"
import type { RecordRule } from "../mapping/Mapping.ts"
import { recordFields } from "../mapping/RecordFields.ts"

type QuestionKey = "metric" | "scale" | "direction"
type Complain = (key: string, problem: string) => void

/** The kinds that are about a question, and what the rule must say of it. */
const questionKeys: { readonly [Kind in RecordKind]?: ReadonlyArray<QuestionKey> } = {
  responses: ["metric", "scale", "direction"],
  invitations: ["metric"],
  expectations: ["scale", "direction"],
  loopCases: ["metric"]
}

/** What a rule lacks or has too much, given all its fields with their sources. */
export const checkRule = (rule: RecordRule, sources: ReadonlyMap<string, FieldSource>, complain: Complain): void => {
  const asked = questionKeys[rule.kind] ?? []
  checkQuestion(rule, asked, complain)
  checkNames(rule, asked, complain)
  const own: ReadonlyArray<string> = asked
  for (const [name, { weight }] of Object.entries(recordFields[rule.kind])) {
    const told = sources.has(name) || own.includes(name)
    if (weight === "required" && !told) complain(`fields.${name}`, `${rule.kind} need it`)
  }
  if (sources.has("priceMinor") && !sources.has("currency")) complain("fields.currency", "an amount needs its currency")
  if (rule.kind === "customers" && rule.id === undefined) complain("id", "customers need it")
}

const checkQuestion = (rule: RecordRule, asked: ReadonlyArray<QuestionKey>, complain: Complain): void => {
  for (const key of ["metric", "scale", "direction"] as const) {
    const told = rule[key] !== undefined
    if (asked.includes(key) && !told) complain(key, `${rule.kind} need a ${key}`)
    if (told && !asked.includes(key)) complain(key, `${rule.kind} have no ${key}`)
  }
}

const checkNames = (rule: RecordRule, asked: ReadonlyArray<string>, complain: Complain): void => {
  const known = Object.keys(recordFields[rule.kind])
  for (const name of Object.keys(rule.fields)) {
    if (!known.includes(name)) complain(`fields.${name}`, `${rule.kind} have ${known.join(", ")}`)
    else if (asked.includes(name)) complain(`fields.${name}`, `say ${name} beside fields`)
  }
}
