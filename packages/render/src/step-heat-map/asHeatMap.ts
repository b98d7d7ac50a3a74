import type { StepMatrix } from "@throughline/core"
import type { HeatCell, HeatKey, HeatMap } from "../heat-map/HeatMap.ts"
import { clean, nameOf } from "../text/clean.ts"
import { compact, level, number, plural, range } from "../text/number.ts"
import { shareOf } from "../text/shareOf.ts"
import type { StepHeatMap } from "./StepHeatMap.ts"

const mostPositions = 20
const mostTouchpoints = 40

type Share = StepMatrix.StepMatrixRow["ended"]

const legend: ReadonlyArray<HeatKey> = [
  { shade: 1, text: "share of those still there" },
  { shade: -1, text: "ended before, of all" }
]

const short = (count: number): string => (count < 10_000 ? number(count, 0) : compact(count))

const cellOf = (share: Share | undefined, direction: 1 | -1): HeatCell | undefined => {
  const found = share && shareOf(share)
  if (share === undefined || found === undefined) return undefined
  const interval = `${level(found.interval.level)} CI ${range(found, { style: "percent", decimals: 1 })}`
  return {
    value: found.value,
    shade: direction * found.value,
    remark: `${number(share.count, 0)} of ${number(share.n, 0)}, ${interval}`
  }
}

/** The touchpoints that have no row of their own, together. */
const pooled = ({ cases, shares }: StepMatrix.StepMatrixRow): HeatCell | undefined => {
  const count = shares.slice(mostTouchpoints).reduce((sum, share) => sum + share.count, 0)
  const value = count / cases
  return value >= 0 && value <= 1
    ? { value, shade: value, remark: `${number(count, 0)} of ${number(cases, 0)}` }
    : undefined
}

const parts = (...texts: ReadonlyArray<string>): string => texts.filter((text) => text !== "").join(" · ")

/** What the columns are. */
const interactions = (all: number): string =>
  all > mostPositions
    ? `the first ${mostPositions} of ${number(all, 0)} interactions`
    : `${plural(all, "interaction")}, 1 is the first`

/** The heat map that shows a step matrix: a row for each touchpoint, a column for each position. */
const ofMatrix = (matrix: StepMatrix.StepMatrixReport, { names = [], subtitle, title }: StepHeatMap): HeatMap => {
  const known = new Map(names.map(({ id, name }) => [id, name]))
  const columns = matrix.rows.slice(0, mostPositions)
  const touchpoints = matrix.touchpoints.slice(0, mostTouchpoints)
  const beyond = matrix.touchpoints.length - touchpoints.length
  const others = { name: plural(beyond, "other touchpoint"), cells: columns.map(pooled) }
  const ended = { name: "ended before", cells: columns.map((column) => cellOf(column.ended, -1)) }
  const rows = [
    ...touchpoints.map((id, i) => ({
      name: nameOf(known.get(id) ?? id),
      cells: columns.map(({ shares }) => cellOf(shares[i], 1))
    })),
    ...(beyond > 0 ? [others] : []),
    ended
  ]
  return {
    title,
    subtitle: parts(subtitle, interactions(matrix.rows.length)),
    format: { style: "percent" },
    rows: rows.map(({ name }) => ({ name })),
    columns: columns.map(({ cases, position }) => ({ name: number(position, 0), note: `n = ${short(cases)}` })),
    cells: rows.map(({ cells }) => cells),
    legend
  }
}

/** A step matrix as the heat map that shows it; one that is not known as an empty one that tells why. */
export const asHeatMap = (input: StepHeatMap): HeatMap => {
  const { matrix, subtitle, title } = input
  if (matrix._tag === "StepMatrix") return ofMatrix(matrix, input)
  return {
    title,
    subtitle: parts(`No step matrix: ${clean(matrix.reason)}`, subtitle),
    format: { style: "percent" },
    rows: [],
    columns: [],
    cells: [],
    legend: []
  }
}
