import { fromColumns } from "../measures/Cox.ts"
import type { CoxResult } from "../measures/CoxModel.ts"
import { compareText } from "../sources/compareText.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { type Estimate, type Excluded, type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import type { Value } from "../tally/Value.ts"
import {
  type FollowedPath,
  featureOf,
  followPaths,
  type Landmark,
  type PathFeature,
  type Stay,
  type TakenPath
} from "./OutcomePaths.ts"

export type { Landmark, PathFeature, Stay, TakenPath } from "./OutcomePaths.ts"

/** How one feature of the path goes with what came after. */
export interface OutcomeLink {
  readonly feature: PathFeature
  /** The feature in words: `"met returns"`, `"met returns again"`, `"interactions"`, `"returns to a touchpoint"`, or the field. */
  readonly label: string
  /** Customers with the feature: of a number, those who have any but 0. */
  readonly customers: number
  /** How many times sooner the end comes with the feature, or for one more of it: a hazard ratio; or why there is none. */
  readonly ratio: Estimate | Exclude<CoxResult, { readonly _tag: "CoxModel" }>
  readonly p: number | null
  /** The p-value corrected for the number of features (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether it goes with the outcome: the corrected p-value is below 1 − level. It need not be why. */
  readonly linked: boolean
}

/** Which features of paths go with an end that comes sooner or later. */
export interface OutcomeLinks {
  readonly _tag: "OutcomeLinks"
  readonly definition: "hazard ratio of each feature by itself, from a landmark on"
  /** The smallest p-value first, then by label in code point order. */
  readonly links: ReadonlyArray<OutcomeLink>
  /** Customers followed, and how many of them ended. */
  readonly n: number
  readonly events: number
  /** Missing: customers without a path. Invalid: a path that goes on after the landmark, several paths or stays of one customer. */
  readonly excluded: Excluded
  /** Features that too few customers have, or too few have not: they are not tested. */
  readonly tooRare: number
}

/** The landmark, what else is looked at, and how it is reported. */
export interface OutcomeLinksOptions<Field extends string> extends Landmark {
  /** Fields of the stays that are features too, numbers or yes and no: a gap, hand-offs, deviations from the plan. */
  readonly fields?: ReadonlyArray<Field>
  /** A field of the stays, such as a segment: customers are compared only with those who have the same. */
  readonly within?: Field
  /** A feature of yes and no is tested when so many customers have it and so many have not: 10 unless told. */
  readonly minimum?: number
  /** Confidence level of the intervals: 0.95 unless told. */
  readonly level?: number
}

const labelOf = (feature: PathFeature): string => {
  switch (feature.kind) {
    case "met":
      return `met ${feature.touchpoint}`
    case "repeated":
      return `met ${feature.touchpoint} again`
    case "length":
      return "interactions"
    case "returns":
      return "returns to a touchpoint"
    case "field":
      return feature.field
  }
}

/** Features of yes and no that enough customers have, and enough have not; and how many others there are. */
const usualFeatures = (followed: ReadonlyArray<FollowedPath<Stay>>, minimum: number) => {
  const counts = new Map<string, [met: number, again: number]>()
  for (const [touchpoint, { visits }] of followed.flatMap((each) => [...each.touchpoints])) {
    const [met, again] = counts.get(touchpoint) ?? [0, 0]
    counts.set(touchpoint, [met + 1, again + Number(visits > 1)])
  }
  const all = [...counts].flatMap(([touchpoint, [met, again]]) => [
    { feature: { kind: "met", touchpoint } as const, customers: met },
    { feature: { kind: "repeated", touchpoint } as const, customers: again }
  ])
  const usual = all.filter(({ customers }) => Math.min(customers, followed.length - customers) >= minimum)
  return { usual: usual.map(({ feature }) => feature), tooRare: all.length - usual.length }
}

const fieldOf = (row: object, field: string): Value | undefined =>
  Object.hasOwn(row, field) ? (row as { readonly [F in string]?: Value })[field] : undefined

