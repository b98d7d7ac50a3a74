import { type Customer, makeCustomers } from "./customers.ts"
import { type Expectation, makeExpectations } from "./expectations.ts"
import { type Interaction, makeInteractions } from "./journeys.ts"
import { makeResponses, type Response } from "./responses.ts"
import { makeSubscriptions, type Subscription } from "./subscriptions.ts"
import { makeTickets, type Ticket } from "./tickets.ts"

/** What truly happened, before any exporter wrote it down. */
export interface Company {
  readonly customers: ReadonlyArray<Customer>
  readonly interactions: ReadonlyArray<Interaction>
  readonly subscriptions: ReadonlyArray<Subscription>
  readonly responses: ReadonlyArray<Response>
  readonly expectations: ReadonlyArray<Expectation>
  readonly tickets: ReadonlyArray<Ticket>
}

export const makeCompany = (): Company => {
  const customers = makeCustomers()
  const interactions = makeInteractions(customers)
  const subscriptions = makeSubscriptions(customers, interactions)
  const responses = makeResponses(interactions, subscriptions)
  return {
    customers,
    interactions,
    subscriptions,
    responses,
    expectations: makeExpectations(interactions, responses),
    tickets: makeTickets(customers, interactions)
  }
}
