import type { Interaction, Response } from "@throughline/core"
import { placeText } from "../placeText.ts"
import { instantOf } from "./instantOf.ts"
import type { ActualJourney, ActualTouchpoint, Experience, JourneyExperience } from "./JourneyDocument.ts"
import { pathText } from "./JourneyProblem.ts"
import { type Placed, placed } from "./Placed.ts"
import { type ExperienceDefaults, type Occasion, placeId, readExperience } from "./readExperience.ts"

/** What the actual journeys of a document say, each at its place. */
export interface ActualRecords {
  readonly interactions: Array<Placed<Interaction>>
  readonly responses: Array<Placed<Response>>
  readonly questions: Array<string>
}

const where = ({ channel, segment, team }: Pick<ActualTouchpoint, "channel" | "segment" | "team">) => ({
  ...(channel === undefined ? {} : { channel }),
  ...(team === undefined ? {} : { team }),
  ...(segment === undefined ? {} : { segment })
})

/** Called for times that are known to be some. */
const timeOf = (text: string): Date => instantOf(text) ?? new Date(text)

const interactionOf = (journey: ActualJourney, visit: ActualTouchpoint, place: number): Interaction => {
  const { at, evidence, experience: _, id, ...rest } = visit
  const { source } = evidence ?? journey.evidence
  return {
    id: id ?? placeId(source, "interactions", journey.id, placeText(place)),
    customer: journey.customer,
    ...rest,
    at: timeOf(at),
    evidence: evidence ?? journey.evidence
  }
}

const ofVisit = (journey: ActualJourney, visit: ActualTouchpoint, experience: Experience, place: string): Occasion => {
  const { evidence = visit.evidence ?? journey.evidence, id } = experience
  return {
    id: id ?? placeId(evidence.source, "responses", journey.id, place),
    customer: journey.customer,
    touchpoint: visit.touchpoint,
    at: timeOf(visit.at),
    ...where(visit),
    evidence
  }
}

const ofJourney = (journey: ActualJourney, experience: JourneyExperience, place: number): Occasion => {
  const { at, evidence = journey.evidence, id, touchpoint } = experience
  return {
    id: id ?? placeId(evidence.source, "responses", journey.id, `:${placeText(place)}`),
    customer: journey.customer,
    ...(touchpoint === undefined ? {} : { touchpoint }),
    at: timeOf(at),
    ...where(experience),
    evidence
  }
}

/** Add what an actual journey says to the records. */
export const readActual = (
  records: ActualRecords,
  [journey, path]: Placed<ActualJourney>,
  defaults: ExperienceDefaults
): void => {
  const felt = ([experience, place]: Placed<Experience>, occasion: Occasion) => {
    const answer = readExperience(experience, occasion, defaults)
    if ("id" in answer) records.responses.push([answer, place])
    else records.questions.push(...answer.map((question) => `${pathText(place)}.${question}`))
  }
  for (const [i, [visit, place]] of placed(journey.touchpoints, [...path, "touchpoints"]).entries()) {
    records.interactions.push([interactionOf(journey, visit, i), place])
    for (const [j, each] of placed(visit.experience, [...place, "experience"]).entries()) {
      felt(each, ofVisit(journey, visit, each[0], `${placeText(i)}:${placeText(j)}`))
    }
  }
  for (const [i, each] of placed(journey.experience, [...path, "experience"]).entries()) {
    felt(each, ofJourney(journey, each[0], i))
  }
}
