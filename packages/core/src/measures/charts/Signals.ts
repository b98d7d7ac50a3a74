import type { PointRule } from "./Rules.ts"

/** What a chart is judged by. */
export type Rule =
  | PointRule
  | "moving range beyond its limit"
  | "EWMA beyond its limits"
  | "sum beyond the decision interval"

/** Where the points of a pattern lie, or how they move. */
export type Side = "above" | "below" | "both" | "rising" | "falling"

/** A rule that is met by the last of some tested points. */
export interface Hit {
  readonly rule: Rule
  readonly side: Side
  /** Places of the points that make the pattern, in the order of time. */
  readonly members: ReadonlyArray<number>
}

/** A rule that a series meets, for as long as its patterns overlap or follow each other. */
export interface Signal {
  readonly rule: Rule
  readonly side: Side
  /** The period of its first point: since when. */
  readonly since: string
  /** The period in which the rule was first met: when it could be known. */
  readonly detected: string
  /** The period in which it was last met. */
  readonly through: string
  /** The periods of the points that make the pattern. */
  readonly points: ReadonlyArray<string>
}

/** What the rules say: the signals, first detected first, and the rules that each period met. */
export interface Judgement {
  readonly signals: ReadonlyArray<Signal>
  readonly metIn: (period: string) => ReadonlyArray<Rule>
}

interface Stretch {
  readonly rule: Rule
  readonly side: Side
  readonly detected: number
  readonly members: Set<number>
  last: number
}

const last = (members: ReadonlyArray<number>): number => members.at(-1) ?? 0

/** Put together the hits of one rule on one side that overlap or follow each other. */
const stretchesOf = (hits: ReadonlyArray<Hit>): ReadonlyArray<Stretch> => {
  const stretches: Array<Stretch> = []
  const latest = new Map<string, Stretch>()
  for (const { members, rule, side } of hits) {
    const at = last(members)
    let stretch = latest.get(`${rule} ${side}`)
    if (stretch === undefined || (members[0] ?? 0) > stretch.last + 1) {
      stretch = { rule, side, detected: at, members: new Set(), last: at }
      stretches.push(stretch)
      latest.set(`${rule} ${side}`, stretch)
    }
    for (const member of members) stretch.members.add(member)
    stretch.last = at
  }
  return stretches.sort((a, b) => a.detected - b.detected)
}

/** What hits say of the tested periods. Those of one rule come in the order of time. */
export const judge = (hits: ReadonlyArray<Hit>, periods: ReadonlyArray<string>): Judgement => {
  const name = (place: number): string => periods[place] ?? ""
  const met = new Map<string, Array<Rule>>()
  for (const { members, rule } of hits) {
    const period = name(last(members))
    met.set(period, [...(met.get(period) ?? []), rule])
  }
  return {
    signals: stretchesOf(hits).map((stretch) => {
      const members = [...stretch.members].sort((a, b) => a - b)
      return {
        rule: stretch.rule,
        side: stretch.side,
        since: name(members[0] ?? 0),
        detected: name(stretch.detected),
        through: name(stretch.last),
        points: members.map(name)
      }
    }),
    metIn: (period) => met.get(period) ?? []
  }
}
