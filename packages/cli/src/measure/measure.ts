import * as Effect from "effect/Effect"
import { BadUsage, ThresholdMissed } from "../Failure.ts"
import { type AnswerMeasure, answerRows } from "./answers.ts"
import { attentionRows, coverageRows, responseRateRows } from "./asked.ts"
import { attributionRows } from "./attribution.ts"
import { changeRows, standardisedRows } from "./change.ts"
import { churnReasonRows, churnRows, churnTrendRows, lostRevenueRows } from "./churn.ts"
import { conformanceRows } from "./conformance.ts"
import { consistencyRows } from "./consistency.ts"
import { driverRows, logisticDriverRows, peakEndRows, penaltyRewardRows } from "./drivers.ts"
import { dropOffRows } from "./dropOff.ts"
import { dwellRows } from "./dwell.ts"
import { emotionCurveRows } from "./emotionCurve.ts"
import { funnelRows } from "./funnel.ts"
import { handOffCostRows } from "./handOffCost.ts"
import { handOffRows } from "./handOffs.ts"
import { importanceRows } from "./importance.ts"
import { improvementRows } from "./improvement.ts"
import { journeyClusterRows } from "./journeyClusters.ts"
import { competingReasonRows, customerLifeTableRows, logRankRows, survivalRows } from "./lifetimes.ts"
import { closingTheLoopRows } from "./loop.ts"
import { alertRows, chartRows, trendRows } from "./monitoring.ts"
import { outcomeLinkRows } from "./outcomeLinks.ts"
import { pathComparisonRows } from "./pathComparison.ts"
import { pathRows, reworkRows, variantRows } from "./paths.ts"
import { powerRows } from "./planning.ts"
import type { AnswerRow, Question } from "./Question.ts"
import { rankingRows } from "./ranking.ts"
import { requestDuplicateRows, requestRows, requestTimeRows } from "./requests.ts"
import { activityRows, repeatPurchaseRows, retentionRows } from "./retention.ts"
import { revenueRows } from "./revenue.ts"
import { statedImportanceRows } from "./statedImportance.ts"
import { stepMatrixRows } from "./stepMatrix.ts"
import { stuckRows } from "./stuck.ts"
import {
  backlogRows,
  firstContactRows,
  reopenRows,
  replyWithinRows,
  serviceTimeRows,
  slaBreachRows,
  ticketRatingRows
} from "./tickets.ts"
import { checkWay } from "./ways.ts"

const answers = (name: AnswerMeasure) => (question: Question) => answerRows(name, question)

/** What answers each question from a store; the others are asked of tables. */
const fromStore = {
  nps: answers("nps"),
  csat: answers("csat"),
  mean: answers("mean"),
  ces: answers("ces"),
  gap: answers("gap"),
  zone: answers("zone"),
  importance: importanceRows,
  "stated-importance": statedImportanceRows,
  "rank-gaps": rankingRows,
  drivers: driverRows,
  "logistic-drivers": logisticDriverRows,
  "penalty-reward": penaltyRewardRows,
  "peak-end": peakEndRows,
  "response-rate": responseRateRows,
  coverage: coverageRows,
  attention: attentionRows,
  "nps-change": changeRows,
  "nps-standardised": standardisedRows,
  "nps-power": powerRows,
  trend: trendRows,
  "control-chart": chartRows,
  alerts: alertRows,
  "zendesk-csat": ticketRatingRows,
  churn: churnRows,
  "churn-trend": churnTrendRows,
  survival: survivalRows,
  "life-table": customerLifeTableRows,
  "competing-reasons": competingReasonRows,
  "churn-reasons": churnReasonRows,
  "lost-revenue": lostRevenueRows,
  revenue: revenueRows,
  retention: retentionRows,
  "first-reply": serviceTimeRows("first-reply"),
  "resolution-time": serviceTimeRows("resolution-time"),
  "requester-wait": serviceTimeRows("requester-wait"),
  "handling-time": serviceTimeRows("handling-time"),
  "ticket-age": serviceTimeRows("ticket-age"),
  "first-contact-resolution": firstContactRows,
  reopens: reopenRows,
  backlog: backlogRows,
  "closing-the-loop": closingTheLoopRows,
  "log-rank": logRankRows,
  activity: activityRows,
  "repeat-purchase": repeatPurchaseRows,
  "sla-breaches": slaBreachRows,
  "reply-within": replyWithinRows,
  improvement: improvementRows,
  paths: pathRows,
  variants: variantRows,
  rework: reworkRows,
  "step-matrix": stepMatrixRows,
  attribution: attributionRows,
  "path-comparison": pathComparisonRows,
  "journey-clusters": journeyClusterRows,
  funnel: funnelRows,
  "drop-off": dropOffRows,
  dwell: dwellRows,
  stuck: stuckRows,
  conformance: conformanceRows,
  consistency: consistencyRows,
  "hand-offs": handOffRows,
  "hand-off-cost": handOffCostRows,
  "emotion-curve": emotionCurveRows,
  "outcome-links": outcomeLinkRows,
  requests: requestRows,
  "request-duplicates": requestDuplicateRows,
  "request-times": requestTimeRows
}

