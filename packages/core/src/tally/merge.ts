import * as Dimension from "./Dimension.ts"
import { Groups } from "./Groups.ts"
import { type Tally, TallyMismatch } from "./Tally.ts"

/**
 * A tally of nothing. Merged with a tally of the same dimensions and sums, it changes nothing.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "./index.ts"
 * import * as Dimension from "./Dimension.ts"
 *
 * Tally.total(Tally.empty([Dimension.field("score")])) // => 0
 * ```
 */
export const empty = <Name extends string>(
  dimensions: ReadonlyArray<Dimension.Dimension<Name>>,
  sums: ReadonlyArray<string> = []
): Tally<Name> => new Groups<Name>(dimensions, sums).finish()

const shape = (tally: Tally): string =>
  JSON.stringify([tally.columns.map((each) => Dimension.normalize(each.dimension)), Object.keys(tally.sums).sort()])

/** Count several tallies together. Throws `TallyMismatch` unless all have the same dimensions and sums. */
export const mergeAll = <Name extends string>(
  tallies: readonly [Tally<Name>, ...ReadonlyArray<Tally<Name>>]
): Tally<Name> => {
  const [first] = tallies
  const groups = new Groups<Name>(
    first.columns.map((each) => each.dimension),
    Object.keys(first.sums)
  )
  const expected = shape(first)
  for (const tally of tallies) {
    if (shape(tally) !== expected) {
      throw new TallyMismatch(`Only tallies of the same dimensions merge: ${expected} and ${shape(tally)}`)
    }
    groups.addTally(tally)
  }
  return groups.finish()
}

/**
 * Count two tallies together: exact, in any order, with `empty` as identity.
 *
 * Throws `TallyMismatch` unless both have the same dimensions and sums, `TallyOverflow` when a count passes 2^53 − 1.
 *
 * ```ts import.meta.vitest
 * import { from } from "./from.ts"
 * import * as Tally from "./index.ts"
 *
 * const january = from([{ score: 9 }], { by: ["score"] })
 * const february = from([{ score: 9 }, { score: 3 }], { by: ["score"] })
 * Tally.total(Tally.merge(january, february)) // => 3
 * ```
 */
export const merge = <Name extends string>(self: Tally<Name>, that: Tally<Name>): Tally<Name> => mergeAll([self, that])
