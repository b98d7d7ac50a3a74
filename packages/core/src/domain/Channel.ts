import * as Schema from "effect/Schema"

/** The channels a touchpoint can be reached through. */
export const Channel = Schema.Literals([
  "web",
  "app",
  "email",
  "phone",
  "chat",
  "store",
  "social",
  "parcel",
  "post",
  "event",
  "other"
])
export type Channel = typeof Channel.Type
