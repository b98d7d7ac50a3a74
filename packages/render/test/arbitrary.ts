import {
  type Deviations,
  estimate,
  Funnel,
  insufficientData,
  type Measured,
  Sources,
  StepMatrix,
  Tally,
  type TopicTrend
} from "@throughline/core"
import fc from "fast-check"
import type {
  ChannelKind,
  DirectlyFollowsMap,
  FunnelChart,
  HeatMap,
  JourneyMap,
  JourneyTouchpoint,
  MergeTree,
  NpsBars,
  NpsScore,
  StageFlows,
  StepHeatMap,
  SurvivalCurve,
  TopicHeatMap,
  TopicTrends,
  TrendLine
} from "../src/index.ts"
import { hostileTexts } from "./samples/hostile.ts"

/** Any UTF-16 at all, halves of surrogate pairs and control characters included. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x7f })), { maxLength: 80 })
  .map((units) => String.fromCharCode(...units))

const text = fc.oneof(anyText, fc.string({ unit: "grapheme", maxLength: 120 }), fc.constantFrom(...hostileTexts))

/** Any number, with those that are none. */
export const number = fc.oneof(
  fc.double({ min: -200, max: 200, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, -0, 1, 5, Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 5e-324)
)

/** A count. */
export const count = fc.oneof(fc.nat(100_000), fc.nat(40))

/** Any result of a measure. */
export const measured: fc.Arbitrary<Measured> = fc.oneof(
  fc.record({ reason: text, n: count }).map(({ reason, n }) => insufficientData(reason, n)),
  fc.record({ _tag: fc.constant("Suppressed" as const), minimum: count, n: count }),
  fc
    .record({ value: number, low: number, high: number, level: fc.double({ min: 0, max: 1 }), n: count })
    .map(({ value, low, high, level, n }) => estimate(value, { low, high, level, method: "t" }, n)),
  fc
    .record({
      value: fc.double({ min: 1, max: 5, noNaN: true }),
      half: fc.double({ min: 0, max: 1, noNaN: true }),
      n: count
    })
    .map(({ value, half, n }) =>
      estimate(value, { low: value - half, high: value + half, level: 0.95, method: "t" }, n)
    )
)

const kind = fc.constantFrom<ChannelKind>(
  "web",
  "app",
  "email",
  "phone",
  "chat",
  "store",
  "social",
  "parcel",
  "post",
  "event",
  "other"
)

/** Given or not. */
export const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const npsScore: fc.Arbitrary<NpsScore> = fc.record({
  score: measured,
  counts: optional(fc.record({ detractors: number, passives: number, promoters: number }))
})

const touchpoint: fc.Arbitrary<JourneyTouchpoint> = fc.record({
  id: text,
  name: text,
  stage: text,
  channel: optional(fc.record({ kind, label: text })),
  momentOfTruth: optional(fc.boolean()),
  optional: optional(fc.boolean()),
  expected: measured,
  experienced: measured,
  gap: measured,
  painPoint: optional(fc.record({ text, share: number })),
  nps: optional(npsScore),
  customers: optional(number)
})

/** Any NPS bars the types allow. */
export const npsBarsInputs: fc.Arbitrary<NpsBars> = fc.record({
  title: text,
  subtitle: text,
  groups: fc.array(fc.record({ name: text, nps: npsScore, differs: fc.constantFrom("higher", "lower", undefined) }), {
    maxLength: 8
  })
})

const step = fc.record({
  time: number,
  atRisk: count,
  events: count,
  censored: count,
  survival: fc.oneof(number, fc.double({ min: 0, max: 1 })),
  low: number,
  high: number
})

/** Any survival curves the types allow. */
export const survivalCurves: fc.Arbitrary<SurvivalCurve> = fc.record({
  title: text,
  subtitle: text,
  unit: fc.oneof(text, fc.constant("months")),
  groups: fc.array(fc.record({ name: text, steps: fc.array(step, { maxLength: 30 }) }), { maxLength: 8 })
})

/** Any trend line the types allow. */
export const trendLines: fc.Arbitrary<TrendLine> = fc.record({
  title: text,
  subtitle: text,
  format: fc.record({ style: fc.constantFrom("number", "signed", "percent"), decimals: optional(fc.nat(2)) }),
  periods: fc.array(fc.record({ label: text, value: measured, inProgress: optional(fc.boolean()) }), { maxLength: 30 })
})

const name = fc.record({ name: text, note: optional(text) })

const cell = fc.oneof(
  fc.record({
    value: number,
    shade: fc.oneof(number, fc.double({ min: -1, max: 1 })),
    arrows: fc.constantFrom(-2, -1, 0, 1, 2, undefined),
    remark: optional(text)
  }),
  fc.record({ unknown: text })
)

/** Any heat map the types allow: small ones, and those of many columns. */
export const heatMaps: fc.Arbitrary<HeatMap> = fc.record({
  title: text,
  subtitle: text,
  format: fc.record({ style: fc.constantFrom("number", "signed", "percent"), decimals: optional(fc.nat(2)) }),
  rows: fc.array(name, { maxLength: 5 }),
  columns: fc.oneof(fc.array(name, { maxLength: 5 }), fc.array(name, { minLength: 12, maxLength: 26 })),
  cells: fc.array(fc.array(optional(cell), { maxLength: 6 }), { maxLength: 6 }),
  legend: fc.array(fc.record({ text, shade: number, arrows: fc.constantFrom(-2, -1, 0, 1, 2, undefined) }), {
    maxLength: 3
  })
})

/** Any topics by column the types allow. */
export const topicHeatMaps: fc.Arbitrary<TopicHeatMap> = fc.record({
  title: text,
  subtitle: text,
  columns: fc.array(text, { maxLength: 14 }),
  topics: fc.array(fc.record({ name: text, texts: fc.array(fc.oneof(number, count), { maxLength: 14 }) }), {
    maxLength: 8
  })
})

const day = fc.oneof(text, fc.constantFrom("2026-01-01", "2026-01-02", "2026-01-03"))

const evidence = fc.record({
  observed: number,
  expected: number,
  ratio: fc.record({
    value: number,
    interval: fc.record({ low: number, high: number, level: number, method: text })
  })
})

const rise: fc.Arbitrary<TopicTrend.TopicRise> = fc
  .record({
    evidence,
    kind: fc.constantFrom("emerging" as const, "rising" as const, "recurring" as const),
    since: day,
    through: day,
    ongoing: fc.boolean(),
    adjustedP: number
  })
  .map(({ evidence: found, ...rest }) => ({ ...found, ...rest, detected: rest.since, p: rest.adjustedP }))

const topicTrend: fc.Arbitrary<TopicTrend.TopicTrend> = fc.record({
  topic: text,
  state: fc.constantFrom("emerging", "rising", "recurring", "fading", "steady"),
  n: count,
  rises: fc.array(rise, { maxLength: 3 }),
  lastFortnight: fc.option(evidence.map((found) => ({ ...found, p: 0.5, adjustedP: 0.5 })))
})

/** Any topics over time the types allow. */
export const topicTrendsInputs: fc.Arbitrary<TopicTrends> = fc.record({
  title: text,
  subtitle: text,
  days: fc.oneof(fc.array(day, { maxLength: 30 }), fc.constant(Array.from({ length: 60 }, (_, i) => `2026-01-0${i}`))),
  topics: fc.array(fc.record({ name: text, texts: fc.array(number, { maxLength: 70 }), trend: optional(topicTrend) }), {
    maxLength: 14
  })
})

const id = fc.constantFrom("t1", "t2", "t3", "m1", "m2", "m3")

/** Any tree of topics the types allow, damaged ones among them. */
export const mergeTrees: fc.Arbitrary<MergeTree> = fc.record({
  title: text,
  subtitle: text,
  model: fc.record({
    topics: fc.array(
      fc.record({
        id,
        kind: fc.constantFrom("topic", "wordless"),
        name: text,
        terms: fc.constant([]),
        examples: fc.constant([]),
        texts: fc.oneof(number, count),
        customers: count
      }),
      { maxLength: 8 }
    ),
    merges: fc.array(
      fc.record({ id, parts: fc.tuple(id, id), cost: number, left: count, stability: fc.option(number) }),
      { maxLength: 8 }
    ),
    stability: fc.option(number)
  })
})

const touchpointId = fc.oneof(fc.constantFrom("a", "b", "c", "d", "__proto__"), text)
const counted = fc.record({ value: number, count: fc.oneof(number, count) }).map(({ count, value }) => ({
  ...estimate(value, { low: value, high: value, level: 0.95, method: "t" }, 1),
  count
}))

/** Any graph the types allow: with edges between what is not there, and several between the same two. */
export const directlyFollowsMaps: fc.Arbitrary<DirectlyFollowsMap> = fc.record({
  title: text,
  subtitle: text,
  graph: fc.record({
    steps: count,
    nodes: fc.array(
      fc.record({
        touchpoint: touchpointId,
        visits: fc.oneof(number, count),
        starts: counted,
        ends: counted,
        exits: counted
      }),
      { maxLength: 12 }
    ),
    edges: fc.array(fc.record({ from: touchpointId, to: touchpointId, share: counted, between: fc.constant([]) }), {
      maxLength: 20
    })
  }),
  planned: optional(fc.array(fc.record({ id: touchpointId, name: text }), { maxLength: 8 }))
})

/** Any shares there can be, and some there cannot. */
const countedShare = fc.oneof(
  fc.record({ reason: text, n: count }).map(({ reason, n }) => insufficientData(reason, n)),
  fc
    .record({ value: number, low: number, high: number, level: fc.double({ min: 0, max: 1 }), n: count, count: number })
    .map(({ count: counted, high, level, low, n, value }) => ({
      ...estimate(value, { low, high, level, method: "Wilson" }, n),
      count: counted
    }))
)

const funnelStep = fc.record({
  step: count,
  id: fc.option(text),
  reached: fc.oneof(number, count),
  fromPrevious: countedShare,
  fromFirst: fc.option(countedShare),
  seconds: fc.constant(insufficientData("not counted", 0)),
  stopped: fc.oneof(number, count),
  went: fc.oneof(
    fc.constant(insufficientData("not counted", 0)),
    fc.array(
      fc
        .record({ count: fc.oneof(number, count), touchpoint: fc.option(text) })
        .map((went) => ({ ...estimate(50, { low: 0, high: 100, level: 0.95, method: "Wilson" }, 2), ...went })),
      { maxLength: 5 }
    )
  )
})

const paths = fc.array(fc.array(text, { maxLength: 8 }), { maxLength: 20 })

/** Any funnel the types allow, and those of paths of any names. */
export const funnelCharts: fc.Arbitrary<FunnelChart> = fc.record({
  title: text,
  subtitle: text,
  funnel: fc.oneof(
    fc.record({ reason: text, n: count }).map(({ reason, n }) => insufficientData(reason, n)),
    fc.record({
      _tag: fc.constant("Funnel" as const),
      definition: text,
      conversion: countedShare,
      steps: fc.array(funnelStep, { maxLength: 6 }),
      n: fc.oneof(number, count),
      excluded: fc.record({ missing: number, invalid: count })
    }),
    fc
      .tuple(paths, fc.uniqueArray(text, { minLength: 1, maxLength: 5 }), fc.constantFrom("ordered", "unordered"))
      .map(([all, steps, order]) => Funnel.fromPaths([...all, steps, steps.slice(1)], { steps, order }))
  ),
  names: optional(fc.array(fc.record({ id: text, name: text }), { maxLength: 3 }))
})

const someShare = fc
  .record({ value: number, low: number, high: number, level: number, n: number, count: number })
  .map(({ count: some, high, level, low, n, value }) => ({
    ...estimate(value, { low, high, level, method: "Wilson" }, n),
    count: some
  }))

const stepMatrixRow = fc.record({
  position: number,
  cases: fc.oneof(number, count),
  shares: fc.array(someShare, { maxLength: 4 }),
  ended: someShare
})

/** Any step matrix the types allow, and those of paths of any names. */
export const stepHeatMaps: fc.Arbitrary<StepHeatMap> = fc.record({
  title: text,
  subtitle: text,
  matrix: fc.oneof(
    fc.record({ reason: text, n: count }).map(({ reason, n }) => insufficientData(reason, n)),
    fc.record({
      _tag: fc.constant("StepMatrix" as const),
      cases: number,
      touchpoints: fc.oneof(fc.array(text, { maxLength: 4 }), fc.array(fc.string(), { minLength: 41, maxLength: 43 })),
      rows: fc.oneof(
        fc.array(stepMatrixRow, { maxLength: 4 }),
        fc.array(stepMatrixRow, { minLength: 20, maxLength: 22 })
      ),
      excluded: fc.record({ missing: number, invalid: count })
    }),
    paths.map((all) =>
      StepMatrix.fromTally(Tally.fromColumns({ columns: { path: all.map((path) => Sources.pathText(path)) } }))
    )
  ),
  names: optional(fc.array(fc.record({ id: text, name: text }), { maxLength: 3 }))
})

/** Any graph and any stages: none, many, and touchpoints in several. */
export const stageFlowsInputs: fc.Arbitrary<StageFlows> = fc.record({
  title: text,
  subtitle: text,
  graph: directlyFollowsMaps.map(({ graph }) => graph),
  stages: fc.array(
    fc.record({ name: text, touchpoints: fc.array(fc.record({ id: touchpointId }), { maxLength: 3 }) }),
    {
      maxLength: 12
    }
  )
})

const deviation = fc.record({
  touchpoint: touchpointId,
  kind: fc.constantFrom<Deviations.DeviationKind>("skipped", "unreached", "added", "swapped", "repeated"),
  reach: someShare
})

/** Any journey map the types allow, and any paths beside it. */
export const journeyMaps: fc.Arbitrary<JourneyMap> = fc.record({
  title: text,
  subtitle: text,
  scale: fc.oneof(fc.constant({ minimum: 1, maximum: 5 }), fc.record({ minimum: number, maximum: number })),
  touchpoints: fc.array(
    fc.tuple(touchpoint, touchpointId).map(([each, id]) => ({ ...each, id })),
    { maxLength: 12 }
  ),
  paths: optional(
    fc.record({
      graph: directlyFollowsMaps.map(({ graph }) => graph),
      deviations: optional(fc.array(deviation, { maxLength: 8 }))
    })
  )
})

/** Text of any kind. */
export const texts = text
