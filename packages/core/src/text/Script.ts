/** How words are written: in an alphabet that many languages share, or in a script that tells its language. */
export type Script = "latin" | "cyrillic" | "arabic" | "han" | "other"

/** A language and how sure it is, from 0 to 1. */
export type Likely = readonly [language: string, confidence: number]

const shared: ReadonlyArray<readonly [RegExp, Script]> = [
  [/\p{Script=Latin}/u, "latin"],
  [/\p{Script=Cyrillic}/u, "cyrillic"],
  [/\p{Script=Arabic}/u, "arabic"],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, "han"]
]
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Scripts that one language is mostly written in, and how sure that is. */
const own: ReadonlyArray<readonly [script: RegExp, likely: Likely]> = [
  [/\p{Script=Hangul}/u, ["ko", 1]],
  [/\p{Script=Thai}/u, ["th", 1]],
  [/\p{Script=Greek}/u, ["el", 1]],
  [/\p{Script=Hebrew}/u, ["he", 0.95]],
  [/\p{Script=Devanagari}/u, ["hi", 0.8]],
  [/\p{Script=Bengali}/u, ["bn", 0.95]],
  [/\p{Script=Tamil}/u, ["ta", 1]],
  [/\p{Script=Telugu}/u, ["te", 1]],
  [/\p{Script=Gujarati}/u, ["gu", 1]],
  [/\p{Script=Kannada}/u, ["kn", 1]],
  [/\p{Script=Malayalam}/u, ["ml", 1]],
  [/\p{Script=Gurmukhi}/u, ["pa", 1]],
  [/\p{Script=Sinhala}/u, ["si", 1]],
  [/\p{Script=Georgian}/u, ["ka", 1]],
  [/\p{Script=Armenian}/u, ["hy", 1]],
  [/\p{Script=Lao}/u, ["lo", 1]],
  [/\p{Script=Khmer}/u, ["km", 1]],
  [/\p{Script=Myanmar}/u, ["my", 1]],
  [/\p{Script=Ethiopic}/u, ["am", 0.8]]
]

/** Letters that tell the languages of the Arabic script apart. */
const arabic: ReadonlyArray<readonly [language: string, letters: RegExp]> = [
  ["ur", /[ٹڈڑںےھہ]/g],
  ["fa", /[پچژگکی]/g],
  ["ar", /[ةيكىأإؤئ]/g]
]

/** The script of a word, by its first rule that holds; `undefined` without a letter, as in numbers. */
export const scriptOf = (word: string): Script | undefined =>
  shared.find(([script]) => script.test(word))?.[1] ?? (/\p{L}/u.test(word) ? "other" : undefined)

/** The more telling letters, the surer. */
const ofArabic = (text: string): Likely => {
  const counts = arabic.map(([language, letters]) => [language, text.match(letters)?.length ?? 0] as const)
  const [language, count] = counts.reduce((best, each) => (each[1] > best[1] ? each : best))
  return [language, (count + 1) / (count + 2)]
}

/**
 * The language of words in a script that tells it: the more characters, the surer.
 *
 * Kana is Japanese, Chinese characters without any are Chinese; Urdu and Persian have letters that Arabic has not.
 *
 * ```ts import.meta.vitest
 * import { byScript } from "./Script.ts"
 *
 * byScript("other", ["αποστολή"]) // => ["el", 1]
 * byScript("han", ["返金", "して"]) // => ["ja", 1]
 * byScript("han", ["退款", "请求"])[0] // => "zh"
 * ```
 */
export const byScript = (script: Script, words: ReadonlyArray<string>): Likely => {
  const text = words.join("")
  if (script === "arabic") return ofArabic(text)
  if (script === "han") return kana.test(text) ? ["ja", 1] : ["zh", text.length / (text.length + 2)]
  return own.find(([each]) => each.test(text))?.[1] ?? ["und", 0]
}
