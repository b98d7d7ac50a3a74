import { type Interaction, PlannedJourney, type Response } from "@throughline/core"
import * as fc from "fast-check"
import type { Journeys } from "../src/index.ts"

/** Texts as they may come: markup, names that objects have, halves of characters. */
const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom("__proto__", "constructor", "toString", '<img src=x onerror="x()">', "=cmd()", "a|1:2", "\ud800", " ")
)

const maybe = <A>(values: fc.Arbitrary<A>) => fc.option(values, { nil: undefined })

/** Without the fields that are not there. */
const whole = <A extends object>(values: fc.Arbitrary<A>): fc.Arbitrary<A> =>
  values.map((value) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as A)

const channel = fc.constantFrom("web", "app", "phone", "store", "other")
const time = fc.date({
  min: new Date("0001-01-01T00:00:00Z"),
  max: new Date("9999-12-31T00:00:00Z"),
  noInvalidDate: true
})
const evidence = whole(
  fc.record({ source: text, kind: fc.constantFrom("subjective", "objective"), provenance: maybe(text) })
)

const actors = fc.uniqueArray(
  whole(
    fc.record({
      id: text,
      kind: fc.constantFrom("endUser" as const, "serviceProvider" as const, "other" as const),
      name: maybe(text)
    })
  ) as fc.Arbitrary<Journeys.Actor>,
  { selector: ({ id }) => id, maxLength: 4 }
)

const touchpoint = whole(
  fc.record({
    id: text,
    name: text,
    channel: maybe(channel),
    contactMode: maybe(fc.constantFrom("direct", "indirect")),
    owner: maybe(fc.constantFrom("brand", "partner", "customer", "social")),
    environment: maybe(fc.constantFrom("digital", "physical", "human")),
    involvement: maybe(fc.array(fc.constantFrom("rational", "emotional", "sensorial"), { maxLength: 3 })),
    team: maybe(text),
    momentOfTruth: maybe(fc.boolean()),
    optional: maybe(fc.boolean())
  })
)

const planned = fc
  .tuple(
    text,
    text,
    fc.uniqueArray(touchpoint, { selector: ({ id }) => id, minLength: 1, maxLength: 6 }),
    fc.uniqueArray(text, { minLength: 6, maxLength: 6 }),
    fc.integer({ min: 1, max: 3 })
  )
  .map(([id, name, touchpoints, stageIds, size]) => {
    const starts = touchpoints.flatMap((_, i) => (i % size === 0 ? [i] : []))
    const stages = starts.map((start, i) => ({
      id: stageIds[i],
      name,
      touchpoints: touchpoints.slice(start, start + size)
    }))
    return PlannedJourney.plan({ id, name, stages } as unknown as PlannedJourney.JourneyPlan)
  })

const rolesOf = (names: ReadonlyArray<string>): fc.Arbitrary<Journeys.Roles> => {
  const point = fc.constant<Journeys.Roles>({ type: "communicationPoint" })
  if (names.length === 0) return point
  const party = whole(fc.record({ actor: fc.constantFrom(...names), label: maybe(text) }))
  const both = whole(fc.record({ initiator: maybe(party), receiver: maybe(party) }))
  return fc.oneof(
    point,
    both.map((parties) => ({ type: "communicationPoint", ...parties }) as Journeys.Roles),
    fc.constantFrom(...names).map((actor): Journeys.Roles => ({ type: "action", actor }))
  )
}

const visit = whole(
  fc.record({
    touchpoint: text,
    at: time,
    channel: maybe(channel),
    team: maybe(text),
    segment: maybe(text),
    waitSeconds: maybe(fc.nat()),
    responder: maybe(fc.constantFrom("human", "automated")),
    outcome: maybe(fc.constantFrom("completed", "abandoned", "failed")),
    evidence
  })
)

const answer = whole(
  fc.record({
    touchpoint: maybe(text),
    at: time,
    metric: fc.constantFrom("nps", "csat", "ces1", "ces2"),
    component: maybe(fc.constantFrom("emotional", "functional", "accessible")),
    scale: fc.constantFrom("0-10", "1-12"),
    score: fc.integer({ min: 1, max: 10 }),
    channel: maybe(channel),
    team: maybe(text),
    segment: maybe(text),
    comment: maybe(text),
    evidence
  })
)

/** What the customers did and said, a customer's together. */
const customers = fc
  .uniqueArray(
    fc.record({
      customer: text,
      visits: fc.array(visit, { maxLength: 3 }),
      answers: fc.array(answer, { maxLength: 3 })
    }),
    { selector: ({ customer }) => customer, maxLength: 4 }
  )
  .map((all) => ({
    interactions: all.flatMap(({ customer, visits }, i) =>
      visits.map((each, j) => ({ id: `v${i}-${j}`, customer, ...each }) as unknown as Interaction)
    ),
    responses: all.flatMap(({ answers, customer }, i) =>
      answers.map((each, j) => ({ id: `a${i}-${j}`, customer, ...each }) as unknown as Response)
    )
  }))

/** Anything that a document of journeys can hold, as it is read. */
export const journeyContent = fc.tuple(planned, actors, customers).chain(([journey, people, records]) => {
  const touchpoints = journey.stages.flatMap((stage) => stage.touchpoints)
  const names = people.map(({ id }) => id)
  return fc.array(rolesOf(names), { minLength: touchpoints.length, maxLength: touchpoints.length }).map((roles) => ({
    planned: journey,
    actors: people,
    roles: new Map(touchpoints.map(({ id }, i) => [id as string, roles[i] ?? { type: "communicationPoint" as const }])),
    ...records
  }))
})
