import { ControlChart as Core } from "@throughline/core"
import type { ControlChart } from "../../src/index.ts"
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

const monthOf = (i: number): string => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`

const about = (random: () => number): number => random() + random() + random() + random() - 2

/** Shares of months with unequal numbers of tickets; July falls below its limit, August is not over. */
export const sharesByMonth: ControlChart = {
  title: "Fewer tickets were resolved at once in July",
  subtitle: "First-contact resolution by month, made from a fixed seed",
  chart: Core.pFromShares(
    [171, 175, 268, 172, 166, 201, 139, 31].map((successes, i) => ({
      period: `2026-0${i + 1}`,
      successes,
      n: [241, 249, 380, 243, 238, 287, 240, 60][i] ?? 0
    })),
    { baseline: { through: "2026-06" }, inProgress: "2026-08" }
  )
}

const series = (seed: number, periods: number, shift: number) => {
  const random = numbers(seed)
  return Array.from({ length: periods }, (_, i) => ({
    period: monthOf(i),
    value: i === 9 ? null : 34 + 4 * about(random) + (i >= 20 ? shift : 0)
  }))
}

/** Single values that shift upward after twenty months. */
export const valuesByMonth: ControlChart = {
  title: "The Net Promoter Score is higher since autumn 2025",
  subtitle: "NPS by month, made from a fixed seed",
  chart: Core.xmr(series(12, 30, 5), { baseline: { through: monthOf(19) }, inProgress: monthOf(29) }),
  format: { style: "signed", decimals: 1 }
}

/** The same values, averaged. */
export const averagesByMonth: ControlChart = {
  ...valuesByMonth,
  chart: Core.ewma(series(12, 30, 5), { baseline: { through: monthOf(19) }, inProgress: monthOf(29) })
}

/** The same values, summed. */
export const sumsByMonth: ControlChart = {
  ...valuesByMonth,
  chart: Core.cusum(series(12, 30, 5), { baseline: { through: monthOf(19) }, inProgress: monthOf(29) })
}

/** Two hundred days with many signals. */
export const manyDays: ControlChart = {
  title: "Days without control",
  subtitle: "Two hundred days, made from a fixed seed",
  chart: Core.xmr(
    Array.from({ length: 200 }, (_, i) => ({
      period: `2026-${String(i + 1).padStart(3, "0")}`,
      value: Math.sin(i / 9) * 10 + (i % 7)
    })),
    { rules: "Nelson" }
  )
}

/** Periods nobody would name so. */
export const hostileMonths: ControlChart = {
  title: hostileTexts[0] ?? "",
  subtitle: hostileTexts[7] ?? "",
  chart: Core.xmr(hostileTexts.map((period, i) => ({ period, value: i % 3 === 0 ? 30 : i })))
}
