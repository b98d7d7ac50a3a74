import type { Measured } from "@throughline/core"
import { formatted, known, number, plural, reason, uncertainty } from "../text/number.ts"
import type { Column } from "./Column.ts"

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

/** The whole map in words, for those who do not see it. */
export const mapInWords = (columns: ReadonlyArray<Column>, decimals: number): string => {
  const stages = columns.filter(
    ({ touchpoint }, i) => i === 0 || touchpoint.stage !== columns[i - 1]?.touchpoint.stage
  ).length
  const sentences = columns.map(
    (column) => `${column.touchpoint.name} (${column.touchpoint.stage}): ${facts(column, decimals).join(", ")}`
  )
  return `Journey map with ${plural(columns.length, "touchpoint")} in ${plural(stages, "stage")}. ${sentences.join("; ")}.`
}