/** A feature tested by itself. */
const tester = (followed: ReadonlyArray<FollowedPath<Stay>>, within: string | undefined, level: number) => {
  const time = Float64Array.from(followed, ({ days }) => days)
  const event = Uint8Array.from(followed, ({ ended }) => Number(ended))
  const strata = within === undefined ? {} : { strata: followed.map(({ row }) => fieldOf(row, within) ?? null) }
  return (feature: PathFeature): Omit<OutcomeLink, "adjustedP" | "linked"> => {
    const values = Float64Array.from(followed, ({ row, touchpoints }) =>
      featureOf(feature, touchpoints, (field) => fieldOf(row, field))
    )
    const customers = values.filter((value) => value !== 0 && !Number.isNaN(value)).length
    const about = { feature, label: labelOf(feature), customers }
    const model = fromColumns({ time, event, ...strata, covariates: { [about.label]: values } }, { level })
    if (model._tag !== "CoxModel") return { ...about, ratio: model, p: null }
    const [coefficient] = model.coefficients
    return coefficient === undefined
      ? { ...about, ratio: insufficientData("the regression has no fit", model.n), p: null }
      : { ...about, ratio: coefficient.hazardRatio, p: coefficient.p }
  }
}

const corrected = (
  tested: ReadonlyArray<Omit<OutcomeLink, "adjustedP" | "linked">>,
  level: number
): ReadonlyArray<OutcomeLink> => {
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
  return tested
    .map((each, i) => {
      const adjustedP = adjusted[i] ?? null
      return { ...each, adjustedP, linked: adjustedP !== null && adjustedP < 1 - level }
    })
    .sort((a, b) => (a.p ?? 2) - (b.p ?? 2) || compareText(a.label, b.label))
}

/**
 * Which features of the path that customers took until a day go with their leaving, or buying again, sooner or later after it: a
 * touchpoint met, met again, the number of interactions and of returns, and fields of their own such as a gap.
 *
 * Takes a path of each customer (`Sources.cases` of the interactions until the landmark) and how long each stayed
 * (`Sources.lifetimes`; for buying again, `startedAt` the first purchase and `endedAt` the second). Only customers who are there
 * at the landmark count, and only what happens after it: whoever stays longer meets more, and without that every touchpoint
 * would seem to keep customers. Each feature has a Cox regression of its own, within the strata of `within`; their p-values are
 * corrected together. What goes with an end need not bring it about. Nobody followed, or nobody who ended, gives
 * `InsufficientData`. A feature whose customers all end before any other, or that does not vary, says so in its `ratio`.
 *
 * Source: landmark analysis, Anderson, Cain and Gelber (1983), Journal of Clinical Oncology 1; Cox (1972), JRSS B 34.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as OutcomeLinks from "./OutcomeLinks.ts"
 *
 * const on = (day: number) => new Date(Date.UTC(2026, 0, day))
 * const customers = Array.from({ length: 60 }, (_, i) => ({ customer: `c${i}`, complained: i % 2 === 0, leaves: i % 2 === 0 ? i % 3 !== 0 : i % 6 === 1 }))
 * const paths = customers.map(({ complained, customer }) => ({ customer, path: pathText(complained ? ["order", "complaint"] : ["order"]), at: on(5), seconds: 60 }))
 * const stays = customers.map(({ customer, leaves }, i) => ({ customer, startedAt: on(1), ...(leaves ? { endedAt: on(32 + (i % 20)) } : {}) }))
 * const result = OutcomeLinks.fromPaths(paths, stays, { until: on(31), asOf: on(60) })
 * const [first] = result._tag === "OutcomeLinks" ? result.links.filter(({ feature }) => feature.kind === "met") : []
 * [first?.label, first?.customers, first?.linked] // => ["met complaint", 30, true]
 * ```
 */
export const fromPaths = <const Field extends string = never>(
  paths: Iterable<TakenPath>,
  stays: Iterable<Stay & { readonly [F in NoInfer<Field>]?: Value | undefined }>,
  options: OutcomeLinksOptions<Field>
): OutcomeLinks | InsufficientData => {
  const { fields = [], level = 0.95, minimum = 10, within } = options
  const { excluded, followed } = followPaths(paths, stays, options)
  const events = followed.filter(({ ended }) => ended).length
  if (followed.length === 0) return insufficientData("no customer with a path was there at the landmark", 0, excluded)
  if (events === 0) return insufficientData("nothing ended after the landmark", followed.length, excluded)
  const { tooRare, usual } = usualFeatures(followed, minimum)
  const features: ReadonlyArray<PathFeature> = [
    ...usual,
    { kind: "length" },
    { kind: "returns" },
    ...fields.map((field) => ({ kind: "field", field }) as const)
  ]
  return {
    _tag: "OutcomeLinks",
    definition: "hazard ratio of each feature by itself, from a landmark on",
    links: corrected(features.map(tester(followed, within, level)), level),
    n: followed.length,
    events,
    excluded,
    tooRare
  }
}
