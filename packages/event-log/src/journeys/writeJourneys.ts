import type { Evidence, Interaction, PlannedJourney, Response } from "@throughline/core"
import type { Actor, JourneyDocument } from "./JourneyDocument.ts"
import type { InvalidJourneys } from "./JourneyProblem.ts"
import { contentOf, decodeDocument, type Roles } from "./readJourneys.ts"

/** What a document of journeys is made of. */
export interface JourneyContent {
  readonly planned?: PlannedJourney.JourneyPlan
  readonly actors?: ReadonlyArray<Actor>
  /** Who acts at each planned touchpoint, by its id; what is not named is a communication point of nobody in particular. */
  readonly roles?: ReadonlyMap<string, Roles>
  readonly interactions?: ReadonlyArray<Interaction>
  readonly responses?: ReadonlyArray<Response>
}

/** A document of journeys, ready for `JSON.stringify`. */
export interface WrittenJourneys {
  readonly _tag: "WrittenJourneys"
  readonly document: JourneyDocument
}

/** What a customer did and said. */
interface OwnRecords {
  readonly interactions: Array<Interaction>
  readonly responses: Array<Response>
}

const byCustomer = ({ interactions = [], responses = [] }: JourneyContent): ReadonlyMap<string, OwnRecords> => {
  const customers = new Map<string, OwnRecords>()
  const of = (customer: string): OwnRecords => {
    const own = customers.get(customer) ?? { interactions: [], responses: [] }
    customers.set(customer, own)
    return own
  }
  for (const interaction of interactions) of(interaction.customer).interactions.push(interaction)
  for (const response of responses) of(response.customer).responses.push(response)
  return customers
}

/** A day that does not exist becomes a text that is no time, and the document is told to be wrong there. */
const timeText = (at: Date): string => (Number.isNaN(at.getTime()) ? "" : at.toISOString())

const isSame = (a: Evidence, b: Evidence): boolean =>
  a.source === b.source && a.kind === b.kind && a.provenance === b.provenance

/** The evidence of a record where it is not that of its journey. */
const ownEvidence = (evidence: Evidence, shared: Evidence) => (isSame(evidence, shared) ? {} : { evidence })

const writtenJourney = (customer: string, { interactions, responses }: OwnRecords, number: number) => {
  const shared = interactions[0]?.evidence ?? responses[0]?.evidence ?? { source: "", kind: "objective" }
  return {
    id: `journey-${number}`,
    customer,
    evidence: shared,
    touchpoints: interactions.map(({ at, customer: _, evidence, ...rest }) => ({
      ...rest,
      at: timeText(at),
      ...ownEvidence(evidence, shared)
    })),
    ...(responses.length === 0
      ? {}
      : {
          experience: responses.map(({ at, customer: _, evidence, ...rest }) => ({
            ...rest,
            at: timeText(at),
            direction: rest.metric === "ces1" ? "lowIsGood" : "highIsGood",
            ...ownEvidence(evidence, shared)
          }))
        })
  }
}

const writtenPlan = ({ stages, ...plan }: PlannedJourney.JourneyPlan, roles: ReadonlyMap<string, Roles>) => ({
  ...plan,
  stages: stages.map((stage) => ({
    ...stage,
    touchpoints: stage.touchpoints.map((touchpoint) => ({
      ...(roles.get(touchpoint.id) ?? { type: "communicationPoint" }),
      ...touchpoint
    }))
  }))
})

export const writeJourneys = (content: JourneyContent): WrittenJourneys | InvalidJourneys => {
  const { actors = [], planned, roles = new Map() } = content
  const actual = [...byCustomer(content)].map(([customer, own], i) => writtenJourney(customer, own, i + 1))
  const document = decodeDocument({
    version: "1.0",
    ...(actors.length === 0 ? {} : { actors }),
    ...(planned === undefined ? {} : { planned: writtenPlan(planned, roles) }),
    ...(actual.length === 0 ? {} : { actual })
  })
  if ("_tag" in document) return document
  const back = contentOf(document)
  return back._tag === "InvalidJourneys" ? back : { _tag: "WrittenJourneys", document }
}
