import {
  ControlChart as Core,
  Dwell,
  type Estimate,
  estimate,
  type ImportancePerformance,
  insufficientData,
  Stuck,
  type Survival,
  Tally
} from "@throughline/core"
import fc from "fast-check"
import type {
  ControlChart,
  DwellCurves,
  FunnelPanels,
  ImportancePerformanceMap,
  SurvivalPanels,
  TrendPanels
} from "../src/index.ts"
import { count, funnelCharts, measured, number, optional, survivalCurves, texts as text } from "./arbitrary.ts"

const stay = fc.record({
  stage: fc.oneof(fc.constantFrom("a", "b", "c", "d", "e", "f"), text),
  days: fc.nat(80),
  rest: fc.nat(40),
  outcome: fc.constantFrom("moved on", "left", "went quiet", "still there")
})

const knownStays = fc.array(stay, { maxLength: 60 }).map((stays) => {
  const tally = Tally.from(
    stays.map(({ rest, ...each }) => ({ ...each, age: each.outcome === "still there" ? each.days : each.days + rest })),
    { by: ["stage", "days", "age", "outcome"] }
  )
  return { stages: Dwell.fromTally(tally), stuck: Stuck.fromTally(tally) }
})

const time = fc.option(fc.oneof(number, count))

const numbers = fc.array(number, { maxLength: 12 })

const curve: fc.Arbitrary<Survival.SurvivalResult> = fc.oneof(
  fc.record({ reason: text, n: count }).map(({ n, reason }) => insufficientData(reason, n)),
  fc
    .record({
      n: count,
      times: numbers,
      counts: fc.array(count, { maxLength: 12 }),
      survival: fc.array(fc.oneof(number, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 12 }),
      limits: fc.array(fc.option(number), { maxLength: 12 }),
      ends: fc.record({ value: time, low: time, high: time, level: number })
    })
    .map(({ counts, ends: { value, ...ends }, limits, n, survival, times }) => {
      const excluded = { missing: 0, invalid: 0 }
      return {
        _tag: "SurvivalCurve" as const,
        n,
        eventCount: n,
        excluded,
        times,
        entered: counts,
        atRisk: counts,
        events: counts,
        censored: counts,
        survival,
        standardError: limits,
        low: limits,
        high: limits,
        level: ends.level,
        method: "Greenwood",
        median: { _tag: "SurvivalTime" as const, value, interval: { ...ends, method: "" }, n, excluded }
      }
    })
)

const outcomes = fc.record({ movedOn: number, left: count, wentQuiet: count, stillThere: number })

const plan: fc.Arbitrary<Stuck.StuckPlanResult> = fc
  .record({
    stages: fc.array(
      fc.record({
        stage: fc.constantFrom("a", "b", "c"),
        days: number,
        share: number,
        longer: fc.constant(insufficientData("no stays", 0)),
        observed: number,
        expected: number,
        p: fc.constant(null),
        adjustedP: fc.constant(null),
        stuck: fc.boolean()
      }),
      { maxLength: 4 }
    ),
    stuck: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 })
  })
  .map(({ stages, stuck }) => ({ _tag: "StuckPlan", level: 0.95, stages, stuck, excluded: { missing: 0, invalid: 0 } }))

/** Any stages the types allow, and those of any stays. */
export const dwellCurvesInputs: fc.Arbitrary<DwellCurves> = fc
  .record({
    title: text,
    subtitle: text,
    from: fc.oneof(
      knownStays,
      fc.record({
        stages: fc.array(
          fc.record({
            stage: fc.oneof(fc.constantFrom("a", "b", "c", null, true, 3), text),
            outcomes,
            curve,
            quantiles: fc.constant([])
          }),
          { maxLength: 30 }
        ),
        stuck: optional(plan)
      })
    ),
    names: optional(fc.array(fc.record({ id: fc.constantFrom("a", "b"), name: text }), { maxLength: 3 })),
    unit: optional(text)
  })
  .map(({ from, ...rest }) => ({ ...rest, ...from }))

