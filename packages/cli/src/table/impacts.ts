import { Drivers, LogisticDrivers, PeakEnd, PenaltyReward, Scale, ThemeImpact } from "@throughline/core"
import { driverTable, logisticTable, peakEndTable, penaltyRewardTable } from "../measure/associations.ts"
import { groupRows } from "../measure/rows.ts"
import { chosen, driverMethods } from "../measure/ways.ts"
import { records } from "./records.ts"
import type { TableMeasure } from "./TableMeasure.ts"

/** Resampling starts here, so that the intervals are the same on every run. */
const seed = 1

/** How much of the variation of an outcome goes with each of the other columns. */
export const drivers: TableMeasure = {
  needs: ["outcome"],
  others: "predictor",
  rows: (tally, { as, others: predictors }) => {
    const method = chosen(driverMethods, as)
    const result = Drivers.fromTally<string, string>(tally, { predictors, outcome: "outcome", seed, method })
    return driverTable("predictor", result)
  }
}

/** The same of an outcome that is true or false, such as having left. */
export const logisticDrivers: TableMeasure = {
  needs: ["outcome"],
  others: "predictor",
  rows: (tally, { others: predictors }) =>
    logisticTable(
      "predictor",
      LogisticDrivers.fromTally<string, string>(tally, { predictors, outcome: "outcome", seed })
    )
}

/** What low and high answers to each of the other columns go with in an outcome. */
export const penaltyReward: TableMeasure = {
  needs: ["outcome"],
  others: "attribute",
  settings: ["low", "high"],
  rows: (tally, { others: attributes, settings: { high = 4, low = 2 } }) =>
    penaltyRewardTable(
      "attribute",
      PenaltyReward.fromTally<string, string>(tally, { attributes, outcome: "outcome", low, high })
    )
}

/** How much each theme weighs in the score: the other columns say whether an answer has it. */
export const themeImpact: TableMeasure = {
  needs: ["score"],
  others: "theme",
  settings: ["minimum", "maximum"],
  rows: (tally, { others: themes, settings: { maximum, minimum } }) => {
    const scale = minimum === undefined || maximum === undefined ? {} : { scale: Scale.make(minimum, maximum) }
    return groupRows("theme", ThemeImpact.fromTally<string>(tally, { themes, ...scale }))
  }
}

/** What of a journey its score as a whole goes with: the other columns are its scores, in the order given. */
export const peakEnd: TableMeasure = {
  needs: ["outcome"],
  others: "score",
  settings: ["minimum", "maximum"],
  rows: (tally, { others, settings: { maximum = 5, minimum = 1 } }) => {
    const journeys = records(tally, (numberIn) => ({ scores: others.map(numberIn), outcome: numberIn("outcome") }))
    return peakEndTable(PeakEnd.fromJourneys(journeys, { scale: Scale.make(minimum, maximum) }))
  }
}
