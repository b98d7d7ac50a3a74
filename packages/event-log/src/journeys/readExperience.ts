import { type Metric, RecordId, type Response, Scale } from "@throughline/core"
import type { Experience } from "./JourneyDocument.ts"

/** What an experience does not say itself: what was asked, on which scale, and which end of it is good. */
export interface ExperienceDefaults {
  readonly metric?: Metric
  /** As `"1-5"`. */
  readonly scale?: string
  readonly direction?: "highIsGood" | "lowIsGood"
}

/** Whose experience it is, where and when. */
export type Occasion = Omit<Response, "component" | "comment" | "metric" | "scale" | "score">

/** What has to be known before an experience is an answer. */
const asked = {
  metric: 'what was asked: "nps", "csat", "ces1" or "ces2"?',
  scale: 'from where to where could be answered? As "1-5".',
  score: "which point of the scale was it? Without one it is no answer.",
  direction: 'is a high score good ("highIsGood") or bad ("lowIsGood")?'
}

type Known = Required<Pick<Experience, keyof typeof asked>>

const isKnown = (experience: Experience): experience is Experience & Known =>
  Object.keys(asked).every((key) => key in experience)

/** A high score is stored for what is good, and for effort in `ces1`. */
const stored = ({ direction, metric, score }: Known, { maximum, minimum }: Scale.Scale): number =>
  direction === (metric === "ces1" ? "lowIsGood" : "highIsGood") ? score : minimum + maximum - score

/** The answer that an experience is, or what has to be asked before it is one: nothing is guessed. */
export const readExperience = (
  given: Experience,
  occasion: Occasion,
  defaults: ExperienceDefaults
): Response | ReadonlyArray<string> => {
  const experience = { ...defaults, ...given }
  if (!isKnown(experience)) {
    return Object.entries(asked).flatMap(([key, question]) => (key in experience ? [] : [`${key}: ${question}`]))
  }
  const scale = Scale.parse(experience.scale)
  if (scale === undefined || !Scale.contains(scale, experience.score))
    return [`score: which point of the scale ${experience.scale} was it?`]
  const { comment, component, metric } = experience
  return {
    ...occasion,
    metric,
    ...(component === undefined ? {} : { component }),
    scale: scale.id,
    score: stored(experience, scale),
    ...(comment === undefined ? {} : { comment })
  }
}

/** The id of what has none: of its source, its journey and its place there. */
export const placeId = (source: string, kind: string, journey: string, place: string): RecordId =>
  RecordId.make(`${source}:${kind}:${journey}|${place}`)
