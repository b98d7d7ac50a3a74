import { Acsi, Kano, Nps, Servqual, Tally, WeightedNps, ZendeskCsat } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"
import { groupRows, measuredRow } from "../measure/rows.ts"
import { chosen, npsIntervals } from "../measure/ways.ts"
import { has, records } from "./records.ts"
import type { TableMeasure } from "./TableMeasure.ts"

const kanoRow = (result: Kano.KanoResult): AnswerRow => {
  if (result._tag !== "Kano") return measuredRow(result)
  const { better, category, clear, excluded, n, p, runnerUp, worse } = result
  return {
    category,
    runner_up: runnerUp,
    clear,
    p,
    better: better?.value ?? null,
    better_low: better?.interval.low ?? null,
    better_high: better?.interval.high ?? null,
    worse: worse?.value ?? null,
    worse_low: worse?.interval.low ?? null,
    worse_high: worse?.interval.high ?? null,
    n,
    ...excluded
  }
}

/** What a feature is to customers, from the question with it and the question without it. */
export const kano: TableMeasure = {
  needs: ["functional", "dysfunctional"],
  splits: true,
  rows: (tally, { by }) =>
    by === undefined
      ? [kanoRow(Kano.fromTally(tally))]
      : Kano.by(tally, by).map(({ result, value }) => ({ [by]: value, ...kanoRow(result) }))
}

/** The American customer satisfaction index; the weights are settings. */
export const acsi: TableMeasure = {
  needs: ["satisfaction", "expectancy", "ideal"],
  splits: true,
  settings: ["satisfaction", "expectancy", "ideal"],
  rows: (tally, { by, settings: { expectancy = 1, ideal = 1, satisfaction = 1 } }) => {
    const weights = [satisfaction, expectancy, ideal] as const
    return by === undefined
      ? [measuredRow(Acsi.fromTally(tally, { weights }))]
      : groupRows(by, Acsi.by(tally, by, { weights }))
  }
}

/** The importance points that are set; none unless all are. */
const pointsOf = (settings: Readonly<Record<string, number>>): Servqual.ImportancePoints | undefined => {
  const { assurance, empathy, reliability, responsiveness, tangibles } = settings
  const points = { assurance, empathy, reliability, responsiveness, tangibles }
  return Object.values(points).every((each) => each !== undefined) ? (points as Servqual.ImportancePoints) : undefined
}

const servqualRows = (tally: Tally.Tally, settings: Readonly<Record<string, number>>): ReadonlyArray<AnswerRow> => {
  const importance = pointsOf(settings)
  const respondent = has(tally, "respondent") ? { respondent: "respondent" } : {}
  const score = Servqual.fromTally(tally, { ...respondent, ...(importance === undefined ? {} : { importance }) })
  return [
    ...score.dimensions.map(({ dimension, gap }) => ({ dimension, ...measuredRow(gap) })),
    { dimension: "(all alike)", ...measuredRow(score.unweighted) },
    ...(importance === undefined ? [] : [{ dimension: "(all by importance)", ...measuredRow(score.weighted) }])
  ]
}

/** Service quality: one row an item, with the dimension it is about and, where known, who answered. */
export const servqual: TableMeasure = {
  needs: ["dimension", "expected", "perceived"],
  may: ["respondent"],
  texts: ["dimension", "respondent"],
  splits: true,
  settings: [...Servqual.dimensions],
  rows: (tally, { by, settings }) =>
    by === undefined
      ? servqualRows(tally, settings)
      : Tally.by(tally, by).flatMap(({ tally: part, value }) =>
          servqualRows(part, settings).map((row) => ({ [by]: value, ...row }))
        )
}

/** Good and bad ratings of tickets, as Zendesk exports them. */
export const zendeskCsat: TableMeasure = {
  needs: ["rating"],
  texts: ["rating"],
  splits: true,
  rows: (tally, { by }) =>
    by === undefined
      ? [measuredRow(ZendeskCsat.fromTally(tally, { score: "rating" }))]
      : groupRows(by, ZendeskCsat.by(tally, by, { score: "rating" }))
}

const answers = (tally: Tally.Tally) =>
  records(tally, (numberIn) => ({ score: numberIn("score"), weight: numberIn("weight") }))

const weightedRow = (result: WeightedNps.WeightedNpsResult): AnswerRow => ({
  ...measuredRow(result),
  effective_n: result._tag === "Estimate" ? result.effectiveN : null,
  design_effect: result._tag === "Estimate" ? result.designEffect : null
})

const weightedGroups = (tally: Tally.Tally, by: string): ReadonlyArray<AnswerRow> => {
  const all = Tally.by(tally, by).flatMap(({ tally: part, value }) =>
    [...answers(part)].map((answer) => ({ ...answer, [by]: value }))
  )
  return groupRows(by, WeightedNps.by(all, by))
}

/** NPS of answers from 0 to 10; where they have a weight, they count by it. */
export const nps: TableMeasure = {
  needs: ["score"],
  may: ["weight"],
  splits: true,
  rows: (tally, { as, by }) => {
    if (has(tally, "weight")) {
      if (as !== undefined) throw new RangeError("Weighted answers have one interval: leave out --as")
      return by === undefined ? [weightedRow(WeightedNps.fromRecords(answers(tally)))] : weightedGroups(tally, by)
    }
    const interval = chosen(npsIntervals, as)
    return by === undefined
      ? [measuredRow(Nps.fromTally(tally, { interval }))]
      : groupRows(by, Nps.by(tally, by, { interval }))
  }
}
