/** Random numbers from a seed (mulberry32): whole, from 0 to below `n`. */
export const seeded = (seed: number): ((n: number) => number) => {
  let state = seed | 0
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
}

const telling = [...'",;\n\r\t\0{}[]:\\é'].flatMap((character) => [...new TextEncoder().encode(character)])

/** A copy of some bytes in which one is another. */
export interface Mutation {
  readonly bytes: Uint8Array
  readonly at: number
  /** What was there, when it was taken out or replaced. */
  readonly before: number | undefined
  /** What is there, when it was put in or replaced. */
  readonly after: number | undefined
}

/** A copy with one byte replaced, put in or taken out. */
export const mutated = (bytes: Uint8Array, below: (n: number) => number): Mutation => {
  const at = below(bytes.length)
  const byte = below(2) === 0 ? (telling[below(telling.length)] ?? 0) : below(256)
  const change = below(3)
  const kept = bytes.subarray(change === 0 ? at : at + 1)
  const put = change === 2 ? [] : [byte]
  const copy = new Uint8Array(at + put.length + kept.length)
  copy.set(bytes.subarray(0, at))
  copy.set(put, at)
  copy.set(kept, at + put.length)
  return { bytes: copy, at, before: change === 0 ? undefined : bytes[at], after: put[0] }
}

/** Whether a byte was changed or put in that is neither syntax nor a line end. */
export const isQuiet = ({ after, before }: Mutation): boolean =>
  after !== undefined && !telling.includes(after) && (before === undefined || !telling.includes(before))

/** The physical line that a byte is on, from 1. */
export const lineOf = (bytes: Uint8Array, at: number): number => {
  let line = 1
  for (let i = 0; i < at; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line += 1
  return line
}
