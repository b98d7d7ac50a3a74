import type { Measured } from "@throughline/core"
import { formatted, known, number, percent, plural, reason, uncertainty } from "../text/number.ts"
import type { Column } from "./Column.ts"
import { deviationsAt, deviationWords } from "./deviations.ts"
import type { ActualPaths } from "./JourneyMap.ts"
import { waysOf } from "./ways.ts"

/** More would be read by nobody. */
const mostInWords = 24

const value = (name: string, measured: Measured, decimals: number): string => {
  const estimate = known(measured)
  const format = { style: "number", decimals } as const
  return estimate === undefined
    ? `${name}: ${reason(measured)}`
    : `${name} ${formatted(estimate.value, format)} ${uncertainty(estimate, { ...format, decimals: decimals + 1 })}`
}

const expectedText = (measured: Measured, decimals: number): string => {
  const estimate = known(measured)
  return estimate === undefined ? `expected: ${reason(measured)}` : `expected ${number(estimate.value, decimals)}`
}

const facts = ({ touchpoint }: Column, decimals: number): ReadonlyArray<string> => {
  const nps = known(touchpoint.nps?.score)
  const { customers, painPoint } = touchpoint
  return [
    expectedText(touchpoint.expected, decimals),
    value("experienced", touchpoint.experienced, decimals),
    ...(known(touchpoint.gap) ? [value("gap", touchpoint.gap, decimals)] : []),
    ...(painPoint ? [`pain point: ${painPoint.text}`] : []),
    ...(nps ? [`NPS ${number(nps.value, 0)}`] : []),
    ...(customers === undefined || !Number.isFinite(customers) ? [] : [plural(customers, "customer")])
  ]
}

/** One touchpoint in one sentence, for pointing at its column. */
export const columnInWords = (column: Column, decimals: number): string => {
  const { name, experienced } = column.touchpoint
  return `${name}: ${facts(column, decimals).join(", ")}, n = ${number(experienced.n, 0)}`
}

/** The ways that most took, and how the plan was left most often. */
const pathsInWords = (columns: ReadonlyArray<Column>, paths: ActualPaths): string => {
  const ways = waysOf(columns, paths).ways.map(
    ({ from, share, to }) => `${from.touchpoint.name} → ${to.touchpoint.name} ${percent(share.value / 100)}`
  )
  const left = columns.flatMap(({ touchpoint: { id, name } }) =>
    deviationsAt(paths.deviations ?? [], id).map(
      ({ kind, share }) => `${name} ${percent(share.value / 100)} ${deviationWords[kind]}`
    )
  )
  const sentence = (name: string, parts: ReadonlyArray<string>): string =>
    parts.length === 0 ? "" : ` ${name}: ${parts.slice(0, mostInWords).join("; ")}.`
  return `${sentence("Steps taken, of those who were there", ways)}${sentence("Left the plan", left)}`
}

/** The whole map in words, for those who do not see it. */
export const mapInWords = (
  columns: ReadonlyArray<Column>,
  decimals: number,
  paths: ActualPaths | undefined
): string => {
  const stages = columns.filter(
    ({ touchpoint }, i) => i === 0 || touchpoint.stage !== columns[i - 1]?.touchpoint.stage
  ).length
  const sentences = columns.map(
    (column) => `${column.touchpoint.name} (${column.touchpoint.stage}): ${facts(column, decimals).join(", ")}`
  )
  return `Journey map with ${plural(columns.length, "touchpoint")} in ${plural(stages, "stage")}. ${sentences.join("; ")}.${paths === undefined ? "" : pathsInWords(columns, paths)}`
}
