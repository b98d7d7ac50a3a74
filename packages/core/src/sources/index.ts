/** Rows derived from records, for tallies that no single record answers: `Sources.steps`, `Sources.lifetimes`. */

export type { ActiveCustomer, Periods } from "./activePeriods.ts"
export { type Activity, type ActivityState, activity } from "./activity.ts"
export {
  type AnswerAfter,
  type CaseAnswers,
  type CaseLeaving,
  type CaseWithOutcome,
  caseOutcomes,
  type LeftAfter,
  type OutcomeRule
} from "./caseOutcomes.ts"
export { type Case, cases } from "./cases.ts"
export { compareText } from "./compareText.ts"
export { stepsOf } from "./funnelRule.ts"
export { type Gap, gaps } from "./gaps.ts"
export type { CaseRule } from "./inCases.ts"
export { type Lifetime, lifetimes } from "./lifetimes.ts"
export { pathMarks, pathText, touchpointsOf } from "./pathText.ts"
export { type Progress, type ProgressRule, progress } from "./progress.ts"
export { type Reach, reach } from "./reach.ts"
export { type Recovery, recoveries } from "./recoveries.ts"
export { type Repeat, repeats } from "./repeats.ts"
export { type Retained, retention } from "./retention.ts"
export { type JourneyQuestions, type Question, type ScoredJourney, scoredJourneys } from "./scoredJourneys.ts"
export { type ScoredStep, scoredSteps } from "./scoredSteps.ts"
export { type Stay, type StayRule, stays } from "./stays.ts"
export { type Step, steps } from "./steps.ts"
export type { TouchpointGroup } from "./TouchpointGroup.ts"
export { type Clock, type Wait, waits } from "./waits.ts"
