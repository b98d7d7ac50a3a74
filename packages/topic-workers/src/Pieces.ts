import type { Topics } from "@throughline/core"

/** So many texts go to a thread at once. */
export const mostTexts = 256
/** A piece that has so many UTF-16 units takes no more texts. */
const fullPiece = 1_000_000
/** So much of a text is read: the rest need not be sent. */
const longestText = 100_000

const sent = (item: string | Topics.TopicText): string => {
  const text = typeof item === "string" ? item : item.text
  return text.length > longestText ? text.slice(0, longestText) : text
}

/** Texts as they are sent, in pieces of bounded size and in their order. */
export const pieces = (texts: Iterable<string | Topics.TopicText>): ReadonlyArray<ReadonlyArray<string>> => {
  const all: Array<Array<string>> = []
  let units = 0
  for (const item of texts) {
    const text = sent(item)
    const last = all.at(-1)
    if (last === undefined || last.length === mostTexts || units >= fullPiece) {
      all.push([text])
      units = text.length
    } else {
      last.push(text)
      units += text.length
    }
  }
  return all
}
