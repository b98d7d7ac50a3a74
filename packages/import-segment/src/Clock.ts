import type { JsonObject } from "@throughline/import/format"

const withOffset = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/

/** Milliseconds since 1970 of a time with its offset; `undefined` when it is none. */
const instant = (value: unknown): number | undefined => {
  if (typeof value !== "string" || value.length > 40) return undefined
  const [, clock, fraction = "", offset = ""] = withOffset.exec(value) ?? []
  if (clock === undefined) return undefined
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset
  const found = Date.parse(`${clock}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(found) ? undefined : found
}

/**
 * When a call happened, by the clock of Segment's servers: its `timestamp`, which is corrected for the clock of the device,
 * or without one `receivedAt - (sentAt - originalTimestamp)`, as Segment computes it. `""` when neither is known: the clock
 * of a device alone may be years off.
 *
 * ```ts import.meta.vitest
 * import { correctedTime } from "./Clock.ts"
 *
 * const receivedAt = "2026-03-29T10:00:05.000Z"
 * // A device whose clock is two hours late, and that waited three seconds before it sent.
 * const call = { originalTimestamp: "2026-03-29T08:00:00.000Z", sentAt: "2026-03-29T08:00:03.000Z", receivedAt }
 * correctedTime(call) // => "2026-03-29T10:00:02.000Z"
 * correctedTime({ ...call, timestamp: "2026-03-29T10:00:01.900Z" }) // => "2026-03-29T10:00:01.900Z"
 * correctedTime({ ...call, sentAt: null }) // => ""
 * ```
 */
export const correctedTime = (call: JsonObject): unknown => {
  const { originalTimestamp, receivedAt, sentAt, timestamp } = call
  if (timestamp !== undefined && timestamp !== null && timestamp !== "") return timestamp
  const [original, received, sent] = [originalTimestamp, receivedAt, sentAt].map(instant)
  if (original === undefined || received === undefined || sent === undefined) return ""
  const corrected = new Date(received - (sent - original))
  return Number.isNaN(corrected.getTime()) ? "" : corrected.toISOString()
}
