import type { Channel, Ticket } from "@throughline/core"
import { type AskedType, highestScore } from "@throughline/import/format"

/** What the stages of the pipeline that every account begins with are here, by id and by name. */
export const defaultStages: Readonly<Record<string, Ticket["status"]>> = {
  1: "open",
  2: "pending",
  3: "open",
  4: "solved",
  New: "open",
  "Waiting on contact": "pending",
  "Waiting on us": "open",
  Closed: "solved"
}

const inBothCases = <V>(values: Readonly<Record<string, V>>): Readonly<Record<string, V>> => ({
  ...values,
  ...Object.fromEntries(
    Object.entries(values).map(([text, value]) => [`${text[0]}${text.slice(1).toLowerCase()}`, value])
  )
})

/** By the names of the API, and as exports write them. */
export const priorities = inBothCases<NonNullable<Ticket["priority"]>>({
  LOW: "low",
  MEDIUM: "normal",
  HIGH: "high",
  URGENT: "urgent"
})

export const channels = inBothCases<Channel>({ CHAT: "chat", EMAIL: "email", FORM: "web", PHONE: "phone" })

/** Satisfaction is asked by three faces: 0, 1 and 2. */
export const asked: Readonly<Record<string, (scores: ReadonlyArray<string>) => AskedType>> = {
  NPS: () => ({ rule: { metric: "nps", scale: "0-10", direction: "highIsGood" } }),
  CES: () => ({ rule: { metric: "ces2", scale: "1-7", direction: "highIsGood" } }),
  CSAT: (scores) =>
    highestScore(scores) > 2
      ? {
          rule: { metric: "csat", direction: "highIsGood" },
          question: 'scale: which scale is it, as "1-5"? HubSpot asks from 0 to 2, and there are scores above 2.'
        }
      : { rule: { metric: "csat", scale: "0-2", direction: "highIsGood" } }
}
