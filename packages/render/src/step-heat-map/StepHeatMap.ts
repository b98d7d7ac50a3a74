import type { StepMatrix } from "@throughline/core"

/** Where customers are, step by step. */
export interface StepHeatMap {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  readonly matrix: StepMatrix.StepMatrixResult
  /** What touchpoints are called; one without a name is shown by its id. */
  readonly names?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
}
