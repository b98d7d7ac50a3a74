import * as Schema from "effect/Schema"
import { StageId } from "./Ids.ts"

/** One phase of a customer's life with a company. */
export const StageDefinition = Schema.Struct({ id: StageId, name: Schema.NonEmptyString })
export type StageDefinition = typeof StageDefinition.Type

/** The phases in the order in which a customer goes through them. */
export const StageModel = Schema.NonEmptyArray(StageDefinition)
export type StageModel = typeof StageModel.Type

const stage = (id: string, name: string): StageDefinition => ({ id: StageId.make(id), name })

/** Nine stages from first hearing of a company to recommending it. Any other model can stand in its place. */
export const nineStages: StageModel = [
  stage("awareness", "Awareness"),
  stage("discovery", "Discovery"),
  stage("attraction", "Attraction"),
  stage("interaction", "Interaction"),
  stage("purchase", "Purchase"),
  stage("use", "Use"),
  stage("support", "Support"),
  stage("repurchase", "Repurchase"),
  stage("advocacy", "Advocacy")
]
