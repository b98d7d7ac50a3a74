import {
  ControlChart,
  type Deviations,
  Dwell,
  estimate,
  Funnel,
  ImportancePerformance,
  insufficientData,
  type Measured,
  Sources,
  StepMatrix,
  Tally
} from "@throughline/core"
import * as Render from "../../src/index.ts"
import { graphOf } from "./shopVisits.ts"
import { modelOf } from "./topics.ts"

/** Names as data has them: without spaces, in every script, with signs that mean something elsewhere, and none at all. */
const kinds: ReadonlyArray<string> = [
  "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen".repeat(2),
  "客户服务互动体验非常不好需要解释两次而且没有人回答我们的问题所以我们很生气",
  "خدمة العملاء بعد التسليم المتأخر للطلبات عبر الإنترنت",
  "שירות לקוחות iPhone 15 אחרי משלוח",
  "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽".repeat(9),
  "a\u0301\u0302\u0303e\u0327".repeat(40),
  "\u0000\u001b[31mred\u001b[0m\ud800",
  "</svg><script>alert(1)</script>",
  "",
  "Delivery",
  "Getting help after a late delivery by a carrier that nobody has ever heard of before in this town",
  "__proto__",
  "W".repeat(120),
  "お問い合わせ対応窓口サービス",
  "고객 서비스 상담 대기 시간이 너무 길어요"
]

const deviationKinds: ReadonlyArray<Deviations.DeviationKind> = ["skipped", "added", "swapped", "repeated", "unreached"]

/** So many different names. */
const namesOf = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => {
    const name = kinds[i % kinds.length] ?? ""
    return i < kinds.length ? name : `${i} ${name}`
  })

const text = (i: number): string => kinds[i % kinds.length] ?? ""

const around = (i: number, value: number, half: number): Measured => {
  if (i % 9 === 7) return insufficientData(text(i), 0)
  return estimate(value, { low: value - half, high: value + half, level: 0.95, method: "t" }, i % 5 === 0 ? 12 : 200)
}

