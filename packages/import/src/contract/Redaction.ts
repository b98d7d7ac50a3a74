const email = /[^\s@<>"',;]{1,64}@[^\s@<>"',;]{1,255}/g
const link = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+/gi
const date = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?!\d)/
const longNumber = /\+?\d[\d ()/.-]{7,}\d/g
const word = /\p{L}{4,}/gu
const longest = 200

/**
 * A value as a message may show it: addresses, links and long numbers hidden, cut to 200 characters. With `wordless`, for
 * values that should hold no words, words are hidden as well: a name that slipped into the column stays out.
 */
export const redacted = (text: string, wordless: boolean): string => {
  const head = text.slice(0, 4 * longest)
  const safe = head.replace(link, "[link]").replace(email, "[email]")
  const hidden = date.test(safe) ? safe : safe.replace(longNumber, "[number]")
  const short = (wordless ? hidden.replace(word, "[text]") : freeText(hidden)).slice(0, longest)
  return short
}

/** What has many words was written by somebody. */
const freeText = (text: string): string =>
  (text.match(/\s+/g)?.length ?? 0) > 5 ? `[text of ${text.length} characters]` : text
