import { Scale } from "@throughline/core"
import { instantOf } from "./instantOf.ts"
import type { ActualJourney, Experience, JourneyDocument, Party, PlannedTouchpoint } from "./JourneyDocument.ts"
import { type JourneyProblem, problemAt } from "./JourneyProblem.ts"
import { idsAt, type Placed, placed, repeats } from "./Placed.ts"

const partiesOf = ([touchpoint, path]: Placed<PlannedTouchpoint>): ReadonlyArray<Placed<string>> => {
  if (touchpoint.type === "action") return [[touchpoint.actor, [...path, "actor"]]]
  const of = (party: Party | undefined, side: string): ReadonlyArray<Placed<string>> =>
    party === undefined ? [] : [[party.actor, [...path, side, "actor"]]]
  return [...of(touchpoint.initiator, "initiator"), ...of(touchpoint.receiver, "receiver")]
}

const planProblems = (document: JourneyDocument): ReadonlyArray<JourneyProblem> => {
  const actors = placed(document.actors, ["actors"])
  const stages = placed(document.planned?.stages, ["planned", "stages"])
  const touchpoints = stages.flatMap(([stage, path]) => placed(stage.touchpoints, [...path, "touchpoints"]))
  const known = new Set(actors.map(([{ id }]) => id))
  const strangers = touchpoints.flatMap(partiesOf).filter(([id]) => !known.has(id))
  return [
    ...[actors, stages, touchpoints].flatMap((items) => repeats(document, idsAt(items))),
    ...strangers.map(([, path]) => problemAt(document, path, "the id of one of the actors"))
  ]
}

const timeProblems = (document: unknown, [at, path]: Placed<string>): ReadonlyArray<JourneyProblem> =>
  instantOf(at) === undefined ? [problemAt(document, [...path, "at"], "a time of a day that exists")] : []

const scaleProblems = (
  document: unknown,
  [{ scale, score }, path]: Placed<Experience>
): ReadonlyArray<JourneyProblem> => {
  if (scale === undefined) return []
  const points = Scale.parse(scale)
  if (points === undefined) {
    return [problemAt(document, [...path, "scale"], "a scale from a number to a higher one, at most 1000")]
  }
  if (score === undefined || Scale.contains(points, score)) return []
  return [problemAt(document, [...path, "score"], `a whole number from ${points.minimum} to ${points.maximum}`)]
}

const actualProblems = (document: unknown, [journey, path]: Placed<ActualJourney>): ReadonlyArray<JourneyProblem> => {
  const touchpoints = placed(journey.touchpoints, [...path, "touchpoints"])
  const own = placed(journey.experience, [...path, "experience"])
  const felt = touchpoints.flatMap(([{ experience }, at]) => placed(experience, [...at, "experience"]))
  return [
    ...[...touchpoints, ...own].flatMap(([{ at }, place]) => timeProblems(document, [at, place])),
    ...[...felt, ...own].flatMap((each) => scaleProblems(document, each))
  ]
}

/**
 * Everything in which a document of the right form says what cannot be: an id used twice, an actor that nobody introduced, a
 * day that does not exist, a score that is no point of its scale.
 */
export const checkJourneys = (document: JourneyDocument): ReadonlyArray<JourneyProblem> => {
  const journeys = placed(document.actual, ["actual"])
  return [
    ...planProblems(document),
    ...repeats(document, idsAt(journeys)),
    ...journeys.flatMap((journey) => actualProblems(document, journey))
  ]
}
