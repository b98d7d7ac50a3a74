import type { Value } from "../tally/Value.ts"

/** Whether customers chose to leave, or left because a payment did not go through. */
export type ReasonKind = "voluntary" | "involuntary"

/** The kinds, in the order they are reported. */
export const kinds: ReadonlyArray<ReasonKind> = ["voluntary", "involuntary"]

/** Where a tally holds the reason, and which reasons nobody chose. */
export interface KindOptions<Name extends string> {
  /** The dimension of the reason: `"reason"` unless told. */
  readonly reason?: Name
  /** The reasons that are involuntary: `"payment_failed"` and `"payment_disputed"` unless told. */
  readonly involuntary?: ReadonlyArray<Value>
}

/** The kind of a reason. */
export const kindOf =
  ({ involuntary = ["payment_failed", "payment_disputed"] }: KindOptions<string>) =>
  (reason: Value): ReasonKind =>
    involuntary.includes(reason) ? "involuntary" : "voluntary"
