import { Ocel, Xes } from "@throughline/event-log"
import { delimited, type Importer, json, type Mapping, ndjson } from "@throughline/import"
import { Canny } from "@throughline/import-canny"
import { Chargebee } from "@throughline/import-chargebee"
import { Delighted } from "@throughline/import-delighted"
import { Fider } from "@throughline/import-fider"
import { GitHub } from "@throughline/import-github"
import { HubSpot } from "@throughline/import-hubspot"
import { Intercom } from "@throughline/import-intercom"
import { PostHog } from "@throughline/import-posthog"
import { Qualtrics } from "@throughline/import-qualtrics"
import { Recurly } from "@throughline/import-recurly"
import { Segment } from "@throughline/import-segment"
import { Stripe } from "@throughline/import-stripe"
import { SurveyMonkey } from "@throughline/import-surveymonkey"
import { Typeform } from "@throughline/import-typeform"
import { Zendesk } from "@throughline/import-zendesk"
import * as Effect from "effect/Effect"
import { BadData } from "../Failure.ts"

/** What reads files, each by the `format` of a mapping. */
export const importers: ReadonlyArray<Importer<Mapping>> = [
  Qualtrics.importer,
  Zendesk.importer,
  Zendesk.csv,
  Intercom.importer,
  Intercom.csv,
  HubSpot.importer,
  HubSpot.csv,
  Stripe.importer,
  Stripe.csv,
  Recurly.importer,
  Recurly.csv,
  Chargebee.importer,
  Segment.importer,
  PostHog.importer,
  GitHub.importer,
  Canny.importer,
  Fider.importer,
  Fider.csv,
  Delighted.importer,
  Delighted.csv,
  SurveyMonkey.importer,
  SurveyMonkey.pages,
  Typeform.importer,
  Typeform.csv,
  Xes.importer,
  Ocel.importer,
  Ocel.xml,
  delimited,
  ndjson,
  json
]

/** The importer for a mapping. Fails when there is none for its format. */
export const importerFor = ({ format }: Mapping): Effect.Effect<Importer<Mapping>, BadData> => {
  const found = importers.find(({ id }) => id === format)
  if (found !== undefined) return Effect.succeed(found)
  const known = importers.map(({ id }) => `"${id}"`).join(", ")
  return Effect.fail(new BadData({ message: `There is no format "${format}" to read: there are ${known}` }))
}
