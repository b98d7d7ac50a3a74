/** What a text can hold that points to a person. */
export type Kind = "email" | "link" | "iban" | "ip" | "card" | "national-id" | "phone"

/** A piece of a text that points to a person: its UTF-16 units from one place up to another. */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly kind: Kind
}

/** The pieces of some kind in a text, as they come, none over another. */
export type Finder = (text: string) => ReadonlyArray<Piece>

/**
 * A finder of what a pattern matches, as far as `lengthOf` says: 0 for not at all. It goes on behind what it has found, or
 * behind the first sign of what is nothing. Texts without `sign`, which is quicker to look for, hold nothing.
 */
export const finder =
  (
    kind: Kind,
    sign: RegExp,
    pattern: RegExp,
    lengthOf: (found: string, from: number, text: string) => number
  ): Finder =>
  (text) => {
    if (!sign.test(text)) return []
    const pieces: Array<Piece> = []
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [from, length] = [match.index, lengthOf(match[0], match.index, text)]
      if (length > 0) pieces.push({ from, to: from + length, kind })
      pattern.lastIndex = from + Math.max(1, length)
    }
    return pieces
  }