const anyEstimate: fc.Arbitrary<Estimate> = fc
  .record({ value: number, low: number, high: number, level: fc.double({ min: 0, max: 1 }), n: count })
  .map(({ value, n, ...interval }) => estimate(value, { ...interval, method: "t" }, n))

const nearEstimate = fc
  .record({ value: fc.double({ min: 1, max: 5, noNaN: true }), half: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ half, value }) => estimate(value, { low: value - half, high: value + half, level: 0.95, method: "t" }, 20))

const item = fc.oneof(fc.constantFrom("a", "b", null, true, 7), text)

const quadrant = fc.constantFrom<ImportancePerformance.Quadrant>(
  "concentrate here",
  "keep up the good work",
  "low priority",
  "possible overkill"
)

/** Any map the types allow: none, few and many items, all in one place. */
export const importancePerformanceMaps: fc.Arbitrary<ImportancePerformanceMap> = fc.record({
  title: text,
  subtitle: text,
  map: fc.oneof(
    fc.record({ reason: text, n: count }).map(({ n, reason }) => insufficientData(reason, n)),
    fc.record({
      _tag: fc.constant("ImportancePerformance" as const),
      definition: fc.constant("stated importance, crosshair at the means" as const),
      crosshair: fc.record({ importance: number, performance: number }),
      points: fc.oneof(
        ...[anyEstimate, nearEstimate, fc.constant(estimate(3, { low: 2, high: 4, level: 0.95, method: "t" }, 9))].map(
          (each) =>
            fc.array(
              fc.record({
                value: item,
                importance: each,
                performance: each,
                quadrant,
                probability: fc.oneof(number, fc.double({ min: 0, max: 1 })),
                diagonal: fc.constant(null)
              }),
              { maxLength: 60 }
            )
        )
      ),
      without: fc.array(fc.record({ value: item, why: text.map((reason) => insufficientData(reason, 1)) }), {
        maxLength: 3
      })
    })
  ),
  names: optional(fc.array(fc.record({ id: fc.constantFrom("a", "b"), name: text }), { maxLength: 3 }))
})

const periodValues = fc
  .uniqueArray(text, { maxLength: 40 })
  .chain((periods) =>
    fc.tuple(
      ...periods.map((period) =>
        fc.record({ period: fc.constant(period), value: fc.option(fc.double({ min: -50, max: 50, noNaN: true })) })
      )
    )
  )

const rules = fc.constantFrom("Western Electric", "Nelson", undefined)

const knownCharts: fc.Arbitrary<Core.ControlChartResult> = fc
  .record({ series: periodValues, rules, kind: fc.constantFrom("p", "xmr", "ewma", "cusum") })
  .map(({ kind, rules: set, series }) => {
    const last = series
      .map(({ period }) => period)
      .sort()
      .at(-1)
    const inProgress = last === undefined || series.length % 2 === 0 ? {} : { inProgress: last }
    const options = set === undefined ? inProgress : { ...inProgress, rules: set }
    if (kind === "xmr") return Core.xmr(series, options)
    if (kind === "ewma") return Core.ewma(series, inProgress)
    if (kind === "cusum") return Core.cusum(series, inProgress)
    const shares = series.map(({ period, value }) => ({ period, successes: Math.abs(Math.round(value ?? 0)), n: 60 }))
    return Core.laneyPFromShares(shares, options)
  })

const maybe = fc.option(number)

const anyPoint = fc.record({
  period: text,
  value: maybe,
  low: maybe,
  high: maybe,
  movingRange: maybe,
  average: maybe,
  up: maybe,
  down: maybe,
  upFor: fc.constant(null),
  downFor: fc.constant(null),
  successes: count,
  n: count,
  inBaseline: fc.boolean(),
  inProgress: fc.boolean(),
  rules: fc.constantFrom<ReadonlyArray<Core.Rule>>(
    [],
    ["1 beyond 3 sigma"],
    ["moving range beyond its limit", "8 on one side"],
    ["sum beyond the decision interval"],
    ["EWMA beyond its limits"]
  )
})

