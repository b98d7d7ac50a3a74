import {
  Ces,
  ControlChart,
  Csat,
  type Estimate,
  type InsufficientData,
  type Measured,
  Nps,
  type PeriodResult,
  type PeriodShare,
  Scale,
  type Suppressed,
  type Tally,
  Trend
} from "@throughline/core"
import { asked, usualScale } from "../report/answers.ts"
import { charts, chosen, trends } from "./ways.ts"

/** Answers by `period`, metric, scale and score. */
type Answers = Tally.Tally

/** What is made of each series, by its name. */
type Named<A> = ReadonlyArray<readonly [name: string, of: A]>

const csat = (tally: Answers): ReadonlyArray<PeriodResult<Csat.CsatResult>> => {
  const scale = usualScale(tally, "csat")
  if (scale === undefined || Csat.usualTopBoxes(scale) === undefined) return []
  return Csat.over(asked(tally, "csat", scale.id), "period", { scale })
}

const recommend = (tally: Answers) => Nps.over(asked(tally, "nps", Scale.nps.id), "period")

const measuresOf = (tally: Answers): Named<ReadonlyArray<PeriodResult<Measured>>> => {
  const all = [
    ["nps", recommend(tally)],
    ["csat", csat(tally)],
    ["ces 1.0", Ces.over(asked(tally, "ces1", "1-5"), "period", { definition: "1.0 mean" })],
    ["ces 2.0", Ces.over(asked(tally, "ces2", "1-7"), "period", { definition: "2.0 mean" })]
  ] as const
  return all.filter(([, series]) => series.length > 0)
}

/** How many of the answers in each period are of one kind. */
const shares = <E extends Estimate>(
  series: ReadonlyArray<PeriodResult<E | InsufficientData | Suppressed>>,
  successes: (estimate: E) => number
): ReadonlyArray<PeriodShare> =>
  series.map(({ period, result }) =>
    result._tag === "Estimate" ? { period, successes: successes(result), n: result.n } : { period, successes: 0, n: 0 }
  )

const sharesOf = (tally: Answers): Named<ReadonlyArray<PeriodShare>> => {
  const scores = recommend(tally)
  const all = [
    ["promoters", shares<Nps.NpsEstimate>(scores, ({ promoters }) => promoters)],
    ["detractors", shares<Nps.NpsEstimate>(scores, ({ detractors }) => detractors)],
    ["satisfied", shares<Csat.CsatEstimate>(csat(tally), ({ satisfied }) => satisfied)]
  ] as const
  return all.filter(([, series]) => series.length > 0)
}

/** A control chart of each survey measure, or of each share of answers for charts of shares. */
export const chartsOf = (
  tally: Answers,
  as: string | undefined,
  options: ControlChart.ChartOptions
): Named<ControlChart.ControlChartResult> => {
  const kind = chosen(charts, as)
  if (kind === "p" || kind === "laneyP") {
    const chart = kind === "p" ? ControlChart.pFromShares : ControlChart.laneyPFromShares
    return sharesOf(tally).map(([name, series]) => [name, chart(series, options)])
  }
  return measuresOf(tally).map(([name, series]) => [name, ControlChart[kind](series, options)])
}

/** The trend of each survey measure, or of each share of answers. */
export const trendsOf = (
  tally: Answers,
  as: string | undefined,
  options: Trend.TrendOptions
): Named<Trend.TrendResult> =>
  chosen(trends, as) === "shares"
    ? sharesOf(tally).map(([name, series]) => [name, Trend.fromShares(series, options)])
    : measuresOf(tally).map(([name, series]) => [name, Trend.fromSeries(series, options)])
