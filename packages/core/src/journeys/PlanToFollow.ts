/** A journey as planned, as plain data: a `PlannedJourney`, or one written in code, is one. */
export interface PlanToFollow {
  readonly stages: ReadonlyArray<{
    readonly touchpoints: ReadonlyArray<{ readonly id: string; readonly optional?: boolean | undefined }>
  }>
}

/**
 * Which order a plan asks for.
 *
 * - `"touchpoints"`: stages in their order, and in each its touchpoints in theirs.
 * - `"stages"`: stages in their order, and in each its touchpoints in any.
 */
export type PlannedOrder = "touchpoints" | "stages"

/**
 * A plan as steps taken one after the other, each a set of touchpoints met in any order. Touchpoints are known by their
 * places in the plan, counted from 0.
 */
export interface PlannedSteps {
  readonly ids: ReadonlyArray<string>
  /** The place of each id. */
  readonly places: ReadonlyMap<string, number>
  /** Whether each must be met. */
  readonly mandatory: ReadonlyArray<boolean>
  /** The step that each belongs to. */
  readonly stepOf: ReadonlyArray<number>
  /** The places of each step; there is one, if only an empty one. */
  readonly steps: ReadonlyArray<ReadonlyArray<number>>
  /** The first state of each step: a step has one for each number of its touchpoints that may be met. */
  readonly starts: Uint32Array
  /** How many states all steps have. */
  readonly states: number
}

/** The steps of a plan. Throws an `Error` that names the id when a touchpoint is planned twice. */
export const plannedSteps = ({ stages }: PlanToFollow, order: PlannedOrder): PlannedSteps => {
  const planned = stages.flatMap(({ touchpoints }, stage) =>
    touchpoints.map((touchpoint) => ({ ...touchpoint, stage }))
  )
  const places = new Map(planned.map(({ id }, place) => [id, place]))
  const twice = planned.find(({ id }, place) => places.get(id) !== place)
  if (twice !== undefined) throw new Error(`The touchpoint "${twice.id}" is planned twice`)
  const steps: Array<Array<number>> = []
  const stepOf = planned.map(({ stage }, place) => {
    const isNew = order === "touchpoints" || stage !== planned[place - 1]?.stage
    if (isNew) steps.push([place])
    else steps.at(-1)?.push(place)
    return steps.length - 1
  })
  const all = steps.length === 0 ? [[]] : steps
  let states = 0
  const starts = Uint32Array.from(all, (step) => {
    states += step.length + 1
    return states - step.length - 1
  })
  return {
    ids: planned.map(({ id }) => id),
    places,
    mandatory: planned.map(({ optional }) => optional !== true),
    stepOf,
    steps: all,
    starts,
    states
  }
}
