import { Consistency } from "@throughline/core"
import type { ReportTable } from "@throughline/render"
import { type Answers, asked, usualScale } from "./answers.ts"
import { fewest } from "./fewest.ts"
import { type Journey, touchpointName } from "./journeyNames.ts"

/** Whether it matters which team customers meet. */
export const consistencyTables = (answers: Answers, journey: Journey | undefined): ReadonlyArray<ReportTable> => {
  const scale = usualScale(answers.byTouchpoint, "csat")
  if (scale === undefined) return []
  const scores = asked(answers.byTouchpoint, "csat", scale.id)
  const read = { measure: "mean", scale, minimum: fewest } as const
  const known = Consistency.by(scores, "touchpoint", "team", read).flatMap(({ result, value, varies }) =>
    value === null || result._tag !== "Estimate"
      ? []
      : [{ result, varies, name: touchpointName(journey, String(value)) }]
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
