import type { PlannedJourney } from "@throughline/core"

export type Journey = PlannedJourney.PlannedJourney

/** What a touchpoint is called; one that is not planned is called by its id. */
export const touchpointName = (journey: Journey | undefined, id: string): string =>
  journey?.stages.flatMap(({ touchpoints }) => touchpoints).find((touchpoint) => touchpoint.id === id)?.name ?? id

/** What a stage is called. */
export const stageName = (journey: Journey, id: unknown): string =>
  journey.stages.find((stage) => stage.id === id)?.name ?? String(id)
