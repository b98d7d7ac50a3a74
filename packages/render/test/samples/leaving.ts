import type { SurvivalCurve, SurvivalPanels, SurvivalStep } from "../../src/index.ts"

/** A small linear congruential generator: the same numbers on every run. */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Kaplan–Meier with a plain Greenwood interval, from exponential lifetimes: only to have something to draw. */
const stepsOf = (customers: number, monthly: number, seed: number): ReadonlyArray<SurvivalStep> => {
  const next = numbers(seed)
  const seen = Array.from({ length: customers }, () => {
    const life = Math.round((-Math.log(1 - next()) / monthly) * 10) / 10
    const until = Math.min(18, 6 + Math.round(next() * 160) / 10)
    return { time: Math.min(life, until), left: life <= until }
  })
  const times = [...new Set(seen.map(({ time }) => time))].sort((a, b) => a - b)
  let survival = 1
  let variance = 0
  return times.map((time) => {
    const atRisk = seen.filter((one) => one.time >= time).length
    const events = seen.filter((one) => one.time === time && one.left).length
    const censored = seen.filter((one) => one.time === time && !one.left).length
    survival *= 1 - events / atRisk
    variance += events === atRisk ? 0 : events / (atRisk * (atRisk - events))
    const half = 1.96 * survival * Math.sqrt(variance)
    return {
      time,
      atRisk,
      events,
      censored,
      survival,
      low: Math.max(0, survival - half),
      high: Math.min(1, survival + half)
    }
  })
}

/** Two groups over a year and a half. */
export const leaving: SurvivalCurve = {
  title: "Customers with a delivery problem leave about twice as fast",
  subtitle: "Share still customers · Kaplan–Meier with 95 % confidence band · ticks: still active when last seen",
  unit: "months",
  groups: [
    { name: "No delivery problem", steps: stepsOf(420, 0.034, 7) },
    { name: "Delivery problem", steps: stepsOf(180, 0.085, 11) }
  ]
}

/** Seven groups: one stays longer, one leaves sooner, nobody was followed in the last. */
export const leavingByGroup: SurvivalPanels = {
  title: "Customers who pay by direct debit stay longest, those of the trial leave soonest",
  subtitle: "Share still customers, made from a fixed seed",
  unit: "months",
  groups: [
    { name: "Direct debit", steps: stepsOf(420, 0.016, 7), differs: "higher" },
    { name: "Credit card", steps: stepsOf(380, 0.045, 11) },
    { name: "Invoice with payment at the end of the next month", steps: stepsOf(160, 0.05, 13) },
    { name: "Prepaid", steps: stepsOf(210, 0.04, 17) },
    { name: "Trial", steps: stepsOf(300, 0.12, 19), differs: "lower" },
    { name: "Voucher", steps: stepsOf(12, 0.05, 23) },
    { name: "Cash", steps: [] }
  ]
}
