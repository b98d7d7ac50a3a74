import type { Funnel } from "@throughline/core"

/** How many come how far, and where those go who stop. */
export interface FunnelChart {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  readonly funnel: Funnel.FunnelResult
  /** What steps and touchpoints are called; one without a name is shown by its id. */
  readonly names?: ReadonlyArray<{ readonly id: string; readonly name: string }> | undefined
}
