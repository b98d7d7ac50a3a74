import { expect, it } from "vitest"
import { inProgress } from "../src/report/Scope.ts"

it.each([
  ["2026-07-01", undefined],
  ["2026-06-30", "2026-06"],
  ["2026-06-02", "2026-06"],
  ["2026-06-01", undefined]
])("of data that end before %s, the month in progress is %s", (asOf, label) => {
  expect(inProgress("month", "Europe/Berlin", Date.parse(asOf))).toBe(label)
})
