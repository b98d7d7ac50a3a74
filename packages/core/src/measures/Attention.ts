import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as Proportion from "../stats/Proportion.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { compare, type Value } from "../tally/Value.ts"

/** The share of answers that a touchpoint gets, against its share of contacts. */
export interface TouchpointAttention {
  readonly touchpoint: Value
  readonly answers: number
  readonly contacts: number
  /** Share of answers over share of contacts: 1 is in proportion, 0 nobody asks; `null` where there is no contact. */
  readonly index: number | null
  /** Share of answers minus share of contacts, in percentage points. */
  readonly difference: Difference
  /** The p-value of that difference, corrected for the number of touchpoints (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the shares differ: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** Where attention goes, against where customers are. */
export interface Attention {
  readonly _tag: "Attention"
  /** Every touchpoint with an answer or a contact, in the order of the values. */
  readonly touchpoints: ReadonlyArray<TouchpointAttention>
  /** The revenue touchpoints together, and whether they get more than their share. */
  readonly revenue: Omit<TouchpointAttention, "touchpoint" | "adjustedP"> & { readonly p: number | null }
}

/** Which touchpoints bring revenue, and which dimension holds the touchpoint. */
export interface AttentionOptions<Name extends string> {
  /** Such as `["checkout", "upgrade"]`; none are none. */
  readonly revenue: ReadonlyArray<string>
  /** The dimension of both tallies that holds the touchpoint: `"touchpoint"` unless told. */
  readonly touchpoint?: Name
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const countsOf = (tally: Tally, name: string): ReadonlyMap<Value, number> => {
  const { codes, values } = column(tally, name)
  const counts = values.map(() => 0)
  tally.counts.forEach((copies, group) => {
    const code = codes[group] ?? 0
    counts[code] = (counts[code] ?? 0) + copies
  })
  return new Map(values.map((value, code) => [value, counts[code] ?? 0]))
}

const total = (counts: ReadonlyMap<Value, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

/** One touchpoint, or several together, against all. */
const weigh = (answers: Proportion.Proportion, contacts: Proportion.Proportion, level: number) => ({
  answers: answers.successes,
  contacts: contacts.successes,
  index: contacts.successes === 0 ? null : (answers.successes / answers.n) * (contacts.n / contacts.successes),
  difference: Proportion.difference(answers, contacts, level)
})

/**
 * Whether attention follows the customers: the share of answers that each touchpoint gets against its share of contacts, and
 * the same for the revenue touchpoints together.
 *
 * `contacts` counts interactions, or customers who came (`Sources.reach`), by the same touchpoints. The difference of the
 * shares has Newcombe's interval and the pooled z test, which take answers and contacts as independent samples: where the
 * answers come from those contacts, both are on the safe side. No answers or no contacts give `InsufficientData`; answers
 * about no touchpoint (`null`) are a touchpoint of their own. Throws `TallyMismatch` when a tally has no such dimension.
 *
 * Source of the interval: Newcombe (1998), Statistics in Medicine 17, method 10.
 *
 * ```ts import.meta.vitest
 * import * as Tally from "../tally/index.ts"
 * import { attention } from "./Attention.ts"
 *
 * const answers = Tally.fromColumns({ columns: { touchpoint: ["checkout", "support"] }, counts: [90, 10] })
 * const contacts = Tally.fromColumns({ columns: { touchpoint: ["checkout", "support"] }, counts: [500, 500] })
 * const result = attention(answers, contacts, { revenue: ["checkout"] })
 * result._tag === "Attention" ? [result.revenue.index, result.revenue.differs] : result // => [1.8, true]
 * ```
 */
export const attention = <Name extends string>(
  answers: Tally<Name>,
  contacts: Tally<NoInfer<Name>>,
  options: AttentionOptions<NoInfer<Name>>
): Attention | InsufficientData => {
  const { level = 0.95, revenue, touchpoint = "touchpoint" }: AttentionOptions<string> = options
  const [asked, met] = [countsOf(answers, touchpoint), countsOf(contacts, touchpoint)]
  const [n, m] = [total(asked), total(met)]
  if (n === 0) return insufficientData("no answers", 0)
  if (m === 0) return insufficientData("no contacts", 0)
  const shares = (touchpoints: ReadonlyArray<Value>) => {
    const sum = (counts: ReadonlyMap<Value, number>): number =>
      touchpoints.reduce<number>((all, each) => all + (counts.get(each) ?? 0), 0)
    return weigh({ successes: sum(asked), n }, { successes: sum(met), n: m }, level)
  }
  const values = [...new Set([...asked.keys(), ...met.keys()])].sort(compare)
  const each = values.map((value) => ({ touchpoint: value, ...shares([value]) }))
  const adjusted = benjaminiHochberg(each.map(({ difference }) => difference.p))
  const together = shares([...new Set(revenue)])
  const { p } = together.difference
  const isBelow = (value: number | null): boolean => value !== null && value < 1 - level
  return {
    _tag: "Attention",
    touchpoints: each.map((row, i) => ({
      ...row,
      adjustedP: adjusted[i] ?? null,
      differs: isBelow(adjusted[i] ?? null)
    })),
    revenue: { ...together, p, differs: isBelow(p) }
  }
}
