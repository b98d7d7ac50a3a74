import type { Sources } from "@throughline/core"
import type { Sql } from "@throughline/store"
import { isThere, last, quoted } from "../tables.ts"
import { cases } from "./cases.ts"
import { selected, type Write } from "./selected.ts"
import { changesAndMoments, differences, sumsUntil } from "./sumsUntil.ts"

const day = 86_400_000

const ofCase = ["path", "first", "last", "length", "seconds", "at", "channel", "team", "segment"]

const kinds = { case: 0, answer: 1, subscription: 2 } as const

/** What all rows of `records` have. */
const row = (kind: keyof typeof kinds, at: string, id = "''", number = "toInt64(0)", scale = "''"): string =>
  `"customer" AS who, toUInt8(${kinds[kind]}) AS kind, ${at} AS moment, ${id} AS tie, ${number} AS number, ${scale} AS scale_id`

/** Cases, answers to a question, and starts and ends of subscriptions, in one list; only cases have `columns`. */
const records = (
  database: string,
  parameters: Sql.Parameters,
  { answers, left, sessionGap }: Sources.CaseRule & Sources.OutcomeRule,
  columns: ReadonlyArray<string>
): string => {
  const needed = ["customer", "at", "seconds", ...columns]
  const taken = cases(database, parameters, { sessionGap }, (name) => needed.includes(name))
  const own = columns.map((name) => `, ${quoted(name)} AS ${quoted(`c_${name}`)}`).join("")
  const empty = columns.map((name) => `, NULL AS ${quoted(`c_${name}`)}`).join("")
  const from = (kind: "responses" | "subscriptions") => `${empty} FROM ${last(database, kind)} WHERE ${isThere} AND `
  const all = [`SELECT ${row("case", '"at" + "seconds" * 1000')}${own} FROM (${taken})`]
  if (answers !== undefined) {
    const { component, metric } = answers
    const isAsked = `${component === undefined ? 'isNull("component")' : `"component" = ${parameters.bind("text", component)}`} AND "metric" = ${parameters.bind("text", metric)}`
    all.push(`SELECT ${row("answer", '"at"', '"id"', '"score"', '"scale"')}${from("responses")}${isAsked}`)
  }
  if (left !== undefined) {
    const change = (at: string, by: 1 | -1) =>
      `SELECT ${row("subscription", `assumeNotNull(${at})`, "''", `toInt64(${by})`)}${from("subscriptions")}`
    all.push(`${change('"startedAt"', 1)}ifNull("endedAt" > "startedAt", 1)`)
    all.push(`${change('"endedAt"', -1)}ifNull("endedAt" > "startedAt", 0)`)
  }
  return all.join(" UNION ALL ")
}

const ended = "tupleElement(this, 1)"

/** The columns of a customer in which answers and moments after cases are in one order, with those it is made of. */
const ofAnswers = ({ days }: Sources.AnswerAfter, after: (days: number) => string): ReadonlyArray<string> => {
  const part = (place: number) => `arrayMap(each -> tupleElement(each, ${place}), answers)`
  const scales = "arrayMap(each -> toInt64(indexOf(scales, tupleElement(each, 4))), answers)"
  const changes = `arrayMap((each, at, score, scale) -> (tupleElement(each, 1), tupleElement(each, 2), toInt64(1), at, score, scale), answers, ${[part(1), part(3), scales].map(differences).join(", ")})`
  return [
    `arraySort(groupArrayIf((moment, tie, number, scale_id), kind = ${kinds.answer})) AS answers`,
    `arrayDistinct(${part(4)}) AS scales`,
    `${changesAndMoments(changes, after(days), 4)} AS until_answered`
  ]
}

/** The columns of a customer in which changes of subscriptions and ends of cases, or moments after them, are in one order. */
const ofSubscriptions = ({ days }: Sources.LeftAfter, after: (days: number) => string): ReadonlyArray<string> => [
  `groupArrayIf((moment, tie, number), kind = ${kinds.subscription}) AS changes`,
  `${changesAndMoments("changes", after(0), 1)} AS until_then`,
  `${changesAndMoments("changes", after(days), 1)} AS until_later`
]

/** Each case beside the last answer within some days after it, and whether its customer had left by then. */
export const caseOutcomes: Write = (database, parameters, { answers, left, sessionGap }, isRead) => {
  const columns = ofCase.filter(isRead)
  const arrays: Array<string> = ["g.of_cases AS this"]
  const until = (placed: string, numbers: ReadonlyArray<string>) =>
    arrays.push(...numbers.map((name, i) => `${sumsUntil(`g.${placed}`, i + 1)} AS ${name}`))
  const answer = ["score", "scale", "answeredAt"].some(isRead) ? answers : undefined
  const leaving = isRead("left") ? left : undefined
  const whenAnswered = (value: string, type: string) => () =>
    answer === undefined
      ? `CAST(NULL AS Nullable(${type}))`
      : `if(many > 0 AND answered_at >= ${ended}, ${value}, NULL)`
  const hasLeft = (days: number, asOf: Date) =>
    `if(running_then > 0 AND ${ended} + ${days * day} <= ${parameters.bind("instant", asOf.getTime())}, running_later = 0, NULL)`
  const fields = {
    customer: () => "g.who",
    ...Object.fromEntries(columns.map((name, place) => [name, () => `tupleElement(this, ${place + 2})`])),
    score: whenAnswered("answer_score", "Int64"),
    scale: whenAnswered("g.scales[answer_scale]", "String"),
    answeredAt: whenAnswered("answered_at", "Int64"),
    left: () => (left === undefined ? "CAST(NULL AS Nullable(UInt8))" : hasLeft(left.days, left.asOf))
  }
  const rows = selected(fields, isRead)
  const after = (days: number) => `arrayMap(each -> tupleElement(each, 1) + ${days * day}, of_cases)`
  const own = ["moment", ...columns.map((name) => quoted(`c_${name}`))]
  const ofCustomer = ["who", `arraySort(groupArrayIf(tuple(${own.join(", ")}), kind = ${kinds.case})) AS of_cases`]
  if (answer !== undefined) {
    ofCustomer.push(...ofAnswers(answer, after))
    until("until_answered", ["many", "answered_at", "answer_score", "answer_scale"])
  }
  if (leaving !== undefined) {
    ofCustomer.push(...ofSubscriptions(leaving, after))
    until("until_then", ["running_then"])
    until("until_later", ["running_later"])
  }
  const told = { sessionGap, ...(answer && { answers: answer }), ...(leaving && { left: leaving }) }
  const customers = `SELECT ${ofCustomer.join(", ")} FROM (${records(database, parameters, told, columns)}) GROUP BY who`
  return `SELECT ${rows} FROM (${customers}) AS g ARRAY JOIN ${arrays.join(", ")}`
}
