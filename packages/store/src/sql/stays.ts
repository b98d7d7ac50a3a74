import type { Settings } from "../query/Settings.ts"
import type { Dialect, WriteDerived } from "./Dialect.ts"
import { isIn } from "./filter.ts"
import type { Parameters } from "./Statement.ts"
import { namedIn, selected } from "./selected.ts"
import { visits } from "./visits.ts"
import { quotient } from "./whole.ts"

/** The stage of a touchpoint, `NULL` for leaving; and which touchpoints are of a stage or of leaving. */
const staged = (
  dialect: Pick<Dialect, "isAmong">,
  touchpoint: string,
  { leaving = [], stages }: Pick<Settings, "leaving" | "stages">,
  parameters: Parameters
) => {
  const among = (ids: ReadonlyArray<string>) => isIn(dialect, touchpoint, "text", ids, parameters)
  if (stages === undefined) {
    return {
      stage: leaving.length === 0 ? touchpoint : `CASE WHEN ${among(leaving)} THEN NULL ELSE ${touchpoint} END`,
      isKnown: "1 = 1"
    }
  }
  const cases = stages.map(({ id, touchpoints }) => `WHEN ${among(touchpoints)} THEN ${parameters.bind("text", id)}`)
  const known = [...stages.flatMap(({ touchpoints }) => touchpoints), ...leaving]
  return {
    stage: cases.length === 0 ? "CAST(NULL AS text)" : `CASE ${cases.join(" ")} END`,
    isKnown: among(known)
  }
}

/** Each stay of a customer in a stage, until the first interaction of another stage or of leaving. */
export const stays: WriteDerived = (dialect, parameters, settings, isRead) => {
  const { asOf = new Date(Number.NaN), seenUntil = asOf, sessionGap } = settings
  const { identifier: id } = dialect
  const now = parameters.bind("instant", asOf.getTime())
  const at = id("at")
  const seen = seenUntil > asOf ? parameters.bind("instant", seenUntil.getTime()) : now
  const { ofCase, order, rows: interactions } = visits(dialect, parameters, sessionGap, ` WHERE ${at} <= ${seen}`)
  const inCase = `OVER (PARTITION BY ${ofCase} ORDER BY ${order})`
  const { isKnown, stage } = staged(dialect, id("touchpoint"), settings, parameters)
  const isQuiet = sessionGap === undefined ? "1 = 0" : `last_at <= ${now} AND ${seen} - last_at > ${sessionGap * 1000}`
  const end = `CASE WHEN next_at IS NOT NULL THEN next_at${sessionGap === undefined ? "" : ` WHEN ${isQuiet} THEN last_at`} ELSE ${now} END`
  const lasted = (unit: number) => quotient(dialect, `(${end} - ${at})`, unit)
  const fields = {
    ...Object.fromEntries(["customer", "channel", "team", "segment", "at"].map((name) => [name, id(name)])),
    stage: "stage_id",
    outcome: `CASE WHEN next_at IS NULL THEN CASE WHEN ${isQuiet} THEN 'went quiet' ELSE 'still there' END WHEN next_stage IS NULL THEN 'left' ELSE 'moved on' END`,
    to: "next_stage",
    seconds: lasted(1000),
    days: lasted(86_400_000),
    age: quotient(dialect, `(${now} - ${at})`, 86_400_000)
  }
  const rows = selected(dialect, fields, isRead)
  const facts = {
    stage_id: stage,
    is_known: `CASE WHEN ${isKnown} THEN 1 ELSE 0 END`,
    last_at: `max(${at}) OVER (PARTITION BY ${ofCase})`
  }
  const known = `SELECT *, ${selected(dialect, facts, namedIn(`${rows} stage_id is_known`))} FROM ${interactions}`
  const changes = `SELECT *, lag(stage_id) ${inCase} AS before_stage FROM (${known}) AS known WHERE is_known = 1 AND ${at} <= ${now}`
  const next = { next_at: `lead(${at}) ${inCase}`, next_stage: `lead(stage_id) ${inCase}` }
  const ended = `SELECT *, ${selected(dialect, next, namedIn(`${rows}next_at`))} FROM (${changes}) AS changes WHERE stage_id IS DISTINCT FROM before_stage`
  return `SELECT ${rows} FROM (${ended}) AS ended WHERE stage_id IS NOT NULL`
}
