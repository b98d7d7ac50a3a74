import type { Interaction } from "../domain/Interaction.ts"
import { byTime } from "./byTime.ts"
import { grouped } from "./grouped.ts"

/**
 * Where one case ends and the next begins. A case is all that a customer did, or with `sessionGap` each visit: a session
 * goes on while no more than so many seconds pass from one interaction to the next.
 */
export interface CaseRule {
  /** Whole seconds, above 0. */
  readonly sessionGap?: number | undefined
}

/**
 * The interactions of each case in the order of time, then of id in code point order; the cases in the order of customer and
 * time. No case is empty.
 */
export function* inCases(interactions: Iterable<Interaction>, { sessionGap }: CaseRule = {}): Generator<Run> {
  const longest = sessionGap === undefined ? Number.POSITIVE_INFINITY : sessionGap * 1000
  for (const [, ofCustomer] of grouped(interactions, ({ customer }) => customer)) {
    const [first, ...later] = ofCustomer.sort(byTime)
    if (first !== undefined) yield* runs(first, later, longest)
  }
}

type Run = readonly [first: Interaction, ...later: ReadonlyArray<Interaction>]

/** Interactions in order, cut where more than `longest` milliseconds pass. */
function* runs(first: Interaction, later: ReadonlyArray<Interaction>, longest: number): Generator<Run> {
  let run: [Interaction, ...Array<Interaction>] = [first]
  let before = first
  for (const interaction of later) {
    if (interaction.at.getTime() - before.at.getTime() > longest) {
      yield run
      run = [interaction]
    } else run.push(interaction)
    before = interaction
  }
  yield run
}
