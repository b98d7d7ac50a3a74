import type { Interaction } from "@throughline/core"
import { escaped } from "./escaped.ts"
import { attributesOf, contentOf, customerType, eventId, type LogContent, sourceObject } from "./LogContent.ts"
import { sourceKey } from "./written.ts"

const objectType = (name: string): string => `    <object-type name="${name}"><attributes/></object-type>\n`

const eventTypes = function* ({ eventTypes: types }: LogContent): Generator<string> {
  for (const [name, attributes] of types) {
    const each = Array.from(attributes, ([key, type]) => `<attribute name="${key}" type="${type}"/>`).join("")
    yield `    <event-type name="${escaped(name)}"><attributes>${each}</attributes></event-type>\n`
  }
}

const object = (id: string, type: string): string =>
  `    <object id="${escaped(id)}" type="${type}"><attributes/><objects/></object>\n`

const event = (interaction: Interaction, content: LogContent): string => {
  const { at, customer, touchpoint } = interaction
  const own = `id="${escaped(eventId(interaction, content))}" type="${escaped(touchpoint)}" time="${at.toISOString()}"`
  const attributes = attributesOf(interaction).map(
    ({ name, value }) => `<attribute name="${name}">${escaped(String(value))}</attribute>`
  )
  const related = `<relationship object-id="${escaped(customer)}" qualifier="${customerType}"/>`
  return `    <event ${own}>\n      <attributes>${attributes.join("")}</attributes>\n      <objects>${related}</objects>\n    </event>\n`
}

/** The texts of a log in OCEL 2.0 as XML. */
export const writeOcelXml = function* (interactions: () => Iterable<Interaction>): Generator<string> {
  const content = contentOf(interactions())
  const types = [sourceKey, customerType].map(objectType).join("")
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<log>\n  <object-types>\n${types}  </object-types>\n  <event-types>\n`
  yield* eventTypes(content)
  yield "  </event-types>\n  <objects>\n"
  yield object(sourceObject(content), sourceKey)
  for (const id of content.customers) yield object(id, customerType)
  yield "  </objects>\n  <events>\n"
  for (const interaction of interactions()) yield event(interaction, content)
  yield "  </events>\n</log>\n"
}