type StoreMeasure = keyof typeof fromStore

/** Whether a measure can be asked of a store. */
export const ofStore = (name: string): name is StoreMeasure => name in fromStore

/** The settings that a measure of a store takes. */
const settingsOf: { readonly [Name in StoreMeasure]?: ReadonlyArray<string> } = {
  csat: ["topBoxes"],
  "nps-power": ["change", "answers", "power", "alpha"],
  "penalty-reward": ["low", "high"],
  "first-reply": ["quantile"],
  "resolution-time": ["quantile"],
  "requester-wait": ["quantile"],
  "handling-time": ["quantile"],
  "ticket-age": ["quantile"],
  "first-contact-resolution": ["days"],
  "closing-the-loop": ["within"],
  survival: ["at", "tau"],
  "life-table": ["width"],
  "competing-reasons": ["at"],
  "log-rank": ["rho"],
  "repeat-purchase": ["within"],
  "reply-within": ["seconds"],
  paths: ["sessionGap"],
  variants: ["most", "sessionGap"],
  rework: ["sessionGap"],
  "step-matrix": ["positions", "sessionGap"],
  attribution: ["sessionGap"],
  "path-comparison": ["positions", "sessionGap"],
  "journey-clusters": ["most", "seed", "days", "sessionGap"],
  funnel: ["window", "sessionGap"],
  "drop-off": ["window", "sessionGap"],
  dwell: ["quantile", "sessionGap"],
  stuck: ["quantile", "sessionGap"],
  conformance: ["days", "sessionGap"],
  "hand-offs": ["sessionGap"],
  "hand-off-cost": ["sessionGap"],
  "emotion-curve": ["sessionGap"],
  "outcome-links": ["days"],
  requests: ["similarity"],
  "request-duplicates": ["similarity"],
  "request-times": ["similarity"]
}

/** The rows that answer a question from a store. */
export const measure = Effect.fn("measure")(function* (question: Question) {
  const { measure: name, settings } = question
  if (!ofStore(name)) {
    return yield* new BadUsage({ message: `${name} is measured from the columns of a file: name the file` })
  }
  const known = settingsOf[name] ?? []
  yield* checkSettings(name, known, settings)
  yield* checkWay(name, question.as)
  return yield* fromStore[name](question)
})

/** Fails when a setting is not one that the measure takes. */
export const checkSettings = (
  name: string,
  known: ReadonlyArray<string>,
  settings: Question["settings"]
): Effect.Effect<void, BadUsage> => {
  const other = Object.keys(settings).find((setting) => !known.includes(setting))
  if (other === undefined) return Effect.void
  const which = known.length === 0 ? "none" : known.join(", ")
  return Effect.fail(new BadUsage({ message: `${name} has no setting "${other}": it has ${which}` }))
}

/** Fails when a row is below the least value that is accepted, or has none. */
export const failUnder = (
  rows: ReadonlyArray<AnswerRow>,
  name: string,
  least: number
): Effect.Effect<void, ThresholdMissed> => {
  const missed = rows.find(({ value }) => typeof value !== "number" || value < least)
  if (missed === undefined && rows.length > 0) return Effect.void
  const found = typeof missed?.value === "number" ? missed.value.toFixed(1) : "not known"
  return Effect.fail(new ThresholdMissed({ message: `${name} is ${found}, and at least ${least} was asked for` }))
}
