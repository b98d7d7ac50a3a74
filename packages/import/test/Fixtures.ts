import { readFileSync } from "node:fs"
import type { Mapping, RecordRule } from "../src/index.ts"
import type { Fixture } from "../src/testing.ts"

const real = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url))

const answers = {
  customer: "customer",
  touchpoint: { column: "where", values: { Kasse: "checkout", Lieferung: "delivery" } },
  at: "at"
}
const question = (metric: "nps" | "csat", scale: string, score: string): RecordRule => ({
  kind: "responses",
  id: "id",
  metric,
  scale,
  direction: "highIsGood",
  fields: { ...answers, score, comment: "comment" }
})

export const survey: Mapping = {
  source: "survey",
  format: "csv",
  time: { format: "iso", timeZone: "Europe/Berlin" },
  skipWhen: { column: "status", equals: ["dismissed"] },
  records: [question("nps", "0-10", "nps"), question("csat", "1-5", "sat")]
}

const surveyText = `id,customer,where,at,nps,sat,status,comment
R1,c1,Kasse,2026-01-01T10:00:00Z,9,5,complete,"Good, but ""slow""
on my phone"
R2,c2,Lieferung,2026-03-29 02:30,3,,complete,
R3,c3,Kasse,2026-01-02T10:00:00+01:00,11,4,complete,call me at anna.berg@example.com

R4,c4,Kasse,2026-01-03,,,dismissed,
R1,c1,Kasse,2026-01-01T10:00:00Z,9,5,complete,"Good, but ""slow""
on my phone"
R5,c5,Markt,2026-01-04T08:00:00Z,7,3,complete,
R6,c6,Kasse,2026-01-05T08:00:00Z,8,complete,
R7,c7,Lieferung,2026-01-06T08:00:00Z,anna.berg@example.com,+49 170 1234567,complete,Grüße 🎉
R8,c8,Lieferung,2026-10-25 02:30,10,5,complete,"line one
line two"
R1,c1,Kasse,2026-01-01T10:00:00Z,2,1,complete,
R9,c9,Kasse,2026-01-07T08:00:00Z,6,2,complete,last
`

const surveyDamage = ([from, to]: readonly [string, string], ordinal: number) => ({
  content: surveyText.replace(from, to),
  ordinal
})

const odd: Mapping = {
  source: "odd",
  format: "csv",
  delimiter: ";",
  records: [
    { kind: "customers", id: "__proto__", fields: { segment: "name#2", account: "#4" } },
    {
      kind: "interactions",
      fields: { customer: "__proto__", touchpoint: "name", at: "constructor", team: { value: "north" } }
    }
  ]
}

const oddText = `__proto__;name;name;;constructor
u1;visit;gold;acme;2026-01-01T00:00:00Z
u1;visit;gold;acme;2026-01-01T00:00:00Z
;visit;gold;acme;2026-01-01T00:00:00Z
u2;visit;gold;acme;gestern
;;;;
`

export const app: Mapping = {
  source: "app",
  format: "ndjson",
  time: { format: "epoch-ms" },
  records: [
    {
      kind: "responses",
      id: "id",
      metric: "ces1",
      scale: "1-7",
      direction: "highIsGood",
      fields: {
        customer: "who.id",
        at: "at",
        score: "/answers/effort",
        comment: "__proto__.text",
        channel: { value: "app" }
      }
    }
  ]
}

const appText = `{"id":"a1","who":{"id":"c1"},"at":1767254001000,"answers":{"effort":2},"__proto__":{"text":"fine"}}
{"id":"a2","who":{"id":"c2","email":"anna.berg@example.com"},"at":1767254002000,"answers":{"effort":9}}

{"id":"a3","who":{"id":"c3"},"at":"yesterday, said Anna Berg","answers":{"effort":1}}
{"id":"a4","who":{"id":"c4"},"at":17672540
[1,2,3]
{"id":12345678901234567890,"who":{"id":"c5"},"at":1767254003000,"answers":{"effort":1}}
{"id":"a6","who":{"id":["c6"]},"at":1767254003000,"answers":{"effort":1}}
{"id":"a1","who":{"id":"c1"},"at":1767254001000,"answers":{"effort":2},"__proto__":{"text":"fine"}}
{"id":"a7","who":{"id":"c7"},"at":1767254005000,"answers":{"effort":null}}
{"id":"a8","who":{"id":"c8"},"at":1767254006000,"answers":{"effort":7},"__proto__":{"text":"Grüße 🎉"}}
`

