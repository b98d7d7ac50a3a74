/** The labels of Qualtrics' own answer scales, from worst to best, and from disagreement to agreement. */
const scales: ReadonlyArray<ReadonlyArray<string>> = [
  [
    "Extremely dissatisfied",
    "Somewhat dissatisfied",
    "Neither satisfied nor dissatisfied",
    "Somewhat satisfied",
    "Extremely satisfied"
  ],
  [
    "Extremely dissatisfied",
    "Moderately dissatisfied",
    "Slightly dissatisfied",
    "Neither satisfied nor dissatisfied",
    "Slightly satisfied",
    "Moderately satisfied",
    "Extremely satisfied"
  ],
  ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
  ["Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"],
  [
    "Strongly disagree",
    "Disagree",
    "Somewhat disagree",
    "Neither agree nor disagree",
    "Somewhat agree",
    "Agree",
    "Strongly agree"
  ],
  ["Extremely difficult", "Somewhat difficult", "Neither easy nor difficult", "Somewhat easy", "Extremely easy"],
  [
    "Extremely difficult",
    "Moderately difficult",
    "Slightly difficult",
    "Neither easy nor difficult",
    "Slightly easy",
    "Moderately easy",
    "Extremely easy"
  ]
]

/** A scale whose points are told by labels. */
export interface LabelScale {
  /** As `"1-5"`. */
  readonly scale: string
  /** The point of each label. */
  readonly values: Readonly<Record<string, number>>
  /** Whether it is known to go from bad to good: to agree is good or bad as the statement is. */
  readonly isUpward: boolean
}

/**
 * The scale that all these texts are labels of; `undefined` when there is none, or when several fit: then which one it is
 * cannot be told by the few labels that were seen.
 *
 * ```ts import.meta.vitest
 * import { labelScale } from "./LabelScales.ts"
 *
 * labelScale(["Somewhat satisfied", "Extremely satisfied"])?.scale // => "1-5"
 * labelScale(["Extremely satisfied"]) // => undefined
 * ```
 */
export const labelScale = (texts: ReadonlyArray<string>): LabelScale | undefined => {
  if (texts.length === 0) return undefined
  const [labels, ...others] = scales.filter((known) => texts.every((text) => known.includes(text)))
  if (labels === undefined || others.length > 0) return undefined
  return {
    scale: `1-${labels.length}`,
    isUpward: !labels.includes("Strongly agree"),
    values: Object.fromEntries(labels.map((label, i) => [label, i + 1]))
  }
}
