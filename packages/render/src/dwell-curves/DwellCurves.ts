import type { Dwell, Stuck } from "@throughline/core"

/** How long customers stay in the stages of a journey. */
export interface DwellCurves {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** What `Dwell` gives, in the order in which it is drawn. */
  readonly stages: ReadonlyArray<Dwell.StageDwell>
  /** What the stages are held against, in days: a reference (`Stuck.fromTally`, `Stuck.since`) or a plan (`Stuck.planned`). */
  readonly stuck?: Stuck.StuckResult | Stuck.StuckPlanResult | undefined
  /** What stages are called; one without a name is shown by its id. */
  readonly names?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
  /** The unit of time in words: `"days"` unless told. */
  readonly unit?: string | undefined
}
