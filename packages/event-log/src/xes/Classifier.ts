/** What makes two events the same activity: the values of some keys. */
export interface Classifier {
  readonly name: string
  readonly keys: ReadonlyArray<string>
}

/**
 * The keys of a classifier, as `keys` writes them: with blanks between, those that hold blanks in apostrophes. A text that is
 * one of the `known` keys as a whole is that key.
 *
 * ```ts import.meta.vitest
 * import { classifierKeys } from "./Classifier.ts"
 *
 * classifierKeys("concept:name lifecycle:transition", []) // => ["concept:name", "lifecycle:transition"]
 * classifierKeys("'Event name' org:resource", []) // => ["Event name", "org:resource"]
 * classifierKeys("Event name", ["Event name"]) // => ["Event name"]
 * ```
 */
export const classifierKeys = (text: string, known: ReadonlyArray<string>): ReadonlyArray<string> =>
  known.includes(text)
    ? [text]
    : Array.from(text.matchAll(/'([^']*)'|([^\s']+)/g), ([, quoted, bare]) => quoted ?? bare ?? "")
