import { Cox, LogRank, Survival, Tally } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"
import { measuredRow } from "../measure/rows.ts"
import { logRankTable, quartileTable } from "../measure/survival.ts"
import { has, records } from "./records.ts"
import type { TableMeasure } from "./TableMeasure.ts"

const dimensions = { time: "time", outcome: "event", event: [true, 1] } as const

const entryOf = (tally: Tally.Tally) => (has(tally, "entry") ? { entry: "entry" } : {})

/** When a quarter, half and three quarters have had the event, and the share that has not by the time that is set. */
export const survival: TableMeasure = {
  needs: ["time", "event"],
  may: ["entry"],
  splits: true,
  settings: ["at"],
  rows: (tally, { by, settings: { at } }) => {
    const options = { ...dimensions, ...entryOf(tally) }
    if (by === undefined) return quartileTable({}, Survival.fromTally(tally, options), at)
    return Survival.by(tally, by, options).flatMap(({ adjustedP, differs, result, value }) =>
      quartileTable({ [by]: value }, result, at).map((row) => ({ ...row, adjusted_p: adjustedP, differs }))
    )
  }
}

/** Whether groups have the event alike. */
export const logRank: TableMeasure = {
  needs: ["time", "event", "group"],
  may: ["entry", "stratum"],
  texts: ["group", "stratum"],
  settings: ["rho"],
  rows: (tally, { settings: { rho = 0 } }) => {
    const strata = has(tally, "stratum") ? { strata: "stratum" } : {}
    return logRankTable(
      "group",
      LogRank.fromTally(tally, "group", { ...dimensions, ...entryOf(tally), ...strata, rho })
    )
  }
}

/** One array a column of numbers; codes and values of one that holds text. */
const columnsOf = (tally: Tally.Tally, names: ReadonlyArray<string>) => {
  const rows = [...records(tally, (numberIn) => names.map(numberIn))]
  return Object.fromEntries(names.map((name, i) => [name, rows.map((row) => row[i] ?? null)]))
}

const codesOf = (tally: Tally.Tally, name: string) => {
  const { codes, values } = Tally.column(tally, name)
  const expanded: Array<number> = []
  tally.counts.forEach((count, group) => {
    for (let i = 0; i < count; i++) expanded.push(codes[group] ?? 0)
  })
  return { values, codes: expanded }
}

const isText = (tally: Tally.Tally, name: string): boolean =>
  Tally.column(tally, name).values.some((value) => typeof value === "string")

const coxRows = (result: Cox.CoxResult): ReadonlyArray<AnswerRow> => {
  if (result._tag === "InsufficientData") return [measuredRow(result)]
  if (result._tag === "Collinear") {
    const names = [...result.constant, ...result.dependent.flat()].join(", ")
    return [{ covariate: names, value: null, n: result.n, note: "these cannot be told apart" }]
  }
  if (result._tag === "Separated") {
    const note = "these tell who has the event without an error"
    return [{ covariate: result.predictors.join(", "), value: null, n: result.n, note }]
  }
  const { concordance, events, excluded, likelihoodRatio, method, n } = result
  return [
    ...result.coefficients.map(
      ({ hazardRatio, label, p }): AnswerRow => ({ covariate: label, ...measuredRow(hazardRatio), n, ...excluded, p })
    ),
    {
      covariate: "(concordance)",
      ...measuredRow(concordance),
      n,
      ...excluded,
      p: likelihoodRatio.p,
      note: `${method}; ${events} events`
    }
  ]
}

/** What goes with having the event sooner or later: hazard ratios of the other columns. */
export const cox: TableMeasure = {
  needs: ["time", "event"],
  may: ["entry", "weight", "stratum", "cluster"],
  others: "covariate",
  texts: ["stratum", "cluster"],
  rows: (tally, { others }) => {
    const numbers = columnsOf(tally, ["time", ...["entry", "weight"].filter((name) => has(tally, name))])
    const { event } = columnsOf(tally, ["event"])
    const covariates = others.map(
      (name) => [name, isText(tally, name) ? codesOf(tally, name) : (columnsOf(tally, [name])[name] ?? [])] as const
    )
    const text = (name: string) => codesOf(tally, name)
    return coxRows(
      Cox.fromColumns({
        time: numbers.time ?? [],
        event: event ?? [],
        ...(numbers.entry === undefined ? {} : { entry: numbers.entry }),
        ...(numbers.weight === undefined ? {} : { weights: numbers.weight }),
        ...(has(tally, "stratum") ? { strata: text("stratum") } : {}),
        ...(has(tally, "cluster") ? { cluster: text("cluster") } : {}),
        covariates: Object.fromEntries(covariates)
      })
    )
  }
}
