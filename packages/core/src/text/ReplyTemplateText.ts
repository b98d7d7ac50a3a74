import { cutLine, redactedLine } from "./Excerpt.ts"
import { maskedWords } from "./ReplyReading.ts"
import { type ComparedVariant, repliesWith } from "./ReplyVariants.ts"

/** The variant nearest to the middle of all: the cosine of its shingles with how many replies hold each. */
const medoid = (variants: ReadonlyArray<ComparedVariant>): ComparedVariant | undefined => {
  const counts = repliesWith(variants, ({ shingles }) => shingles)
  let best: ComparedVariant | undefined
  let nearest = -1
  for (const variant of variants) {
    const { shingles } = variant
    const sum = shingles.reduce((total, shingle) => total + (counts.get(shingle) ?? 0), 0)
    const cosine = sum / Math.sqrt(shingles.length)
    if (cosine > nearest) [best, nearest] = [variant, cosine]
  }
  return best
}

const hidden = "[…]"
/** What is redacted already, or a run of letters and digits. */
const run = /\[(?:email|link|iban|ip|card|phone)\]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu

/** How a run of the most typical reply is shown: as it is, `#` for a number, `[…]` for a word that is not shared. */
const shown = (found: string, isShared: (word: string) => boolean): string => {
  if (found.startsWith("[")) return found
  const all = maskedWords(found)
  if (!all.every(isShared)) return hidden
  return all.includes("#") ? "#" : found
}

/**
 * What nearly the same replies say: the most typical one, redacted, cut to 200 characters, with `#` for numbers and `[…]`
 * for words that fewer than half of the replies have, such as the customer's name.
 */
export const templateText = (variants: ReadonlyArray<ComparedVariant>): string => {
  const counts = repliesWith(variants, ({ words }) => words)
  const all = variants.reduce((sum, { replies }) => sum + replies, 0)
  const isShared = (word: string): boolean => 2 * (counts.get(word) ?? 0) >= all
  const line = redactedLine(medoid(variants)?.text ?? "").replace(run, (found) => shown(found, isShared))
  return cutLine(line.replace(/\[…\](?:\s?\[…\])+/g, hidden))
}
