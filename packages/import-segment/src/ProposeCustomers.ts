import type { FieldSource, RecordRule } from "@throughline/import"
import { type JsonObject, ownAt, timeOf, timeQuestions } from "@throughline/import/format"
import { kindOf } from "./Call.ts"
import { sample } from "./Sample.ts"

interface Customers {
  readonly rules: ReadonlyArray<RecordRule>
  readonly questions: ReadonlyArray<string>
}

const none: Customers = { rules: [], questions: [] }

/**
 * Customers by one kind of call: a later record of a customer takes the place of the earlier one, so what two kinds say
 * cannot be put together.
 */
export const proposeCustomers = (calls: ReadonlyArray<JsonObject>, version: Pick<RecordRule, "version">): Customers => {
  const groups = calls.filter((call) => kindOf(call) === "group")
  const identifies = calls.filter((call) => kindOf(call) === "identify")
  const traits = fieldsOf(identifies)
  if (groups.length === 0) {
    const isSaid = Object.keys(traits.fields).length > 0
    return isSaid ? { rules: [rule("identify", traits.fields, version)], questions: traits.questions } : none
  }
  const both = `records[1]: customers are read from group calls, with their account. What identify calls say of them (${Object.keys(traits.fields).join(", ")}) would take its place, or the other way round. Which is needed?`
  const questions = Object.keys(traits.fields).length > 0 ? [both] : []
  return { rules: [rule("group", { account: "groupId" }, version)], questions: [...several(groups), ...questions] }
}

const rule = (
  kind: "group" | "identify",
  fields: RecordRule["fields"],
  version: Pick<RecordRule, "version">
): RecordRule => ({ kind: "customers", id: "customer", ...version, when: { column: "kind", equals: [kind] }, fields })

/** A customer has one account: the last. */
const several = (groups: ReadonlyArray<JsonObject>): ReadonlyArray<string> => {
  const accounts = new Map<string, string>()
  const isSeveral = groups.some((call) => {
    const [who, group] = [String(ownAt(call, "userId")), String(ownAt(call, "groupId"))]
    const before = accounts.get(who)
    accounts.set(who, group)
    return before !== undefined && before !== group
  })
  return isSeveral
    ? ["records[1].fields.account: some customers are in several groups, and the last one counts. Is it the account?"]
    : []
}

const fieldsOf = (identifies: ReadonlyArray<JsonObject>) => {
  const fields: Record<string, FieldSource> = {}
  const created = sample(identifies, "traits.createdAt")
  const time = timeOf(new Map([["at", created]]))
  const zone = timeQuestions(time).map((question) => `records[1].fields.firstSeenAt.${question}`)
  if (time !== undefined) {
    fields.firstSeenAt = time.format === "iso" ? created.name : { column: created.name, time: { format: time.format } }
  }
  if (sample(identifies, "traits.company.id").values.length > 0) fields.account = "traits.company.id"
  return { fields, questions: zone }
}
