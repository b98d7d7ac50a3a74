import type { Measured } from "@throughline/core"
import type { NumberFormat } from "../text/NumberFormat.ts"
import { formatted, known, level, range, reason } from "../text/number.ts"

/** A number and its interval stay on one line; a reason may wrap. */
export const together = (text: string): string => text.replaceAll(" ", "\u00a0")

/** A value for a table, or a dash with the reason why there is none. */
export const valueCell = (measured: Measured | undefined, format: NumberFormat): string => {
  const estimate = known(measured)
  return estimate === undefined ? `– (${reason(measured)})` : formatted(estimate.value, format)
}

/** As `valueCell`, with its interval: `−1.5 (−1.7 to −1.3)`. */
export const intervalCell = (measured: Measured | undefined, format: NumberFormat): string => {
  const estimate = known(measured)
  return estimate === undefined
    ? `– (${reason(measured)})`
    : together(`${formatted(estimate.value, format)} (${range(estimate, format)})`)
}

/** `95 % CI` for a column's name, where all its intervals have one level; `CI` otherwise. */
export const confidenceName = (all: ReadonlyArray<Measured | undefined>): string => {
  const levels = new Set(all.flatMap((measured) => known(measured)?.interval.level ?? []))
  const [only] = levels
  return levels.size === 1 && only !== undefined ? `${level(only)} CI` : "CI"
}
