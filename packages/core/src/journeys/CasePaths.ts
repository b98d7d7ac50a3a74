import { touchpointsOf } from "../sources/pathText.ts"
import type { Value } from "../tally/Value.ts"

/** The touchpoints of a path as a tally of cases has it; `undefined` where it is missing or no path. */
export const pathOf = (value: Value): ReadonlyArray<string> | undefined =>
  typeof value === "string" && value !== "" ? touchpointsOf(value) : undefined
