import { level, number, percent, plural } from "../text/number.ts"
import type { Half, Stage } from "./stages.ts"
import type { Target } from "./targets.ts"

const amount = (value: number): string => number(value, value % 1 === 0 ? 0 : 1)

const times = (value: number, unit: string): string => `${amount(value)} ${value === 1 ? unit.replace(/s$/, "") : unit}`

/** `half gone after 14 days`. */
export const halfInWords = ({ low, value }: Half, unit: string): string => {
  if (value !== undefined) return `half gone after ${times(value, unit)}`
  return low === undefined ? "half not gone yet" : `half not gone after ${times(low, unit)}`
}

/** `95 % CI 9 to 33`, `95 % CI 9 or more`; nothing where no end is known. */
export const intervalInWords = ({ high, level: confidence, low }: Half): string => {
  const ends = low === undefined ? (high === undefined ? "" : `up to ${amount(high)}`) : lowEnd(low, high)
  return ends === "" ? "" : `${level(confidence)} CI ${ends}`
}

const lowEnd = (low: number, high: number | undefined): string =>
  high === undefined ? `${amount(low)} or more` : `${amount(low)} to ${amount(high)}`

/** `3 of 10 still there`. */
export const stillThere = ({ n, outcomes }: Stage): string =>
  `${number(outcomes.stillThere, 0)} of ${number(n, 0)} still there`

/** `12 stay past 6 days, 3.1 expected`. */
export const excessInWords = ({ days, expected, observed }: Target, unit: string): string =>
  `${number(observed, 0)} past ${times(days, unit)}, ${number(expected, expected < 9.95 ? 1 : 0)} expected`

/** `planned: 80 % within 7 days`. */
export const targetInWords = ({ days, kind, share }: Target, unit: string): string =>
  `${kind === "plan" ? "planned" : "expected"}: ${percent(share)} within ${times(days, unit)}`

/** Everything about one stage, in a sentence. */
export const stageInWords = (stage: Stage, unit: string): string => {
  const { curve, half, stuck, target, why } = stage
  if (half === undefined) return `${curve.name}: ${why}`
  const interval = intervalInWords(half)
  return [
    `${curve.name}: ${halfInWords(half, unit)}${interval === "" ? "" : ` (${interval})`}`,
    stillThere(stage),
    ...(target === undefined ? [] : [targetInWords(target, unit), excessInWords(target, unit)]),
    ...(stuck ? ["stuck"] : [])
  ].join(", ")
}

/** Everything that the picture says, in words. */
export const describe = (stages: ReadonlyArray<Stage>, unit: string): string =>
  `How long customers stay in ${plural(stages.length, "stage")}. ${stages.map((stage) => stageInWords(stage, unit)).join("; ")}.`
