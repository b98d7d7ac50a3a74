import { compareText } from "../sources/compareText.ts"
import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import type { Difference } from "../stats/Difference.ts"
import { type Excluded, type InsufficientData, insufficientData, type Suppressed } from "../stats/Estimate.ts"
import { column } from "../tally/read.ts"
import type { Tally } from "../tally/Tally.ts"
import { align } from "./Alignment.ts"
import { type CaseOutcome, type CaseOutcomes, caseOutcomes } from "./CaseOutcome.ts"
import { pathOf } from "./CasePaths.ts"
import { type ConformanceOptions, type ConformanceRules, rulesOf } from "./ConformanceRules.ts"
import { type CountedShare, countedShare } from "./CountedShare.ts"
import { type DeviationKind, deviationKinds, deviationsOf } from "./PathDeviations.ts"
import { type PlannedSteps, type PlanToFollow, plannedSteps } from "./PlanToFollow.ts"

export type { CaseOutcome } from "./CaseOutcome.ts"
export type { DeviationKind } from "./PathDeviations.ts"

/** One kind of deviation at one touchpoint, over all cases. */
export interface RankedDeviation {
  readonly touchpoint: string
  readonly kind: DeviationKind
  /** Cases with it, of all with a path, in per cent. */
  readonly reach: CountedShare
  /** The outcome of the cases with it minus that of the cases without it. */
  readonly change: Difference | InsufficientData
  /** The p-value of that difference, corrected for the number of deviations (Benjamini–Hochberg). */
  readonly adjustedP: number | null
  /** Whether the outcome differs: the corrected p-value is below 1 − level. */
  readonly differs: boolean
}

/** Where customers leave the plan, and what goes with it. */
export interface DeviationsReport {
  readonly _tag: "Deviations"
  readonly rules: ConformanceRules
  readonly rankedBy: "reach" | "change"
  /** What `change` is a difference of, such as `"NPS"`; `null` when no outcome was asked for. */
  readonly outcome: string | null
  /** How many cases have a path. */
  readonly cases: number
  /** The first is the one to look at first. */
  readonly deviations: ReadonlyArray<RankedDeviation>
  /** How many deviations of fewer than `minimum` cases are left out. */
  readonly withheld: number
  readonly excluded: Excluded
}

/** Deviations, or why there are none. */
export type DeviationsResult = DeviationsReport | InsufficientData | Suppressed

/** How deviations are read from a tally of cases. */
export interface DeviationsOptions<Name extends string> extends ConformanceOptions<Name> {
  /** What became of the cases, counted in the same tally. Without it nothing is said to go with a deviation. */
  readonly outcome?: CaseOutcome<Name>
  /**
   * `"reach"` unless told: the most cases first. `"change"`: the worst difference first, the lowest score or the most who
   * left; those without one last.
   */
  readonly rankBy?: "reach" | "change"
}

/** One deviation while its cases are counted: the codes of the paths that have it. */
interface Found {
  readonly touchpoint: string
  readonly kind: DeviationKind
  readonly paths: Array<number>
}

/** The cases of each path of a column, by its code, and those that have none. */
const casesOf = (tally: Tally, name: string) => {
  const { codes, values } = column(tally, name)
  const cases = new Float64Array(values.length)
  codes.forEach((code, group) => {
    cases[code] = (cases[code] ?? 0) + (tally.counts[group] ?? 0)
  })
  const excluded = { missing: 0, invalid: 0 }
  let n = 0
  const paths = values.map((value, code) => {
    const path = pathOf(value)
    if (path === undefined) excluded[value === null ? "missing" : "invalid"] += cases[code] ?? 0
    else n += cases[code] ?? 0
    return path
  })
  return { paths, cases, n, excluded }
}

/** Every deviation of any path, in the order of the plan, of what is not planned by name, and of kinds. */
const findAll = (
  paths: ReadonlyArray<ReadonlyArray<string> | undefined>,
  plan: PlannedSteps,
  { repeats }: ConformanceRules
): ReadonlyArray<Found> => {
  const found = new Map<string, Found>()
  paths.forEach((path, code) => {
    if (path === undefined) return
    for (const { kind, touchpoint } of deviationsOf(align(path, plan, repeats), plan)) {
      const key = `${kind} ${touchpoint}`
      const known = found.get(key) ?? { touchpoint, kind, paths: [] }
      known.paths.push(code)
      found.set(key, known)
    }
  })
  const place = ({ touchpoint }: Found): number => plan.places.get(touchpoint) ?? plan.ids.length
  return [...found.values()].sort(
    (a, b) =>
      place(a) - place(b) ||
      compareText(a.touchpoint, b.touchpoint) ||
      deviationKinds.indexOf(a.kind) - deviationKinds.indexOf(b.kind)
  )
}

/** What goes with each deviation. */
interface Changes {
  readonly definition: string
  readonly worse: 1 | -1
  readonly of: (paths: ReadonlyArray<number>) => Difference | InsufficientData
}

const changesOf = (
  { add, definition, difference, nothing, parts, subtract, worse }: CaseOutcomes,
  withPath: ReadonlyArray<number>
): Changes => {
  const sum = (codes: ReadonlyArray<number>) => codes.reduce((all, code) => add(all, parts[code] ?? nothing), nothing)
  const all = sum(withPath)
  return {
    definition,
    worse,
    of: (paths) => {
      const part = sum(paths)
      return difference(part, subtract(all, part))
    }
  }
}

