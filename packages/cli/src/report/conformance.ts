import { Conformance, Deviations, type Tally } from "@throughline/core"
import type { ReportTable } from "@throughline/render"
import { fewest } from "./fewest.ts"
import { type Journey, touchpointName } from "./journeyNames.ts"
import { decimal, scaled, whole } from "./words.ts"

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
export const conformanceTables = (
  paths: Tally.Tally<"path">,
  journey: Journey,
  deviations: ReadonlyArray<Deviations.RankedDeviation>
): ReadonlyArray<ReportTable> => {
  const share = Conformance.fromTally(paths, journey, rules)
  if (share._tag !== "Estimate") return []
  return [
    {
      finding: `${decimal(share.value, 0)} % of journeys went as planned`,
      caption: `Where ${whole(share.n)} journeys left the plan; meeting a touchpoint again leaves nothing. Optimal alignment, Wilson intervals.`,
      columns: [{ name: "Touchpoint" }, { name: "Was" }, { name: "Journeys (95 % CI)", numeric: true }],
      rows: deviations.map(({ kind, reach, touchpoint }) => [
        touchpointName(journey, touchpoint),
        deviationNames[kind],
        { measured: scaled(reach, 0.01), format }
      ])
    }
  ]
}

/** How customers left the plan; nothing where nobody has a path. */
export const deviationsFrom = (
  paths: Tally.Tally<"path">,
  journey: Journey
): ReadonlyArray<Deviations.RankedDeviation> => {
  const report = Deviations.fromTally(paths, journey, rules)
  return report._tag === "Deviations" ? report.deviations : []
}
