import { Nps, type PlannedJourney, Scale, Tally } from "@throughline/core"
import type { NpsBars, NpsGroup } from "@throughline/render"
import { type Answers, asked } from "./answers.ts"
import { fewest } from "./fewest.ts"
import { decimal } from "./words.ts"

type Planned = ReturnType<typeof PlannedJourney.touchpoints>[number]
type NpsGroupResult = ReturnType<typeof Nps.by>[number]

const toGroup = ({ differs, fromRest, result, value }: NpsGroupResult): ReadonlyArray<NpsGroup> => {
  if (result._tag !== "Estimate") return []
  const { detractors, passives, promoters } = result
  const higher = fromRest._tag === "Difference" && fromRest.value > 0 ? "higher" : "lower"
  const nps = { score: result, counts: { detractors, passives, promoters } }
  return [{ name: String(value), nps, differs: differs ? higher : undefined }]
}

const describe = (what: string, groups: ReadonlyArray<NpsGroupResult>): string => {
  const apart = groups.filter(({ differs, fromRest }) => differs && fromRest._tag === "Difference")
  const worst = apart.find(({ fromRest }) => fromRest._tag === "Difference" && fromRest.value < 0)
  if (worst?.fromRest._tag === "Difference") {
    return `${what}: ${String(worst.value)} is ${decimal(-worst.fromRest.value, 0)} points below the rest`
  }
  return apart.length > 0 ? `${what}: groups differ beyond chance` : `${what}: no difference beyond chance`
}

const bars = <Name extends string>(
  what: string,
  tally: Tally.Tally<Name>,
  dimension: NoInfer<Name>
): ReadonlyArray<NpsBars> => {
  const groups = Nps.by(
    Tally.where(tally, dimension, (value) => value !== null),
    dimension,
    { minimum: fewest }
  )
  if (groups.length < 2) return []
  const ordered = groups.toSorted((a, b) => score(b) - score(a))
  return [{ title: describe(what, groups), subtitle, groups: ordered.flatMap(toGroup) }]
}

const score = ({ result }: NpsGroupResult): number =>
  result._tag === "Estimate" ? result.value : Number.NEGATIVE_INFINITY

const subtitle = "Net Promoter Score with 95 % confidence; differences from the rest corrected for the number of groups"

/** NPS of the teams at each touchpoint that has several, and of the customer segments. */
export const npsByGroup = (planned: ReadonlyArray<Planned>, answers: Answers): ReadonlyArray<NpsBars> => {
  const asking = asked(answers.byTouchpoint, "nps", Scale.nps.id)
  const teams = planned.flatMap(({ touchpoint }) =>
    bars(`${touchpoint.name} by team`, Tally.where(asking, "touchpoint", touchpoint.id), "team")
  )
  const segments = bars("NPS by segment", asked(answers.bySegment, "nps", Scale.nps.id), "segment")
  return [...teams, ...segments]
}
