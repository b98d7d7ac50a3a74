import type { Interaction, PlannedJourney, Response, Touchpoint } from "@throughline/core"
import * as Arr from "effect/Array"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { checkJourneys } from "./checkJourneys.ts"
import { type Actor, JourneyDocument, type Party, type PlannedTouchpoint } from "./JourneyDocument.ts"
import { type InvalidJourneys, invalid, problemsOf } from "./JourneyProblem.ts"
import { idsAt, placed, repeats } from "./Placed.ts"
import { type ActualRecords, readActual } from "./readActual.ts"
import type { ExperienceDefaults } from "./readExperience.ts"

/** Who acts at a planned touchpoint: two who communicate, as far as they are said, or one alone. */
export type Roles =
  | { readonly type: "communicationPoint"; readonly initiator?: Party; readonly receiver?: Party }
  | { readonly type: "action"; readonly actor: string }

/** What a document of journeys says, in the terms that everything here measures. */
export interface Journeys {
  readonly _tag: "Journeys"
  readonly planned?: PlannedJourney.PlannedJourney
  readonly actors: ReadonlyArray<Actor>
  /** Who acts at each planned touchpoint, by its id. */
  readonly roles: ReadonlyMap<string, Roles>
  readonly interactions: ReadonlyArray<Interaction>
  readonly responses: ReadonlyArray<Response>
  /** What has to be known before the other experiences are responses too. */
  readonly questions: ReadonlyArray<string>
}

/** How documents are read. */
export interface JourneyOptions {
  /** For experiences that do not say it themselves. */
  readonly experience?: ExperienceDefaults
}

const decode = Schema.decodeUnknownResult(JourneyDocument, { errors: "all", onExcessProperty: "error" })

/** A document that is right in form and content, or why it is not. */
export const decodeDocument = (json: unknown): JourneyDocument | InvalidJourneys => {
  const decoded = decode(json)
  if (Result.isFailure(decoded)) return invalid(problemsOf(json, decoded.failure))
  const problems = checkJourneys(decoded.success)
  return problems.length === 0 ? decoded.success : invalid(problems)
}

const rolesOf = (planned: PlannedTouchpoint): Roles => {
  if (planned.type === "action") return { type: "action", actor: planned.actor }
  const { initiator, receiver, type } = planned
  return {
    type,
    ...(initiator === undefined ? {} : { initiator }),
    ...(receiver === undefined ? {} : { receiver })
  }
}

const touchpointOf = (planned: PlannedTouchpoint): Touchpoint => {
  if (planned.type === "action") {
    const { actor: _actor, type: _type, ...touchpoint } = planned
    return touchpoint
  }
  const { initiator: _initiator, receiver: _receiver, type: _type, ...touchpoint } = planned
  return touchpoint
}

const planOf = ({ id, name, stages }: NonNullable<JourneyDocument["planned"]>): PlannedJourney.PlannedJourney => ({
  id,
  name,
  stages: Arr.map(stages, (stage) => ({ ...stage, touchpoints: Arr.map(stage.touchpoints, touchpointOf) }))
})

/** What a document says that is right in form and content; its records have ids of their own, or it is not right after all. */
export const contentOf = (
  document: JourneyDocument,
  { experience = {} }: JourneyOptions = {}
): Journeys | InvalidJourneys => {
  const records: ActualRecords = { interactions: [], responses: [], questions: [] }
  for (const journey of placed(document.actual, ["actual"])) readActual(records, journey, experience)
  const problems = [records.interactions, records.responses].flatMap((each) => repeats(document, idsAt(each)))
  if (problems.length > 0) return invalid(problems)
  const touchpoints = document.planned?.stages.flatMap((stage) => stage.touchpoints) ?? []
  return {
    _tag: "Journeys",
    ...(document.planned === undefined ? {} : { planned: planOf(document.planned) }),
    actors: document.actors ?? [],
    roles: new Map(touchpoints.map((touchpoint) => [touchpoint.id, rolesOf(touchpoint)])),
    interactions: records.interactions.map(([interaction]) => interaction),
    responses: records.responses.map(([response]) => response),
    questions: records.questions
  }
}

export const readJourneys = (json: unknown, options?: JourneyOptions): Journeys | InvalidJourneys => {
  const document = decodeDocument(json)
  return "_tag" in document ? document : contentOf(document, options)
}
