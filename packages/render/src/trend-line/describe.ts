import type { NumberFormat } from "../text/NumberFormat.ts"
import { inWords, plural, reason } from "../text/number.ts"
import type { Spot } from "./Spot.ts"

/** One period in words. */
export const spotInWords = ({ estimate, label, period }: Spot, format: NumberFormat): string =>
  `${label}${period.inProgress ? " (so far)" : ""}: ${estimate ? inWords(estimate, format) : reason(period.value)}`

/** Everything the line says, in words. */
export const describe = (spots: ReadonlyArray<Spot>, format: NumberFormat): string =>
  `A measure over ${plural(spots.length, "period")}. ${spots.map((spot) => spotInWords(spot, format)).join("; ")}.`
