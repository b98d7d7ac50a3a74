import type { Measured } from "@throughline/core"
import type { Side } from "../svg/differs.ts"
import { nameOf } from "../text/clean.ts"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, inWords, range, reason } from "../text/number.ts"
import { spotInWords } from "../trend-line/describe.ts"
import { isKnown, type Known, type Spot, spotsOf } from "../trend-line/Spot.ts"
import type { TrendPeriod } from "../trend-line/TrendLine.ts"
import type { TrendPanels } from "./TrendPanels.ts"

/** A group as it is drawn: its periods from 0 to the width of a plot. */
export interface Group {
  readonly name: string
  readonly differs: Side | undefined
  readonly spots: ReadonlyArray<Spot>
  /** The newest period that is over and has a value. */
  readonly newest: Known | undefined
}

const unmeasured: Measured = {
  _tag: "InsufficientData",
  reason: "not measured",
  n: 0,
  excluded: { missing: 0, invalid: 0 }
}

/** The periods of a group with its values. */
export const periodsOf = (
  { periods }: TrendPanels,
  values: ReadonlyArray<Measured | undefined>
): ReadonlyArray<TrendPeriod> => periods.map((period, i) => ({ ...period, value: values[i] ?? unmeasured }))

/** The groups, each from 0 to `width`. */
export const groupsOf = (input: TrendPanels, width: number): ReadonlyArray<Group> =>
  input.groups.map(({ differs, name, values }) => {
    const spots = spotsOf({ periods: periodsOf(input, values) }, { left: 0, right: width })
    const known = spots.filter(isKnown)
    const newest = known.findLast(({ period }) => period.inProgress !== true) ?? known.at(-1)
    return { name: nameOf(name), differs, spots, newest }
  })

/** `71 % (68 to 74 %) in 2026-06`. */
export const newestInWords = ({ newest, spots }: Group, format: NumberFormat): string => {
  if (newest === undefined) return reason(spots.at(-1)?.period.value)
  return `${formatted(newest.estimate.value, format)} (${range(newest.estimate, format)}) in ${newest.label}`
}

/** Everything about a group, in words. */
export const groupInWords = ({ differs, name, spots }: Group, format: NumberFormat): string => {
  const facts = spots.map((spot) => spotInWords(spot, format)).join("; ")
  return `${name}${differs === undefined ? "" : `, ${differs} than the rest`}: ${facts === "" ? "no period" : facts}`
}

/** What a pointer shows: the newest value. */
export const hintOf = ({ differs, name, newest, spots }: Group, format: NumberFormat): string => {
  const about =
    newest === undefined ? reason(spots.at(-1)?.period.value) : `${newest.label} ${inWords(newest.estimate, format)}`
  return `${name}: ${about}${differs === undefined ? "" : `, ${differs} than the rest`}`
}

const middle = (values: ReadonlyArray<number>): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]]
  return below === undefined || above === undefined ? undefined : (below + above) / 2
}

/** For each period the median of the groups, where at least three have a value. */
export const mediansOf = (groups: ReadonlyArray<Group>): ReadonlyArray<number | undefined> =>
  (groups[0]?.spots ?? []).map((_, i) => {
    const values = groups.flatMap(({ spots }) => spots[i]?.estimate?.value ?? [])
    return values.length < 3 ? undefined : middle(values)
  })
