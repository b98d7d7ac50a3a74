import { Journeys } from "@throughline/event-log"
import * as Schema from "effect/Schema"

const { definitions, schema } = Schema.toJsonSchemaDocument(Journeys.JourneyDocument, { onExcessProperty: "error" })

/** The text of `journey.schema.json`. */
export const journeySchema = `${JSON.stringify(
  {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Customer journeys, version 1.0",
    description: "A planned customer journey and actual ones: actors, touchpoints, and how they were experienced.",
    ...schema,
    $defs: definitions
  },
  null,
  2
)}\n`