export const legacy: Mapping = {
  source: "billing",
  format: "csv",
  delimiter: ";",
  encoding: "windows-1252",
  time: { format: "dd.MM.yyyy", timeZone: "Europe/Berlin" },
  number: { decimal: ",", group: "." },
  records: [
    {
      kind: "subscriptions",
      id: "Nr",
      fields: {
        customer: "Kunde",
        startedAt: "Beginn",
        endedAt: "Ende",
        reason: { column: "Grund", values: { Qualität: "low_quality", "zu teuer": "too_expensive" } },
        priceMinor: { column: "Preis", unit: "major" },
        currency: { value: "EUR" }
      }
    }
  ]
}

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const legacyText = `Nr;Kunde;Beginn;Ende;Grund;Preis\r
1;k1;01.02.2026;15.03.2026;Qualität;1.069,90\r
2;k2;31.02.2026;;;6,99\r
3;k3;01.02.2026;01.01.2026;zu teuer;6,99\r
4;k4;01.02.2026;;Umzug nach München;6.99\r
5;k5;01.02.2026;heute;;6,995\r
6;k6;01.02.2026;;;-6,9`

const rule = (text: string): Omit<Mapping, "records"> => ({
  source: text,
  format: "csv",
  time: { format: "iso", timeZone: "UTC" }
})

/** Inputs with every flaw there is a message for. */
export const delimitedFixtures: ReadonlyArray<Fixture<Mapping>> = [
  {
    name: "survey.csv",
    mapping: survey,
    content: surveyText,
    layout: { delimiter: "," },
    personal: ["anna.berg", "example.com", "170 1234567", "on my phone"],
    damaged: [
      surveyDamage(["c2,", 'c2,"'], 1),
      surveyDamage(["R8,c8", "R8c8"], 8),
      surveyDamage(["10:00:00+01:00", "\u0000\uFFFD"], 2),
      surveyDamage(["R3,c3", 'R3,"c3'], 2),
      surveyDamage(["R9,c9", 'R9,"c9'], 10)
    ]
  },
  { name: "odd.csv", mapping: odd, content: oddText, layout: { delimiter: ";" } },
  { name: "legacy.csv", mapping: legacy, content: latin(legacyText), layout: { delimiter: ";" } },
  {
    name: "zendesk-tickets.csv",
    mapping: {
      ...rule("zendesk"),
      records: [
        {
          kind: "tickets",
          id: "id",
          fields: {
            customer: "requester_id",
            at: "created_at",
            channel: { column: "via_channel", values: { web: "web", email: "email", api: "other" } },
            status: {
              column: "status",
              values: { deleted: "solved", solved: "solved", closed: "solved", open: "open" }
            },
            subject: "subject",
            body: "description"
          }
        }
      ]
    },
    content: real("zendesk-tickets.csv"),
    layout: { delimiter: "," },
    personal: ["@email.com"]
  },
  {
    name: "recurly-subscriptions.csv",
    mapping: {
      ...rule("recurly"),
      records: [
        {
          kind: "subscriptions",
          id: { columns: ["id", "updated_at"] },
          fields: {
            customer: "account_id",
            plan: "plan_id",
            startedAt: "activated_at",
            endedAt: "expires_at",
            priceMinor: { column: "unit_amount", unit: "major" },
            currency: "currency"
          }
        }
      ]
    },
    content: real("recurly-subscriptions.csv"),
    layout: { delimiter: "," }
  },
  {
    name: "qualtrics-legacy.csv",
    mapping: {
      ...rule("qualtrics"),
      skipWhen: { column: "V1", equals: ["ResponseID"] },
      records: [
        {
          kind: "responses",
          id: "V1",
          metric: "csat",
          scale: "1-5",
          direction: "lowIsGood",
          fields: { customer: "V3", at: "V9", score: "Q1", comment: "Q2" }
        }
      ]
    },
    content: real("qualtrics-legacy.csv"),
    layout: { delimiter: "," },
    personal: ["130.92.34.66"]
  }
]

export const ndjsonFixtures: ReadonlyArray<Fixture<Mapping>> = [
  {
    name: "app.ndjson",
    mapping: app,
    content: appText,
    layout: "json",
    personal: ["anna.berg", "Berg"],
    damaged: [
      { content: appText.replace('{"id":"a2"', '{"id":"a2'), ordinal: 1 },
      { content: appText.replace('"a8"', "a8"), ordinal: 9 }
    ]
  }
]
