import {
  Consistency,
  CustomerId,
  Dwell,
  type Interaction,
  PlannedJourney,
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
/** Who is not heard of for so long went quiet: no review holds anybody longer. */
const sessionGap = 30 * 86_400
const seenUntil = new Date((exportDay + 1) * day)
const asOf = new Date(seenUntil.getTime() - sessionGap * 1000)
const stages = Dwell.stagesOf(PlannedJourney.plan(journey))
/** Those that all pass on their way. */
const onTheWay = journey.stages.filter(({ touchpoints }) => touchpoints.some((each) => !("optional" in each)))

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
  const stays = Tally.from(Sources.stays(interactions, asOf, { stages, sessionGap, seenUntil }), {
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
    expect(stuck, `company ${i}`).toEqual(["evaluate"])
    expect(varies, `company ${i}`).toContain("delivery")
    if (varies.includes("customer-service")) falseAlarms++
  }
  // One in twenty is allowed to be a false alarm; more than 21 of 200 are then one in 2,000.
  expect(falseAlarms).toBeLessThanOrEqual(companies === 200 ? 21 : 1)
})