/** Each picture of so many things. */
export const drawnOf = (
  count: number,
  options: Render.PictureOptions = {}
): ReadonlyArray<readonly [string, string]> => {
  const names = namesOf(count)
  const head = { title: names.slice(0, 9).join(" ") || text(2), subtitle: names.slice(9, 20).join(" ") || text(3) }
  const paths = Array.from({ length: 60 }, (_, i) =>
    count === 0 ? [] : Array.from({ length: i % 9 }, (_, k) => names[(i * 5 + k * k) % count] ?? "")
  )
  const path = [...paths, names, names.slice(0, count / 2)].map((one) => Sources.pathText(one))
  const graph = { ...graphOf([...paths, names]), steps: 400 }
  const stays = names.flatMap((stage, i) =>
    [1, 2, 3, 5, 8, 13].map((days) => ({
      stage,
      days: days + (i % 5),
      outcome: days === 8 ? "still there" : "moved on"
    }))
  )
  const answers = names.flatMap((item, i) =>
    [1, 2, 3, 4, 5, 5].map((score, k) => ({ item, importance: 1 + ((i + k) % 5), score }))
  )
  const format = { style: "percent" } as const
  return [
    [
      "npsBars",
      Render.npsBars(
        {
          ...head,
          groups: names.map((name, i) => ({
            name,
            nps: {
              score: around(i, -90 + ((i * 37) % 180), 8),
              counts: { detractors: i, passives: 9, promoters: 30 }
            },
            differs: i % 3 === 0 ? "higher" : i % 3 === 1 ? "lower" : undefined
          }))
        },
        options
      )
    ],
    [
      "trendLine",
      Render.trendLine(
        {
          ...head,
          format,
          periods: names.map((label, i) => ({ label, value: around(i, i / 50, 0.05), inProgress: i === count - 1 }))
        },
        options
      )
    ],
    [
      "survivalCurve",
      Render.survivalCurve(
        {
          ...head,
          unit: text(count),
          groups: names.map((name, i) => ({
            name,
            steps: Array.from({ length: i % 8 === 7 ? 0 : 12 }, (_, k) => {
              const survival = Math.exp(-k * 0.01 * (i + 1))
              return {
                time: k,
                atRisk: 4000 - k * 10,
                events: 8,
                censored: 2,
                survival,
                low: survival * 0.9,
                high: survival
              }
            })
          }))
        },
        options
      )
    ],
    [
      "heatMap",
      Render.heatMap(
        {
          ...head,
          format,
          rows: names.map((name, i) => ({ name, note: text(i + 3) })),
          columns: names.map((name, i) => ({ name, note: text(i + 5) })),
          cells: names.map((_, i) =>
            names.map((_, k) => (k > i ? undefined : { value: (i * k) / 1600, shade: (i - k) / 40, arrows: 1 }))
          ),
          legend: names.slice(0, 6).map((name, i) => ({ shade: i / 6, text: name }))
        },
        options
      )
    ],
    [
      "topicHeatMap",
      Render.topicHeatMap(
        {
          ...head,
          columns: names,
          topics: names.map((name, i) => ({ name, texts: names.map((_, k) => (i * 31 + k * 17) % 90) }))
        },
        options
      )
    ],
    [
      "topicTrends",
      Render.topicTrends(
        {
          ...head,
          days: Array.from(
            { length: 60 },
            (_, i) => `2026-${i < 31 ? "01" : "02"}-${String((i % 31) + 1).padStart(2, "0")}`
          ),
          topics: names.map((name, i) => ({ name, texts: Array.from({ length: 60 }, (_, k) => (i * k) % 11) }))
        },
        options
      )
    ],
    ["mergeTree", Render.mergeTree({ ...head, model: modelOf(names) }, options)],
    ["directlyFollowsMap", Render.directlyFollowsMap({ ...head, graph }, options)],
    [
      "funnelChart",
      Render.funnelChart(
        {
          ...head,
          funnel:
            count === 0
              ? insufficientData(text(2), 0)
              : Funnel.fromPaths([...paths, names, names.slice(0, Math.ceil(count / 3))], { steps: names })
        },
        options
      )
    ],
    [
      "stepHeatMap",
      Render.stepHeatMap({ ...head, matrix: StepMatrix.fromTally(Tally.fromColumns({ columns: { path } })) }, options)
    ],
    [
      "stageFlows",
      Render.stageFlows(
        {
          ...head,
          graph,
          stages: names.map((name) => ({ name, touchpoints: [{ id: name }] }))
        },
        options
      )
    ],
    ["dwellCurves", Render.dwellCurves({ ...head, unit: text(count + 1), stages: Dwell.fromStays(stays) }, options)],
    [
      "importancePerformanceMap",
      Render.importancePerformanceMap(
        {
          ...head,
          map: ImportancePerformance.by(Tally.from(answers, { by: ["item", "importance", "score"] }), "item")
        },
        options
      )
    ],
    [
      "controlChart",
      Render.controlChart(
        {
          ...head,
          chart: ControlChart.pFromShares(
            names.map((period, i) => ({ period, successes: i % 9 === 8 ? 60 : 10 + (i % 4), n: 100 }))
          )
        },
        options
      )
    ],
    [
      "trendPanels",
      Render.trendPanels(
        {
          ...head,
          format,
          periods: names.map((label) => ({ label })),
          groups: names.map((name, i) => ({
            name,
            values: names.map((_, k) => around(i + k, ((i * k) % 40) / 40, 0.05)),
            differs: i % 3 === 0 ? "higher" : i % 3 === 1 ? "lower" : undefined
          }))
        },
        options
      )
    ],
    [
      "funnelPanels",
      Render.funnelPanels(
        {
          ...head,
          groups: names.map((name, i) => ({
            name,
            funnel:
              i % 9 === 7
                ? insufficientData(text(i), 0)
                : Funnel.fromPaths([...paths, names, names.slice(0, i)], { steps: names.slice(0, 6) })
          }))
        },
        options
      )
    ],
    [
      "survivalPanels",
      Render.survivalPanels(
        {
          ...head,
          unit: text(count),
          groups: names.map((name, i) => ({
            name,
            steps: Array.from({ length: i % 8 === 7 ? 0 : 12 }, (_, k) => {
              const survival = Math.exp(-k * 0.01 * (i + 1))
              return { time: k, atRisk: 900 - k, events: 8, censored: 2, survival, low: survival * 0.9, high: survival }
            }),
            differs: i % 3 === 0 ? "higher" : i % 3 === 1 ? "lower" : undefined
          }))
        },
        options
      )
    ],
    [
      "journeyMap",
      Render.journeyMap(
        {
          ...head,
          scale: { minimum: 1, maximum: 5 },
          paths: {
            graph,
            deviations: ["faq", ...names].map((touchpoint, i) => ({
              touchpoint,
              kind: deviationKinds[i % deviationKinds.length] ?? "added",
              reach: { ...estimate(1 + i, { low: 0, high: 100, level: 0.95, method: "Wilson" }, 200), count: 2 + 2 * i }
            }))
          },
          touchpoints: names.map((name, i) => ({
            id: name,
            name,
            stage: text(Math.floor(i / 3)),
            channel: { kind: "web", label: text(i + 4) },
            momentOfTruth: i % 3 === 0,
            expected: around(i + 2, 4, 0.1),
            experienced: around(i, 2 + ((i * 3) % 15) / 5, 0.3),
            gap: around(i, -1 + ((i * 5) % 9) / 5, 0.3),
            painPoint: i % 2 === 0 ? { text: text(i + 3), share: 0.4 } : undefined,
            nps: { score: around(i + 1, 30, 9), counts: { detractors: i, passives: 3, promoters: 20 } },
            customers: 10 ** (i % 8)
          }))
        },
        options
      )
    ]
  ]
}
