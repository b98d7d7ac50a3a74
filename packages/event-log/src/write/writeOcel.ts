import type { Interaction } from "@throughline/core"
import { attributesOf, contentOf, customerType, eventId, type LogContent, sourceObject } from "./LogContent.ts"
import { sourceKey } from "./written.ts"

const event = (interaction: Interaction, content: LogContent): string =>
  JSON.stringify({
    id: eventId(interaction, content),
    type: interaction.touchpoint,
    time: interaction.at.toISOString(),
    attributes: attributesOf(interaction).map(({ name, value }) => ({ name, value: String(value) })),
    relationships: [{ objectId: interaction.customer, qualifier: customerType }]
  })

const listed = function* (items: Iterable<string>): Generator<string> {
  let isFirst = true
  for (const item of items) {
    yield `${isFirst ? "" : ","}\n    ${item}`
    isFirst = false
  }
}

const eventTypes = function* ({ eventTypes: types }: LogContent): Generator<string> {
  for (const [name, attributes] of types)
    yield JSON.stringify({ name, attributes: Array.from(attributes, ([each, type]) => ({ name: each, type })) })
}

const objects = function* (content: LogContent): Generator<string> {
  yield JSON.stringify({ id: sourceObject(content), type: sourceKey })
  for (const id of content.customers) yield JSON.stringify({ id, type: customerType })
}

const events = function* (interactions: Iterable<Interaction>, content: LogContent): Generator<string> {
  for (const interaction of interactions) yield event(interaction, content)
}

/** The texts of a log in OCEL 2.0 as JSON. */
export const writeOcel = function* (interactions: () => Iterable<Interaction>): Generator<string> {
  const content = contentOf(interactions())
  const types = [sourceKey, customerType].map((name) => JSON.stringify({ name, attributes: [] }))
  yield '{\n  "objectTypes": ['
  yield* listed(types)
  yield '\n  ],\n  "eventTypes": ['
  yield* listed(eventTypes(content))
  yield '\n  ],\n  "objects": ['
  yield* listed(objects(content))
  yield '\n  ],\n  "events": ['
  yield* listed(events(interactions(), content))
  yield "\n  ]\n}\n"
}
