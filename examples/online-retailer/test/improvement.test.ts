import { Dimension, type Improvement, ImprovementEffect, RecordId, Scale, Tally, TouchpointId } from "@throughline/core"
import { describe, expect, it } from "vitest"
import { checkoutFix } from "../generate/calendar.ts"
import { makeCompany } from "../generate/company.ts"

const answers = makeCompany().responses.map(({ interaction, satisfaction, submittedAt }) => ({
  touchpoint: interaction.touchpoint,
  at: new Date(submittedAt * 1000),
  score: satisfaction
}))

const tally = (unit: "month" | "week") =>
  Tally.from(answers, { by: ["touchpoint", Dimension.period("at", unit, "Europe/Berlin"), "score"] })

const fix: Improvement = {
  id: RecordId.make("1"),
  name: "Checkout on one page",
  touchpoint: TouchpointId.make("purchase-process"),
  at: new Date(checkoutFix * 1000),
  metric: "csat",
  target: 4,
  evidence: { source: "change log", kind: "objective" }
}

const read = { measure: "mean", scale: Scale.make(1, 5) } as const
const control = ["search-product", "website-visit", "product-reviews"]

/** What is planted: satisfaction with the checkout goes from 3.4 to 4.2 on 1 April. */
const planted = 0.8

describe("the checkout fix is found", () => {
  it("against touchpoints that were not changed", () => {
    const result = ImprovementEffect.evaluate(fix, tally("month"), "month", { ...read, control })
    if (result._tag !== "Estimate" || !("changed" in result)) throw new Error(JSON.stringify(result))
    expect(Math.abs(result.value - planted)).toBeLessThan(0.05)
    expect(result.interval.low).toBeGreaterThan(0.7)
    expect(result.interval.high).toBeLessThan(0.9)
    expect(result.control.change.interval.low).toBeLessThan(0)
    expect(result.control.change.interval.high).toBeGreaterThan(0)
    expect(result.parallel._tag === "ParallelTrends" && result.parallel.same.p).toBeGreaterThan(0.05)
    expect(result.target?.verdict).toBe("reached")
  })

  it("against its own trend, the week of the change left out", () => {
    const result = ImprovementEffect.evaluate(fix, tally("week"), "week", { ...read, inProgress: "2026-W27" })
    if (result._tag !== "Estimate" || !("levelChange" in result)) throw new Error(JSON.stringify(result))
    expect(result.periods).toEqual({ before: 13, after: 12 })
    expect(Math.abs(result.levelChange.value - planted)).toBeLessThan(0.1)
    expect(result.value).toBeGreaterThan(0.6)
    expect(result.slopeChange.p).toBeGreaterThan(0.05)
  })

  it("and none where nothing was changed", () => {
    const search = { ...fix, touchpoint: TouchpointId.make("search-product") }
    const result = ImprovementEffect.evaluate(search, tally("month"), "month", { ...read, control: "website-visit" })
    expect(result._tag === "Estimate" && result.p).toBeGreaterThan(0.05)
  })
})
