import { Customer } from "./Customer.ts"
import { Expectation } from "./Expectation.ts"
import { FeatureRequest, RequestVote } from "./FeatureRequest.ts"
import { IdentityLink } from "./IdentityLink.ts"
import { Improvement, LoopCase } from "./Improvement.ts"
import { Interaction } from "./Interaction.ts"
import { Invitation, Response } from "./Response.ts"
import { MrrMovement, Subscription } from "./Subscription.ts"
import { Ticket } from "./Ticket.ts"

/** Every kind of record that is imported and stored, with its schema. */
export const Records = {
  customers: Customer,
  interactions: Interaction,
  responses: Response,
  invitations: Invitation,
  expectations: Expectation,
  subscriptions: Subscription,
  movements: MrrMovement,
  tickets: Ticket,
  requests: FeatureRequest,
  votes: RequestVote,
  loopCases: LoopCase,
  improvements: Improvement,
  identities: IdentityLink
} as const

/** The name of a kind of record: also the name of its table in a store. */
export type RecordKind = keyof typeof Records

/** The record of a kind. */
export type RecordOf<Kind extends RecordKind> = (typeof Records)[Kind]["Type"]

/** All kinds, in a fixed order. */
export const recordKinds = Object.keys(Records) as ReadonlyArray<RecordKind>
