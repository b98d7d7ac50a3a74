import { type Interaction, type RecordKind, type RecordOf, Sources } from "@throughline/core"
import type { Origin } from "../query/CheckedQuery.ts"

/** The fields of a row, whatever its source. */
export type Row = Readonly<Record<string, unknown>>

/** All records of a kind. */
type All = <Kind extends RecordKind>(kind: Kind) => Iterable<RecordOf<Kind>>

/** The rows of a source, of the records that `all` gives by kind: the definition that every engine's statements equal. */
export const rowsOf = (origin: Origin, all: All): Iterable<Row> => derive(origin, all) as Iterable<Row>

const derive = (origin: Origin, all: All): Iterable<object> => {
  switch (origin.source) {
    case "reach":
      return Sources.reach(all("interactions"))
    case "gaps":
      return Sources.gaps(all("responses"), all("expectations"))
    case "lifetimes":
      return Sources.lifetimes(all("subscriptions"), origin.asOf)
    case "steps":
      return Sources.steps(all("interactions"), origin)
    case "cases":
      return Sources.cases(all("interactions"), origin)
    case "scoredSteps":
      return Sources.scoredSteps(all("responses"), all("interactions"), origin)
    case "caseOutcomes":
      return outcomes(origin, all)
    case "scoredJourneys":
      return Sources.scoredJourneys(all("responses"), origin)
    case "progress":
      return Sources.progress(all("interactions"), origin)
    case "stays":
      return Sources.stays(all("interactions"), origin.asOf, origin)
    case "repeats":
      return Sources.repeats(met(all("interactions"), origin.touchpoints), origin.asOf)
    case "retention":
      return Sources.retention(met(all("interactions"), origin.touchpoints), origin.periods)
    case "activity":
      return Sources.activity(met(all("interactions"), origin.touchpoints), origin.periods, origin.days)
    case "waits":
      return Sources.waits(all("tickets"), origin.asOf)
    case "recoveries":
      return Sources.recoveries(all("responses"), all("loopCases"), origin.asOf)
    default:
      return all(origin.source)
  }
}

const outcomes = ({ answers, left, ...rule }: Sources.CaseRule & Sources.OutcomeRule, all: All): Iterable<object> =>
  Sources.caseOutcomes(Sources.cases(all("interactions"), rule), {
    ...(answers === undefined ? {} : { answers: { ...answers, responses: all("responses") } }),
    ...(left === undefined ? {} : { left: { ...left, subscriptions: all("subscriptions") } })
  })

/** The interactions at some touchpoints; at any, where none are named. */
const met = (
  interactions: Iterable<Interaction>,
  touchpoints: ReadonlyArray<string> | undefined
): Iterable<Interaction> => {
  if (touchpoints === undefined) return interactions
  const wanted = new Set<string>(touchpoints)
  return [...interactions].filter(({ touchpoint }) => wanted.has(touchpoint))
}
