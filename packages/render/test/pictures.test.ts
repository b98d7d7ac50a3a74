import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  controlChart,
  directlyFollowsMap,
  dwellCurves,
  funnelChart,
  funnelPanels,
  heatMap,
  importancePerformanceMap,
  journeyMap,
  mergeTree,
  npsBars,
  stageFlows,
  stepHeatMap,
  survivalCurve,
  survivalPanels,
  topicHeatMap,
  topicTrends,
  trendLine,
  trendPanels
} from "../src/index.ts"
import {
  directlyFollowsMaps,
  funnelCharts,
  heatMaps,
  journeyMaps,
  mergeTrees,
  npsBarsInputs,
  stageFlowsInputs,
  stepHeatMaps,
  survivalCurves,
  topicHeatMaps,
  topicTrendsInputs,
  trendLines
} from "./arbitrary.ts"
import {
  controlCharts,
  dwellCurvesInputs,
  funnelPanelsInputs,
  importancePerformanceMaps,
  survivalPanelsInputs,
  trendPanelsInputs
} from "./arbitraryCharts.ts"
import { actualRetailer } from "./samples/actualPaths.ts"
import { fewAttributes, hostileAttributes, manyAttributes } from "./samples/attributes.ts"
import { hostileMap, hostileReport } from "./samples/hostile.ts"
import { leaving, leavingByGroup } from "./samples/leaving.ts"
import { longNames, manyCohorts } from "./samples/matrices.ts"
import { averagesByMonth, hostileMonths, sharesByMonth, sumsByMonth, valuesByMonth } from "./samples/months.ts"
import { onlineRetailer } from "./samples/onlineRetailer.ts"
import { shopping } from "./samples/paths.ts"
import { byChannel, byMonth } from "./samples/retailerReport.ts"
import { hostileSegments, segments } from "./samples/segments.ts"
import { hostileFlows, hostileFunnel, hostileSteps, shopFlows, shopFunnel, shopSteps } from "./samples/shopVisits.ts"
import { fewStages, hostileStages, manyStages } from "./samples/stays.ts"
import { hostileTeams, teams } from "./samples/teams.ts"
import { byChannelAndTopic, cohorts, fewTopics, hostileTopics, moving } from "./samples/topics.ts"
import { parse } from "./svgText.ts"

const elements = new Set("svg title desc style rect path text tspan g line circle defs clipPath pattern".split(" "))

/** What every picture must keep, whatever it was given. */
const sound = (svg: string): void => {
  const { width, height, ...found } = parse(svg)
  expect(found.elements.filter((name) => !elements.has(name))).toEqual([])
  expect(found.attributes.filter((name) => /^on|href/i.test(name))).toEqual([])
  expect(new Set(found.ids).size).toBe(found.ids.length)
  expect(found.references.filter((id) => !found.ids.includes(id))).toEqual([])
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  const outside = found.texts.filter(
    ({ left, right, baseline }) => left < 0 || right > width || baseline < 0 || baseline > height
  )
  expect(outside).toEqual([])
}

const pictures = [
  ["journeyMap", journeyMaps, journeyMap],
  ["npsBars", npsBarsInputs, npsBars],
  ["survivalCurve", survivalCurves, survivalCurve],
  ["trendLine", trendLines, trendLine],
  ["heatMap", heatMaps, heatMap],
  ["topicHeatMap", topicHeatMaps, topicHeatMap],
  ["topicTrends", topicTrendsInputs, topicTrends],
  ["mergeTree", mergeTrees, mergeTree],
  ["directlyFollowsMap", directlyFollowsMaps, directlyFollowsMap],
  ["funnelChart", funnelCharts, funnelChart],
  ["stepHeatMap", stepHeatMaps, stepHeatMap],
  ["stageFlows", stageFlowsInputs, stageFlows],
  ["dwellCurves", dwellCurvesInputs, dwellCurves],
  ["importancePerformanceMap", importancePerformanceMaps, importancePerformanceMap],
  ["controlChart", controlCharts, controlChart],
  ["trendPanels", trendPanelsInputs, trendPanels],
  ["funnelPanels", funnelPanelsInputs, funnelPanels],
  ["survivalPanels", survivalPanelsInputs, survivalPanels]
] as const

describe("any input", () => {
  for (const [name, inputs, draw] of pictures) {
    test(`${name} gives a well-formed picture with all its text inside, and the same bytes again`, () => {
      const property = (input: never): void => {
        const svg = draw(input)
        sound(
          svg.replace(/<(title|desc|text|tspan)([^>]*)>[^<]*/g, (whole) =>
            whole.replace(/NaN|Infinity|undefined/g, "x")
          )
        )
        expect(draw(structuredClone(input))).toBe(svg)
      }
      fc.assert(fc.property(inputs as fc.Arbitrary<never>, property), { numRuns: 100 })
    })
  }
})

