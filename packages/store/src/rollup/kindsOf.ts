import type { RecordKind } from "@throughline/core"
import type { Origin } from "../query/CheckedQuery.ts"
import type { DerivedSource } from "../query/Query.ts"

const derived: { readonly [Source in DerivedSource]: ReadonlyArray<RecordKind> } = {
  reach: ["interactions"],
  gaps: ["responses", "expectations"],
  lifetimes: ["subscriptions"],
  steps: ["interactions"],
  repeats: ["interactions"],
  retention: ["interactions"],
  activity: ["interactions"],
  waits: ["tickets"],
  recoveries: ["responses", "loopCases"]
}

const isDerived = (source: Origin["source"]): source is DerivedSource => Object.hasOwn(derived, source)

/** The kinds of records that the rows of a source are made of. */
export const kindsOf = ({ source }: Pick<Origin, "source">): ReadonlyArray<RecordKind> =>
  isDerived(source) ? derived[source] : [source]
