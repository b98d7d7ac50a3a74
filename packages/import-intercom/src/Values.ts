import type { Channel, Ticket } from "@throughline/core"

/** What the states of a conversation are here. One that is snoozed waits. */
export const states = { open: "open", snoozed: "pending", closed: "solved" } as const satisfies Readonly<
  Record<string, Ticket["status"]>
>

/** Older versions of the API know only whether a conversation has priority. */
export const priorities = {
  priority: "high",
  not_priority: null,
  none: null,
  low: "low",
  medium: "normal",
  high: "high",
  urgent: "urgent"
} as const satisfies Readonly<Record<string, Ticket["priority"] | null>>

/** By which channel a conversation came, of those that the API documents. */
export const channels = {
  conversation: "chat",
  email: "email",
  facebook: "social",
  instagram: "social",
  twitter: "social",
  phone_call: "phone",
  phone_switch: "phone",
  sms: "phone",
  whatsapp: "chat",
  push: "app"
} as const satisfies Readonly<Record<string, Channel>>

/** Who began a conversation: messages that a company sends out are no requests for help. */
export const beganBy = (deliveredAs: unknown): "company" | "customer" =>
  deliveredAs === "admin_initiated" || deliveredAs === "automated" || deliveredAs === "campaigns_initiated"
    ? "company"
    : "customer"

const people: ReadonlyArray<unknown> = ["user", "lead", "contact"]

/** Whether an author is a customer. */
export const isCustomer = (type: unknown): boolean => people.includes(type)
