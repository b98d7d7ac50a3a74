import { estimate, insufficientData, type Measured } from "@throughline/core"
import fc from "fast-check"
import type {
  ChannelKind,
  JourneyMap,
  JourneyTouchpoint,
  NpsBars,
  NpsScore,
  SurvivalCurve,
  TrendLine
} from "../src/index.ts"
import { hostileTexts } from "./samples/hostile.ts"

/** Any UTF-16 at all, halves of surrogate pairs and control characters included. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x7f })), { maxLength: 80 })
  .map((units) => String.fromCharCode(...units))

const text = fc.oneof(anyText, fc.string({ unit: "grapheme", maxLength: 120 }), fc.constantFrom(...hostileTexts))

const number = fc.oneof(
  fc.double({ min: -200, max: 200, noNaN: true }),
  fc.double(),
  fc.constantFrom(0, -0, 1, 5, Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 5e-324)
)

const count = fc.oneof(fc.nat(100_000), fc.nat(40))

const measured: fc.Arbitrary<Measured> = fc.oneof(
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

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
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

/** Any journey map the types allow. */
export const journeyMaps: fc.Arbitrary<JourneyMap> = fc.record({
  title: text,
  subtitle: text,
  scale: fc.oneof(fc.constant({ minimum: 1, maximum: 5 }), fc.record({ minimum: number, maximum: number })),
  touchpoints: fc.array(touchpoint, { maxLength: 12 })
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

/** Text of any kind. */
export const texts = text
