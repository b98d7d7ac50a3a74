import { groups } from "./NearDuplicates.ts"
import { shinglesOf } from "./ReplyReading.ts"
import { respondersOf } from "./ReplyResponders.ts"
import { type ReplyCounts, replyShare } from "./ReplyShare.ts"
import type { RepeatedReplies, ReplyTemplate, ReplyVerdict } from "./ReplyTemplate.ts"
import { templateText } from "./ReplyTemplateText.ts"
import { type ComparedVariant, type Reply, type ReplyVariant, repliesWith, variantsOf } from "./ReplyVariants.ts"

export type { ReplyShare } from "./ReplyShare.ts"
export type { RepeatedReplies, ReplyResponder, ReplyTemplate, ReplyVerdict } from "./ReplyTemplate.ts"
export type { Reply } from "./ReplyVariants.ts"

/** What is taken for a template, and how shares are reported. */
export interface TemplateOptions {
  /** Two replies are nearly the same from this Jaccard index on, above 0 and at most 1: 0.7 unless told. */
  readonly alike?: number
  /** So many replies that are nearly the same are a template, at least 2: 3 unless told. */
  readonly minimum?: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

/** A reply of fewer words is in no template and in no share. */
const leastWords = 5
const definition = `repeated, of replies of at least ${leastWords} words`

const checked = ({ alike = 0.7, level = 0.95, minimum = 3 }: TemplateOptions): Required<TemplateOptions> => {
  if (!(alike > 0 && alike <= 1)) throw new RangeError(`alike is above 0 and at most 1, found ${alike}`)
  if (!Number.isSafeInteger(minimum) || minimum < 2) {
    throw new RangeError(`minimum is a whole number from 2, found ${minimum}`)
  }
  return { alike, level, minimum }
}

const sum = (variants: ReadonlyArray<ReplyVariant>): number => variants.reduce((all, { replies }) => all + replies, 0)

/** With what each variant is compared by: a word that fewer than `minimum` replies hold is no part of a template. */
const comparable = (variants: ReadonlyArray<ReplyVariant>, minimum: number): ReadonlyArray<ComparedVariant> => {
  const counts = repliesWith(variants, ({ words }) => words)
  const isShared = (word: string): boolean => (counts.get(word) ?? 0) >= minimum
  return variants.map((variant) => ({ ...variant, shingles: shinglesOf(variant.words, isShared) }))
}

/** Variants that are nearly the same, put together; the most frequent first, of equally frequent ones by their words. */
const likeness = (
  variants: ReadonlyArray<ReplyVariant>,
  { alike, minimum }: Required<TemplateOptions>
): ReadonlyArray<ReadonlyArray<ComparedVariant>> => {
  const compared = comparable(variants, minimum)
  const roots = groups(
    compared.map(({ shingles }) => shingles),
    alike
  )
  const found = new Map<number, Array<ComparedVariant>>()
  for (const [i, variant] of compared.entries()) {
    const members = found.get(roots[i] as number)
    if (members === undefined) found.set(roots[i] as number, [variant])
    else members.push(variant)
  }
  return [...found.values()].filter((members) => sum(members) >= minimum).sort((a, b) => sum(b) - sum(a))
}

const known = (values: Iterable<string | undefined>): number => {
  const different = new Set(values)
  different.delete(undefined)
  return different.size
}

const describe = (
  id: string,
  members: ReadonlyArray<ComparedVariant>,
  replies: ReadonlyArray<Reply>,
  counts: ReplyCounts,
  level: number
): ReplyTemplate => {
  const own = members.flatMap(({ places }) => places.map((place) => replies[place]))
  return {
    id,
    text: templateText(members),
    replies: sum(members),
    wordings: members.length,
    tickets: known(own.map((reply) => reply?.ticket)),
    responders: known(own.map((reply) => reply?.responder)),
    share: replyShare(sum(members), counts, level, definition)
  }
}

const verdictsOf = (
  count: number,
  compared: ReadonlyArray<ReplyVariant>,
  alike: ReadonlyArray<ReadonlyArray<ReplyVariant>>,
  ids: ReadonlyArray<string>
): ReadonlyArray<ReplyVerdict> => {
  const verdicts: Array<ReplyVerdict> = Array.from({ length: count }, () => ({ repeated: null, template: null }))
  const say = ({ places }: ReplyVariant, verdict: ReplyVerdict): void => {
    for (const place of places) verdicts[place] = verdict
  }
  for (const variant of compared) say(variant, { repeated: 0, template: null })
  for (const [i, members] of alike.entries()) {
    for (const variant of members) say(variant, { repeated: 1, template: ids[i] ?? null })
  }
  return verdicts
}

/**
 * The templates among replies to customers: those given again and again, word for word or nearly, and how many of all
 * replies, and of each responder's, they are.
 *
 * Two replies are nearly the same when the Jaccard index of their words and pairs of words is at least `alike`; a chain of
 * such replies is one group, and a group of at least `minimum` is a template. What is filled in does not matter: numbers are
 * masked, and words that fewer than `minimum` of all replies hold are passed over; a reply made up of these by more than a
 * half is its own. Markup, quoted mail, links and personal data are left out. Replies of fewer than five words are in no
 * share. In `text` a word that fewer than half of the template's replies have, such as a customer's name, is hidden as `[…]`.
 *
 * The order of replies changes nothing, and a reply given twice is one with a count of 2. It takes time in proportion to the
 * number of words. No replies give no templates and `InsufficientData`. Throws a `RangeError` for an option that cannot be.
 *
 * Broder (1997), On the resemblance and containment of documents; Wilson (1927).
 *
 * ```ts import.meta.vitest
 * import * as ResponderTemplates from "./ResponderTemplates.ts"
 *
 * const names = ["Ana", "Ben", "Chloe", "Dan"]
 * const found = ResponderTemplates.find([
 *   ...names.map((name, i) => ({ text: `Hi ${name}, we are sorry. Please send us your receipt for order 44712${i}.` })),
 *   { text: "The blue one comes back in May, I asked our buyer." }
 * ])
 * found.templates.map(({ replies, text }) => [text, replies]) // => [["Hi […], we are sorry. Please send us your receipt for order #.", 4]]
 * found.share._tag === "Estimate" ? [found.share.value, found.share.n] : found.share // => [80, 5]
 * found.verdicts.map(({ repeated }) => repeated) // => [1, 1, 1, 1, 0]
 * ```
 */
export const find = (replies: Iterable<Reply>, options: TemplateOptions = {}): RepeatedReplies => {
  const told = checked(options)
  const given = Array.from(replies)
  const variants = variantsOf(given)
  const compared = variants.filter(({ words }) => words.length >= leastWords)
  const wordless = variants.filter(({ words }) => words.length === 0)
  const alike = likeness(compared, told)
  const counts: ReplyCounts = { compared: sum(compared), wordless: sum(wordless) }
  const templates = alike.map((members, i) => describe(`r${i + 1}`, members, given, counts, told.level))
  const ids = templates.map(({ id }) => id)
  const verdicts = verdictsOf(given.length, compared, alike, ids)
  const silent = new Set(wordless.flatMap(({ places }) => places))
  return {
    replies: sum(variants),
    short: sum(variants) - counts.compared - counts.wordless,
    share: replyShare(sum(alike.flat()), counts, told.level, definition),
    templates,
    responders: respondersOf(given, verdicts, silent, told.level, definition),
    verdicts
  }
}
