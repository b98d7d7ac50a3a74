import { apiSuite } from "@throughline/import/testing"
import { Redacted } from "effect"
import { HubSpot } from "../src/index.ts"
import { fixture, proposed } from "./fixture.ts"

const resultsOf = (name: string): ReadonlyArray<unknown> => JSON.parse(fixture(name)).results

/** Two objects a page, as documented: the cursor of the next page stands in the page before. */
const pageOf = (all: ReadonlyArray<unknown>, url: URL) => {
  const from = Number(url.searchParams.get("after") ?? 0)
  const after = String(from + 2)
  const paging = from + 2 < all.length ? { paging: { next: { after, link: `${url}&after=${after}` } } } : {}
  return { body: { results: all.slice(from, from + 2), ...paging } }
}

const token = Redacted.make("secret-token")

const isAllowed = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }) =>
  headers.authorization === "Bearer secret-token"

const tickets = resultsOf("tickets.json").slice(0, 6)
const forTickets = await proposed("tickets.json")
const ticketPage =
  "/crm/v3/objects/tickets?limit=100&properties=subject,content,createdate,closed_date,first_agent_reply_date,hs_time_to_close_sla_at,hs_pipeline,hs_pipeline_stage,hs_ticket_category,hs_ticket_priority,hubspot_team_id,source_type,country&associations=contacts"

apiSuite("HubSpot, for tickets,", {
  read: (url, resume) =>
    HubSpot.readApi({
      url: `${url}/`,
      token,
      what: "tickets",
      properties: ["country"],
      mapping: forTickets,
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed,
  answer: ({ url }) => pageOf(tickets, url),
  asks: [ticketPage, `${ticketPage}&after=2`, `${ticketPage}&after=4`],
  counts: { read: 6, imported: 4, skipped: 0, rejected: 2, duplicate: 0 },
  secret: "secret-token",
  access: "a token with the scope tickets"
})

const responses = resultsOf("responses.json").slice(0, 4)
const forResponses = await proposed("responses.json")
const responsePage =
  "/crm/v3/objects/feedback_submissions?limit=100&properties=hs_survey_type,hs_survey_id,hs_value,hs_content,hs_submission_timestamp,hs_contact_id,hs_survey_channel&associations=contacts"

apiSuite("HubSpot, for responses,", {
  read: (url, resume) =>
    HubSpot.readApi({
      url,
      token,
      what: "responses",
      mapping: forResponses,
      ...(resume === undefined ? {} : { resume })
    }),
  isAllowed,
  answer: ({ url }) => pageOf(responses, url),
  asks: [responsePage, `${responsePage}&after=2`],
  counts: { read: 4, imported: 4, skipped: 0, rejected: 0, duplicate: 0 },
  secret: "secret-token",
  access: "crm.objects.feedback_submissions.read"
})
