import {
  type Drivers,
  insufficientData,
  type LogisticDrivers,
  type PeakEnd,
  type PenaltyReward
} from "@throughline/core"
import type { AnswerRow } from "./Question.ts"
import { measuredRow } from "./rows.ts"

/** Predictors that cannot be told apart. */
interface Collinear {
  readonly constant: ReadonlyArray<string>
  readonly dependent: ReadonlyArray<ReadonlyArray<string>>
  readonly n: number
}

const collinearRow = ({ constant, dependent, n }: Collinear): AnswerRow => {
  const which = [...constant, ...dependent.map((names) => names.join(" with "))]
  return measuredRow(insufficientData(`these cannot be told apart: ${which.join(", ")}`, n))
}

/** R² and its part of each predictor, named by `label`. */
export const driverTable = (label: string, result: Drivers.DriversResult): ReadonlyArray<AnswerRow> => {
  if (result._tag === "Collinear") return [collinearRow(result)]
  if (result._tag !== "Estimate") return [measuredRow(result)]
  return [
    { [label]: "(all: R²)", ...measuredRow(result) },
    ...result.drivers.map(
      ({ coefficient, predictor, share, weight }): AnswerRow => ({
        [label]: predictor,
        ...measuredRow(weight),
        share: share.value,
        coefficient: coefficient.value
      })
    )
  ]
}

/** The same of a yes-or-no outcome, with odds ratios for one point. */
export const logisticTable = (
  label: string,
  result: LogisticDrivers.LogisticDriversResult
): ReadonlyArray<AnswerRow> => {
  if (result._tag === "Collinear") return [collinearRow(result)]
  if (result._tag === "Separated") {
    const reason = `these tell the outcomes apart without an error: ${result.predictors.join(", ")}`
    return [measuredRow(insufficientData(reason, result.n, result.excluded))]
  }
  if (result._tag !== "Estimate") return [measuredRow(result)]
  return [
    { [label]: "(all: R²)", ...measuredRow(result) },
    ...result.drivers.map(
      ({ oddsRatio, predictor, share, weight }): AnswerRow => ({
        [label]: predictor,
        ...measuredRow(weight),
        share: share.value,
        odds_ratio: oddsRatio.value,
        odds_ratio_low: oddsRatio.interval.low,
        odds_ratio_high: oddsRatio.interval.high
      })
    )
  ]
}

type Part<Tag extends string> = { readonly _tag: Tag; readonly value: number } | { readonly _tag: "InsufficientData" }

const known = <Tag extends string>(part: Part<Tag>): number | null => ("value" in part ? part.value : null)

/** What low and high answers to each attribute go with; `value` is the impact asymmetry, from −1 to 1. */
export const penaltyRewardTable = (
  label: string,
  result: PenaltyReward.PenaltyRewardResult
): ReadonlyArray<AnswerRow> => {
  if (result._tag !== "PenaltyReward") return [measuredRow(result)]
  return result.attributes.map(
    ({ attribute, factor, impactAsymmetry, penalty, reward }): AnswerRow => ({
      [label]: attribute,
      factor,
      penalty: known(penalty),
      reward: known(reward),
      value: known(impactAsymmetry),
      low: impactAsymmetry._tag === "ImpactAsymmetry" ? impactAsymmetry.interval.low : null,
      high: impactAsymmetry._tag === "ImpactAsymmetry" ? impactAsymmetry.interval.high : null,
      n: result.n,
      ...result.excluded
    })
  )
}

/** What of a journey its score as a whole goes with. */
export const peakEndTable = (result: PeakEnd.PeakEndResult): ReadonlyArray<AnswerRow> => {
  if (result._tag === "Collinear") return [collinearRow(result)]
  if (result._tag !== "PeakEnd") return [measuredRow(result)]
  return result.effects.map(
    ({ adjustedP, coefficient, feature, inflation }): AnswerRow => ({
      feature,
      ...measuredRow(coefficient),
      adjusted_p: adjustedP,
      inflation,
      r2: result.r2,
      mean_r2: result.meanR2
    })
  )
}
