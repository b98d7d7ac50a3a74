import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { ControlChart, Dwell, Funnel, insufficientData, type Measured } from "@throughline/core"
import { Ajv } from "ajv"
import fc from "fast-check"
import { parse, View } from "vega"
import { compile, type TopLevelSpec } from "vega-lite"
import { describe, expect, test } from "vitest"
import { VegaLite } from "../src/index.ts"
import { funnelCharts, heatMaps, npsBarsInputs, stepHeatMaps, survivalCurves, trendLines } from "./arbitrary.ts"
import { controlCharts, dwellCurvesInputs, importancePerformanceMaps } from "./arbitraryCharts.ts"
import { fewAttributes, hostileAttributes, noAttributes } from "./samples/attributes.ts"
import { hostileReport } from "./samples/hostile.ts"
import { leaving } from "./samples/leaving.ts"
import { averagesByMonth, hostileMonths, sharesByMonth, sumsByMonth, valuesByMonth } from "./samples/months.ts"
import { byChannel, byMonth } from "./samples/retailerReport.ts"
import { hostileFunnel, hostileSteps, shopFunnel, shopSteps } from "./samples/shopVisits.ts"
import { fewStages, hostileStages, manyStages } from "./samples/stays.ts"
import { cohorts } from "./samples/topics.ts"

const schemaFile = fileURLToPath(import.meta.resolve("vega-lite/vega-lite-schema.json"))
const validate = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync(schemaFile, "utf8"))
)

/** What Vega and Vega-Lite have to say. */
const listener = () => {
  const said: Array<string> = []
  const say = (...words: ReadonlyArray<unknown>) => {
    said.push(words.map(String).join(" ").slice(0, 200))
    return logger
  }
  const quiet = () => logger
  const logger: NonNullable<NonNullable<Parameters<typeof compile>[1]>["logger"]> = {
    level: ((level?: number) => (level === undefined ? 2 : logger)) as never,
    error: say,
    warn: say,
    info: quiet,
    debug: quiet
  }
  return { logger, said }
}

const isPlain = (value: VegaLite.Json): value is { readonly [key: string]: VegaLite.Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Every property of a specification outside of its data. */
const keysOf = (value: VegaLite.Json): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  return isPlain(value)
    ? Object.entries(value).flatMap(([key, inner]) => (key === "values" ? [key] : [key, ...keysOf(inner)]))
    : []
}

/** Every row of data, whichever view it is of. */
const rowsOf = (value: VegaLite.Json): ReadonlyArray<{ readonly [field: string]: VegaLite.Json }> => {
  if (Array.isArray(value)) return value.flatMap(rowsOf)
  if (!isPlain(value)) return []
  const { data, ...rest } = value
  const own = data !== undefined && isPlain(data) && Array.isArray(data.values) ? data.values.filter(isPlain) : []
  return [...own, ...Object.values(rest).flatMap(rowsOf)]
}

