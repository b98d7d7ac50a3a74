import type { Dialect } from "./Dialect.ts"
import { type IsRead, selected } from "./selected.ts"
import { quotient } from "./whole.ts"

/** Who or what served a customer: the fields of an interaction that a step has of both its sides. */
export const sides = ["channel", "team", "responder"] as const

const fromSide = { channel: "fromChannel", team: "fromTeam", responder: "fromResponder" } as const

/** Interactions beside the one before in their case. */
export interface Followed {
  /** What a step has of the interaction that it comes from: `NULL` where a case begins. */
  readonly came: Readonly<Record<"from" | "seconds" | (typeof fromSide)[keyof typeof fromSide], string>>
  /** That an interaction is the last of its case. */
  readonly isLast: string
  /** The interactions, to stand after FROM, with the columns that are read by what stands around them. */
  readonly rows: (isRead: IsRead) => string
}

/** Interactions in the time of their customer, in cases. */
export const followed = (dialect: Dialect, sessionGap: number | undefined): Followed => {
  const { byBytes, identifier: id, table } = dialect
  const at = id("at")
  const beside = (name: string, to: "lag" | "lead") =>
    `${to}(${id(name)}) OVER (PARTITION BY ${id("customer")} ORDER BY ${at}, ${byBytes(id("id"))})`
  const isFar = (from: string, to: string) =>
    sessionGap === undefined ? "" : ` OR ${to} - ${from} > ${sessionGap * 1000}`
  const isFirst = `before_at IS NULL${isFar("before_at", at)}`
  const besides = {
    next_at: beside("at", "lead"),
    ...Object.fromEntries(["at", "touchpoint", ...sides].map((name) => [`before_${name}`, beside(name, "lag")]))
  }
  const unlessFirst = (value: string) => `CASE WHEN ${isFirst} THEN NULL ELSE ${value} END`
  return {
    came: {
      from: unlessFirst("before_touchpoint"),
      seconds: unlessFirst(quotient(dialect, `(${at} - before_at)`, 1000)),
      [fromSide.channel]: unlessFirst("before_channel"),
      [fromSide.team]: unlessFirst("before_team"),
      [fromSide.responder]: unlessFirst("before_responder")
    },
    isLast: `next_at IS NULL${isFar(at, "next_at")}`,
    rows: (isRead) => `(SELECT *, ${selected(dialect, besides, isRead)} FROM ${table("interactions")}) AS followed`
  }
}
