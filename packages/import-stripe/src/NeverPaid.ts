import type { Fields } from "@throughline/import/format"
import { made } from "./CsvColumns.ts"

const stage = made.names.indexOf("stage")

/** The question about subscriptions that the mapping leaves out, where they are more than half of those at the start. */
export const neverPaidQuestions = (names: Fields, [, ...rows]: ReadonlyArray<Fields>): ReadonlyArray<string> => {
  const whole = rows.filter((row) => row.length === names.length)
  const unpaid = whole.filter((row) => {
    const told = made.values((column) => row[names.indexOf(column)] ?? "")[stage]
    return told === "trial" || told === "unstarted"
  })
  return unpaid.length * 2 <= whole.length
    ? []
    : [
        `records[0].when: ${unpaid.length} of the first ${whole.length} subscriptions were never paid for: their trial lasts, or lasted until they ended, or the first payment never came. They are left out. Is that right?`
      ]
}