const brokenCharts = fc
  .record({
    points: fc.array(anyPoint, { maxLength: 12 }),
    centre: number,
    limit: number,
    periods: count,
    kind: fc.constantFrom("p" as const, "XmR" as const, "EWMA" as const, "CUSUM" as const),
    signals: fc.array(fc.record({ detected: fc.nat(14), points: fc.array(fc.nat(14), { maxLength: 4 }) }), {
      maxLength: 30
    })
  })
  .map(({ centre, kind, limit, periods, points, signals }) => {
    const name = (place: number): string => points[place]?.period ?? "nowhere"
    const shared = {
      _tag: "ControlChart" as const,
      centre,
      points,
      sigma: limit,
      signals: signals.map(({ detected, points: members }, i) => ({
        rule: points[detected]?.rules[0] ?? ("9 on one side" as const),
        side: (["above", "below", "both", "rising"] as const)[i % 4] ?? "both",
        since: name(0),
        detected: name(detected),
        through: name(detected),
        points: members.map(name)
      })),
      baseline: periods % 2 === 0 ? null : { from: name(0), through: name(1), periods },
      falseAlarms: {
        assumes: "independent normal points and known limits" as const,
        perPeriod: limit,
        periods,
        expected: limit
      },
      excluded: { missing: limit, invalid: periods }
    }
    const runLength = { inControl: limit, shiftOfOneSigma: limit }
    if (kind === "p") return { ...shared, kind, sigmaZ: limit }
    if (kind === "XmR") return { ...shared, kind, meanMovingRange: limit, movingRangeLimit: limit }
    if (kind === "EWMA") return { ...shared, kind, lambda: limit, width: limit, runLength }
    return { ...shared, kind, k: limit, h: limit, decisionInterval: limit, runLength }
  })

/** Any control chart the types allow, and those of any series. */
export const controlCharts: fc.Arbitrary<ControlChart> = fc.record({
  title: text,
  subtitle: text,
  chart: fc.oneof(
    knownCharts,
    brokenCharts,
    fc.record({ reason: text, n: count }).map(({ n, reason }) => insufficientData(reason, n))
  ),
  format: optional(fc.record({ style: fc.constantFrom("number", "signed", "percent"), decimals: optional(fc.nat(2)) }))
})

/** Any groups over periods the types allow: with values for none, some and more of the periods. */
export const trendPanelsInputs: fc.Arbitrary<TrendPanels> = fc.record({
  title: text,
  subtitle: text,
  format: fc.record({ style: fc.constantFrom("number", "signed", "percent"), decimals: optional(fc.nat(2)) }),
  periods: fc.array(fc.record({ label: text, inProgress: optional(fc.boolean()) }), { maxLength: 40 }),
  groups: fc.array(
    fc.record({
      name: text,
      values: fc.array(optional(measured), { maxLength: 12 }),
      differs: fc.constantFrom("higher", "lower", undefined)
    }),
    { maxLength: 26 }
  )
})

/** Any funnels of groups the types allow. */
export const funnelPanelsInputs: fc.Arbitrary<FunnelPanels> = fc.record({
  title: text,
  subtitle: text,
  groups: fc.array(
    fc.record({
      name: text,
      funnel: funnelCharts.map(({ funnel }) => funnel),
      differs: fc.constantFrom("higher", "lower", undefined)
    }),
    { maxLength: 26 }
  ),
  names: optional(fc.array(fc.record({ id: text, name: text }), { maxLength: 3 }))
})

/** Any curves of groups the types allow. */
export const survivalPanelsInputs: fc.Arbitrary<SurvivalPanels> = fc
  .tuple(fc.array(survivalCurves, { minLength: 1, maxLength: 5 }), fc.constantFrom("higher", "lower", undefined))
  .map(([curves, differs]) => ({
    title: curves[0]?.title ?? "",
    subtitle: curves[0]?.subtitle ?? "",
    unit: curves[0]?.unit ?? "",
    groups: curves.flatMap(({ groups }) =>
      groups.map((group, i) => ({ ...group, differs: i % 2 === 0 ? differs : undefined }))
    )
  }))
