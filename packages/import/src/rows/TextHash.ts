/** Characters from here on are hashed in another way. */
const firstOther = 0x7f

const start = (length: number): number => 0x811c9dc5 ^ length

const mixed = (hash: number, word: number): number => {
  const product = Math.imul(hash ^ word, 0x9e3779b1)
  return product ^ (product >>> 15)
}

const ended = (hash: number): number => {
  const product = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae3d)
  return product ^ (product >>> 16)
}

/**
 * A hash of 32 bits, to tell equal texts from others. It is made of nearly every text, so it is a quick one.
 *
 * ```ts import.meta.vitest
 * import { textHash, unitsHash } from "./TextHash.ts"
 *
 * const units = new TextEncoder().encode("team-7, padded behind")
 * unitsHash(new DataView(units.buffer), 0, 6) === textHash("team-7") // => true
 * textHash("team-7") === textHash("team-8") // => false
 * ```
 */
export const textHash = (text: string): number => {
  let hash = start(text.length)
  for (let at = 0; at < text.length; at += 4) {
    let word = 0
    for (let i = Math.min(3, text.length - at - 1); i >= 0; i--) {
      const unit = text.charCodeAt(at + i)
      if (unit >= firstOther) return otherHash(text)
      word = (word << 8) | unit
    }
    hash = mixed(hash, word)
  }
  return ended(hash)
}

/** The same of text with characters that are not ASCII. */
const otherHash = (text: string): number => {
  let hash = ~start(text.length)
  for (let at = 0; at < text.length; at += 2) {
    hash = mixed(hash, text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16))
  }
  return ended(hash)
}

/**
 * The `textHash` of characters that stand here as `TextUnits`, with more behind them; `undefined` when some are not ASCII.
 */
export const unitsHash = (words: DataView, from: number, to: number): number | undefined => {
  let hash = start(to - from)
  let high = 0
  let at = from
  for (; at + 4 <= to; at += 4) {
    const word = words.getInt32(at, true)
    high |= word + 0x01010101
    hash = mixed(hash, word)
  }
  if (at < to) {
    const word = words.getInt32(at, true) & ((1 << (8 * (to - at))) - 1)
    high |= word + 0x01010101
    hash = mixed(hash, word)
  }
  return (high & 0x80808080) === 0 ? ended(hash) : undefined
}
