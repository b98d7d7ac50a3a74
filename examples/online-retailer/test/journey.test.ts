import { readFileSync } from "node:fs"
import { PlannedJourney } from "@throughline/core"
import { describe, expect, it } from "vitest"
import { type ExpectationsInWords, expectations, journey } from "../journey.ts"

const touchpoints = PlannedJourney.touchpoints(journey).map(({ touchpoint }) => touchpoint)
const ids: ReadonlyArray<string> = touchpoints.map(({ id }) => id)

const touchpointsOf = (file: string) => {
  const [header = "", ...rows] = readFileSync(new URL(`../data/${file}`, import.meta.url), "utf8")
    .trim()
    .split("\n")
  const place = header.split(",").indexOf("touchpoint")
  return new Set(rows.map((row) => row.split(",")[place]))
}

describe("the journey", () => {
  it("has each stage and touchpoint in order", () => {
    expect(journey.stages.map(({ id }) => id)).toEqual([
      "discover",
      "evaluate",
      "buy",
      "receive",
      "get-help",
      "come-back"
    ])
    expect(ids).toEqual([
      "search-product",
      "website-visit",
      "product-reviews",
      "purchase-process",
      "order-updates",
      "delivery",
      "customer-service",
      "personalised-offer"
    ])
  })

  it("decodes as a planned journey", () => {
    expect(PlannedJourney.plan(journey).stages).toHaveLength(6)
  })

  it("marks what decides whether a customer stays, and what only some reach", () => {
    const marked = (mark: "momentOfTruth" | "optional") => touchpoints.filter((each) => each[mark]).map(({ id }) => id)
    expect(marked("momentOfTruth")).toEqual(["purchase-process", "delivery", "customer-service"])
    expect(marked("optional")).toEqual(["customer-service", "personalised-offer"])
    expect(PlannedJourney.touchpoint(journey, "delivery").owner).toBe("partner")
  })

  it.each(["interactions.csv", "expectations.csv"])(
    "plans every touchpoint that %s speaks of, and no other",
    (file) => {
      expect([...touchpointsOf(file)].sort()).toEqual([...ids].sort())
    }
  )

  it("knows a misspelt touchpoint when compiled", () => {
    const misspelt: ExpectationsInWords = {
      // @ts-expect-error there is no touchpoint "delivry"
      delivry: [{ expects: "Timely delivery", component: "functional" }]
    }
    expect(misspelt).not.toEqual(expectations)
    // @ts-expect-error nor a touchpoint "checkout"
    expect(() => PlannedJourney.touchpoint(journey, "checkout")).toThrow('no touchpoint "checkout"')
  })
})

describe("the expectations", () => {
  it("belong to touchpoints of the journey", () => {
    expect(ids).toEqual(expect.arrayContaining(Object.keys(expectations)))
  })

  it("are the five that customers of an online shop name", () => {
    expect(Object.values(expectations).flatMap((each) => each.map(({ expects }) => expects))).toEqual([
      "Easy navigation",
      "Accurate product information",
      "Secure payment",
      "Timely delivery",
      "Helpful support"
    ])
  })
})
