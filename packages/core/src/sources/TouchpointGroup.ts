/** Touchpoints that count as one: a stage, or a step of a funnel. */
export interface TouchpointGroup {
  readonly id: string
  readonly touchpoints: ReadonlyArray<string>
}
