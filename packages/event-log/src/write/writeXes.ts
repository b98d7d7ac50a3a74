import type { Interaction } from "@throughline/core"
import { escaped } from "./escaped.ts"
import { furtherFields, idKey, ownId, sourceKey } from "./written.ts"

/** How a log is written. */
export interface XesOptions {
  /** The name of the case that an interaction belongs to; its customer when not given. */
  readonly case?: (interaction: Interaction) => string
}

const attribute = (type: "string" | "date" | "int", key: string, value: string): string =>
  `<${type} key="${key}" value="${escaped(value)}"/>`

const extension = (name: string, prefix: string): string =>
  `  <extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>\n`

const head = (source: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="">
${extension("Concept", "concept")}${extension("Time", "time")}${extension("Organizational", "org")}  <global scope="trace">
    ${attribute("string", "concept:name", "")}
  </global>
  <global scope="event">
    ${attribute("string", "concept:name", "")}
    ${attribute("date", "time:timestamp", "1970-01-01T00:00:00.000Z")}
    ${attribute("string", idKey, "")}
  </global>
  <classifier name="Activity" keys="concept:name"/>
  ${attribute("string", sourceKey, source)}
`

/** The texts of a log in XES. A case ends where the next interaction is of another one. */
export const writeXes = function* (interactions: Iterable<Interaction>, options: XesOptions = {}): Generator<string> {
  let open: string | undefined
  let source: string | undefined
  for (const interaction of interactions) {
    if (source === undefined) yield head(interaction.evidence.source)
    source ??= interaction.evidence.source
    const name = options.case?.(interaction) ?? interaction.customer
    if (name !== open) {
      if (open !== undefined) yield "  </trace>\n"
      yield `  <trace>\n    ${attribute("string", "concept:name", name)}\n`
    }
    open = name
    yield event(interaction, source, options.case !== undefined)
  }
  if (source === undefined) yield head("")
  yield open === undefined ? "</log>\n" : "  </trace>\n</log>\n"
}

const event = (interaction: Interaction, source: string, hasCase: boolean): string => {
  const attributes = [
    attribute("string", "concept:name", interaction.touchpoint),
    attribute("date", "time:timestamp", interaction.at.toISOString()),
    attribute("string", idKey, ownId(interaction.id, source)),
    ...(hasCase ? [attribute("string", "customer", interaction.customer)] : []),
    ...furtherFields.flatMap(([field, key]) => {
      const value = interaction[field]
      return value === undefined ? [] : [attribute(typeof value === "number" ? "int" : "string", key, String(value))]
    })
  ]
  return `    <event>\n      ${attributes.join("\n      ")}\n    </event>\n`
}
