import type { RecordKind, Sources } from "@throughline/core"
import { caseRule, progressRule, stayRule } from "./caseRules.ts"
import { journeyQuestions } from "./journeyQuestions.ts"
import { outcomeRule } from "./outcomeRule.ts"
import type { DerivedSource } from "./Query.ts"
import type { ActiveDays, ActivePeriods, AsOf, AsOfSource, AtTouchpoints, Settings } from "./Settings.ts"

/** The sources that are counted at some touchpoints. */
type TouchpointSource = "repeats" | "retention" | "activity"

/** The sources that are counted by case. */
type CaseSource = "steps" | "cases" | "scoredSteps" | "caseOutcomes" | "progress" | "stays"

/** Where rows come from, with what the source needs to be told. */
export type Origin =
  | {
      readonly source:
        | RecordKind
        | Exclude<DerivedSource, AsOfSource | TouchpointSource | CaseSource | "scoredJourneys">
    }
  | ({ readonly source: AsOfSource } & AsOf)
  | ({ readonly source: "repeats" } & AsOf & AtTouchpoints)
  | ({ readonly source: "retention" } & ActivePeriods)
  | ({ readonly source: "activity" } & ActiveDays)
  | ({ readonly source: "steps" | "cases" | "scoredSteps" } & Sources.CaseRule)
  | ({ readonly source: "caseOutcomes" } & Sources.CaseRule & Sources.OutcomeRule)
  | ({ readonly source: "scoredJourneys" } & Sources.JourneyQuestions)
  | ({ readonly source: "progress" } & Sources.ProgressRule)
  | ({ readonly source: "stays" } & AsOf & Sources.StayRule)

/** Where the rows of a source come from, or the problem with what was told. */
export const originOf = (source: string, settings: Settings): Origin | string => {
  switch (source) {
    case "lifetimes":
    case "waits":
    case "recoveries":
      return asOf(settings, (told) => ({ source, ...told }))
    case "repeats":
      return asOf(settings, (told) => atTouchpoints(settings, (at) => ({ source, ...told, ...at })))
    case "retention":
      return activePeriods(settings, (active) => ({ source, ...active }))
    case "activity":
      return activePeriods(settings, (active) => {
        const { days } = settings
        return arePeriods(days) ? { source, ...active, days } : `needs days, ${periodsAre}`
      })
    case "steps":
    case "cases":
    case "scoredSteps":
      return following(caseRule(settings), (rule) => ({ source, ...rule }))
    case "caseOutcomes":
      return following(outcomeRule(settings), (rule) => ({ source, ...rule }))
    case "scoredJourneys":
      return following(journeyQuestions(settings), (questions) => ({ source, ...questions }))
    case "progress":
      return following(progressRule(settings), (rule) => ({ source, ...rule }))
    case "stays":
      return asOf(settings, (told) =>
        following(stayRule(settings, told.asOf), (rule) => ({ source, ...told, ...rule }))
      )
    default:
      return {
        source: source as Exclude<Origin["source"], AsOfSource | TouchpointSource | CaseSource | "scoredJourneys">
      }
  }
}

const following = <Rule>(rule: Rule | string, found: (rule: Rule) => Origin | string): Origin | string =>
  typeof rule === "string" ? rule : found(rule)

const isInstant = (asOf: unknown): asOf is Date => asOf instanceof Date && Number.isFinite(asOf.getTime())

const asOf = ({ asOf: instant }: Settings, found: (told: AsOf) => Origin | string): Origin | string =>
  isInstant(instant) ? found({ asOf: instant }) : "is counted as of a valid Date, asOf"

const atTouchpoints = ({ touchpoints }: Settings, found: (told: AtTouchpoints) => Origin | string): Origin | string => {
  if (touchpoints === undefined) return found({})
  return areTexts(touchpoints) ? found({ touchpoints }) : "needs touchpoints as a list of ids"
}

const activePeriods = (settings: Settings, found: (told: ActivePeriods) => Origin | string): Origin | string => {
  const { periods } = settings
  if (!arePeriods(periods)) return `needs periods, ${periodsAre}`
  return atTouchpoints(settings, (at) => found({ periods, ...at }))
}

/** As many as a calendar gives. */
const mostPeriods = 20_000

const periodsAre = `1 to ${mostPeriods} of them in order, each from a whole millisecond to where the next starts`

/** Whether these are cut points that every engine can compare with. */
const arePeriods = (periods: unknown): periods is Sources.Periods =>
  Array.isArray(periods) &&
  periods.length > 0 &&
  periods.length <= mostPeriods &&
  periods.every(
    (period, i) => isPeriod(period) && (i === 0 || period.start === (periods as Sources.Periods)[i - 1]?.end)
  )

const isPeriod = (period: unknown): period is Sources.Periods[number] => {
  if (typeof period !== "object" || period === null) return false
  const [start, end] = [Reflect.get(period, "start"), Reflect.get(period, "end")]
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start < end
}

const areTexts = (texts: unknown): texts is ReadonlyArray<string> =>
  Array.isArray(texts) && texts.every((text) => typeof text === "string")
