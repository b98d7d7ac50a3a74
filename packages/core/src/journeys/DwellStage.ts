import { quantile, type SurvivalOptions, type SurvivalResult, type SurvivalTime } from "../measures/SurvivalCurve.ts"
import type { Value } from "../tally/Value.ts"

/** How stays came out, by how many. */
export interface StayOutcomes {
  readonly movedOn: number
  readonly left: number
  readonly wentQuiet: number
  readonly stillThere: number
}

/** The time by which a share has moved on. */
export interface DwellQuantile extends SurvivalTime {
  /** 0.5 is the median. */
  readonly quantile: number
}

/** How long customers stay in one stage. */
export interface StageDwell {
  readonly stage: Value
  readonly outcomes: StayOutcomes
  /** The Kaplan–Meier curve: the share that stays longer than so many days. */
  readonly curve: SurvivalResult
  /** Empty where there is no curve. */
  readonly quantiles: ReadonlyArray<DwellQuantile>
}

/** How dwell is reported. */
export interface DwellOptions extends SurvivalOptions {
  /** The stages to report, in this order: by id, or with one. All that were met, in the order of their ids, unless told. */
  readonly stages?: ReadonlyArray<string | { readonly id: string }>
  /** The shares whose times are read, above 0 and below 1: 0.5 and 0.9 unless told. */
  readonly quantiles?: ReadonlyArray<number>
}

const keys: ReadonlyMap<Value, keyof StayOutcomes> = new Map<Value, keyof StayOutcomes>([
  ["moved on", "movedOn"],
  ["left", "left"],
  ["went quiet", "wentQuiet"],
  ["still there", "stillThere"]
])

/** Count how stays came out. */
export const countOutcomes = (stays: Iterable<readonly [outcome: Value, copies: number]>): StayOutcomes => {
  const counts = { movedOn: 0, left: 0, wentQuiet: 0, stillThere: 0 }
  for (const [outcome, copies] of stays) {
    const key = keys.get(outcome)
    if (key !== undefined) counts[key] += copies
  }
  return counts
}

/** One stage, from its curve. */
export const stageDwell = (
  stage: Value,
  outcomes: StayOutcomes,
  curve: SurvivalResult,
  { quantiles = [0.5, 0.9] }: DwellOptions
): StageDwell => ({
  stage,
  outcomes,
  curve,
  quantiles: curve._tag === "SurvivalCurve" ? quantiles.map((q) => ({ ...quantile(curve, q), quantile: q })) : []
})

/** The stages to report: those told, or those met. */
export const stagesToReport = ({ stages }: DwellOptions, met: ReadonlyArray<Value>): ReadonlyArray<Value> =>
  stages?.map((stage) => (typeof stage === "string" ? stage : stage.id)) ?? met
