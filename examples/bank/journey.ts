import { type Component, PlannedJourney } from "@throughline/core"

/** A bank's journey as planned. */
export const journey = PlannedJourney.define({
  id: "bank",
  name: "Banking",
  stages: [
    {
      id: "purchase",
      name: "Become a customer",
      touchpoints: [{ id: "account-opening", name: "Account opening", channel: "web", momentOfTruth: true }]
    },
    {
      id: "use",
      name: "Bank every day",
      touchpoints: [
        { id: "online-banking", name: "Online banking", channel: "app", environment: "digital" },
        { id: "branch-visit", name: "Branch visit", channel: "store", environment: "physical", optional: true }
      ]
    },
    {
      id: "support",
      name: "Get help",
      touchpoints: [
        {
          id: "customer-support",
          name: "Customer support",
          channel: "phone",
          environment: "human",
          momentOfTruth: true
        }
      ]
    }
  ]
})

export type BankTouchpoint = PlannedJourney.TouchpointIdOf<typeof journey>

/** What customers expect in words, and the part of the experience it is about. */
interface ExpectationInWords {
  readonly expects: string
  readonly component: Component
}

/** One for each touchpoint of the journey: a misspelt one is a compile error, and so is one left out. */
export const expectations: { readonly [Id in BankTouchpoint]: ExpectationInWords } = {
  "account-opening": { expects: "Open an account in minutes, with few papers", component: "functional" },
  "online-banking": { expects: "Find every payment, at any hour", component: "accessible" },
  "branch-visit": { expects: "Be served by somebody who knows me", component: "emotional" },
  "customer-support": { expects: "Have it solved in the first call", component: "functional" }
}
