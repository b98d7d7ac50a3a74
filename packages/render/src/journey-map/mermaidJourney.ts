import { clean } from "../text/clean.ts"
import { known } from "../text/number.ts"
import type { JourneyMap, JourneyTouchpoint } from "./JourneyMap.ts"

/** Characters that end or begin something in Mermaid, and what stands for them. */
const lookalikes: Readonly<Record<string, string>> = {
  ":": "：",
  ";": "；",
  "#": "＃",
  "%": "％",
  "<": "‹",
  ">": "›",
  '"': "”",
  "`": "’",
  "{": "(",
  "}": ")",
  "\\": "/",
  ",": "，"
}

/** Words that Mermaid reads as its own at the start of a line. */
const keyword = /^(title|section|journey|acctitle|accdescr)/i

const plain = (text: string): string =>
  clean(text).replace(/[:;#%<>"`{}\\,]/g, (character) => lookalikes[character] ?? "") || "–"

const taskName = (text: string): string => (keyword.test(plain(text)) ? `“${plain(text)}”` : plain(text))

/** Mermaid's faces know 1 to 5; any scale is mapped on it. */
const faceOf = (
  { experienced }: JourneyTouchpoint,
  { scale: { minimum, maximum } }: JourneyMap
): number | undefined => {
  const estimate = known(experienced)
  if (estimate === undefined || !(maximum > minimum)) return undefined
  const share = (estimate.value - minimum) / (maximum - minimum)
  return Math.round(1 + 4 * Math.min(1, Math.max(0, share)))
}

const task = (touchpoint: JourneyTouchpoint, map: JourneyMap): string => {
  const face = faceOf(touchpoint, map)
  const channel = touchpoint.channel ? `: ${plain(touchpoint.channel.label)}` : ": Customer"
  return face === undefined
    ? `    ${taskName(touchpoint.name)} (not known): 3${channel}`
    : `    ${taskName(touchpoint.name)}: ${face}${channel}`
}

/**
 * A journey as text for a Mermaid journey diagram: stages as sections, the mean experience as a face from 1 to 5 (any
 * scale is mapped on it), the channel as the actor. Characters with a meaning in Mermaid are replaced by lookalikes. A
 * touchpoint without a score says so and stands in the middle, as the diagram has no empty place.
 *
 * @example
 * ```ts import.meta.vitest
 * import { mermaidJourney } from "./mermaidJourney.ts"
 *
 * mermaidJourney({ title: "A: b", subtitle: "", scale: { minimum: 1, maximum: 5 }, touchpoints: [] }) // => "journey\n  title A： b\n"
 * ```
 */
export const mermaidJourney = (input: JourneyMap): string => {
  const lines = input.touchpoints.flatMap((touchpoint, i) => {
    const opens = i === 0 || input.touchpoints[i - 1]?.stage !== touchpoint.stage
    return [...(opens ? [`  section ${plain(touchpoint.stage)}`] : []), task(touchpoint, input)]
  })
  return `${["journey", `  title ${plain(input.title)}`, ...lines].join("\n")}\n`
}
