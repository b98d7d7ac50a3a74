import {
  benjaminiHochberg,
  Ces,
  Csat,
  type Difference,
  estimate,
  type InsufficientData,
  insufficientData,
  type Measured,
  Nps,
  type PeriodResult,
  Scale,
  Tally
} from "@throughline/core"
import type { ReportMeasure, TrendLine } from "@throughline/render"
import { type Answers, asked, usualScale } from "./answers.ts"
import { fewest } from "./fewest.ts"
import { inProgress, type Scope } from "./Scope.ts"
import { decimal, periodName, scaled, signed, whole } from "./words.ts"

interface Candidate {
  readonly measure: Omit<ReportMeasure, "change">
  readonly difference: Difference | InsufficientData
  /** From the unit of the measure to that of the report: 0.01 where per cent become shares. */
  readonly factor: number
}

type Series = ReadonlyArray<PeriodResult<Measured>>

const nothing = insufficientData("no answers in the period", 0)

const pick = ({ current, previous }: Scope, series: Series) => {
  const row = series.find(({ period }) => period === current.label)
  return { value: row?.result ?? nothing, difference: previous === undefined ? nothing : (row?.change ?? nothing) }
}

const nps = (answers: Answers, scope: Scope): Candidate => {
  const tally = asked(answers.byPeriod, "nps", Scale.nps.id)
  const { difference, value } =
    scope.current.label === "all data"
      ? { value: Nps.fromTally(tally, { minimum: fewest }), difference: nothing }
      : pick(scope, Nps.over(tally, "period", { minimum: fewest }))
  return { measure: { name: "NPS", value, format: { style: "signed" }, better: "higher" }, difference, factor: 1 }
}

const csat = (answers: Answers, scope: Scope, scale: Scale.Scale): Candidate => {
  const tally = asked(answers.byPeriod, "csat", scale.id)
  const options = { scale, minimum: fewest }
  const { difference, value } =
    scope.current.label === "all data"
      ? { value: Csat.fromTally(tally, options), difference: nothing }
      : pick(scope, Csat.over(tally, "period", options))
  const name = `Satisfied (CSAT, ${scale.minimum}–${scale.maximum})`
  const measure = { name, value: scaled(value, 0.01), format: { style: "percent" }, better: "higher" } as const
  return { measure, difference, factor: 0.01 }
}

const ces = (answers: Answers, scope: Scope, metric: "ces1" | "ces2"): Candidate => {
  const definition = metric === "ces1" ? "1.0 mean" : "2.0 mean"
  const tally = asked(answers.byPeriod, metric, metric === "ces1" ? "1-5" : "1-7")
  const { difference, value } =
    scope.current.label === "all data"
      ? { value: Ces.fromTally(tally, { definition, minimum: fewest }), difference: nothing }
      : pick(scope, Ces.over(tally, "period", { definition, minimum: fewest }))
  const name = metric === "ces1" ? "Effort (CES 1.0, 1–5)" : "Ease (CES 2.0, 1–7)"
  const better = metric === "ces1" ? "lower" : "higher"
  return { measure: { name, value, format: { style: "number" }, better }, difference, factor: 1 }
}

const answered = (answers: Answers, metric: string): boolean =>
  Tally.total(Tally.where(answers.byPeriod, "metric", metric)) > 0

const candidates = (answers: Answers, scope: Scope): ReadonlyArray<Candidate> => {
  const scale = usualScale(answers.byPeriod, "csat")
  return [
    ...(answered(answers, "nps") ? [nps(answers, scope)] : []),
    ...(scale === undefined || Csat.usualTopBoxes(scale) === undefined ? [] : [csat(answers, scope, scale)]),
    ...(["ces1", "ces2"] as const)
      .filter((metric) => answered(answers, metric))
      .map((metric) => ces(answers, scope, metric))
  ]
}

/** The survey measures of the current period, each with its change; whether a change is certain is corrected for their number. */
export const surveyMeasures = (answers: Answers, scope: Scope): ReadonlyArray<ReportMeasure> => {
  const all = candidates(answers, scope)
  const adjusted = benjaminiHochberg(
    all.map(({ difference }) => (difference._tag === "Difference" ? difference.p : null))
  )
  return all.map(({ difference, factor, measure }, i) => {
    const { previous } = scope
    const note = measure.value._tag === "Suppressed" ? undefined : `${whole(measure.value.n)} answers`
    if (difference._tag !== "Difference" || previous === undefined) return { ...measure, note }
    const change = {
      difference: scaled(estimate(difference.value, difference.interval, difference.n[0]), factor),
      since: periodName(previous.label),
      certain: (adjusted[i] ?? 1) < 0.05
    }
    return { ...measure, note, change }
  })
}

const describeTrend = (name: string, series: Series): string => {
  const known = series.flatMap(({ period, result }) =>
    result._tag === "Estimate" ? [{ period, value: result.value }] : []
  )
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || first === last) return `${name} by month`
  return `${name} went from ${signed(first.value, 0)} in ${periodName(first.period)} to ${signed(last.value, 0)} in ${periodName(last.period)}`
}

/** NPS by month over all that is stored; a month that the data does not fill is in progress. */
export const npsTrend = (answers: Answers, { asOf, timeZone }: Scope): TrendLine | undefined => {
  const series = Nps.over(asked(answers.byMonth, "nps", Scale.nps.id), "month", { minimum: fewest })
  if (series.length < 2) return undefined
  const unfinished = inProgress("month", timeZone, asOf.getTime())
  return {
    title: describeTrend("NPS", series),
    subtitle: `By month, ${timeZone}, with 95 % confidence`,
    format: { style: "signed" },
    periods: series.map(({ period, result }) => ({
      label: periodName(period),
      value: result,
      inProgress: period === unfinished
    }))
  }
}

/** A measure in a sentence: value and interval. */
export const inWords = (measured: Measured, decimals: number): string =>
  measured._tag === "Estimate"
    ? `${decimal(measured.value, decimals)} (95 % CI ${decimal(measured.interval.low, decimals)} to ${decimal(measured.interval.high, decimals)})`
    : "not known"
