import { column, valueAt } from "../tally/read.ts"
import type { Column, Tally } from "../tally/Tally.ts"
import type { Value } from "../tally/Value.ts"

/** Who or what a customer is handed over to: another channel, another team, or a machine instead of a person. */
export type HandOffKind = "channel" | "team" | "responder"

/** What a step was: into or out of a case, from a known one to another or the same, or not known. */
export type Fate = "start" | "end" | "changed" | "same" | "missing" | "invalid"

/** Steps counted by what they were. Counts of two groups add and subtract exactly. */
export type HandOffCounts = Readonly<Record<Fate, number>>

/** Nothing counted. */
export const nothing: HandOffCounts = { start: 0, end: 0, changed: 0, same: 0, missing: 0, invalid: 0 }

const combine =
  (sign: 1 | -1) =>
  (a: HandOffCounts, b: HandOffCounts): HandOffCounts => ({
    start: a.start + sign * b.start,
    end: a.end + sign * b.end,
    changed: a.changed + sign * b.changed,
    same: a.same + sign * b.same,
    missing: a.missing + sign * b.missing,
    invalid: a.invalid + sign * b.invalid
  })

/** Both groups together. */
export const add = combine(1)

/** A group without a part of it. */
export const subtract = combine(-1)

const sideNames = {
  channel: { from: "fromChannel", to: "channel" },
  team: { from: "fromTeam", to: "team" },
  responder: { from: "fromResponder", to: "responder" }
} as const

/** The dimensions of the two sides of a step. */
export const sidesOf = (kind: HandOffKind): { readonly from: string; readonly to: string } => sideNames[kind]

const find = (tally: Tally, name: string): Column | undefined =>
  tally.columns.find(({ dimension }) => dimension.name === name)

/** Whether a tally tells the steps into and out of a case from those in between. */
export const tellsCases = (tally: Tally): boolean =>
  find(tally, "from") !== undefined && find(tally, "to") !== undefined

const isInvalid = (value: Value): boolean => value !== null && (typeof value !== "string" || value === "")

const between = (from: Value, to: Value): Fate => {
  if (isInvalid(from) || isInvalid(to)) return "invalid"
  if (from === null || to === null) return "missing"
  return from === to ? "same" : "changed"
}

/** Where a group begins or ends a case. */
const edgeReader = (tally: Tally): ((group: number) => "start" | "end" | undefined) => {
  const [left, reached] = [find(tally, "from"), find(tally, "to")]
  if (left === undefined || reached === undefined) return () => undefined
  return (group) => {
    const [from, to] = [valueAt(left, group), valueAt(reached, group)]
    if ((from === null) === (to === null)) return undefined
    return from === null ? "start" : "end"
  }
}

/** What each group of a tally is. Throws `TallyMismatch` when a dimension is not there. */
export const fates = (tally: Tally, kind: HandOffKind): ((group: number) => Fate) => {
  const sides = sidesOf(kind)
  const [from, to] = [column(tally, sides.from), column(tally, sides.to)]
  const edge = edgeReader(tally)
  return (group) => edge(group) ?? between(valueAt(from, group), valueAt(to, group))
}

/** Count the steps of a tally for each value of a dimension, or all together under `null`. */
export const countBy = (
  tally: Tally,
  kind: HandOffKind,
  dimension?: string
): ReadonlyArray<readonly [value: Value, counts: HandOffCounts]> => {
  const fate = fates(tally, kind)
  const split = dimension === undefined ? undefined : column(tally, dimension)
  const counts = (split?.values ?? [null]).map(() => ({ ...nothing }))
  tally.counts.forEach((copies, group) => {
    const part = counts[split?.codes[group] ?? 0]
    if (part !== undefined) part[fate(group)] += copies
  })
  return counts.map((each, i) => [split?.values[i] ?? null, each] as const)
}
