/** From one score to another, both included. */
export type ScoreRange = readonly [from: number, to: number]

/** A name for customers with certain scores; what is left out may be any. */
export interface RfmSegment {
  readonly name: string
  readonly recency?: ScoreRange
  readonly frequency?: ScoreRange
  readonly monetary?: ScoreRange
}

/** The three scores of a customer: each from 1, the worst. */
export interface RfmScore {
  readonly recency: number
  readonly frequency: number
  readonly monetary: number
}

const dimensions = ["recency", "frequency", "monetary"] as const

/** The first segment that a score is in; `null` when it is in none. */
export const segmentOf = (segments: ReadonlyArray<RfmSegment>, score: RfmScore): string | null => {
  const found = segments.find((segment) =>
    dimensions.every((name) => {
      const [from, to] = segment[name] ?? [score[name], score[name]]
      return from <= score[name] && score[name] <= to
    })
  )
  return found?.name ?? null
}

/** Throws a `RangeError` for a segment whose range is none within the scores. */
export const checkSegments = (segments: ReadonlyArray<RfmSegment>, groups: number): void => {
  for (const segment of segments) {
    for (const name of dimensions) {
      const [from, to] = segment[name] ?? [1, groups]
      const possible = Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 1 && from <= to && to <= groups
      if (!possible)
        throw new RangeError(`The ${name} of ${segment.name} is no range from 1 to ${groups}: ${from} to ${to}`)
    }
  }
}

/**
 * The ten names in common use, by recency and frequency in fifths: every customer has one.
 *
 * ```ts import.meta.vitest
 * import { commonSegments, segmentOf } from "./RfmSegment.ts"
 *
 * segmentOf(commonSegments, { recency: 5, frequency: 5, monetary: 1 }) // => "champions"
 * segmentOf(commonSegments, { recency: 1, frequency: 5, monetary: 5 }) // => "can't lose"
 * ```
 */
export const commonSegments: ReadonlyArray<RfmSegment> = [
  { name: "champions", recency: [5, 5], frequency: [4, 5] },
  { name: "loyal", recency: [3, 4], frequency: [4, 5] },
  { name: "potential loyalists", recency: [4, 5], frequency: [2, 3] },
  { name: "new", recency: [5, 5], frequency: [1, 1] },
  { name: "promising", recency: [4, 4], frequency: [1, 1] },
  { name: "need attention", recency: [3, 3], frequency: [3, 3] },
  { name: "about to sleep", recency: [3, 3], frequency: [1, 2] },
  { name: "at risk", recency: [1, 2], frequency: [3, 4] },
  { name: "can't lose", recency: [1, 2], frequency: [5, 5] },
  { name: "hibernating", recency: [1, 2], frequency: [1, 2] }
]
