import { type Component, PlannedJourney } from "@throughline/core"

/** The retailer's journey as planned, in the order in which customers meet its touchpoints. */
export const journey = PlannedJourney.define({
  id: "online-retailer",
  name: "Buying online",
  stages: [
    {
      id: "discover",
      name: "Discover",
      touchpoints: [
        { id: "search-product", name: "Search for a product", channel: "web", environment: "digital" },
        { id: "website-visit", name: "Website visit", channel: "web", environment: "digital" }
      ]
    },
    {
      id: "evaluate",
      name: "Evaluate",
      touchpoints: [
        // Other customers write them: word of mouth that the shop shows but does not control.
        { id: "product-reviews", name: "Product reviews", channel: "web", contactMode: "indirect", owner: "social" }
      ]
    },
    {
      id: "buy",
      name: "Buy",
      touchpoints: [{ id: "purchase-process", name: "Purchase process", channel: "web", momentOfTruth: true }]
    },
    {
      id: "receive",
      name: "Receive",
      touchpoints: [
        { id: "order-updates", name: "Order and delivery updates", channel: "email" },
        { id: "delivery", name: "Delivery", channel: "parcel", owner: "partner", momentOfTruth: true }
      ]
    },
    {
      id: "get-help",
      name: "Get help",
      touchpoints: [
        {
          id: "customer-service",
          name: "Customer service",
          channel: "chat",
          environment: "human",
          momentOfTruth: true,
          optional: true
        }
      ]
    },
    {
      id: "come-back",
      name: "Come back",
      touchpoints: [{ id: "personalised-offer", name: "Personalised offer", channel: "email", optional: true }]
    }
  ]
})

/** The touchpoints of the journey by id. */
type RetailTouchpoint = PlannedJourney.TouchpointIdOf<typeof journey>

/** What customers expect, in words, and the part of the experience it is about. */
interface ExpectationInWords {
  readonly expects: string
  readonly component: Component
}

/** Expectations by touchpoint. A touchpoint that the journey does not have is a compile error. */
export type ExpectationsInWords = { readonly [Id in RetailTouchpoint]?: ReadonlyArray<ExpectationInWords> }

/** What customers expect of an online shop, at the touchpoint where it is met or missed. */
export const expectations = {
  "website-visit": [{ expects: "Easy navigation", component: "accessible" }],
  "product-reviews": [{ expects: "Accurate product information", component: "functional" }],
  "purchase-process": [{ expects: "Secure payment", component: "functional" }],
  delivery: [{ expects: "Timely delivery", component: "functional" }],
  "customer-service": [{ expects: "Helpful support", component: "emotional" }]
} satisfies ExpectationsInWords
