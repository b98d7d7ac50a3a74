import { DirectlyFollows, Funnel, Sources, StepMatrix, Tally } from "@throughline/core"
import type { FunnelChart, StageFlows, StepHeatMap } from "../../src/index.ts"
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

const steps = ["search", "product", "cart", "address", "payment"]
const keeps = [0.82, 0.71, 0.43, 0.9, 0.88]
const detours = ["help", "reviews", "chat", "compare", "store-finder"]

const visit = (random: () => number): ReadonlyArray<string> => {
  const path: Array<string> = []
  for (const [i, step] of steps.entries()) {
    path.push(step)
    if (random() < 0.25) path.push(step)
    if (random() > (keeps[i] ?? 1)) {
      const detour = detours[Math.floor(random() * random() * 7)]
      return detour === undefined ? path : [...path, detour]
    }
  }
  return path
}

/** What 4,000 visits of a shop went through, from a fixed seed. */
export const visits: ReadonlyArray<ReadonlyArray<string>> = (() => {
  const random = numbers(8)
  return Array.from({ length: 4000 }, () => (random() < 0.07 ? ["help"] : visit(random)))
})()

/** Names of some of the touchpoints. */
const touchpointNames = [
  { id: "search", name: "Search" },
  { id: "product", name: "Product page" },
  { id: "cart", name: "Cart" },
  { id: "address", name: "Delivery address and delivery options" },
  { id: "payment", name: "Payment" },
  { id: "help", name: "Help centre" },
  { id: "reviews", name: "Reviews by other customers, with pictures" },
  { id: "chat", name: "客户服务聊天" }
]

/** Most stop at the cart. */
export const shopFunnel: FunnelChart = {
  title: "More than half of the carts never get a delivery address",
  subtitle: "Visits of a shop, made from a fixed seed",
  funnel: Funnel.fromPaths(visits, { steps }),
  names: touchpointNames
}

/** Steps nobody would name so. */
export const hostileFunnel: FunnelChart = {
  title: hostileTexts.join(" "),
  subtitle: hostileTexts.join(" "),
  funnel: Funnel.fromPaths(
    hostileTexts.map((_, i) => hostileTexts.slice(0, i)),
    { steps: [...new Set(hostileTexts.slice(0, 14))] }
  ),
  names: [{ id: hostileTexts[0] ?? "", name: hostileTexts[10] ?? "" }]
}

const matrixOf = (paths: ReadonlyArray<ReadonlyArray<string>>, positions: number) =>
  StepMatrix.fromTally(Tally.fromColumns({ columns: { path: paths.map(Sources.pathText) } }), { positions })

/** Where visits are, interaction by interaction. */
export const shopSteps: StepHeatMap = {
  title: "Help is asked for at the fourth interaction",
  subtitle: "Visits of a shop, made from a fixed seed",
  matrix: matrixOf(visits, 8),
  names: touchpointNames
}

/** More touchpoints and positions than are drawn, of names nobody would choose. */
export const hostileSteps: StepHeatMap = {
  title: hostileTexts.join(" "),
  subtitle: hostileTexts.join(" "),
  matrix: matrixOf(
    Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: i + 1 }, (_, k) => hostileTexts[(i + k) % hostileTexts.length] + "x".repeat((i + k) % 3))
    ),
    30
  ),
  names: [{ id: hostileTexts[0] ?? "", name: hostileTexts[10] ?? "" }]
}

/** The graph of paths. */
export const graphOf = (paths: ReadonlyArray<ReadonlyArray<string>>): StageFlows["graph"] => {
  const steps = paths.flatMap((path) =>
    Array.from({ length: path.length === 0 ? 0 : path.length + 1 }, (_, i) => ({
      ...(i > 0 && { from: path[i - 1] }),
      ...(i < path.length && { to: path[i] })
    }))
  )
  const graph = DirectlyFollows.fromTally(Tally.from(steps, { by: ["from", "to"] }))
  return graph._tag === "DirectlyFollows" ? graph : { nodes: [], edges: [] }
}

/** Some come to the cart without a product page, some go back to the search. */
export const shopFlows: StageFlows = {
  title: "A third of those who come to a cart go elsewhere",
  subtitle: "Visits of a shop, made from a fixed seed",
  graph: graphOf([
    ...visits,
    ...visits.slice(0, 500).map((path) => path.filter((touchpoint) => touchpoint !== "product")),
    ...visits.slice(0, 300).map((path) => [...path, "search"]),
    ...visits.slice(0, 400).map(() => ["search", "payment"])
  ]),
  stages: [
    { name: "Search", touchpoints: [{ id: "search" }] },
    { name: "Choose among products", touchpoints: [{ id: "product" }, { id: "reviews" }, { id: "compare" }] },
    { name: "Cart", touchpoints: [{ id: "cart" }] },
    { name: "配送地址", touchpoints: [{ id: "address" }] },
    { name: "Payment", touchpoints: [{ id: "payment" }] }
  ]
}

/** More stages than are drawn, of names nobody would choose. */
export const hostileFlows: StageFlows = {
  title: hostileTexts.join(" "),
  subtitle: hostileTexts.join(" "),
  graph: graphOf(
    Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: i % 7 }, (_, k) => hostileTexts[(i * 5 + k * k) % hostileTexts.length] ?? "")
    )
  ),
  stages: hostileTexts.slice(0, 15).map((name) => ({ name, touchpoints: [{ id: name }] }))
}
