import type { Alike } from "./Collapse.ts"
import { withoutMarkup } from "./Markup.ts"
import { withoutQuotation } from "./QuotedReply.ts"
import { text as redact } from "./Redact.ts"
import type { TopicExample } from "./TopicModel.ts"

const examplesEach = 3
const longest = 200

/** Characters of a text that are looked at for an example. */
const head = 5000

/** A text as an example shows it: redacted, on one line, at most 200 characters. */
const shown = (text: string): string => {
  const plain = redact(withoutQuotation(withoutMarkup(text.slice(0, head))))
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
  const characters = Array.from(plain.slice(0, 2 * longest))
  return characters.length <= longest ? characters.join("") : `${characters.slice(0, longest - 1).join("")}…`
}

/** The first texts that are not shown alike. */
export const topicExamples = (alike: Iterable<Alike>): ReadonlyArray<TopicExample> => {
  const examples = new Map<string, number>()
  for (const { members, texts } of alike) {
    const example = shown(members[0]?.text ?? "")
    if (example === "" || examples.has(example)) continue
    examples.set(example, texts)
    if (examples.size === examplesEach) break
  }
  return Array.from(examples, ([text, texts]) => ({ text, texts }))
}
