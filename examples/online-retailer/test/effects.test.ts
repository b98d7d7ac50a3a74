import {
  Consistency,
  CustomerId,
  type Interaction,
  RecordId,
  Scale,
  Sources,
  Stuck,
  Tally,
  TouchpointId
} from "@throughline/core"
import { expect, it } from "vitest"
import { exportDay } from "../generate/calendar.ts"
import { makeCustomers } from "../generate/customers.ts"
import { makeInteractions } from "../generate/journeys.ts"
import { makeResponses } from "../generate/responses.ts"
import { journey } from "../journey.ts"

/** Companies with the same truth and other customers: `VERIFY=1` looks at 200 of them. */
const companies = process.env.VERIFY === "1" ? 200 : 2

const day = 86_400_000
const asOf = new Date((exportDay + 1) * day)
const stages = journey.stages
  .filter(({ touchpoints }) => touchpoints.some((each) => !("optional" in each)))
  .map(({ id, touchpoints }) => ({ id, touchpoints: touchpoints.map((each) => each.id) }))

/** Where customers are on their way to a parcel: from the last stage there is nowhere that they ought to go. */
const onTheWay = stages.slice(0, -1)

const found = (seed: string) => {
  const happened = makeInteractions(makeCustomers(seed), seed)
  const answers = makeResponses(happened, [], seed).map(({ interaction, satisfaction }) => ({
    touchpoint: interaction.touchpoint,
    team: interaction.team === "" ? undefined : interaction.team,
    score: satisfaction
  }))
  const scores = Tally.from(answers, { by: ["touchpoint", "team", "score"] })
  const varies = Consistency.by(scores, "touchpoint", "team", { measure: "mean", scale: Scale.make(1, 5) })
    .filter((each) => each.varies)
    .map(({ value }) => String(value))
  const interactions = happened.map(
    ({ at, customer, touchpoint }, i): Interaction => ({
      id: RecordId.make(String(i)),
      customer: CustomerId.make(customer.id),
      touchpoint: TouchpointId.make(touchpoint),
      at: new Date(at * 1000),
      evidence: { source: "shop", kind: "objective" }
    })
  )
  const stays = Tally.from(Sources.stays(interactions, asOf, { stages, sessionGap: 30 * 86_400 }), {
    by: ["stage", "days", "age", "outcome"]
  })
  const stuck = Stuck.fromTally(stays, { stages: onTheWay })
  return { varies, stuck: stuck._tag === "Stuck" ? stuck.stuck : [] }
}

it(`in ${companies} companies the stuck stage and the carriers are found, and the teams that are alike are not`, {
  timeout: companies * 60_000
}, () => {
  let falseAlarms = 0
  for (let i = 0; i < companies; i++) {
    const { stuck, varies } = found(`company ${i}`)
    expect(stuck[0], `company ${i}`).toBe("evaluate")
    expect(varies, `company ${i}`).toContain("delivery")
    if (varies.includes("customer-service")) falseAlarms++
  }
  // One in twenty is allowed to be a false alarm; more than 21 of 200 are then one in 2,000.
  expect(falseAlarms).toBeLessThanOrEqual(companies === 200 ? 21 : 1)
})
