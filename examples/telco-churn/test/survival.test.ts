import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { Survival, Tally } from "@throughline/core"
import { describe, expect, it } from "vitest"
import { customers, lifetimes } from "../customers.ts"
import reference from "../reference.json" with { type: "json" }

const near = (
  actual: ReadonlyArray<number | null>,
  expected: ReadonlyArray<number | null>,
  tolerance: number
): void => {
  expect(actual).toHaveLength(expected.length)
  expect(actual.map((value) => value === null)).toEqual(expected.map((value) => value === null))
  const distance = actual.map((value, i) => Math.abs((value ?? 0) - (expected[i] ?? 0)))
  expect(Math.max(...distance)).toBeLessThanOrEqual(tolerance)
}

const curveOf = (contract: string, interval: "log-log" | "log" | "plain"): Survival.SurvivalCurve => {
  const curve = Survival.fromTally(Tally.where(customers, "contract", contract), { ...lifetimes, interval })
  if (curve._tag !== "SurvivalCurve") throw new Error(`no curve of ${contract}`)
  return curve
}

describe.each(reference.contracts)("$contract against R's survfit", ({ contract, customers, left, median, rows }) => {
  const curve = curveOf(contract, "log-log")

  it("counts the same customers", () => {
    expect([curve.n, curve.eventCount, curve.excluded]).toEqual([customers, left, { missing: 0, invalid: 0 }])
    expect(curve.times).toEqual(rows.map(({ time }) => time))
    expect(curve.atRisk).toEqual(rows.map(({ nRisk }) => nRisk))
    expect(curve.events).toEqual(rows.map(({ nEvent }) => nEvent))
    expect(curve.censored).toEqual(rows.map(({ nCensor }) => nCensor))
  })

  it("has the same survival and standard error", () => {
    near(
      curve.survival,
      rows.map(({ survival }) => survival),
      1e-12
    )
    near(
      curve.standardError,
      rows.map(({ stdErr }) => stdErr),
      1e-9
    )
  })

  it.each([
    ["log-log", "logLog"],
    ["log", "log"],
    ["plain", "plain"]
  ] as const)("has the same %s intervals and median", (interval, name) => {
    const { high, low, median: time } = curveOf(contract, interval)
    near(
      low,
      rows.map((row) => row[`${name}Low`]),
      1e-9
    )
    near(
      high,
      rows.map((row) => row[`${name}High`]),
      1e-9
    )
    expect([time.value, time.interval.low, time.interval.high]).toEqual([
      median[name].estimate,
      median[name].low,
      median[name].high
    ])
  })
})

describe("the example", () => {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url))
  const printed = execFileSync(process.execPath, [main], { encoding: "utf8" }).split("\n")

  it.each([
    ["Customers", "3,875", "1,473", "1,695"],
    ["Left", "1,655", "166", "48"],
    ["Median months", "35 (32 to 38)", "not reached (72 to –)", "not reached"],
    ["% after 24 months", "58.6 (56.8 to 60.4)", "97.8 (96.9 to 98.5)", "no event until this time"]
  ])("prints %s", (...cells) => {
    const line = printed.find((each) => each.startsWith(cells[0] ?? ""))
    expect(line?.split(/ {2,}/)).toEqual(cells)
  })
})
