import type { Test } from "@throughline/core"
import type { Counting } from "./Counting.ts"
import { coarser, type Translate } from "./coarser.ts"
import { isWithin, sameTest } from "./plainTest.ts"
import { type Select, selects } from "./selects.ts"

/** How the tally of one count is made from that of another: for each dimension and each further test, from which column. */
export interface Derivation {
  readonly columns: ReadonlyArray<{ readonly from: number; readonly translate: Translate }>
  readonly selections: ReadonlyArray<{ readonly from: number; readonly select: Select }>
}

/** What the first of some items gives, with its place. */
const firstOf = <Item, Found>(items: ReadonlyArray<Item>, find: (item: Item) => Found | undefined) => {
  for (const [from, item] of items.entries()) {
    const found = find(item)
    if (found !== undefined) return { from, found }
  }
  return undefined
}

const present = <A>(items: ReadonlyArray<A | undefined>): ReadonlyArray<A> | undefined => {
  const found = items.filter((item) => item !== undefined)
  return found.length === items.length ? found : undefined
}

/** The tests that a tally was not counted with yet; `undefined` when it may lack rows that are asked for. */
const testsLeft = (kept: Counting, asked: Counting): Counting["tests"] | undefined => {
  const before = new Map<string, Test>(kept.tests)
  const now = new Map<string, Test>(asked.tests)
  const holds = kept.tests.every(([field, test]) => {
    const inner = now.get(field)
    return inner !== undefined && isWithin(inner, test)
  })
  if (!holds) return undefined
  return asked.tests.filter(([field, test]) => {
    const outer = before.get(field)
    return outer === undefined || !sameTest(test, outer)
  })
}

/** How the tally of `asked` is made from that of `kept`; `undefined` when it cannot be proved to be the same. */
export const derivation = (kept: Counting, asked: Counting): Derivation | undefined => {
  if (!asked.sums.every((sum) => kept.sums.includes(sum))) return undefined
  const columns = present(
    asked.dimensions.map((dimension) => firstOf(kept.dimensions, (fine) => coarser(fine, dimension)))
  )
  const selections = testsLeft(kept, asked)?.map(([field, test]) =>
    firstOf(kept.dimensions, (dimension) => selects(dimension, field, test))
  )
  const selected = selections && present(selections)
  if (columns === undefined || selected === undefined) return undefined
  return {
    columns: columns.map(({ found, from }) => ({ from, translate: found })),
    selections: selected.map(({ found, from }) => ({ from, select: found }))
  }
}
