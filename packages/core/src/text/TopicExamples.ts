import type { Alike } from "./Collapse.ts"
import { cutLine, redactedLine } from "./Excerpt.ts"
import type { TopicExample } from "./TopicModel.ts"

const examplesEach = 3

/** The first texts that are not shown alike. */
export const topicExamples = (alike: Iterable<Alike>): ReadonlyArray<TopicExample> => {
  const examples = new Map<string, number>()
  for (const { members, texts } of alike) {
    const example = cutLine(redactedLine(members[0]?.text ?? ""))
    if (example === "" || examples.has(example)) continue
    examples.set(example, texts)
    if (examples.size === examplesEach) break
  }
  return Array.from(examples, ([text, texts]) => ({ text, texts }))
}
