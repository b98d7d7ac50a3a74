import type { PlannedSteps } from "./PlanToFollow.ts"

/** One move of an alignment: the customer met a planned touchpoint, skipped it, or met what the plan has not there. */
export interface Move {
  readonly kind: "met" | "skipped" | "added"
  readonly touchpoint: string
  readonly cost: number
}

/** A path beside the plan, with the fewest deviations that explain it. */
export interface Alignment {
  readonly moves: ReadonlyArray<Move>
  /** What the moves cost together. */
  readonly cost: number
  /** What it costs to add the whole path and to skip all that must be met. */
  readonly worst: number
  /** 1 − cost / worst: 1 follows the plan, 0 has nothing in common with it. A path of nothing to skip nothing has 1. */
  readonly fitness: number
}

/**
 * What meeting a touchpoint again costs where the plan has it not.
 *
 * - `"cost"`: 1, like all that is added.
 * - `"free"`: nothing.
 */
export type Repeats = "cost" | "free"

/** A state of an alignment is a cell: so many of the path, in this step of the plan, with so many of the step met. */
interface Table {
  readonly plan: PlannedSteps
  /** The place in the plan of each touchpoint of the path; −1 for none. */
  readonly places: Int32Array
  /** What it costs to add each. */
  readonly added: Uint8Array
  /** How many others of its step were met since a touchpoint was met the last time; many when it never was. */
  readonly since: Int32Array
  /** What it costs to leave the step from a cell: one for each that must be met and was not. */
  readonly skips: Int32Array
  /** What the rest costs from a cell. */
  readonly rest: Int32Array
}

const never = 0x3fffffff

const prepared = (path: ReadonlyArray<string>, plan: PlannedSteps, repeats: Repeats): Table => {
  const seen = new Set<string>()
  const added = new Uint8Array(path.length).fill(1)
  if (repeats === "free") {
    path.forEach((id, i) => {
      if (seen.has(id)) added[i] = 0
      seen.add(id)
    })
  }
  const places = new Int32Array(path.length)
  path.forEach((id, i) => {
    places[i] = plan.places.get(id) ?? -1
  })
  const cells = (path.length + 1) * plan.states
  const since = new Int32Array(path.length).fill(never)
  return { plan, places, added, since, skips: new Int32Array(cells), rest: new Int32Array(cells) }
}

/** Price leaving a step in one row: whoever met some of its touchpoints in a row met the ones that came last. */
const priceLeaving = (
  { plan, skips }: Table,
  first: number,
  step: ReadonlyArray<number>,
  last: ReadonlyArray<number>
): void => {
  let left = 0
  for (const place of step) if (plan.mandatory[place] === true) left++
  skips[first] = left
  for (let met = 0; met < step.length; met++) {
    const place = last[met]
    if (place !== undefined && plan.mandatory[place] === true) left--
    skips[first + met + 1] = left
  }
}

/** From the first of the path to the last: what was met since, and what leaving each step costs. */
const forward = (table: Table): void => {
  const { places, plan, since, skips } = table
  const last = new Map<number, Array<number>>()
  plan.steps.forEach((step, s) => {
    priceLeaving(table, plan.starts[s] as number, step, [])
  })
  for (let i = 0; i < places.length; i++) {
    const row = (i + 1) * plan.states
    skips.copyWithin(row, row - plan.states, row)
    const place = places[i] as number
    if (place < 0) continue
    const s = plan.stepOf[place] as number
    const ofStep = last.get(s) ?? []
    last.set(s, ofStep)
    const before = ofStep.indexOf(place)
    if (before >= 0) {
      since[i] = before
      ofStep.splice(before, 1)
    }
    ofStep.unshift(place)
    priceLeaving(table, row + (plan.starts[s] as number), plan.steps[s] as ReadonlyArray<number>, ofStep)
  }
}

/** Whether the touchpoint at a place of the path is of this step and not met yet, when so many of the step are. */
const meets = ({ places, plan, since }: Table, i: number, step: number, met: number): boolean => {
  const place = places[i] as number
  return place >= 0 && plan.stepOf[place] === step && (since[i] as number) >= met
}

