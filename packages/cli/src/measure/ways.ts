import {
  type Attribution,
  type Ces,
  type Conformance,
  type Drivers,
  type Gap,
  type HandOffs,
  type IntervalMethod,
  NpsInterval,
  ProportionInterval,
  type ProportionMethod
} from "@throughline/core"
import * as Effect from "effect/Effect"
import { BadUsage } from "../Failure.ts"

/** The definitions or methods of a measure by the names that `--as` gives them, the usual one first. */
type Ways<Way> = readonly [readonly [name: string, way: Way], ...ReadonlyArray<readonly [name: string, way: Way]>]

/** The bootstrap of large counts draws from here, so that it is the same on every run. */
const seed = 1

export const npsIntervals: Ways<IntervalMethod> = [
  ["adjusted-wald", NpsInterval.adjustedWald],
  ["wald", NpsInterval.wald],
  ["tango", NpsInterval.tango],
  ["goodman", NpsInterval.goodman],
  ["trinomial-t", NpsInterval.trinomialT],
  ["bootstrap", NpsInterval.bootstrap({ seed })]
]

export const csatIntervals: Ways<ProportionMethod> = [
  ["wilson", ProportionInterval.wilson],
  ["wald", ProportionInterval.wald],
  ["agresti-coull", ProportionInterval.agrestiCoull],
  ["clopper-pearson", ProportionInterval.clopperPearson],
  ["jeffreys", ProportionInterval.jeffreys]
]

export const cesDefinitions: Ways<Ces.CesDefinition> = [
  ["2.0-mean", "2.0 mean"],
  ["2.0-agree", "2.0 agree"],
  ["2.0-net", "2.0 net"],
  ["1.0-mean", "1.0 mean"]
]

export const gaps: Ways<Gap.Expected> = [
  ["disconfirmation", "predicted"],
  ["adequacy", "minimum"],
  ["superiority", "desired"]
]

export const driverMethods: Ways<Drivers.DriversMethod> = [
  ["relative-weights", "relative weights"],
  ["lmg", "LMG"]
]

export const charts: Ways<"xmr" | "ewma" | "cusum" | "p" | "laneyP"> = [
  ["xmr", "xmr"],
  ["ewma", "ewma"],
  ["cusum", "cusum"],
  ["p", "p"],
  ["laney-p", "laneyP"]
]

export const trends: Ways<"values" | "shares"> = [
  ["mann-kendall", "values"],
  ["cochran-armitage", "shares"]
]

export const requestOrders: Ways<"requesters" | "votes" | "recent" | "revenue"> = [
  ["requesters", "requesters"],
  ["votes", "votes"],
  ["recent", "recent"],
  ["revenue", "revenue"]
]

/** Whether to meet a touchpoint again leaves the plan; in the report it does not. */
export const repeatsInPlan: Ways<Conformance.Repeats> = [
  ["repeats-free", "free"],
  ["repeats-cost", "cost"]
]

/** What journeys are credited to. */
export const attributionModels: Ways<Attribution.AttributionModel> = [
  ["first-touch", "first-touch"],
  ["last-touch", "last-touch"]
]

export const funnelOrders: Ways<"ordered" | "unordered"> = [
  ["in-order", "ordered"],
  ["any-order", "unordered"]
]

export const handOffKinds: Ways<HandOffs.HandOffKind> = [
  ["channel", "channel"],
  ["team", "team"],
  ["responder", "responder"]
]

/** Between whom customers are handed over, and which answers are held against each other: satisfaction, or NPS. */
export const handOffCosts: Ways<{ readonly between: HandOffs.HandOffKind; readonly metric: "csat" | "nps" }> = [
  ["channel", { between: "channel", metric: "csat" }],
  ["team", { between: "team", metric: "csat" }],
  ["responder", { between: "responder", metric: "csat" }],
  ["nps-channel", { between: "channel", metric: "nps" }],
  ["nps-team", { between: "team", metric: "nps" }],
  ["nps-responder", { between: "responder", metric: "nps" }]
]

/** What paths go with: that customers leave, or that they answer as detractors. */
export const pathOutcomes: Ways<"leaving" | "detracting"> = [
  ["leaving", "leaving"],
  ["detracting", "detracting"]
]

/** The answers that are compared: the mean of satisfaction, or NPS. */
export const feltMetrics: Ways<"csat" | "nps"> = [
  ["mean", "csat"],
  ["nps", "nps"]
]

/** The ways of each measure that has several. */
export const waysOf: Readonly<Record<string, Ways<unknown>>> = {
  nps: npsIntervals,
  csat: csatIntervals,
  ces: cesDefinitions,
  gap: gaps,
  drivers: driverMethods,
  trend: trends,
  "control-chart": charts,
  alerts: charts,
  requests: requestOrders,
  attribution: attributionModels,
  funnel: funnelOrders,
  "drop-off": funnelOrders,
  conformance: repeatsInPlan,
  "hand-offs": handOffKinds,
  "hand-off-cost": handOffCosts,
  "emotion-curve": feltMetrics,
  "outcome-links": pathOutcomes,
  consistency: feltMetrics
}

/** The way that is asked for; the usual one unless one is. */
export const chosen = <Way>([usual, ...others]: Ways<Way>, as: string | undefined): Way =>
  (others.find(([name]) => name === as) ?? usual)[1]

/** Fails when a measure is asked for in a way that it does not have. */
export const checkWay = (measure: string, as: string | undefined): Effect.Effect<void, BadUsage> => {
  const names = (waysOf[measure] ?? []).map(([name]) => name)
  if (as === undefined || names.includes(as)) return Effect.void
  const which = names.length === 0 ? "there is one way" : `use ${names.join(", ")}`
  return Effect.fail(new BadUsage({ message: `${measure} has no --as ${as}: ${which}` }))
}
