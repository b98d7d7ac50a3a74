import type { Channel, Ticket } from "@throughline/core"

/** What the statuses of Zendesk are here. On hold waits for a third party, pending for the customer. */
export const statuses = {
  new: "open",
  open: "open",
  pending: "pending",
  hold: "pending",
  solved: "solved",
  closed: "solved"
} as const satisfies Readonly<Record<string, Ticket["status"]>>

/** What the customer said: not asked is no rating. */
export const ratings = { good: "good", bad: "bad", offered: "offered", unoffered: null } as const satisfies Readonly<
  Record<string, Ticket["rating"] | null>
>

/** By which channel a ticket came, of those that the API documents. What a rule, an agent or a program made came by none. */
export const channels = {
  web: "web",
  help_center: "web",
  web_widget: "web",
  mobile: "app",
  mobile_sdk: "app",
  email: "email",
  voice: "phone",
  phone: "phone",
  sms: "phone",
  chat: "chat",
  native_messaging: "chat",
  messaging: "chat",
  whatsapp: "chat",
  line: "chat",
  wechat: "chat",
  telegram: "chat",
  apple_business_chat: "chat",
  google_business_messages: "chat",
  facebook: "social",
  facebook_messenger: "social",
  twitter: "social",
  twitter_dm: "social",
  instagram_dm: "social",
  forum: "social",
  any_channel: "other",
  api: "other",
  rule: null,
  system: null,
  sample_ticket: null
} as const satisfies Readonly<Record<string, Channel | null>>