/** What the rest costs after leaving a step: nothing after the last one, which is left at the end. */
const afterStep = ({ places, plan, rest }: Table, i: number, step: number): number => {
  if (step + 1 < plan.steps.length) return rest[i * plan.states + (plan.starts[step + 1] as number)] as number
  return i === places.length ? 0 : never
}

/** Up to how many of a step may be met where the next touchpoint of the path is met too; −1 when it is none of the step. */
const lastMeeting = ({ places, plan, since }: Table, i: number, step: number, size: number): number => {
  const place = i === places.length ? -1 : (places[i] as number)
  return place >= 0 && plan.stepOf[place] === step ? Math.min(since[i] as number, size - 1) : -1
}

/** What the rest costs from the cells of one step, where so many of the path are done. */
const priceStep = (table: Table, i: number, step: number, size: number): void => {
  const { added, places, plan, rest, skips } = table
  const after = afterStep(table, i, step)
  const first = i * plan.states + (plan.starts[step] as number)
  const meeting = lastMeeting(table, i, step, size)
  for (let met = 0; met <= size; met++) {
    const cell = first + met
    const next = cell + plan.states
    if (met <= meeting) rest[cell] = rest[next + 1] as number
    else {
      const add = i === places.length ? never : (rest[next] as number) + (added[i] as number)
      rest[cell] = Math.min((skips[cell] as number) + after, add)
    }
  }
}

/** From the end back to the start: what the rest costs from each cell. */
const backward = (table: Table): void => {
  const { places, plan } = table
  for (let i = places.length; i >= 0; i--) {
    for (let step = plan.steps.length - 1; step >= 0; step--) {
      priceStep(table, i, step, (plan.steps[step] as ReadonlyArray<number>).length)
    }
  }
}

/** Follow the cheapest moves from the start. */
const moves = (table: Table, path: ReadonlyArray<string>): ReadonlyArray<Move> => {
  const { added, plan, rest, skips } = table
  const found: Array<Move> = []
  let met = new Set<number>()
  let step = 0
  const leave = (): void => {
    for (const place of plan.steps[step] ?? []) {
      const touchpoint = plan.ids[place] as string
      if (!met.has(place)) found.push({ kind: "skipped", touchpoint, cost: plan.mandatory[place] ? 1 : 0 })
    }
    met = new Set()
    step++
  }
  const goOn = (i: number): void => {
    for (;;) {
      const cell = i * plan.states + (plan.starts[step] as number) + met.size
      const leaving = (skips[cell] as number) + afterStep(table, i, step)
      if (meets(table, i, step, met.size) || leaving > (rest[cell] as number)) return
      leave()
    }
  }
  path.forEach((touchpoint, i) => {
    goOn(i)
    const isMet = meets(table, i, step, met.size)
    if (isMet) met.add(table.places[i] as number)
    found.push({ kind: isMet ? "met" : "added", touchpoint, cost: isMet ? 0 : (added[i] as number) })
  })
  while (step < plan.steps.length) leave()
  return found
}

/**
 * The cheapest alignment of a path with the steps of a plan.
 *
 * Meeting a touchpoint of the step one is in, for the first time there, is always cheapest, so what was met follows from
 * where the step was entered, and of two entries the earlier one met all that the later one did. Therefore the states are
 * few: with the length of the path n, at most (n + 1) × (planned touchpoints + steps), and a table of all of them gives what
 * A* would find among them. Time and memory grow in proportion to the length of the path.
 */
export const align = (path: ReadonlyArray<string>, plan: PlannedSteps, repeats: Repeats): Alignment => {
  const table = prepared(path, plan, repeats)
  forward(table)
  backward(table)
  const cost = table.rest[0] as number
  const worst = table.added.reduce((sum, each) => sum + each, 0) + plan.mandatory.filter((each) => each).length
  return { moves: moves(table, path), cost, worst, fitness: worst === 0 ? 1 : 1 - cost / worst }
}
