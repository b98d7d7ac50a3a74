/** One row of a risk table: what happened at one time, and the curve after it. */
export interface SurvivalStep {
  /** Since the start, in the curve's unit. */
  readonly time: number
  /** Followed just before this time. */
  readonly atRisk: number
  /** Left at this time. */
  readonly events: number
  /** Still there when last seen, at this time. */
  readonly censored: number
  /** Share still there after this time, 0 to 1, with its confidence limits. */
  readonly survival: number
  readonly low: number
  readonly high: number
}

/** One curve. */
export interface SurvivalGroup {
  readonly name: string
  /** In ascending time; empty when nobody was followed. */
  readonly steps: ReadonlyArray<SurvivalStep>
}

/** Kaplan–Meier curves: who stays, and for how long. */
export interface SurvivalCurve {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** The unit of time in words: `"months"`. */
  readonly unit: string
  readonly groups: ReadonlyArray<SurvivalGroup>
}
