import { estimate, insufficientData, type Measured } from "@throughline/core"
import type { TrendPanels } from "../../src/index.ts"
import { hostileTexts } from "./hostile.ts"

/** Numbers from 0 to 1, always the same (mulberry32). */
const numbers = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const months = Array.from({ length: 14 }, (_, i) => ({
  label: `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`,
  inProgress: i === 13
}))

const around = (value: number, n: number): Measured =>
  estimate(value, { low: value - 60 / Math.sqrt(n), high: value + 60 / Math.sqrt(n), level: 0.95, method: "t" }, n)

const series = (random: () => number, level: number, slope: number, n: number): ReadonlyArray<Measured> =>
  months.map((_, i) => around(level + slope * i + 5 * (random() + random() - 1), n))

/** Seven teams: one rises above the others, one is below, one has a hole, one is new and small. */
export const teams: TrendPanels = (() => {
  const random = numbers(4)
  const hole = insufficientData("no survey was sent", 0)
  return {
    title: "Aurora is recommended more than the other teams, Fornax less",
    subtitle: "NPS by team and month, made from a fixed seed",
    format: { style: "signed" },
    periods: months,
    groups: [
      { name: "Aurora", values: series(random, 32, 1.6, 420), differs: "higher" },
      { name: "Borealis", values: series(random, 30, 0, 380) },
      { name: "Customer care for business customers in the north", values: series(random, 31, 0.2, 150) },
      { name: "Dorado", values: series(random, 27, 0, 260).map((value, i) => (i === 5 || i === 6 ? hole : value)) },
      { name: "Eridanus", values: series(random, 33, 0, 22).map((value, i) => (i < 9 ? undefined : value)) },
      { name: "Fornax", values: series(random, 22, -1.2, 300), differs: "lower" },
      { name: "Grus", values: [] }
    ]
  }
})()

/** Groups nobody would name so. */
export const hostileTeams: TrendPanels = {
  title: hostileTexts[0] ?? "",
  subtitle: hostileTexts[7] ?? "",
  format: { style: "percent" },
  periods: hostileTexts.slice(0, 6).map((label) => ({ label })),
  groups: hostileTexts.map((name, i) => ({
    name,
    values: [around(0.2 + i / 50, 1e6), insufficientData(name, 0), around(0.4, 1e6)],
    differs: i % 5 === 0 ? ("lower" as const) : undefined
  }))
}
