import { withoutMarkup } from "./Markup.ts"
import { numberShape } from "./NumberShape.ts"
import { withoutQuotation } from "./QuotedReply.ts"
import { replaced } from "./Redact.ts"

/** So many UTF-16 units of a text are read. */
const longestText = 100_000
/** So many of a word are kept. */
const longestWord = 40

const word = /[\p{L}\p{M}\p{N}]+(?:['’](?:s|t|re|ve|ll|d|m)(?![\p{L}\p{M}\p{N}]))?/gu
const asciiWord = /[a-z0-9]+(?:'(?:s|t|re|ve|ll|d|m)(?![a-z0-9]))?/g
const letters = /^[a-z]+$/
const beyondAscii = /[^\0-\x7f]/
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Marks beyond the second on one letter are decoration, and slow to bring into order. */
const stackedMarks = /(\p{M}{2})\p{M}+/gu

let segmenter: Intl.Segmenter | undefined

/** The words of a run of a script that puts no spaces between them. */
const segments = (run: string): ReadonlyArray<string> => {
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" })
  return Array.from(segmenter.segment(run)).flatMap(({ isWordLike, segment }) => (isWordLike === true ? [segment] : []))
}

const clean = (text: string): string => {
  const head = text.length > longestText ? text.slice(0, longestText) : text
  return replaced(withoutQuotation(withoutMarkup(head)), () => " ")
}

const shaped = (found: string): string => {
  if (found.length <= longestWord && letters.test(found)) return found
  const plain = found.replace(/['’]/, "")
  const short = plain.length > longestWord ? plain.slice(0, longestWord) : plain
  return /\p{N}/u.test(short) ? numberShape(short) : short
}

const wordsIn = (cleaned: string): ReadonlyArray<string> => {
  if (!beyondAscii.test(cleaned)) return (cleaned.toLowerCase().match(asciiWord) ?? []).map(shaped)
  const normal = cleaned.replace(stackedMarks, "$1").normalize("NFKC").toLowerCase()
  const found = normal.match(word) ?? []
  return found.flatMap((each) => (spaceless.test(each) ? segments(each) : [each])).map(shaped)
}

/**
 * The words of a text, in lower case, as they come: markup, quoted replies and personal data left out, numbers as shapes.
 *
 * A word is a run of letters, marks and digits of any script; runs of scripts without spaces are taken apart by
 * `Intl.Segmenter`. Of a longer text the first 100,000 UTF-16 units are read.
 *
 * ```ts import.meta.vitest
 * import { words } from "./Words.ts"
 *
 * words("Card's <b>not</b> here: order 4471234567") // => ["cards", "not", "here", "order", "##########"]
 * words("退款请求") // => ["退款", "请求"]
 * ```
 */
export const words = (text: string): ReadonlyArray<string> => wordsIn(clean(text))

/** What a sentence, or a part of one, ends with. */
const clauseEnd = /[.,;:](?=\s|$)|[!?…()\n。！？、，；：]/u

/**
 * The words of a text as `words` gives them, apart where a sentence or a part of one ends. No clause is empty.
 *
 * ```ts import.meta.vitest
 * import { clauses } from "./Words.ts"
 *
 * clauses("It never came, awful! Order 4.5") // => [["it", "never", "came"], ["awful"], ["order", "4", "5"]]
 * ```
 */
export const clauses = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  clean(text)
    .split(clauseEnd)
    .map(wordsIn)
    .filter((clause) => clause.length > 0)
