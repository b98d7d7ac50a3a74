import type { Headers } from "effect/http/Headers"

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** `Retry-After` in milliseconds from now: a number of seconds or a date (RFC 9110, 10.2.3). */
const retryAfter = (text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text) * 1000
  return httpDate.test(text) ? Math.max(0, Date.parse(text) - now) : undefined
}

/** When the limit of requests starts anew, where it is used up: seconds since 1970, as several APIs say it. */
const limitReset = (headers: Headers, now: number): number | undefined => {
  const reset = headers["x-ratelimit-reset"]
  if (headers["x-ratelimit-remaining"] !== "0" || reset === undefined || !/^\d{9,11}$/.test(reset)) return undefined
  return Math.max(0, Number(reset) * 1000 - now)
}

/** Milliseconds that a server asks to wait before the next request, `now` being its date in milliseconds. */
export const askedWait = (headers: Headers, now: number): number | undefined =>
  retryAfter(headers["retry-after"], now) ?? limitReset(headers, now)
