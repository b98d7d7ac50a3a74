/** Of words longer than `longer`, an ending and what it becomes. */
export type Suffix = readonly [longer: number, ending: string, becomes?: string]

/** A word with the first of these endings that it has replaced; as it is when it has none. */
export const withoutSuffix = (word: string, suffixes: ReadonlyArray<Suffix>): string => {
  for (const [longer, ending, becomes = ""] of suffixes) {
    if (word.length > longer && word.endsWith(ending)) return word.slice(0, -ending.length) + becomes
  }
  return word
}

/** Endings that go, all of words longer than a length. */
export const endings = (longer: number, all: string): ReadonlyArray<Suffix> =>
  all.split(" ").map((ending) => [longer, ending])

/** A word with its letters free of marks: `é` as `e`. */
export const unmarked = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "")

/** A word whose last letter stands there once. */
export const undoubled = (word: string): string => (word.at(-1) === word.at(-2) ? word.slice(0, -1) : word)
