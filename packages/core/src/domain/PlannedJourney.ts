import * as Schema from "effect/Schema"
import { JourneyId, StageId } from "./Ids.ts"
import { nineStages, type StageModel } from "./StageModel.ts"
import { Touchpoint } from "./Touchpoint.ts"

/** A stage of a planned journey with its touchpoints in the order a customer meets them. */
export const Stage = Schema.Struct({
  id: StageId,
  name: Schema.NonEmptyString,
  touchpoints: Schema.NonEmptyArray(Touchpoint)
})
export type Stage = typeof Stage.Type

const repeated = (ids: ReadonlyArray<string>): string | undefined => ids.find((id, i) => ids.indexOf(id) !== i)

const idsOf = (journey: { readonly stages: ReadonlyArray<typeof Stage.Encoded> }) => ({
  stages: journey.stages.map((stage) => stage.id),
  touchpoints: journey.stages.flatMap((stage) => stage.touchpoints.map((touchpoint) => touchpoint.id))
})

/** The journey as planned: stages of touchpoints. Each stage and each touchpoint has an id of its own. */
export const PlannedJourney = Schema.Struct({
  id: JourneyId,
  name: Schema.NonEmptyString,
  stages: Schema.NonEmptyArray(Stage)
}).check(
  Schema.makeFilter((journey) => {
    const { stages, touchpoints } = idsOf(journey)
    const twice = repeated(stages) ?? repeated(touchpoints)
    return twice === undefined ? undefined : { path: ["stages"], issue: `the id "${twice}" is used twice` }
  })
)
export type PlannedJourney = typeof PlannedJourney.Type

/** How a journey is written in code: plain ids, kept as literal types. */
export type JourneyPlan = typeof PlannedJourney.Encoded

/** The touchpoint ids of a journey written in code: a union of literals. */
export type TouchpointIdOf<Journey extends JourneyPlan> = Journey["stages"][number]["touchpoints"][number]["id"]

/**
 * A journey written in code, checked now and typed for later: its touchpoint ids stay literal, so a misspelt one is a
 * compile error wherever the journey is used.
 *
 * Throws an `Error` that names the id when a stage or touchpoint id is used twice, or when an id is empty.
 *
 * ```ts import.meta.vitest
 * import { define, touchpoint } from "./PlannedJourney.ts"
 *
 * const journey = define({
 *   id: "shop",
 *   name: "Online shop",
 *   stages: [{ id: "buy", name: "Buy", touchpoints: [{ id: "checkout", name: "Checkout", channel: "web" }] }]
 * })
 * touchpoint(journey, "checkout").name // => "Checkout"
 * ```
 */
export const define = <const Journey extends JourneyPlan>(journey: Journey): Journey => {
  const { stages, touchpoints } = idsOf(journey)
  const twice = repeated(stages) ?? repeated(touchpoints)
  if (twice !== undefined) throw new Error(`Journey "${journey.id}": the id "${twice}" is used twice`)
  if ([journey.id, ...stages, ...touchpoints].includes("")) throw new Error(`Journey "${journey.id}": an id is empty`)
  return journey
}

/** The same journey as a decoded `PlannedJourney`, for functions that take one. Throws when it is not valid. */
export const plan = (journey: JourneyPlan): PlannedJourney => Schema.decodeSync(PlannedJourney)(journey)

/** The touchpoint of this id. */
export const touchpoint = <const Journey extends JourneyPlan, Id extends TouchpointIdOf<Journey>>(
  journey: Journey,
  id: Id
): Extract<Journey["stages"][number]["touchpoints"][number], { readonly id: Id }> => {
  for (const stage of journey.stages) {
    for (const candidate of stage.touchpoints) {
      if (candidate.id === id) {
        return candidate as Extract<Journey["stages"][number]["touchpoints"][number], { readonly id: Id }>
      }
    }
  }
  throw new Error(`Journey "${journey.id}" has no touchpoint "${id}"`)
}

/** Every touchpoint with its stage, in the order of the journey. */
export const touchpoints = (
  journey: JourneyPlan
): ReadonlyArray<{ readonly stage: typeof Stage.Encoded; readonly touchpoint: typeof Touchpoint.Encoded }> =>
  journey.stages.flatMap((stage) => stage.touchpoints.map((touchpoint) => ({ stage, touchpoint })))

/** The stages of a model that a journey has no touchpoint in: ground not covered. */
export const uncoveredStages = (journey: JourneyPlan, model: StageModel = nineStages): ReadonlyArray<string> => {
  const covered = new Set(idsOf(journey).stages)
  return model.filter((stage) => !covered.has(stage.id)).map((stage) => stage.name)
}
