import { Dwell, Stuck, Tally } from "@throughline/core"
import type { DwellCurves } from "../../src/index.ts"
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

const stages = [
  { id: "discover", name: "Discover", mean: 3, stays: 600 },
  { id: "compare", name: "Compare offers, read reviews and ask others", mean: 8, stays: 420 },
  { id: "buy", name: "Buy", mean: 1, stays: 310 },
  { id: "approval", name: "Wait for the approval of the credit", mean: 26, stays: 120 },
  { id: "delivery", name: "Delivery", mean: 5, stays: 260 },
  { id: "use", name: "First use", mean: 4, stays: 180 },
  { id: "support", name: "Support", mean: 7, stays: 14 }
]

const outcomeOf = (random: () => number, days: number, age: number): string => {
  if (days >= age) return "still there"
  return random() < 0.1 ? "left" : "moved on"
}

/** Stays of a bank's customers, from a fixed seed; most go on after a few days, the credit takes weeks. */
const rows = (() => {
  const random = numbers(31)
  return stages.flatMap(({ id, mean, stays }) =>
    Array.from({ length: stays }, () => {
      const age = Math.floor(5 + random() * 55)
      const days = Math.min(age, Math.floor(-Math.log(1 - random()) * mean))
      return { stage: id, days, age, outcome: outcomeOf(random, days, age) }
    })
  )
})()

const tally = Tally.from(rows, { by: ["stage", "days", "age", "outcome"] })
const names = stages.map(({ id, name }) => ({ id, name }))
const order = [...stages.map(({ id }) => id), "renewal"]

/** Stages held against each other. */
export const manyStages: DwellCurves = {
  title: "Customers are stuck where the credit is approved",
  subtitle: "Stays of a bank's customers, made from a fixed seed",
  stages: Dwell.fromTally(tally, { stages: order }),
  stuck: Stuck.fromTally(tally),
  names
}

const few = ["compare", "approval", "delivery"]

/** Stages held against a plan. */
export const fewStages: DwellCurves = {
  title: "The approval of a credit takes longer than planned",
  subtitle: "Stays of a bank's customers, made from a fixed seed",
  stages: Dwell.fromTally(tally, { stages: few }),
  stuck: Stuck.planned(tally, [
    { stage: "compare", days: 21, share: 0.9 },
    { stage: "approval", days: 14, share: 0.8 },
    { stage: "delivery", days: 7, share: 0.7 }
  ]),
  names
}

/** Stages nobody would name so. */
export const hostileStages: DwellCurves = {
  title: hostileTexts[0] ?? "",
  subtitle: hostileTexts[7] ?? "",
  unit: hostileTexts[8],
  stages: Dwell.fromStays(
    hostileTexts.flatMap((stage, i) => [
      { stage, days: i, outcome: "moved on" },
      { stage, days: i + 3, outcome: "still there" }
    ])
  )
}
