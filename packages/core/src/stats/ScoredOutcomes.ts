/** How many records with one score had the event, and how many had not. */
export interface ScoredOutcome {
  readonly score: number
  readonly events: number
  readonly others: number
}

/** Outcomes by score, from the lowest: each score once, none of nobody. */
export type ScoredOutcomes = ReadonlyArray<ScoredOutcome>

/** Outcomes of records in any order, scores any number of times. */
export const ordered = (outcomes: Iterable<ScoredOutcome>): ScoredOutcomes => {
  const byScore = new Map<number, ScoredOutcome>()
  for (const { events, others, score } of outcomes) {
    const known = byScore.get(score)
    byScore.set(score, { score, events: events + (known?.events ?? 0), others: others + (known?.others ?? 0) })
  }
  return [...byScore.values()].filter(({ events, others }) => events + others > 0).sort((a, b) => a.score - b.score)
}

/** Both groups together. */
export const add = (a: ScoredOutcomes, b: ScoredOutcomes): ScoredOutcomes => ordered([...a, ...b])

/** A group without a part of it. */
export const subtract = (a: ScoredOutcomes, b: ScoredOutcomes): ScoredOutcomes =>
  ordered([...a, ...b.map(({ events, others, score }) => ({ score, events: -events, others: -others }))])

/** How many had the event, and how many had not. */
export const totals = (outcomes: ScoredOutcomes): { readonly events: number; readonly others: number } => ({
  events: outcomes.reduce((sum, { events }) => sum + events, 0),
  others: outcomes.reduce((sum, { others }) => sum + others, 0)
})
