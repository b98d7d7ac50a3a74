import { type RecordKind, recordKinds } from "@throughline/core"
import type { Origin } from "../query/CheckedQuery.ts"
import type { DerivedSource } from "../query/Query.ts"

const derived: { readonly [Source in DerivedSource]: ReadonlyArray<RecordKind> } = {
  reach: ["interactions"],
  gaps: ["responses", "expectations"],
  lifetimes: ["subscriptions"],
  steps: ["interactions"],
  cases: ["interactions"],
  scoredSteps: ["responses", "interactions"],
  caseOutcomes: ["interactions", "responses", "subscriptions"],
  scoredJourneys: ["responses"],
  progress: ["interactions"],
  stays: ["interactions"],
  repeats: ["interactions"],
  retention: ["interactions"],
  activity: ["interactions"],
  waits: ["tickets"],
  recoveries: ["responses", "loopCases"]
}

const isDerived = (source: string): source is DerivedSource => Object.hasOwn(derived, source)

/** The sources that are derived from records. */
export const derivedSources = Object.keys(derived).filter(isDerived)

/** The sources whose rows are made of records of a kind. */
export const sourcesOf = (kind: RecordKind): ReadonlyArray<Origin["source"]> => [
  kind,
  ...derivedSources.filter((source) => derived[source].includes(kind))
]

/** The kinds of records that the rows of a source are made of. */
export const kindsOf = (source: string): ReadonlyArray<RecordKind> =>
  isDerived(source) ? derived[source] : recordKinds.filter((kind) => kind === source)
