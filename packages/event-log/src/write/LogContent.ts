import type { Interaction } from "@throughline/core"
import { furtherFields, ownId, sourceKey } from "./written.ts"

/** A value of an event besides its type and time. */
export interface EventAttribute {
  readonly name: string
  readonly type: "string" | "integer"
  readonly value: string | number
}

/** What a log with objects says before its events. */
export interface LogContent {
  readonly customers: ReadonlySet<string>
  /** The types of events, each with the attributes that its events have. */
  readonly eventTypes: ReadonlyMap<string, ReadonlyMap<string, EventAttribute["type"]>>
  readonly source: string
}

/** The type of customers, and what relates an event to its own. */
export const customerType = "customer"

/** The attributes of an event. */
export const attributesOf = (interaction: Interaction): ReadonlyArray<EventAttribute> =>
  furtherFields.flatMap(([name]) => {
    const value = interaction[name]
    return value === undefined ? [] : [{ name, type: typeof value === "number" ? "integer" : "string", value }]
  })

/** Go over interactions once for what stands before the events. */
export const contentOf = (interactions: Iterable<Interaction>): LogContent => {
  const customers = new Set<string>()
  const eventTypes = new Map<string, Map<string, EventAttribute["type"]>>()
  let source: string | undefined
  for (const interaction of interactions) {
    source ??= interaction.evidence.source
    customers.add(interaction.customer)
    const attributes = eventTypes.get(interaction.touchpoint) ?? new Map<string, EventAttribute["type"]>()
    for (const { name, type } of attributesOf(interaction)) attributes.set(name, type)
    eventTypes.set(interaction.touchpoint, attributes)
  }
  return { customers, eventTypes, source: source ?? "" }
}

/** The id of the object that says which system the interactions came from. */
export const sourceObject = ({ source }: LogContent): string => `${sourceKey} ${source}`

/** The id of an event. */
export const eventId = ({ id }: Interaction, { source }: LogContent): string => ownId(id, source)
