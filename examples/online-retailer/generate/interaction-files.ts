import { isoBerlin, isoUtc, legacyClock } from "./calendar.ts"
import { line, utf8 } from "./delimited.ts"
import type { Interaction } from "./journeys.ts"
import type { Channel, Touchpoint } from "./planted.ts"

const header = "event_id,customer_id,touchpoint,channel,occurred_at,team,responder,wait_seconds,outcome"

/** The phone system and the carriers write local time with its offset, everything else writes UTC. */
const occurredAt = ({ channel, at }: Interaction) =>
  channel === "phone" || channel === "parcel" ? isoBerlin(at) : isoUtc(at)

export const interactionsCsv = (interactions: ReadonlyArray<Interaction>): Uint8Array => {
  const rows = interactions.filter(({ legacy }) => !legacy)
  const lines = rows.map((row, i) =>
    line([
      `E${100_000 + i}`,
      row.customer.id,
      row.touchpoint,
      row.channel,
      occurredAt(row),
      row.team,
      row.responder,
      row.wait,
      row.outcome
    ])
  )
  return utf8([header, ...lines])
}

const germanTouchpoint: Readonly<Record<Touchpoint, string>> = {
  "search-product": "Suche",
  "website-visit": "Webseite",
  "product-reviews": "Bewertungen",
  "purchase-process": "Kasse",
  "order-updates": "Versandinfo",
  delivery: "Lieferung",
  "customer-service": "Kundendienst",
  "personalised-offer": "Angebot"
}

const germanChannel: Readonly<Record<Channel, string>> = {
  web: "Web",
  app: "App",
  email: "E-Mail",
  phone: "Telefon",
  chat: "Chat",
  parcel: "Paket"
}

export const legacyCsv = (interactions: ReadonlyArray<Interaction>): Uint8Array => {
  const rows = interactions.filter(({ legacy }) => legacy)
  const lines = rows.map(({ customer, touchpoint, channel, at }, i) =>
    line([`L${500_000 + i}`, customer.id, germanTouchpoint[touchpoint], germanChannel[channel], legacyClock(at)], ";")
  )
  return utf8(["\uFEFFEreignisID;KundenNr;Kontaktpunkt;Kanal;Zeitpunkt", ...lines], "\r\n")
}
