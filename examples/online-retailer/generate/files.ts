import { berlinMinute, checkoutFix, germanDay, isoUtc } from "./calendar.ts"
import type { Company } from "./company.ts"
import { line, utf8, western } from "./delimited.ts"
import type { Expectation } from "./expectations.ts"
import { interactionsCsv, legacyCsv } from "./interaction-files.ts"
import type { Subscription } from "./subscriptions.ts"
import { surveyCsv, surveyNdjson } from "./survey-files.ts"
import type { Ticket } from "./tickets.ts"

/** Every exported file by its name. */
export const exportFiles = (company: Company): Readonly<Record<string, Uint8Array>> => ({
  "interactions.csv": interactionsCsv(company.interactions),
  "interactions-legacy.csv": legacyCsv(company.interactions),
  "survey-answers.csv": surveyCsv(company.responses),
  "survey-answers-app.ndjson": surveyNdjson(company.responses),
  "expectations.csv": expectationsCsv(company.expectations),
  "subscriptions.csv": subscriptionsCsv(company.subscriptions),
  "tickets.csv": ticketsCsv(company.tickets),
  "changes.csv": changesCsv()
})

const expectationsCsv = (expectations: ReadonlyArray<Expectation>) =>
  utf8([
    "customer_id,touchpoint,component,minimum,desired,predicted,importance,asked_at",
    ...expectations.map((one) =>
      line([
        one.customer.id,
        one.touchpoint,
        one.component,
        one.minimum,
        one.desired,
        one.predicted,
        one.importance,
        isoUtc(one.askedAt)
      ])
    )
  ])

const subscriptionsCsv = (subscriptions: ReadonlyArray<Subscription>) =>
  western(
    [
      "AboNr;KundenNr;Tarif;Beginn;Ende;Kuendigungsgrund;Preis",
      ...subscriptions.map(({ customer, tariff, start, end, reason, price }, i) =>
        line(
          [
            `P${100_000 + i}`,
            customer.id,
            tariff,
            germanDay(start),
            end === undefined ? "" : germanDay(end),
            reason,
            germanPrice(price)
          ],
          ";"
        )
      )
    ],
    "\r\n"
  )

const germanPrice = (cents: number) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, "0")}`

const ticketsCsv = (tickets: ReadonlyArray<Ticket>) =>
  western([
    "ticket_id,customer_id,created_at,resolved_at,channel,team,status,subject,description",
    ...tickets.map((ticket, i) =>
      line([
        `T${100_000 + i}`,
        ticket.customer.id,
        berlinMinute(ticket.createdAt),
        ticket.resolvedAt === undefined ? "" : berlinMinute(ticket.resolvedAt),
        ticket.channel,
        ticket.team,
        ticket.status,
        ticket.subject,
        ticket.description
      ])
    )
  ])

/** What the company changed on purpose, and what it aimed at. */
const changesCsv = () =>
  utf8([
    "change_id,deployed_at,name,touchpoint,measure,target",
    line(["C1", isoUtc(checkoutFix), "Checkout on one page", "purchase-process", "csat", 75]),
    line(["C2", isoUtc(checkoutFix), "Checkout on one page", "purchase-process", "ces2", 5.5])
  ])
