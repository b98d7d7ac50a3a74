import { CompetingReasons, Cox, LifeTable, LogRank, Survival, Tally } from "@throughline/core"
import { grayTable, lifeTableRows, logRankTable, reasonTable, survivalTable } from "../measure/lifetimeTables.ts"
import type { AnswerRow } from "../measure/Question.ts"
import { measuredRow } from "../measure/rows.ts"
import { has, records } from "./records.ts"
import type { TableMeasure } from "./TableMeasure.ts"

const dimensions = { time: "time", outcome: "event", event: [true, 1] } as const

/** An event that is neither told nor denied would silently count as none. */
const checkEvents = (tally: Tally.Tally): void => {
  const other = Tally.column(tally, "event").values.find((value) => typeof value === "string")
  if (other !== undefined) {
    throw new RangeError(`event holds ${JSON.stringify(other)}: it is true or false, yes or no, 1 or 0`)
  }
}

const entryOf = (tally: Tally.Tally) => (has(tally, "entry") ? { entry: "entry" } : {})

/** When a quarter, half and three quarters have had the event, and what is there at the times that are set. */
export const survival: TableMeasure = {
  needs: ["time", "event"],
  may: ["entry"],
  splits: true,
  settings: ["at", "tau"],
  rows: (tally, { by, settings: { at, tau } }) => {
    checkEvents(tally)
    const options = { ...dimensions, ...entryOf(tally) }
    const asked = { at: at === undefined ? [] : [at], tau }
    if (by === undefined) return survivalTable({}, Survival.fromTally(tally, options), asked)
    return Survival.by(tally, by, options).flatMap(({ adjustedP, differs, result, value }) =>
      survivalTable({ [by]: value }, result, asked).map((row) => ({ ...row, adjusted_p: adjustedP, differs }))
    )
  }
}

/** Who was there, had the event and was last seen in each stretch of time. */
export const lifeTable: TableMeasure = {
  needs: ["time", "event"],
  splits: true,
  settings: ["width"],
  rows: (tally, { by, settings: { width = 12 } }) => {
    checkEvents(tally)
    const options = { ...dimensions, width }
    if (by === undefined) return lifeTableRows({}, LifeTable.fromTally(tally, options))
    return LifeTable.by(tally, by, options).flatMap(({ result, value }) => lifeTableRows({ [by]: value }, result))
  }
}

/** The share that has had the event for each reason by the time that is set, and whether groups differ in it. */
export const competingReasons: TableMeasure = {
  needs: ["time", "event", "reason"],
  texts: ["reason"],
  splits: true,
  settings: ["at"],
  rows: (tally, { by, settings: { at } }) => {
    checkEvents(tally)
    const last = Tally.column(tally, "time").values.findLast((time) => typeof time === "number")
    const times = [at ?? Number(last ?? 0)]
    if (by === undefined) return reasonTable({}, CompetingReasons.fromTally(tally, dimensions), times)
    const groups = CompetingReasons.by(tally, by, dimensions)
    return [
      ...groups.flatMap(({ result, value }) => reasonTable({ [by]: value }, result, times)),
      ...grayTable(by, CompetingReasons.gray(tally, by, dimensions))
    ]
  }
}

/** Whether groups have the event alike. */
export const logRank: TableMeasure = {
  needs: ["time", "event", "group"],
  may: ["entry", "stratum"],
  texts: ["group", "stratum"],
  settings: ["rho"],
  rows: (tally, { settings: { rho = 0 } }) => {
    checkEvents(tally)
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

const driftRow = ({ covariate, test }: Cox.CoxDriftTest, n: number): AnswerRow => ({
  covariate: `(${covariate}: does its ratio change over time?)`,
  value: null,
  n,
  p: "p" in test ? test.p : null,
  note: "p" in test ? "test of proportional hazards" : test.reason
})

const coxRows = (result: Cox.CoxResult, drift: (model: Cox.CoxModel) => Cox.CoxDrift): ReadonlyArray<AnswerRow> => {
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
    },
    ...drift(result).covariates.map((each) => driftRow(each, n))
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
    const columns = {
      time: numbers.time ?? [],
      event: event ?? [],
      ...(numbers.entry === undefined ? {} : { entry: numbers.entry }),
      ...(numbers.weight === undefined ? {} : { weights: numbers.weight }),
      ...(has(tally, "stratum") ? { strata: text("stratum") } : {}),
      ...(has(tally, "cluster") ? { cluster: text("cluster") } : {}),
      covariates: Object.fromEntries(covariates)
    }
    return coxRows(Cox.fromColumns(columns), (model) => Cox.proportionalHazards(columns, model))
  }
}
