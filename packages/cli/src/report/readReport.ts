import { PlannedJourney, Tally } from "@throughline/core"
import type { Report } from "@throughline/render"
import * as Effect from "effect/Effect"
import { BadData } from "../Failure.ts"
import { type FileOutcome, toQuality } from "../ingest/FileOutcome.ts"
import { readAnswers } from "./answers.ts"
import { fixFirst } from "./fixFirst.ts"
import { readLifetimes, stayingCurve, stayingMeasures } from "./lifetimes.ts"
import { findMatters } from "./matters.ts"
import { inWords, npsTrend, surveyMeasures } from "./measures.ts"
import { method } from "./method.ts"
import { readPaths } from "./paths.ts"
import { readScope, type Scope } from "./Scope.ts"
import { npsByGroup } from "./teams.ts"
import { readTopics } from "./topics.ts"
import { customersOf, finding, findTouchpoints, readTouchpoints, shortfalls, toMap } from "./touchpoints.ts"
import { readUnplanned } from "./unplanned.ts"
import { periodName, whole } from "./words.ts"

type Planned = ReturnType<typeof PlannedJourney.touchpoints>

/** What a report is asked for. */
export interface ReportRequest {
  readonly journey: PlannedJourney.PlannedJourney | undefined
  readonly timeZone: string
  readonly unit: "month" | "quarter" | "year"
  readonly outcomes: ReadonlyArray<FileOutcome>
  readonly version: string
}

const scopeWords = (name: string, { current, timeZone }: Scope, answers: number): string =>
  `${name} · ${periodName(current.label)} (${timeZone}) · ${whole(answers)} answers`

/** Measure everything that is stored and put it in the order of a report. Fails with `BadData` when there are no answers. */
export const readReport = Effect.fn("readReport")(function* (request: ReportRequest) {
  const scope = yield* readScope(request.unit, request.timeZone)
  if (scope === undefined) return yield* new BadData({ message: "There are no survey answers to report on" })
  const answers = yield* readAnswers(scope)
  const planned: Planned =
    request.journey === undefined ? yield* readUnplanned(scope) : PlannedJourney.touchpoints(request.journey)
  const counted = yield* readTouchpoints(scope)
  const findings = findTouchpoints(planned, answers, counted)
  const lifetimes = yield* readLifetimes(scope)
  const measures = [...surveyMeasures(answers, scope), ...stayingMeasures(lifetimes, scope)]
  const name = request.journey?.name ?? "Customer experience"
  const headline = measures[0]
  const sentence =
    finding(findings) ?? (headline === undefined ? name : `${headline.name} is ${inWords(headline.value, 0)}`)
  const trend = npsTrend(answers, scope)
  const taken = yield* readPaths(request.journey, scope, answers)
  const report: Report = {
    title: `${name} · customer experience · ${periodName(scope.current.label)}`,
    finding: sentence,
    scope: scopeWords(name, scope, Tally.total(answers.byTouchpoint)),
    measures,
    fixFirst: fixFirst(shortfalls(findings), customersOf(findings), 3),
    journey: toMap(findings, { title: sentence, paths: taken?.actual }, scope, answers),
    importance: findMatters(findings, counted, answers, scope),
    paths: taken?.paths,
    trends: trend === undefined ? [] : [trend],
    npsBy: npsByGroup(planned, answers),
    survival: stayingCurve(lifetimes),
    topics: yield* readTopics(request.timeZone),
    dataQuality: request.outcomes.map(toQuality),
    method: method(scope),
    footer: `Made with Throughline ${request.version} from ${request.outcomes.map((outcome) => outcome.name).join(", ") || "a store"}.`
  }
  return report
})
