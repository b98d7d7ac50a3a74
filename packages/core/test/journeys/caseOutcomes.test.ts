import * as Schema from "effect/Schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Interaction, Response, Sources, Subscription } from "../../src/index.ts"

const start = Date.UTC(2026, 0, 1)
const day = 86_400_000
const customer = fc.constantFrom("ada", "bob")
const about = (id: number) => ({ id: `${id}`, evidence: { source: "shop", kind: "objective" as const } })
const instant = (days: number): string => new Date(start + (days * day) / 2).toISOString()
const whenIn = fc.nat(30)

const visits = fc
  .array(fc.record({ customer, at: whenIn }), { maxLength: 8 })
  .map((list) =>
    list.map(({ at, customer }, i) =>
      Schema.decodeSync(Interaction)({ ...about(i), customer, touchpoint: "cart", at: instant(at) })
    )
  )
const answers = fc
  .array(fc.record({ customer, at: whenIn, score: fc.nat(10), nps: fc.boolean() }), { maxLength: 8 })
  .map((list) =>
    list.map(({ at, customer, nps, score }, i) => {
      const metric = nps ? ("nps" as const) : ("csat" as const)
      return Schema.decodeSync(Response)({ ...about(i), customer, at: instant(at), metric, scale: "0-10", score })
    })
  )
const subscriptions = fc
  .array(fc.record({ customer, from: whenIn, length: fc.option(fc.nat(20)) }), { maxLength: 6 })
  .map((list) =>
    list.map(({ customer, from, length }, i) =>
      Schema.decodeSync(Subscription)({
        ...about(i),
        customer,
        startedAt: instant(from),
        ...(length === null ? {} : { endedAt: instant(from + length) })
      })
    )
  )

describe("the outcomes of cases", () => {
  it("are the last answer in the window, and whether nobody is subscribed at its end", () => {
    fc.assert(
      fc.property(visits, answers, subscriptions, fc.nat(6), whenIn, (all, responses, subscribed, days, until) => {
        const cases = [...Sources.cases(all, { sessionGap: day })]
        const asOf = new Date(start + until * day)
        const rows = [
          ...Sources.caseOutcomes(cases, {
            answers: { responses, metric: "nps", days },
            left: { subscriptions: subscribed, days, asOf }
          })
        ]
        expect(rows.length).toBe(cases.length)
        rows.forEach(({ answeredAt, left, scale, score, ...rest }, i) => {
          expect(rest).toEqual(cases[i])
          const end = rest.at.getTime() + 1000 * rest.seconds
          const [last] = responses
            .filter(({ at, customer, metric }) => {
              const time = at.getTime()
              return customer === rest.customer && metric === "nps" && time >= end && time <= end + days * day
            })
            .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
          expect([score, scale, answeredAt]).toEqual([last?.score, last?.scale, last?.at])
          const runs = (time: number) =>
            subscribed.some(
              ({ customer, endedAt, startedAt }) =>
                customer === rest.customer && +startedAt <= time && (endedAt === undefined || +endedAt > time)
            )
          const isKnown = runs(end) && end + days * day <= +asOf
          expect(left).toBe(isKnown ? !runs(end + days * day) : undefined)
        })
      }),
      { numRuns: 1000 }
    )
  })

  it("are nothing where nothing is asked for", () => {
    fc.assert(
      fc.property(visits, (all) => {
        expect([...Sources.caseOutcomes(Sources.cases(all), {})]).toEqual([...Sources.cases(all)])
      })
    )
  })
})
