import {
  Conformance,
  Consistency,
  Deviations,
  DirectlyFollows,
  Dwell,
  type PlannedJourney,
  Stuck,
  type Tally
} from "@throughline/core"
import type { ActualPaths, ReportPaths, ReportTable } from "@throughline/render"
import { Store } from "@throughline/store"
import * as Effect from "effect/Effect"
import { type Answers, asked, usualScale } from "./answers.ts"
import { fewest } from "./fewest.ts"
import type { Scope } from "./Scope.ts"
import { decimal, scaled, whole } from "./words.ts"

/** After so many days without anything a journey is over. */
export const quietDays = 30

const sessionGap = quietDays * 86_400
/** More distinct paths are not held against the plan: those are of one customer each. */
const mostPaths = 20_000
/** The most travelled edges that the graph shows, in per cent of the steps. */
const shownSteps = 98

type Journey = PlannedJourney.PlannedJourney

const namesOf = (journey: Journey | undefined): ReadonlyMap<string, string> =>
  new Map(journey?.stages.flatMap(({ touchpoints }) => touchpoints.map(({ id, name }) => [id, name] as const)))

const format = { style: "percent", decimals: 1 } as const

const deviationNames = {
  skipped: "skipped",
  unreached: "not reached",
  added: "not planned",
  swapped: "met out of order",
  repeated: "met again"
} as const satisfies Record<Deviations.DeviationKind, string>

/** Meeting a touchpoint again leaves no plan. */
const rules = { repeats: "free", minimum: fewest } as const

/** Where customers left the plan, the most frequent first. */
const conformance = (
  paths: Tally.Tally<"path">,
  journey: Journey,
  deviations: ReadonlyArray<Deviations.RankedDeviation>
): ReadonlyArray<ReportTable> => {
  const share = Conformance.fromTally(paths, journey, rules)
  if (share._tag !== "Estimate") return []
  const names = namesOf(journey)
  return [
    {
      finding: `${decimal(share.value, 0)} % of journeys went as planned`,
      caption: `Where ${whole(share.n)} journeys left the plan; meeting a touchpoint again leaves nothing. Optimal alignment, Wilson intervals.`,
      columns: [{ name: "Touchpoint" }, { name: "Was" }, { name: "Journeys (95 % CI)", numeric: true }],
      rows: deviations.map(({ kind, reach, touchpoint }) => [
        names.get(touchpoint) ?? touchpoint,
        deviationNames[kind],
        { measured: scaled(reach, 0.01), format }
      ])
    }
  ]
}

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

/** The stages that hold customers too long. */
const stuck = (
  stays: Tally.Tally<"stage" | "days" | "age" | "outcome">,
  journey: Journey
): ReadonlyArray<ReportTable> => {
  const onTheWay = journey.stages.filter(hasMandatory)
  if (onTheWay.length < 2) return []
  const report = Stuck.fromTally(stays, { stages: onTheWay })
  if (report._tag !== "Stuck") return []
  const name = (id: unknown) => journey.stages.find((stage) => stage.id === id)?.name ?? String(id)
  return [
    {
      finding: stuckFinding(report, name),
      caption: `How long each stage holds customers, against the others: log-rank test, Benjamini–Hochberg over stages; whoever is silent for ${quietDays} days has left.`,
      columns: [
        { name: "Stage" },
        { name: "Stays", numeric: true },
        { name: "Beyond the others' slowest tenth", numeric: true },
        { name: "Expected", numeric: true },
        { name: "Pace against the others (95 % CI)", numeric: true },
        { name: "Stuck" }
      ],
      rows: report.stages.map(({ n, pace, past, stage, stuck: isStuck }) => [
        name(stage),
        whole(n),
        past._tag === "PastQuantile" ? `${whole(past.observed)} over ${past.days} days` : "–",
        past._tag === "PastQuantile" ? whole(past.expected) : "–",
        paceText(pace),
        isStuck ? "yes" : "no"
      ])
    }
  ]
}

/** Whether it matters which team customers meet. */
const consistency = (answers: Answers, journey: Journey | undefined): ReadonlyArray<ReportTable> => {
  const scale = usualScale(answers.byTouchpoint, "csat")
  if (scale === undefined) return []
  const scores = asked(answers.byTouchpoint, "csat", scale.id)
  const read = { measure: "mean", scale, minimum: fewest } as const
  const known = Consistency.by(scores, "touchpoint", "team", read).flatMap(({ result, value, varies }) =>
    value === null || result._tag !== "Estimate" ? [] : [{ result, varies, name: nameOf(journey, String(value)) }]
  )
  if (known.length === 0) return []
  const apart = known.filter(({ varies }) => varies).map(({ name }) => name)
  return [
    {
      finding:
        apart.length === 0
          ? "No touchpoint depends on the team beyond chance"
          : `${apart.join(", ")}: how it feels depends on the team`,
      caption: `How far the true mean satisfaction of teams lies apart (standard deviation, in points of the scale ${scale.id}), beyond what sampling makes; Benjamini–Hochberg over touchpoints.`,
      columns: [
        { name: "Touchpoint" },
        { name: "Teams", numeric: true },
        { name: "Apart (95 % CI)", numeric: true },
        { name: "Beyond chance" }
      ],
      rows: known.map(({ name, result, varies }) => [
        name,
        String(result.groups.length),
        { measured: result, format: { style: "number", decimals: 2 } },
        varies ? "yes" : "no"
      ])
    }
  ]
}

const nameOf = (journey: Journey | undefined, id: string): string => namesOf(journey).get(id) ?? id

const ofPlan = Effect.fn("ofPlan")(function* (journey: Journey, { asOf, current }: Scope) {
  const store = yield* Store
  const at = { from: current.start, to: current.end }
  const cases = yield* store.tally({ source: "cases", by: ["path"], where: { at }, sessionGap, most: mostPaths })
  const stays = yield* store.tally({
    source: "stays",
    by: ["stage", "days", "age", "outcome"],
    asOf: new Date(asOf.getTime() - sessionGap * 1000),
    seenUntil: asOf,
    stages: Dwell.stagesOf(journey),
    sessionGap
  })
  const report = Deviations.fromTally(cases, journey, rules)
  const deviations = report._tag === "Deviations" ? report.deviations : []
  return { tables: [...conformance(cases, journey, deviations), ...stuck(stays, journey)], deviations }
})

const nothingPlanned = { tables: [], deviations: [] }

/** What customers really did in the current period, beside the plan if there is one; `undefined` when nothing is known. */
export const readPaths = Effect.fn("readPaths")(function* (
  journey: Journey | undefined,
  scope: Scope,
  answers: Answers
) {
  const store = yield* Store
  const at = { from: scope.current.start, to: scope.current.end }
  const steps = yield* store.tally({ source: "steps", by: ["from", "to"], where: { at }, sessionGap })
  const graph = DirectlyFollows.fromTally(steps)
  if (graph._tag !== "DirectlyFollows") return undefined
  const { deviations, tables } = journey === undefined ? nothingPlanned : yield* ofPlan(journey, scope)
  const [first] = tables
  const shown = DirectlyFollows.filter(graph, { steps: shownSteps })
  const paths: ReportPaths = {
    graph: {
      title: first?.finding ?? "What followed what",
      subtitle: `${whole(graph.steps)} steps, the most travelled ${shownSteps} % of them; a journey ends after ${quietDays} quiet days`,
      graph: shown,
      planned: journey?.stages.flatMap(({ touchpoints }) => touchpoints)
    },
    tables: [...tables, ...consistency(answers, journey)]
  }
  const actual: ActualPaths = { graph, deviations }
  return { paths, actual }
})
