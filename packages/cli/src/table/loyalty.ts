import { BgNbd, Calibration, HealthScore, Rfm, SavePlays, type Tally } from "@throughline/core"
import type { AnswerRow } from "../measure/Question.ts"
import { groupRows, measuredRow } from "../measure/rows.ts"
import { has } from "./records.ts"
import type { TableMeasure } from "./TableMeasure.ts"

type Settings = Readonly<Record<string, number>>

const readings = ["weight", "worst", "best"] as const

const modelOf = (components: ReadonlyArray<string>, settings: Settings) =>
  HealthScore.model(
    components.map((name) => ({
      name,
      weight: settings[`${name}.weight`] ?? 1,
      worst: settings[`${name}.worst`] ?? 0,
      best: settings[`${name}.best`] ?? 100
    })),
    settings.coverage === undefined ? {} : { minimumCoverage: settings.coverage }
  )

const calibrationRows = (result: Calibration.CalibrationResult): ReadonlyArray<AnswerRow> => {
  if (result._tag !== "Estimate") return [measuredRow(result)]
  const { brier, curve, events, excluded, n, p, verdict } = result
  const brierScore = { value: brier.value, low: brier.interval.low, high: brier.interval.high, n, ...excluded }
  return [
    { measure: "AUC", ...measuredRow(result), p, verdict, events },
    { measure: "Brier score", ...brierScore, note: `95 % ${brier.interval.method}` },
    ...curve.map(
      ({ expected, observed, scores: [lowest, highest] }): AnswerRow => ({
        measure: `had the event, scores ${lowest} to ${highest}, %`,
        ...measuredRow(observed),
        expected
      })
    )
  ]
}

/** A score out of the other columns, and, with what became of customers later, whether it tells who leaves. */
export const healthScore: TableMeasure = {
  needs: [],
  may: ["outcome"],
  others: "component",
  splits: true,
  settings: (components) => ["coverage", ...components.flatMap((name) => readings.map((each) => `${name}.${each}`))],
  rows: (tally, { by, others, settings }) => {
    const model = modelOf(others, settings)
    if (by !== undefined) return groupRows(by, HealthScore.by(tally, by, model))
    const mean: AnswerRow = { measure: "mean score", ...measuredRow(HealthScore.fromTally(tally, model)) }
    if (!has(tally, "outcome")) return [mean]
    const scored: Tally.Tally = HealthScore.scored(tally, model)
    return [mean, ...calibrationRows(Calibration.fromTally(scored, { score: "health", event: [true, 1] }))]
  }
}

/** How well a score told who would have the event. */
export const calibration: TableMeasure = {
  needs: ["score", "outcome"],
  splits: true,
  settings: ["worst", "best", "rows"],
  rows: (tally, { by, settings }) => {
    const options = { ...settings, event: [true, 1] }
    return by === undefined
      ? calibrationRows(Calibration.fromTally(tally, options))
      : groupRows(by, Calibration.by(tally, by, options))
  }
}

/** Customers by how lately, how often and for how much they bought. */
export const rfm: TableMeasure = {
  needs: ["recency", "frequency", "amountMinor", "currency"],
  texts: ["currency"],
  settings: ["groups"],
  rows: (tally, { settings: { groups = 5 } }) => {
    const report = Rfm.fromTally(tally, { groups, ...(groups === 5 ? { segments: Rfm.commonSegments } : {}) })
    if (report._tag !== "Rfm") return [measuredRow(report)]
    const { cells, excluded, segments } = report
    const shared = ({ amountMinor, customers, segment, share }: (typeof segments)[number]): AnswerRow => ({
      segment: segment ?? "(none)",
      customers,
      value: share,
      ...amountMinor,
      ...excluded
    })
    if (segments.length > 0) return segments.map(shared)
    return cells.map(({ frequency, monetary, recency, ...cell }) => ({ recency, frequency, monetary, ...shared(cell) }))
  }
}

/** The history of one customer, where all of it is set. */
const historyOf = ({ age, frequency, recency }: Settings) =>
  age === undefined || frequency === undefined || recency === undefined ? undefined : { age, frequency, recency }

/** How often customers without a contract buy, and when they stop; of one customer too, when a history is set. */
export const bgNbd: TableMeasure = {
  needs: ["frequency", "recency", "age"],
  settings: ["time", "frequency", "recency", "age"],
  rows: (tally, { settings }) => {
    const fit = BgNbd.fromTally(tally)
    if (fit._tag !== "BgNbdFit") return [measuredRow(fit)]
    const { a, alpha, b, excluded, n, r } = fit
    const { time = 365 } = settings
    const history = historyOf(settings)
    const row = (measure: string, result: Parameters<typeof measuredRow>[0]): AnswerRow => ({
      measure,
      ...measuredRow(result),
      n,
      ...excluded
    })
    const whose =
      history && `a customer of ${history.frequency} purchases, the last at ${history.recency} of ${history.age}`
    return [
      row("r", r),
      row("alpha", alpha),
      row("a", a),
      row("b", b),
      row(`purchases of a new customer within ${time}`, BgNbd.expectedOfNew(fit, time)),
      ...(history === undefined
        ? []
        : [
            row(`probability that ${whose} is still one`, BgNbd.probabilityAlive(fit, history)),
            row(`purchases of ${whose} within ${time}`, BgNbd.expectedPurchases(fit, history, time))
          ])
    ]
  }
}

/** Which offers to customers who want to leave go with their staying. */
export const savePlays: TableMeasure = {
  needs: ["offer", "stayed"],
  may: ["accepted"],
  texts: ["offer"],
  settings: ["days"],
  rows: (tally, { settings: { days = 60 } }) => {
    const result = SavePlays.fromTally(tally, { days, ...(has(tally, "accepted") ? {} : { accepted: "stayed" }) })
    if (result._tag !== "SavePlays") return [measuredRow(result)]
    const { caution, definition, notOffered, plays } = result
    return [
      { offer: "(none)", ...measuredRow(notOffered.stayed), offered: 0, note: `${definition}; ${caution}` },
      ...plays.map(
        ({ adjustedP, finding, fromNotOffered, offer, offered, stayed }): AnswerRow => ({
          offer,
          ...measuredRow(stayed),
          offered,
          from_none: fromNotOffered._tag === "Difference" ? fromNotOffered.value : null,
          from_none_low: fromNotOffered._tag === "Difference" ? fromNotOffered.interval.low : null,
          from_none_high: fromNotOffered._tag === "Difference" ? fromNotOffered.interval.high : null,
          adjusted_p: adjustedP,
          finding
        })
      )
    ]
  }
}
