import * as Schema from "effect/Schema"

/** The part of an experience that is expected and judged: does it work, can I get to it, how does it feel. */
export const Component = Schema.Literals(["emotional", "functional", "accessible"])
export type Component = typeof Component.Type

/** How deeply a touchpoint involves the customer. */
export const InvolvementLevel = Schema.Literals(["rational", "emotional", "sensorial", "physical", "spiritual"])
export type InvolvementLevel = typeof InvolvementLevel.Type
