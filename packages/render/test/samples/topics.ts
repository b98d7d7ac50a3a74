import { estimate, insufficientData, type Topics, type TopicTrend } from "@throughline/core"
import type { HeatMap, MergeTree, ReportTopics, TopicHeatMap, TopicTrends } from "../../src/index.ts"
import { hostileTexts } from "./hostile.ts"

const days = Array.from({ length: 90 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10))

const evidence = (observed: number, expected: number): TopicTrend.Evidence => ({
  observed,
  expected,
  ratio: {
    value: observed / expected,
    interval: { low: 1, high: 9, level: 0.95, method: "negative binomial mid-p" }
  }
})

const rise = (
  kind: TopicTrend.TopicRise["kind"],
  [since, through]: readonly [string, string],
  numbers: readonly [number, number],
  adjustedP: number
): TopicTrend.TopicRise => ({
  ...evidence(...numbers),
  kind,
  since,
  through,
  detected: since,
  ongoing: through === days.at(-1),
  p: adjustedP / 10,
  adjustedP
})

const trend = (
  state: TopicTrend.TopicTrend["state"],
  rises: ReadonlyArray<TopicTrend.TopicRise> = [],
  lastFortnight: TopicTrend.TopicFading | null = null
): TopicTrend.TopicTrend => ({ topic: "t", state, n: 0, rises, lastFortnight })

const texts = (at: (day: number) => number): ReadonlyArray<number> => days.map((_, day) => at(day))

/** Topics that do each thing a topic can do. */
export const moving: TopicTrends = {
  title: "Lost parcels came up in the last fortnight",
  subtitle: "Tickets by topic, January to March 2026",
  days,
  topics: [
    { name: "password, log in", texts: texts((day) => 4 + (day % 5)), trend: trend("steady") },
    {
      name: "voucher, expired",
      texts: texts((day) => (day >= 30 && day <= 36 ? 15 : 3)),
      trend: trend("steady", [rise("rising", ["2026-01-31", "2026-02-06"], [105, 22], 0.01)])
    },
    {
      name: "refund, money back, not arrived after several weeks of waiting for the bank",
      texts: texts((day) => (day >= 86 ? 20 : 5 + (day % 3))),
      trend: trend("rising", [rise("rising", ["2026-03-28", "2026-03-31"], [80, 24], 0.001)])
    },
    {
      name: "lost, parcel",
      texts: texts((day) => (day >= 80 ? 6 : 0)),
      trend: trend("emerging", [rise("emerging", ["2026-03-22", "2026-03-31"], [60, 0.1], 1e-9)])
    },
    {
      name: "退款, 没有到账",
      texts: texts((day) => (day > 75 ? 1 : 6)),
      trend: trend("fading", [], { ...evidence(14, 84), p: 1e-6, adjustedP: 1e-5 })
    }
  ]
}

/** Topics by channel; refunds come by phone. */
export const byChannelAndTopic: TopicHeatMap = {
  title: "Refunds are asked for on the phone",
  subtitle: "Tickets by topic and channel",
  columns: ["E-mail", "Phone", "Chat", "Store"],
  topics: [
    { name: "password, log in", texts: [120, 30, 140, 4] },
    { name: "refund, money back, not arrived after several weeks", texts: [90, 160, 60, 2] },
    { name: "wrong size, exchange", texts: [70, 44, 50, 3] },
    { name: "lost, parcel", texts: [20, 12, 15, 0] }
  ]
}

/** A matrix with a hole. */
export const cohorts: HeatMap = {
  title: "Half of January's customers came back after a month",
  subtitle: "Retention by month of the first purchase",
  format: { style: "percent" },
  rows: [
    { name: "2026-01", note: "200 customers" },
    { name: "2026-02", note: "240 customers" }
  ],
  columns: [{ name: "1 month" }, { name: "2 months" }],
  cells: [
    [
      { value: 0.5, shade: 0.5 },
      { value: 0.4, shade: 0.4 }
    ],
    [{ value: 0.52, shade: 0.52 }, undefined]
  ],
  legend: [
    { shade: 0, text: "0 %" },
    { shade: 1, text: "100 %" }
  ]
}

