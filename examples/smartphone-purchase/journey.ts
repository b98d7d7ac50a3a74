import { PlannedJourney } from "@throughline/core"

/** Buying a smartphone, as one buyer remembers it, in the stages of `nineStages`. */
export const journey = PlannedJourney.define({
  id: "smartphone-purchase",
  name: "Buying a smartphone",
  stages: [
    {
      id: "awareness",
      name: "Awareness",
      touchpoints: [
        { id: "friend", name: "A friend's phone", channel: "other", contactMode: "indirect", owner: "social" }
      ]
    },
    {
      id: "discovery",
      name: "Discovery",
      touchpoints: [
        { id: "reviews", name: "Reviews and tests", channel: "web", contactMode: "indirect", owner: "social" },
        { id: "product-page", name: "Product page", channel: "web" }
      ]
    },
    {
      id: "interaction",
      name: "Interaction",
      touchpoints: [{ id: "store", name: "Trying it in the store", channel: "store", owner: "partner" }]
    },
    {
      id: "purchase",
      name: "Purchase",
      touchpoints: [
        { id: "checkout", name: "Paying online", channel: "web", momentOfTruth: true },
        { id: "delivery", name: "Delivery", channel: "parcel", owner: "partner" }
      ]
    },
    {
      id: "use",
      name: "Use",
      touchpoints: [{ id: "set-up", name: "Moving to the new phone", channel: "app", momentOfTruth: true }]
    },
    {
      id: "support",
      name: "Support",
      touchpoints: [{ id: "support", name: "Question about the battery", channel: "chat", optional: true }]
    }
  ]
})

/** What the buyer hoped for at a touchpoint, what came, both from 1 to 5, and what would have made it better. */
interface Experience {
  readonly hopedFor: string
  readonly expected: number
  readonly experienced: number
  readonly improve: string
}

export const experiences: { readonly [Id in PlannedJourney.TouchpointIdOf<typeof journey>]: Experience } = {
  friend: { hopedFor: "An honest opinion", expected: 4, experienced: 5, improve: "Nothing" },
  reviews: { hopedFor: "Battery life in daily use", expected: 4, experienced: 3, improve: "Measure as people use it" },
  "product-page": { hopedFor: "Compare two models", expected: 4, experienced: 2, improve: "Both models side by side" },
  store: { hopedFor: "Hold it, take a photo", expected: 3, experienced: 4, improve: "Say what is in stock" },
  checkout: { hopedFor: "Pay safely in a minute", expected: 5, experienced: 4, improve: "No account needed" },
  delivery: { hopedFor: "On the day promised", expected: 5, experienced: 3, improve: "Say at once that it is late" },
  "set-up": { hopedFor: "Everything there by evening", expected: 4, experienced: 5, improve: "Nothing" },
  support: { hopedFor: "An answer from a person", expected: 4, experienced: 1, improve: "Reach a person in the chat" }
}
