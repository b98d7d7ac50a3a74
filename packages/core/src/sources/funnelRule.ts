import type { TouchpointGroup } from "./TouchpointGroup.ts"

/** What counts as going through a funnel. */
export interface FunnelRule {
  /** From the first step to the last: a touchpoint by its id, or several that count as one. */
  readonly steps: ReadonlyArray<string | TouchpointGroup>
  /**
   * `"ordered"` unless told: the steps one after the other, with anything between them. `"unordered"`: in any order, and step
   * 2 is any second of them.
   */
  readonly order?: "ordered" | "unordered"
  /** Whole seconds, above 0, from an attempt's first step to its last; no limit unless told. */
  readonly window?: number
  /** Touchpoints that end an attempt: none ever spans one of them. No step is one. */
  readonly exclude?: ReadonlyArray<string>
}

/** A rule, ready to follow cases by. */
export interface CompiledFunnel {
  readonly steps: ReadonlyArray<TouchpointGroup>
  readonly unordered: boolean
  /** Milliseconds. */
  readonly window: number
  readonly excluded: ReadonlySet<string>
  /** The steps, from 1, that each touchpoint is of, the last of them first. */
  readonly levels: ReadonlyMap<string, ReadonlyArray<number>>
}

/** The steps of a rule as groups of touchpoints. */
export const stepsOf = ({ steps }: Pick<FunnelRule, "steps">): ReadonlyArray<TouchpointGroup> =>
  steps.map((step) => (typeof step === "string" ? { id: step, touchpoints: [step] } : step))

const levelsOf = (steps: ReadonlyArray<TouchpointGroup>): ReadonlyMap<string, ReadonlyArray<number>> => {
  const levels = new Map<string, ReadonlyArray<number>>()
  steps.forEach(({ touchpoints }, i) => {
    for (const touchpoint of new Set(touchpoints)) levels.set(touchpoint, [i + 1, ...(levels.get(touchpoint) ?? [])])
  })
  return levels
}

/** Check a rule. Throws a `RangeError` for one that no case could be followed by. */
export const compileFunnel = (rule: FunnelRule): CompiledFunnel => {
  const { exclude = [], order = "ordered", window } = rule
  const steps = stepsOf(rule)
  const levels = levelsOf(steps)
  if (steps.length === 0) throw new RangeError("A funnel has at least one step")
  const empty = steps.find(({ touchpoints }) => touchpoints.length === 0)
  if (empty !== undefined) throw new RangeError(`The step "${empty.id}" has no touchpoint`)
  if (window !== undefined && !(Number.isSafeInteger(window) && window > 0)) {
    throw new RangeError(`window is a whole number of seconds above 0, found ${window}`)
  }
  const both = exclude.find((touchpoint) => levels.has(touchpoint))
  if (both !== undefined) throw new RangeError(`"${both}" is a step and excluded`)
  const unordered = order === "unordered"
  const shared = unordered ? [...levels].find(([, several]) => several.length > 1) : undefined
  if (shared !== undefined) throw new RangeError(`"${shared[0]}" is in two steps, whose order is not told`)
  const milliseconds = window === undefined ? Number.POSITIVE_INFINITY : window * 1000
  return { steps, unordered, window: milliseconds, excluded: new Set(exclude), levels }
}
