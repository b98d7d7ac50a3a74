import { compareText } from "../sources/compareText.ts"
import type { Excluded } from "../stats/Estimate.ts"
import { exact } from "../tally/exact.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** How often customers went from one value to another. */
export interface StepCount {
  readonly from: string
  readonly to: string
  readonly count: number
}

/** Steps counted by where they came from and where they led. */
export interface StepCounts {
  /** Between two known values, the most frequent first, then by `from` and `to` in code point order. */
  readonly steps: ReadonlyArray<StepCount>
  /** Steps that come from nowhere, by where they lead. */
  readonly starts: ReadonlyMap<string, number>
  /** Steps that lead nowhere, by where they come from. */
  readonly ends: ReadonlyMap<string, number>
  /** Missing: steps from nowhere to nowhere. Invalid: steps of which one side is no text, or empty. */
  readonly excluded: Excluded
}

/** Where a tally holds the two sides of a step. */
export interface StepSides {
  readonly from: string
  readonly to: string
}

const isInvalid = (value: Value): boolean => value !== null && (typeof value !== "string" || value === "")

const add = <Key>(into: Map<Key, number>, key: Key, copies: number): void => {
  into.set(key, exact((into.get(key) ?? 0) + copies, "A count"))
}

/** Counts of each pair of codes, by `code × width + other`. */
const pairs = (tally: Tally, sides: StepSides): ReadonlyMap<number, number> => {
  const [from, to] = [column(tally, sides.from), column(tally, sides.to)]
  const counts = new Map<number, number>()
  tally.counts.forEach((copies, group) => {
    add(counts, (from.codes[group] ?? 0) * to.values.length + (to.codes[group] ?? 0), copies)
  })
  return counts
}

/** The order of steps. */
const frequentFirst = (a: StepCount, b: StepCount): number =>
  b.count - a.count || compareText(a.from, b.from) || compareText(a.to, b.to)

type Kind = "step" | "start" | "end" | "missing" | "invalid"

const kindOf = (from: Value, to: Value): Kind => {
  if (isInvalid(from) || isInvalid(to)) return "invalid"
  if (from === null) return to === null ? "missing" : "start"
  return to === null ? "end" : "step"
}

/** Count the steps of a tally, whatever else it counts by. Throws `TallyMismatch` when a dimension is not there. */
export const stepCounts = (tally: Tally, sides: StepSides): StepCounts => {
  const [froms, tos] = [column(tally, sides.from).values, column(tally, sides.to).values]
  const steps: Array<StepCount> = []
  const [starts, ends] = [new Map<string, number>(), new Map<string, number>()]
  const excluded = { missing: 0, invalid: 0 }
  const into: { readonly [K in Kind]: (from: Value, to: Value, count: number) => void } = {
    step: (from, to, count) => steps.push({ from: String(from), to: String(to), count }),
    start: (_, to, count) => starts.set(String(to), count),
    end: (from, _, count) => ends.set(String(from), count),
    missing: (_from, _to, count) => {
      excluded.missing += count
    },
    invalid: (_from, _to, count) => {
      excluded.invalid += count
    }
  }
  for (const [pair, count] of pairs(tally, sides)) {
    const [from, to] = [froms[Math.floor(pair / tos.length)] ?? null, tos[pair % tos.length] ?? null]
    into[kindOf(from, to)](from, to, count)
  }
  return { steps: steps.sort(frequentFirst), starts, ends, excluded }
}
