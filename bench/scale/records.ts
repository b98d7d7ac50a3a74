import type { RecordKind, RecordOf } from "@throughline/core"
import { random } from "../random.ts"

/** The kinds that are generated. */
export const kinds = ["responses", "interactions", "tickets", "subscriptions", "expectations"] as const
export type Kind = (typeof kinds)[number]

/** How many records of a kind stand beside so many answers. */
export const sizeOf = (kind: Kind, rows: number): number =>
  kind === "responses" || kind === "interactions" ? rows : Math.ceil(rows / 10)

/** What no record is later than. */
export const asOf = new Date(Date.UTC(2026, 6, 1))

const start = Date.UTC(2025, 0, 1)
const seconds = (asOf.getTime() - start) / 1000
const channels = ["web", "app", "email", "phone", "chat", "store"] as const
const evidence = { source: "bench", kind: "objective" } as const

/** An id as a hash gives it: no two records have the same, and their order is that of nothing else. */
const scattered = (index: number): string =>
  Math.imul(index + 1, 0x9e3779b1)
    .toString(16)
    .replace("-", "n")

type Draw = (limit: number) => number

const subjectOf = (draw: Draw, rows: number) => ({
  customer: `customer-${draw(Math.ceil(rows / 10))}`,
  touchpoint: `touchpoint-${draw(40)}`,
  at: new Date(start + 1000 * draw(seconds))
})

const responseOf = (index: number, draw: Draw, rows: number) => {
  const isCsat = draw(10) === 0
  return {
    id: scattered(index),
    ...subjectOf(draw, rows),
    metric: isCsat ? "csat" : "nps",
    scale: isCsat ? "1-5" : "0-10",
    score: isCsat ? 1 + draw(5) : draw(11),
    channel: channels[draw(6)],
    segment: `segment-${draw(5)}`,
    ...(draw(10) === 0 ? { comment: `Delivered late, for the ${draw(100)}. time.\tThank you` } : {}),
    evidence
  }
}

const interactionOf = (index: number, draw: Draw, rows: number) => ({
  id: `interaction-${String(index).padStart(10, "0")}`,
  ...subjectOf(draw, rows),
  channel: channels[draw(6)],
  segment: `segment-${draw(5)}`,
  ...(draw(4) === 0 ? { waitSeconds: draw(3600) } : {}),
  outcome: draw(8) === 0 ? "abandoned" : "completed",
  evidence
})

const ticketOf = (index: number, draw: Draw, rows: number) => {
  const subject = subjectOf(draw, rows)
  const repliedAt = subject.at.getTime() + 1000 * draw(200_000)
  const isSolved = draw(5) > 0
  return {
    id: `ticket-${index}`,
    ...subject,
    ...(draw(10) > 0 ? { firstReplyAt: new Date(repliedAt), firstReplyBy: draw(3) === 0 ? "automated" : "human" } : {}),
    ...(isSolved ? { resolvedAt: new Date(repliedAt + 1000 * draw(500_000)) } : {}),
    status: isSolved ? "solved" : "open",
    subject: "Where is my parcel?",
    body: "It should have been here last week.",
    evidence
  }
}

const subscriptionOf = (index: number, draw: Draw, rows: number) => {
  const startedAt = start + 1000 * draw(seconds)
  const isEnded = draw(3) === 0
  return {
    id: `subscription-${index}`,
    customer: `customer-${draw(Math.ceil(rows / 10))}`,
    plan: `plan-${draw(4)}`,
    startedAt: new Date(startedAt),
    ...(isEnded ? { endedAt: new Date(startedAt + 86_400_000 * draw(400)), reason: "unused" } : {}),
    evidence
  }
}

const expectationOf = (index: number, draw: Draw, rows: number) => ({
  id: `expectation-${index}`,
  ...subjectOf(draw, rows),
  scale: "1-5",
  predicted: 1 + draw(5),
  evidence
})

const made: { readonly [K in Kind]: (index: number, draw: Draw, rows: number) => object } = {
  responses: responseOf,
  interactions: interactionOf,
  tickets: ticketOf,
  subscriptions: subscriptionOf,
  expectations: expectationOf
}

/** The records of a kind from one place to another: the same ones for the same places, whatever was made before. */
export const recordsOf = <K extends Kind & RecordKind>(
  kind: K,
  from: number,
  to: number,
  rows: number
): ReadonlyArray<RecordOf<K>> =>
  Array.from(
    { length: to - from },
    (_, i) => made[kind](from + i, random(31 * (from + i) + kinds.indexOf(kind)), rows) as RecordOf<K>
  )
