/** A seeded source of numbers (sfc32). Only 32-bit integers and + - * / are used, so every machine draws the same. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly unit: () => number
  /** A whole number from 0 to below `n`. */
  readonly below: (n: number) => number
  readonly chance: (p: number) => boolean
  readonly pick: <A>(items: ReadonlyArray<A>) => A
  readonly weighted: <A>(choices: Weighted<A>) => A
  /** A whole number out of weighted ranges. */
  readonly spread: (ranges: Spread) => number
  /** How many of `n` tries with chance `p` succeed. */
  readonly binomial: (n: number, p: number) => number
}

export type Weighted<A> = ReadonlyArray<readonly [weight: number, value: A]>
export type Spread = ReadonlyArray<readonly [weight: number, from: number, to: number]>

/** The seed of the files that stand here. */
const published = "throughline online retailer 2026"

/** One independent stream a name, so that a change in one part leaves the others as they are. */
export const random = (name: string, seed: string = published): Random => {
  const unit = sfc32(`${seed}/${name}`)
  const below = (n: number) => Math.floor(unit() * n)
  const weighted = <A>(choices: Weighted<A>): A => {
    let left = unit() * choices.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, value] of choices) {
      left -= weight
      if (left < 0) return value
    }
    return at(choices, choices.length - 1)[1]
  }
  return {
    unit,
    below,
    chance: (p) => unit() < p,
    pick: (items) => at(items, below(items.length)),
    weighted,
    spread: (ranges) => {
      const [from, to] = weighted(ranges.map(([weight, low, high]) => [weight, [low, high] as const] as const))
      return from + below(to - from + 1)
    },
    binomial: (n, p) => {
      let hits = 0
      for (let i = 0; i < n; i++) if (unit() < p) hits++
      return hits
    }
  }
}

const at = <A>(items: ReadonlyArray<A>, index: number): A => {
  if (index < 0 || index >= items.length) throw new RangeError(`no item ${index} of ${items.length}`)
  return items[index] as A
}

const sfc32 = (text: string): (() => number) => {
  let [a, b, c, counter] = [fnv1a(`${text}/a`), fnv1a(`${text}/b`), fnv1a(`${text}/c`), 1]
  const unit = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 16; i++) unit()
  return unit
}

const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