/** What every specification must keep, whatever it was made of. */
const sound = (spec: VegaLite.Specification): void => {
  expect(JSON.parse(JSON.stringify(spec))).toStrictEqual(spec)
  expect(validate(spec), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
  expect(keysOf(spec).filter((key) => ["url", "href", "expr", "usermeta", "datasets"].includes(key))).toEqual([])
  expect(spec.description).not.toMatch(/^$/)
}

/** The Vega specification, made without a warning. */
const compiled = (spec: VegaLite.Specification) => {
  const { logger, said } = listener()
  const { spec: vega } = compile(JSON.parse(JSON.stringify(spec)) as TopLevelSpec, { logger })
  expect(said).toEqual([])
  return vega
}

const drawn = async (spec: VegaLite.Specification): Promise<string> => {
  const { logger, said } = listener()
  const svg = await new View(parse(compiled(spec)), { renderer: "none", logger: logger as never }).toSVG()
  expect(said).toEqual([])
  return svg
}

const pictures = [
  ["controlChart", controlCharts, VegaLite.controlChart],
  ["dwellCurves", dwellCurvesInputs, VegaLite.dwellCurves],
  ["funnelChart", funnelCharts, VegaLite.funnelChart],
  ["heatMap", heatMaps, VegaLite.heatMap],
  ["importancePerformanceMap", importancePerformanceMaps, VegaLite.importancePerformanceMap],
  ["npsBars", npsBarsInputs, VegaLite.npsBars],
  ["stepHeatMap", stepHeatMaps, VegaLite.stepHeatMap],
  ["survivalCurve", survivalCurves, VegaLite.survivalCurve],
  ["trendLine", trendLines, VegaLite.trendLine]
] as const

describe("any input", () => {
  for (const [name, inputs, make] of pictures) {
    test(`${name} is valid by the schema of Vega-Lite, loads nothing, and compiles without a warning`, () => {
      const property = (input: never, theme: "light" | "dark"): void => {
        const spec = make(input, { theme })
        sound(spec)
        compiled(spec)
        expect(make(structuredClone(input), { theme })).toStrictEqual(spec)
      }
      const given = inputs as fc.Arbitrary<never>
      fc.assert(fc.property(given, fc.constantFrom("light", "dark"), property), { numRuns: 50 })
    })

    test(`${name} is drawn by Vega without a warning`, async () => {
      await fc.assert(
        fc.asyncProperty(inputs as fc.Arbitrary<never>, async (input) => {
          expect(await drawn(make(input))).toMatch(/^<svg/)
        }),
        { numRuns: 15 }
      )
    })
  }
})

const examples = {
  "control-chart": VegaLite.controlChart(valuesByMonth),
  "dwell-curves": VegaLite.dwellCurves(manyStages),
  "importance-performance": VegaLite.importancePerformanceMap(fewAttributes),
  funnel: VegaLite.funnelChart(shopFunnel),
  "step-heat-map": VegaLite.stepHeatMap(shopSteps),
  "heat-map": VegaLite.heatMap(cohorts),
  "nps-bars": VegaLite.npsBars(byChannel),
  "trend-line": VegaLite.trendLine(byMonth),
  "survival-curve": VegaLite.survivalCurve(leaving)
}

describe("examples", () => {
  test.each(Object.entries(examples))("%s", async (name, spec) => {
    sound(spec)
    expect(await drawn(spec)).not.toMatch(/NaN|undefined/)
    const begun = JSON.stringify(
      spec,
      (key, value) => (key === "values" && value.length > 3 ? value.slice(0, 3) : value),
      2
    )
    await expect(`${begun}\n`).toMatchFileSnapshot(`golden/vega-lite-${name}.json`)
  })

  test("hostile names stay text", async () => {
    const bars = (hostileReport.npsBy ?? []).map((given) => VegaLite.npsBars(given))
    const charts = [
      VegaLite.funnelChart(hostileFunnel),
      VegaLite.stepHeatMap(hostileSteps),
      VegaLite.importancePerformanceMap(hostileAttributes),
      VegaLite.dwellCurves(hostileStages),
      VegaLite.controlChart(hostileMonths)
    ]
    for (const spec of [...bars, ...charts]) {
      sound(spec)
      expect(await drawn(spec)).not.toContain("<script")
    }
  })
})

const numbersOf = (measured: Measured) =>
  measured._tag === "Estimate" ? [measured.value, measured.interval.low, measured.interval.high] : [null, null, null]

describe("numbers are those of the input", () => {
  test("NPS with interval and answers", () => {
    const rows = rowsOf(examples["nps-bars"])
    const scores = rows.filter((row) => "words" in row)
    expect(scores.map(({ group, high, low, n, value }) => [group, value, low, high, n])).toEqual(
      byChannel.groups.map(({ name, nps }) => [name, ...numbersOf(nps.score), nps.score.n])
    )
    const counts = byChannel.groups.flatMap(({ nps }) => Object.values(nps.counts ?? {}))
    expect(rows.filter((row) => "kind" in row).map(({ count }) => count)).toEqual(counts)
  })

  test("each period", () => {
    const rows = rowsOf(examples["trend-line"]).filter((row) => "words" in row)
    expect(rows.map(({ high, low, value }) => [value, low, high])).toEqual(
      byMonth.periods.map(({ value }) => numbersOf(value))
    )
    expect(rows.filter(({ inProgress }) => inProgress)).toHaveLength(
      byMonth.periods.filter(({ inProgress }) => inProgress).length
    )
  })

  test("each step of a funnel, in shares of one", () => {
    const rows = rowsOf(examples.funnel)
    const steps = shopFunnel.funnel._tag === "Funnel" ? shopFunnel.funnel.steps : []
    expect(rows.map(({ reached, stopped }) => [reached, stopped])).toEqual(
      steps.map(({ reached, stopped }, i) => [reached, i === steps.length - 1 ? null : stopped])
    )
    expect(
      rows.slice(1).map(({ fromPrevious, fromPreviousLow, high, low }) => [fromPrevious, fromPreviousLow, low, high])
    ).toEqual(
      steps.slice(1).map(({ fromFirst, fromPrevious }) => {
        const [value, least] = numbersOf(fromPrevious)
        const [, low, high] = fromFirst === null ? [null, null, null] : numbersOf(fromFirst)
        return [value, least, low, high].map((share) => (share === null || share === undefined ? null : share / 100))
      })
    )
  })

  test("each row of a risk table, after a beginning where all are there", () => {
    const rows = rowsOf(examples["survival-curve"]).filter((row) => "survival" in row)
    for (const { name, steps } of leaving.groups) {
      const [begin, ...found] = rows.filter(({ group }) => group === name)
      expect(begin).toMatchObject({ time: 0, survival: 1, atRisk: steps[0]?.atRisk })
      expect(found.map(({ group: _, words: __, ...step }) => step)).toEqual(steps)
    }
  })

  test("each cell of a matrix", () => {
    expect(
      rowsOf(examples["heat-map"])
        .filter((row) => "row" in row)
        .map(({ value }) => value)
    ).toEqual(
      cohorts.cells.flatMap((row) =>
        cohorts.columns.map((_, i) => {
          const cell = row[i]
          return cell !== undefined && "value" in cell ? cell.value : null
        })
      )
    )
  })
})

describe("numbers of charts that are judged are those of the input", () => {
  test("each item of an importance–performance map, and the crosshair", () => {
    const { map } = fewAttributes
    const points = map._tag === "ImportancePerformance" ? map.points : []
    const rows = rowsOf(VegaLite.importancePerformanceMap(fewAttributes))
    const found = rows.filter((row) => "quadrant" in row)
    expect(points.length).toBeGreaterThan(5)
    for (const { importance, performance, probability, quadrant, value } of points) {
      expect(found).toContainEqual(
        expect.objectContaining({
          name: value,
          importance: importance.value,
          importanceLow: importance.interval.low,
          performance: performance.value,
          performanceHigh: performance.interval.high,
          quadrant,
          probability
        })
      )
    }
    expect(rows).toContainEqual({ importance: map._tag === "ImportancePerformance" && map.crosshair.importance })
  })

  test("each period of a control chart, and which rules it meets", () => {
    const { chart } = valuesByMonth
    if (chart._tag !== "ControlChart" || chart.kind !== "XmR") throw new Error("not a chart of single values")
    const rows = rowsOf(VegaLite.controlChart(valuesByMonth)).filter((row) => "standing" in row)
    const [values, ranges] = [rows.slice(0, chart.points.length), rows.slice(chart.points.length)]
    expect(values.map(({ centre, high, low, rules, value }) => [value, low, high, centre, rules])).toEqual(
      chart.points.map(({ high, low, rules, value }) => [value, low, high, chart.centre, rules])
    )
    expect(ranges.map(({ value }) => value)).toEqual(chart.points.map(({ movingRange }) => movingRange))
    expect(values.some(({ standing }) => standing === "met")).toBe(true)
  })

  test("shares of a control chart are from 0 to 1", () => {
    const { chart } = sharesByMonth
    if (chart._tag !== "ControlChart" || chart.kind === "EWMA" || chart.kind === "CUSUM")
      throw new Error("not of shares")
    const rows = rowsOf(VegaLite.controlChart(sharesByMonth)).filter((row) => "standing" in row)
    expect(rows.map(({ value }) => value)).toEqual(
      chart.points.map(({ value }) => (value === null ? null : value / 100))
    )
  })

  test("each step of a stage, its half and its plan", () => {
    const rows = rowsOf(VegaLite.dwellCurves(fewStages))
    for (const { curve, stage } of fewStages.stages) {
      if (curve._tag !== "SurvivalCurve") throw new Error("no curve")
      const name = fewStages.names?.find(({ id }) => id === stage)?.name ?? ""
      const own = rows.filter(({ words }) => String(words).startsWith(name))
      const steps = own.filter(({ kind }) => kind === "step").slice(1)
      expect(steps.map(({ atRisk, share, time }) => [time, share, atRisk])).toEqual(
        curve.times.map((time, i) => [time, curve.survival[i], curve.atRisk[i]])
      )
      const [half] = own.filter(({ kind }) => kind === "half")
      expect([half?.time, half?.low, half?.high]).toEqual([
        curve.median.value,
        curve.median.interval.low,
        curve.median.interval.high
      ])
    }
    expect(rows.filter(({ kind }) => kind === "plan").map(({ time }) => time)).toEqual([21, 14, 7])
  })

  test("averages and sums are drawn too", async () => {
    for (const input of [averagesByMonth, sumsByMonth]) {
      const spec = VegaLite.controlChart(input)
      sound(spec)
      expect(await drawn(spec)).not.toMatch(/NaN|undefined/)
    }
  })
})

describe("what is not known", () => {
  test("is no number and tells why", () => {
    const [row] = rowsOf(
      VegaLite.npsBars({
        title: "",
        subtitle: "",
        groups: [{ name: "Chat", nps: { score: { _tag: "Suppressed", minimum: 10, n: 4 } } }]
      })
    )
    expect(row).toMatchObject({ value: null, low: null, words: "Chat: withheld: fewer than 10 answers" })
  })

  test("a funnel or a matrix without data is a line", async () => {
    const funnel = VegaLite.funnelChart({ title: "t", subtitle: "", funnel: insufficientData("no cases", 0) })
    expect(await drawn(funnel)).toContain("No funnel: no cases")
    const matrix = VegaLite.stepHeatMap({ title: "t", subtitle: "", matrix: insufficientData("no paths", 0) })
    expect(await drawn(matrix)).toContain("No step matrix: no paths")
    expect(VegaLite.importancePerformanceMap(noAttributes).description).toMatch(/^No map: /)
    const chart = insufficientData("no periods", 0)
    expect(await drawn(VegaLite.controlChart({ title: "", subtitle: "", chart }))).toContain(
      "No control chart: no periods"
    )
    expect(await drawn(VegaLite.dwellCurves({ title: "", subtitle: "", stages: [] }))).toContain("No stages.")
  })
})

test("those of the same name have a place each", () => {
  const paths = [["a", "b", "c"]]
  const names = ["a", "b", "c"].map((id) => ({ id, name: id === "c" ? "Step (2)" : "Step" }))
  const funnel = Funnel.fromPaths(paths, { steps: ["a", "b", "c"] })
  const rows = rowsOf(VegaLite.funnelChart({ title: "", subtitle: "", funnel, names }))
  expect(rows.map(({ step }) => step)).toEqual(["Step", "Step (3)", "Step (2)"])
})

test("names that every object has are names like others", async () => {
  const names = Object.getOwnPropertyNames(Object.prototype)
  for (const name of names) {
    const paths = [[name], [name, "a"]]
    const funnel = Funnel.fromPaths(paths, { steps: [name, "a"] })
    await drawn(VegaLite.funnelChart({ title: name, subtitle: name, funnel }))
    await drawn(VegaLite.survivalCurve({ ...leaving, title: "", unit: name, groups: [{ name, steps: [] }] }))
  }
  const rows = names.map((name) => ({ name, note: name }))
  const cells = names.map((_, i) => names.map((_, k) => ({ value: i * k, shade: 0 })))
  const legend = names.map((text) => ({ shade: 0, text }))
  const format = { style: "number" } as const
  await drawn(
    VegaLite.heatMap({
      title: "",
      subtitle: "",
      format,
      rows,
      columns: rows.map(({ name }) => ({ name })),
      cells,
      legend
    })
  )
  const score = { _tag: "Suppressed", minimum: 10, n: 4 } as const
  await drawn(VegaLite.npsBars({ title: "", subtitle: "", groups: names.map((name) => ({ name, nps: { score } })) }))
  const stays = names.map((stage) => ({ stage, days: 1, outcome: "moved on" }))
  await drawn(VegaLite.dwellCurves({ title: "", subtitle: "", unit: "toString", stages: Dwell.fromStays(stays) }))
  const periods = names.map((label) => ({ label, value: score }))
  await drawn(VegaLite.trendLine({ title: "", subtitle: "", format, periods }))
  const months = names.map((period, i) => ({ period, successes: i, n: 100 }))
  await drawn(VegaLite.controlChart({ title: "", subtitle: "", chart: ControlChart.pFromShares(months) }))
})
