import { Dwell, Stuck } from "@throughline/core"
import type { DwellCurves, ReportTable } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { type Journey, stageName } from "./journeyNames.ts"
import { quietDays, sessionGap } from "./journeyRule.ts"
import type { Scope } from "./Scope.ts"
import { decimal, whole } from "./words.ts"

const hasMandatory = ({ touchpoints }: Journey["stages"][number]): boolean =>
  touchpoints.some(({ optional }) => optional !== true)

const stuckFinding = (report: Stuck.StuckReport, name: (id: unknown) => string): string => {
  const [first] = report.stages
  if (first === undefined || !first.stuck || first.past._tag !== "PastQuantile") {
    return "No stage holds customers longer than the others"
  }
  const { days, expected, observed } = first.past
  return `Customers are stuck in ${name(first.stage)}: ${whole(observed)} stayed longer than ${days} days, where ${whole(expected)} would have if they moved on as elsewhere`
}

const paceText = (pace: Stuck.StuckStage["pace"]): string => {
  if (pace._tag === "InsufficientData" || pace.value === null) return "–"
  const { high, low } = pace.interval
  return `${decimal(pace.value, 2)} (${decimal(low, 2)} to ${high === null ? "∞" : decimal(high, 2)})`
}

const tableOf = (report: Stuck.StuckReport, name: (id: unknown) => string): ReportTable => ({
  finding: "The stages against each other",
  caption: `How fast customers move on from each stage, against the others: log-rank test, Benjamini–Hochberg over stages; whoever is silent for ${quietDays} days has left.`,
  columns: [
    { name: "Stage" },
    { name: "Stays", numeric: true },
    { name: "Beyond the others' slowest tenth", numeric: true },
    { name: "Expected", numeric: true },
    { name: "Pace against the others (95 % CI)", numeric: true },
    { name: "Stuck" }
  ],
  rows: report.stages.map(({ n, pace, past, stage, stuck }) => [
    name(stage),
    whole(n),
    past._tag === "PastQuantile" ? `${whole(past.observed)} over ${past.days} days` : "–",
    past._tag === "PastQuantile" ? whole(past.expected) : "–",
    paceText(pace),
    stuck ? "yes" : "no"
  ])
})

/** How long each stage holds customers, and which holds them too long, counted by the store. */
export const readDwell = Effect.fn("readDwell")(function* (journey: Journey, { asOf }: Scope) {
  const stages = journey.stages.filter(hasMandatory)
  if (stages.length < 2) return undefined
  const store = yield* Store
  const stays = yield* store.tally({
    source: "stays",
    by: ["stage", "days", "age", "outcome"],
    asOf: new Date(asOf.getTime() - sessionGap * 1000),
    seenUntil: asOf,
    stages: Dwell.stagesOf(journey),
    sessionGap
  })
  const stuck = Stuck.fromTally(stays, { stages })
  if (stuck._tag !== "Stuck") return undefined
  const name = (id: unknown) => stageName(journey, id)
  const curves: DwellCurves = {
    title: stuckFinding(stuck, name),
    subtitle: `Days from the first interaction in a stage to the first in another; stays begun until ${quietDays} days before the end`,
    stages: Dwell.fromTally(stays, { stages }),
    stuck,
    names: stages
  }
  return { curves, table: tableOf(stuck, name) }
})
