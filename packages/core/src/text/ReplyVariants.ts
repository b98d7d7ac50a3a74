import type { ResponderKind } from "../domain/Interaction.ts"
import { maskedWords } from "./ReplyReading.ts"

/** A reply to a customer. */
export interface Reply {
  readonly text: string
  /** Who gave it. */
  readonly responder?: string
  /** Whether a person or a machine is said to have given it. */
  readonly kind?: ResponderKind
  /** The ticket that it answers. */
  readonly ticket?: string
  /** How often it was given: 1 unless told. */
  readonly count?: number
}

/** Replies that are the same word for word, but for numbers. */
export interface ReplyVariant {
  /** Its words in lower case; each with a digit in it is `#`. */
  readonly words: ReadonlyArray<string>
  /** One of them as it was written: the most frequent, of equally frequent ones the first in the order of code units. */
  readonly text: string
  readonly replies: number
  /** The places of these replies among those given. */
  readonly places: ReadonlyArray<number>
}

/** A variant with what it is compared by. */
export interface ComparedVariant extends ReplyVariant {
  /** Hashes in ascending order. */
  readonly shingles: Uint32Array
}

/** How often a reply was given. Throws a `RangeError` unless it is a whole number from 1. */
export const copiesOf = ({ count = 1 }: Reply): number => {
  if (Number.isSafeInteger(count) && count >= 1) return count
  throw new RangeError(`How often a reply was given is a whole number from 1, found ${count}`)
}

/** Replies with the same text. */
interface Written {
  readonly text: string
  replies: number
  readonly places: Array<number>
}

const byText = (replies: ReadonlyArray<Reply>): ReadonlyArray<Written> => {
  const found = new Map<string, Written>()
  for (const [place, reply] of replies.entries()) {
    const known = found.get(reply.text) ?? { text: reply.text, replies: 0, places: [] }
    known.replies += copiesOf(reply)
    known.places.push(place)
    found.set(reply.text, known)
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1))
}

const together = (words: ReadonlyArray<string>, written: ReadonlyArray<Written>): ReplyVariant => ({
  words,
  text: written.reduce((best, other) => (other.replies > best.replies ? other : best)).text,
  replies: written.reduce((sum, { replies }) => sum + replies, 0),
  places: written.flatMap(({ places }) => places)
})

/** Replies by their words, in the order of these. */
export const variantsOf = (replies: ReadonlyArray<Reply>): ReadonlyArray<ReplyVariant> => {
  const found = new Map<string, { readonly words: ReadonlyArray<string>; readonly written: Array<Written> }>()
  for (const written of byText(replies)) {
    const words = maskedWords(written.text)
    const key = words.join(" ")
    const known = found.get(key)
    if (known === undefined) found.set(key, { words, written: [written] })
    else known.written.push(written)
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { words, written }]) => together(words, written))
}

/** How many of the replies hold each of something. */
export const repliesWith = <Part, Variant extends ReplyVariant>(
  variants: ReadonlyArray<Variant>,
  partsOf: (variant: Variant) => Iterable<Part>
): ReadonlyMap<Part, number> => {
  const counts = new Map<Part, number>()
  for (const variant of variants) {
    for (const part of new Set(partsOf(variant))) counts.set(part, (counts.get(part) ?? 0) + variant.replies)
  }
  return counts
}
