import type { Sources } from "@throughline/core"
import { isStorableText } from "../columns/storable.ts"
import { caseRule } from "./caseRules.ts"
import type { Settings } from "./Settings.ts"

/** Some three hundred years, so that milliseconds are exact. */
const mostDays = 100_000

const isDays = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostDays

const isText = (value: unknown): boolean => typeof value === "string" && isStorableText(value)

const answerProblem = ({ component, days, metric }: Sources.AnswerAfter): string | undefined => {
  if (!isText(metric)) return "needs answers with a metric"
  if (component !== undefined && !isText(component)) return "needs the component of answers as text"
  return isDays(days) ? undefined : `needs answers within whole days from 0 to ${mostDays}`
}

const leftProblem = ({ asOf, days }: Sources.LeftAfter): string | undefined => {
  if (!(asOf instanceof Date && Number.isFinite(asOf.getTime()))) return "needs left as of a valid Date, asOf"
  return isDays(days) ? undefined : `needs left within whole days from 0 to ${mostDays}`
}

/** What is looked for after cases, or the problem with what was told. */
export const outcomeRule = (settings: Settings): (Sources.CaseRule & Sources.OutcomeRule) | string => {
  const { answers, left } = settings
  const ofCase = caseRule(settings)
  if (typeof ofCase === "string") return ofCase
  const problem = (answers && answerProblem(answers)) ?? (left && leftProblem(left))
  if (problem !== undefined) return problem
  return { ...ofCase, ...(answers === undefined ? {} : { answers }), ...(left === undefined ? {} : { left }) }
}
