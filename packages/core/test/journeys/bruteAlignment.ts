import type { PlannedOrder, PlanToFollow, Repeats } from "../../src/journeys/Conformance.ts"

/** An alignment as letters: meets, goes on to the next step, adds. They sort in the order of preference. */
interface Way {
  readonly cost: number
  readonly letters: string
}

export const letters = { met: "a", on: "b", added: "c" }

/** Every way to align a path with a plan: slow, and obviously all of them. */
export const ways = (
  path: ReadonlyArray<string>,
  { stages }: PlanToFollow,
  order: PlannedOrder,
  repeats: Repeats
): ReadonlyArray<Way> => {
  const planned = stages.flatMap(({ touchpoints }) =>
    order === "stages" ? [touchpoints] : touchpoints.map((each) => [each])
  )
  const steps = planned.filter((step) => step.length > 0)
  const before = (letter: string, cost: number, rest: ReadonlyArray<Way>): ReadonlyArray<Way> =>
    rest.map((way) => ({ cost: way.cost + cost, letters: letter + way.letters }))
  const onward = (i: number, s: number, met: ReadonlySet<string>): ReadonlyArray<Way> => {
    const step = steps[s]
    // Nothing comes after the last step, so it is left at the end.
    if (step === undefined || (s === steps.length - 1 && i < path.length)) return []
    const skipped = step.filter(({ id, optional }) => !met.has(id) && optional !== true).length
    return before(letters.on, skipped, from(i, s + 1, new Set()))
  }
  const through = (id: string, i: number, s: number, met: ReadonlySet<string>): ReadonlyArray<Way> => {
    const isFree = repeats === "free" && path.indexOf(id) < i
    const added = before(letters.added, isFree ? 0 : 1, from(i + 1, s, met))
    if (!steps[s]?.some((each) => each.id === id) || met.has(id)) return added
    return [...added, ...before(letters.met, 0, from(i + 1, s, new Set([...met, id])))]
  }
  const from = (i: number, s: number, met: ReadonlySet<string>): ReadonlyArray<Way> => {
    const id = path[i]
    const end = id === undefined && s === steps.length ? [{ cost: 0, letters: "" }] : []
    return [...end, ...onward(i, s, met), ...(id === undefined ? [] : through(id, i, s, met))]
  }
  return from(0, 0, new Set())
}

/** What the cheapest way costs, each state looked at once: with all sets of touchpoints met, and a choice at every move. */
export const leastCost = (path: ReadonlyArray<string>, { stages }: PlanToFollow, repeats: Repeats): number => {
  const known = new Map<string, number>()
  const from = (i: number, s: number, met: ReadonlyArray<string>): number => {
    const key = JSON.stringify([i, s, met])
    const cost = known.get(key) ?? Math.min(...choices(i, s, met))
    known.set(key, cost)
    return cost
  }
  const through = (id: string, i: number, s: number, met: ReadonlyArray<string>): ReadonlyArray<number> => {
    const added = (repeats === "free" && path.indexOf(id) < i ? 0 : 1) + from(i + 1, s, met)
    const isMet = !met.includes(id) && stages[s]?.touchpoints.some((each) => each.id === id) === true
    return isMet ? [added, from(i + 1, s, [...met, id].sort())] : [added]
  }
  const choices = (i: number, s: number, met: ReadonlyArray<string>): ReadonlyArray<number> => {
    const [id, step] = [path[i], stages[s]?.touchpoints]
    const rest = id === undefined ? [] : through(id, i, s, met)
    if (step === undefined) return id === undefined ? [0] : rest
    const skipped = step.filter((each) => !met.includes(each.id) && each.optional !== true).length
    return [skipped + from(i, s + 1, []), ...rest]
  }
  return from(0, 0, [])
}