describe("hostile names", () => {
  test.each([0, 1, 2, 5, 12, 30])("a map of %i touchpoints", (count) => {
    for (const theme of ["auto", "light", "dark"] as const) sound(journeyMap(hostileMap(count), { theme }))
  })

  test("markup stays text", () => {
    const { content } = parse(journeyMap(hostileMap(8)))
    expect(content).toContain("<script>alert(1)</script>")
    expect(content).toContain('"onload="alert(3)"')
  })

  test("an id from outside cannot break out of the picture", () => {
    const svg = journeyMap(onlineRetailer, { id: '"><script>alert(1)</script>{}' })
    sound(svg)
    expect(parse(svg).ids.every((id) => /^[\w-]+$/.test(id))).toBe(true)
  })

  test("the other pictures", () => {
    for (const bars of hostileReport.npsBy ?? []) sound(npsBars(bars))
    for (const trend of hostileReport.trends ?? []) sound(trendLine(trend))
    if (hostileReport.survival) sound(survivalCurve(hostileReport.survival))
    for (const theme of ["auto", "light", "dark"] as const) {
      sound(topicTrends(hostileTopics.trends, { theme }))
      sound(topicHeatMap(hostileTopics.heatMap, { theme }))
      sound(mergeTree(hostileTopics.tree, { theme }))
      sound(funnelChart(hostileFunnel, { theme }))
      sound(stepHeatMap(hostileSteps, { theme }))
      sound(stageFlows(hostileFlows, { theme }))
      sound(dwellCurves(hostileStages, { theme }))
      sound(funnelPanels(hostileSegments, { theme }))
      sound(trendPanels(hostileTeams, { theme }))
      sound(controlChart(hostileMonths, { theme }))
      sound(importancePerformanceMap(hostileAttributes, { theme }))
    }
  })
})

test("two different maps on a page share no id", () => {
  const other = { ...onlineRetailer, title: "Another finding" }
  const [a, b] = [parse(journeyMap(onlineRetailer)).ids, parse(journeyMap(other)).ids]
  expect(a.filter((id) => b.includes(id))).toEqual([])
})

describe("examples", () => {
  test.each([
    ["journey-map", journeyMap(onlineRetailer)],
    ["journey-map-light", journeyMap(onlineRetailer, { theme: "light", id: "example" })],
    ["journey-map-dark", journeyMap(onlineRetailer, { theme: "dark", id: "example" })],
    ["journey-map-actual", journeyMap(actualRetailer)],
    ["journey-map-hostile", journeyMap(hostileMap(8))],
    ["nps-bars", npsBars(byChannel)],
    ["survival-curve", survivalCurve(leaving)],
    ["trend-line", trendLine(byMonth)],
    ["topic-trends", topicTrends(moving)],
    ["topic-trends-dark", topicTrends(moving, { theme: "dark", id: "example" })],
    ["topic-heat-map", topicHeatMap(byChannelAndTopic)],
    ["heat-map", heatMap(cohorts)],
    ["heat-map-many", heatMap(manyCohorts)],
    ["heat-map-long-names", heatMap(longNames)],
    ["directly-follows", directlyFollowsMap(shopping)],
    ["funnel", funnelChart(shopFunnel)],
    ["step-heat-map", stepHeatMap(shopSteps)],
    ["stage-flows", stageFlows(shopFlows)],
    ["funnel-hostile", funnelChart(hostileFunnel)],
    ["dwell-curves", dwellCurves(fewStages)],
    ["dwell-curves-panels", dwellCurves(manyStages)],
    ["importance-performance", importancePerformanceMap(fewAttributes)],
    ["importance-performance-many", importancePerformanceMap(manyAttributes)],
    ["control-chart-p", controlChart(sharesByMonth)],
    ["control-chart-xmr", controlChart(valuesByMonth)],
    ["control-chart-ewma", controlChart(averagesByMonth)],
    ["control-chart-cusum", controlChart(sumsByMonth)],
    ["trend-panels", trendPanels(teams)],
    ["funnel-panels", funnelPanels(segments)],
    ["survival-panels", survivalPanels(leavingByGroup)],
    ["merge-tree", mergeTree(fewTopics)],
    ["merge-tree-hostile", mergeTree(hostileTopics.tree)]
  ])("%s", async (name, svg) => {
    sound(svg)
    await expect(svg).toMatchFileSnapshot(`snapshots/${name}.svg`)
  })
})
