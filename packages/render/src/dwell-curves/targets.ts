import type { Stuck } from "@throughline/core"
import type { DwellCurves } from "./DwellCurves.ts"

/** By when which share of the stays ought to be over, and how many were not. */
export interface Target {
  readonly kind: "plan" | "reference"
  readonly days: number
  /** From 0 to 1. */
  readonly share: number
  /** Stays that lasted longer, and how many were to be expected. */
  readonly observed: number
  readonly expected: number
}

type Stage = Stuck.StuckPlanResult["stages"][number]["stage"] | Stuck.StuckStage["stage"]

const usable = ({ days, share }: Target): boolean => days >= 0 && days <= 1e9 && share >= 0 && share <= 1

const every = (stuck: NonNullable<DwellCurves["stuck"]>): ReadonlyArray<readonly [Stage, Target]> => {
  if (stuck._tag === "StuckPlan") return stuck.stages.map((plan) => [plan.stage, { kind: "plan", ...plan }])
  if (stuck._tag !== "Stuck") return []
  return stuck.stages.flatMap(({ past, stage }): ReadonlyArray<readonly [Stage, Target]> => {
    if (past._tag !== "PastQuantile") return []
    return [[stage, { kind: "reference", share: stuck.quantile, ...past }]]
  })
}

/** What each stage is held against. */
export const targetsOf = (stuck: DwellCurves["stuck"]): ReadonlyMap<Stage, Target> =>
  new Map(stuck === undefined ? [] : every(stuck).filter(([, target]) => usable(target)))