const notAsked = insufficientData("no outcome was asked for", 0)

const sumOf = (cases: Float64Array, codes: ReadonlyArray<number>): number =>
  codes.reduce((sum, code) => sum + (cases[code] ?? 0), 0)

/** The codes of what is a path. */
const codesOf = (paths: ReadonlyArray<ReadonlyArray<string> | undefined>): ReadonlyArray<number> =>
  paths.flatMap((path, code) => (path === undefined ? [] : [code]))

const rowsOf = (
  found: ReadonlyArray<Found & { readonly count: number }>,
  n: number,
  level: number,
  changes: Changes | undefined
): Array<RankedDeviation> => {
  const rows = found.map(({ count, kind, paths, touchpoint }) => ({
    touchpoint,
    kind,
    reach: countedShare(count, n, level),
    change: changes?.of(paths) ?? notAsked
  }))
  const adjusted = benjaminiHochberg(rows.map(({ change }) => (change._tag === "Difference" ? change.p : null)))
  return rows.map((row, i) => {
    const adjustedP = adjusted[i] ?? null
    return { ...row, adjustedP, differs: adjustedP !== null && adjustedP < 1 - level }
  })
}

const inOrder = (rankBy: "reach" | "change", worse: number) => {
  const byReach = (a: RankedDeviation, b: RankedDeviation): number => b.reach.count - a.reach.count
  /** The higher, the worse; without a difference the lowest. */
  const badness = ({ change }: RankedDeviation): number =>
    change._tag === "Difference" ? worse * change.value : -Number.MAX_VALUE
  return rankBy === "reach"
    ? byReach
    : (a: RankedDeviation, b: RankedDeviation): number => badness(b) - badness(a) || byReach(a, b)
}

/**
 * Where customers leave a planned journey, ranked by how many do or by what goes with it, from a tally of `Sources.cases` by
 * path and, with `outcome`, by a score given after the case or by whether the customer left.
 *
 * Reach is the per cent of cases with the deviation, with Wilson's interval; a case with several counts in each. The change is
 * the outcome of the cases with it minus that of those without, each with its known outcomes only: in points for NPS, per cent
 * of customers for CSAT and leaving, on the scale for a mean. Its p-value is Fisher's where a share is rare and otherwise that
 * of the permutation test (Pearson type III), corrected for the number of deviations (Benjamini–Hochberg). Fewer than ten known
 * outcomes on a side give no change. A deviation goes with a change: whether it is the reason, this does not tell.
 * `Sources.caseOutcomes` puts scores and leaving beside the cases. No path gives `InsufficientData`. Throws `TallyMismatch`
 * when a dimension is not there, an `Error` that names the id when a touchpoint is planned twice.
 *
 * ```ts import.meta.vitest
 * import { pathText } from "../sources/pathText.ts"
 * import * as Tally from "../tally/index.ts"
 * import * as Deviations from "./Deviations.ts"
 *
 * const shop = { stages: [{ touchpoints: [{ id: "cart" }, { id: "checkout" }] }] }
 * const of = (path: ReadonlyArray<string>, left: boolean, count: number) => Array.from({ length: count }, () => ({ path: pathText(path), left }))
 * const cases = [of(["cart", "checkout"], false, 60), of(["cart", "chat", "checkout"], true, 15), of(["cart", "chat", "checkout"], false, 5)].flat()
 * const result = Deviations.fromTally(Tally.from(cases, { by: ["path", "left"] }), shop, { outcome: { left: "left" } })
 * const rows = result._tag === "Deviations" ? result.deviations : []
 * rows.map(({ change, differs, kind, reach, touchpoint }) => [touchpoint, kind, reach.value, change._tag === "Difference" ? change.value : null, differs]) // => [["chat", "added", 25, 75, true]]
 * ```
 */
export const fromTally = <Name extends string>(
  tally: Tally<Name>,
  journey: PlanToFollow,
  options: DeviationsOptions<NoInfer<Name>> = {}
): DeviationsResult => {
  const { level = 0.95, minimum = 1, outcome, path = "path", rankBy = "reach" } = options
  const rules = rulesOf(options)
  const { cases, excluded, n, paths } = casesOf(tally, path)
  const found = findAll(paths, plannedSteps(journey, rules.order), rules)
  if (n === 0) return insufficientData("no case has a path", 0, excluded)
  if (n < minimum) return { _tag: "Suppressed", minimum, n }
  const changes = outcome && changesOf(caseOutcomes<string>(tally, path, outcome, level), codesOf(paths))
  const counted = found.map((each) => ({ ...each, count: sumOf(cases, each.paths) }))
  const shown = counted.filter(({ count }) => count >= minimum)
  return {
    _tag: "Deviations",
    rules,
    rankedBy: rankBy,
    outcome: changes?.definition ?? null,
    cases: n,
    deviations: rowsOf(shown, n, level, changes).sort(inOrder(rankBy, changes?.worse ?? 1)),
    withheld: counted.length - shown.length,
    excluded
  }
}
