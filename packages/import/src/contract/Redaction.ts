import { Redact } from "@throughline/core"

const date = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?!\d)/
const longNumber = /\+?\d[\d ()/.-]{7,}\d/g
/** Points to nobody. */
const fewDigits = /^\d{1,4}$/
/** A word, or what already stands for something hidden. */
const word = /\[(?:email|link|iban|ip|card|national-id|phone|number)\]|\p{L}{4,}/gu
const longest = 200

/**
 * A value as a message may show it: what points to a person is hidden as `Redact.text` does, and other long numbers, cut to
 * 200 characters. With `wordless`, for values that should hold no words, words are hidden as well: a name that slipped into
 * the column stays out.
 */
export const redacted = (text: string, wordless: boolean): string => {
  if (fewDigits.test(text)) return text
  const safe = Redact.text(text.slice(0, 4 * longest))
  const hidden = date.test(safe) ? safe : safe.replace(longNumber, "[number]")
  return (wordless ? withoutWords(hidden) : freeText(hidden)).slice(0, longest)
}

const withoutWords = (text: string): string => text.replace(word, (found) => (found.startsWith("[") ? found : "[text]"))

/** What has many words was written by somebody. */
const freeText = (text: string): string =>
  (text.match(/\s+/g)?.length ?? 0) > 5 ? `[text of ${text.length} characters]` : text