const topic = (i: number, name: string, count: number): Topics.Topic => ({
  id: `t${i}`,
  kind: "topic",
  name,
  terms: [],
  examples: [],
  texts: count,
  customers: 0
})

/** A model whose topics merge one with the next. */
export const modelOf = (names: ReadonlyArray<string>): MergeTree["model"] => ({
  topics: [...names.map((name, i) => topic(i, name, 200 - i)), { ...topic(-1, "no known words", 3), kind: "wordless" }],
  merges: names.slice(1).map((_, i) => {
    const pair = i % 2 === 0 && i > 0 ? 1 : 0
    const parts = [i === 0 ? "t0" : `m${i}`, `t${i + 1}`] as const
    return {
      id: `m${i + 1}`,
      parts: pair === 0 ? parts : [parts[1], parts[0]],
      cost: (i + 1) ** 1.5,
      left: names.length - 1 - i,
      stability: i % 3 === 2 ? null : 1 - i / 60
    }
  }),
  stability: 0.9
})

/** A tree of a few topics. */
export const fewTopics: MergeTree = {
  title: "Refunds and payments belong together",
  subtitle: "Five topics of 990 tickets",
  model: modelOf([
    "refund, money back, not arrived after several weeks of waiting for the bank to answer at all",
    "card declined, payment",
    "wrong size, exchange",
    "客户服务互动体验非常不好",
    "استرداد, المال"
  ])
}

const names = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => hostileTexts[i % hostileTexts.length] ?? "")

/** Pictures of topics that nobody would choose the names of. */
export const hostileTopics = {
  trends: {
    ...moving,
    topics: names(19).map((name, i) => ({ ...moving.topics[i % 5], name, texts: [1e300, -4, Number.NaN, i] }))
  },
  heatMap: {
    title: hostileTexts.slice(0, 3).join(" "),
    subtitle: hostileTexts.slice(3, 8).join(" "),
    columns: names(14),
    topics: names(40).map((name, i) => ({ name, texts: Array.from({ length: 14 }, (_, k) => (i * 31 + k * 17) % 90) }))
  },
  tree: { title: hostileTexts[1] ?? "", subtitle: hostileTexts[3] ?? "", model: modelOf(names(75)) }
} satisfies { readonly trends: TopicTrends; readonly heatMap: TopicHeatMap; readonly tree: MergeTree }

const between = (value: number, low: number, high: number, n: number) =>
  estimate(value, { low, high, level: 0.95, method: "Wilson" }, n)

/** The section of a report. */
export const reportTopics: ReportTopics = {
  finding: "lost, parcel: emerging since 2026-03-22, 60 texts where 0.1 were expected",
  scope: "2,170 tickets, 2026-01-01 to 2026-03-31",
  impactOf: "of answers within 30 days after a ticket",
  topics: moving.topics.map(({ name, trend: state }, i) => ({
    name,
    texts: 540 - i * 100,
    customers: 500 - i * 90,
    share: between(0.25 - i * 0.05, 0.23 - i * 0.05, 0.27 - i * 0.05, 2170),
    trend: state,
    impact:
      i === 2
        ? insufficientData("all answers have the topic", 40)
        : between(-1.2 + i / 2, -2.1 + i / 2, -0.3 + i / 2, 900),
    repeat: between(0.2, 0.15, 0.26, 300),
    example: "Where is my parcel? You can write to [email]."
  })),
  trends: moving,
  heatMap: byChannelAndTopic,
  tree: fewTopics
}

/** The section of a report on texts nobody would want. */
export const hostileReportTopics: ReportTopics = {
  finding: hostileTexts.join(" "),
  scope: hostileTexts.slice(3).join(" "),
  impactOf: hostileTexts[2],
  topics: names(30).map((name, i) => ({
    name,
    texts: i === 3 ? Number.NaN : 900 - i,
    customers: i,
    share: i % 4 === 0 ? insufficientData(name, 0) : between(0.1, 0.05, 0.2, 90),
    trend: moving.topics[i % 5]?.trend,
    example: names(30)[29 - i]
  })),
  trends: hostileTopics.trends,
  heatMap: hostileTopics.heatMap,
  tree: hostileTopics.tree
}
