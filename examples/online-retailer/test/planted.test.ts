import { describe, expect, it } from "vitest"
import { checkoutFix, dayOf, exportDay, parcelsLost, refundRise } from "../generate/calendar.ts"
import { type Company, makeCompany } from "../generate/company.ts"
import type { Interaction } from "../generate/journeys.ts"
import type { Response } from "../generate/responses.ts"

const company: Company = makeCompany()

const mean = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value, 0) / values.length
const known = (values: ReadonlyArray<number | undefined>) => values.filter((value) => value !== undefined)
const where = (condition: (interaction: Interaction) => boolean) =>
  company.responses.filter(({ interaction }) => condition(interaction))
const satisfaction = (responses: ReadonlyArray<Response>) => mean(known(responses.map((one) => one.satisfaction)))
const effort = (responses: ReadonlyArray<Response>) => mean(known(responses.map((one) => one.effort)))
const nps = (responses: ReadonlyArray<Response>) => {
  const scores = known(responses.map((one) => one.nps))
  return 100 * mean(scores.map((score) => (score >= 9 ? 1 : score <= 6 ? -1 : 0)))
}

const grouped = <A>(items: ReadonlyArray<A>, key: (item: A) => string): ReadonlyMap<string, ReadonlyArray<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

describe("what is planted can be found", () => {
  it.each([
    ["search-product", 4.1, 3.9],
    ["website-visit", 4.0, 3.9],
    ["product-reviews", 3.6, 3.8],
    ["order-updates", 3.6, 4.2],
    ["delivery", 3.4, 4.6],
    ["customer-service", 2.8, 4.3],
    ["personalised-offer", 3.7, 3.3]
  ] as const)("%s is felt as %f and predicted as %f", (touchpoint, felt, predicted) => {
    const expectations = company.expectations.filter((one) => one.touchpoint === touchpoint)
    expect(Math.abs(satisfaction(where((one) => one.touchpoint === touchpoint)) - felt)).toBeLessThan(0.06)
    expect(Math.abs(mean(expectations.map((one) => one.predicted)) - predicted)).toBeLessThan(0.06)
  })

  it("the checkout is better from April on", () => {
    const before = where((one) => one.touchpoint === "purchase-process" && one.at < checkoutFix)
    const after = where((one) => one.touchpoint === "purchase-process" && one.at >= checkoutFix)
    expect(Math.abs(satisfaction(before) - 3.4)).toBeLessThan(0.06)
    expect(Math.abs(satisfaction(after) - 4.2)).toBeLessThan(0.06)
    expect(Math.abs(effort(before) - 4.4)).toBeLessThan(0.09)
    expect(Math.abs(effort(after) - 5.6)).toBeLessThan(0.09)
    expect(nps(after) - nps(before)).toBeGreaterThan(25)
  })

  it.each([
    ["NordPost", 2.7],
    ["Paketblitz", 3.5],
    ["SwiftShip", 4.2]
  ])("deliveries by %s are felt as %f", (team, felt) => {
    expect(Math.abs(satisfaction(where((one) => one.team === team)) - felt)).toBeLessThan(0.08)
  })

  it("the support teams are alike", () => {
    const [aurora, borealis] = ["Aurora", "Borealis"].map((team) => satisfaction(where((one) => one.team === team)))
    expect(Math.abs((aurora ?? 0) - (borealis ?? 9))).toBeLessThan(0.15)
  })

  it("members leave about twice as fast after a late NordPost parcel", () => {
    const spans = company.subscriptions
      .map(({ start, end, problemDay }) => {
        const to = end ?? exportDay
        return { from: Math.max(start, dayOf("2026-01-01")), problem: problemDay ?? to, to, left: end !== undefined }
      })
      .filter(({ from, to }) => to > from)
    const days = (lengths: ReadonlyArray<number>) => lengths.reduce((sum, length) => sum + length, 0)
    const late = spans.filter(({ problem, to }) => problem < to)
    const rateAfter = late.filter(({ left }) => left).length / days(late.map(({ problem, to }) => to - problem))
    const leftBefore = spans.filter(({ problem, to, left }) => left && problem === to).length
    const rateBefore = leftBefore / days(spans.map(({ from, problem }) => problem - from))
    const ratio = rateAfter / rateBefore
    expect(ratio).toBeGreaterThan(1.6)
    expect(ratio).toBeLessThan(2.5)
  })

  it("people get stuck in the reviews", () => {
    const journeys = grouped(company.interactions, ({ customer, begun }) => `${customer.id}/${begun}`)
    const after = [...journeys.values()].flatMap((steps) =>
      steps.flatMap((step, i) => (step.touchpoint === "product-reviews" ? [{ step, next: steps[i + 1] }] : []))
    )
    const stays = after
      .flatMap(({ step, next }) => (next === undefined ? [] : [next.at - step.at]))
      .sort((a, b) => a - b)
    expect((stays[stays.length >> 1] ?? 0) / 86_400).toBeGreaterThan(4.5)
    expect(after.filter(({ next }) => next === undefined).length / after.length).toBeGreaterThan(0.27)
    expect(after.filter(({ next }) => next?.touchpoint === "search-product").length / after.length).toBeGreaterThan(
      0.27
    )
  })

  it("tickets about missing refunds rise from May", () => {
    const refunds = company.tickets.filter(({ topic }) => topic === "refund not arrived")
    const months = grouped(refunds, ({ createdAt }) => new Date(createdAt * 1000).toISOString().slice(0, 7))
    const perMonth = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"].map(
      (month) => months.get(month)?.length ?? 0
    )
    const [before, after] = [perMonth.slice(0, 4), perMonth.slice(4)]
    expect(Math.max(...before)).toBeLessThan(Math.min(...after))
    expect((perMonth[5] ?? 0) / mean(before)).toBeGreaterThan(3)
    expect(refunds.filter(({ createdAt }) => createdAt >= refundRise).length).toBeGreaterThan(150)
  })

  it("parcels are lost by NordPost from 16 June, and not before", () => {
    const lost = company.tickets.filter(({ topic }) => topic === "parcel lost")
    expect(lost).toHaveLength(75)
    expect(lost.every(({ createdAt }) => createdAt >= parcelsLost)).toBe(true)
    expect(lost.every(({ customer }) => customer.carrier === "NordPost")).toBe(true)
  })

  it("every touchpoint has more than 250 answers with an expectation from before", () => {
    const asked = new Map(
      company.expectations
        .filter(({ component }) => component === "")
        .map((one) => [`${one.customer.id}/${one.touchpoint}`, one.askedAt])
    )
    const pairs = company.responses.filter(({ satisfaction: felt, submittedAt, interaction }) => {
      const askedAt = asked.get(`${interaction.customer.id}/${interaction.touchpoint}`)
      return felt !== undefined && askedAt !== undefined && askedAt < submittedAt
    })
    const byTouchpoint = grouped(pairs, ({ interaction }) => interaction.touchpoint)
    expect(pairs.length).toBeGreaterThan(6_000)
    expect(byTouchpoint.size).toBe(8)
    for (const [, group] of byTouchpoint) expect(group.length).toBeGreaterThan(250)
  })
})
