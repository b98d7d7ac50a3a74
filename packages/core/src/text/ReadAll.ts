import { languages } from "./FunctionWords.ts"
import { type Reading, reader } from "./Reading.ts"

/** The language that most texts tell, of those whose alphabet others share; of equally many the first by its tag. */
const mainLanguage = (readings: ReadonlyArray<Reading>): string => {
  const counts = new Map<string, number>()
  for (const { language } of readings) counts.set(language, (counts.get(language) ?? 0) + 1)
  const count = (language: string): number => counts.get(language) ?? 0
  const told = languages.filter((language) => counts.has(language)).sort()
  return told.reduce((best, each) => (best === "und" || count(each) > count(best) ? each : best), "und")
}

/** Texts, each read in its language, or in the main one where it does not tell. */
export interface Readings {
  /** The main language. */
  readonly language: string
  readonly readings: ReadonlyArray<Reading>
}

/**
 * Read texts that belong together: each in its own language, and those that do not tell theirs in that of most others.
 *
 * ```ts import.meta.vitest
 * import { readAll } from "./ReadAll.ts"
 *
 * const { language, readings } = readAll(["Where are my refunded cards?", "Refunds"])
 * [language, readings[1].stems] // => ["en", ["refund"]]
 * ```
 */
export const readAll = (texts: ReadonlyArray<string>): Readings => {
  const read = reader()
  const first = texts.map((text) => read(text))
  const language = mainLanguage(first)
  const again = reader(language)
  const readings = first.map((each, i) => (each.language !== language ? again(texts[i] ?? "") : each))
  return { language, readings }
}
