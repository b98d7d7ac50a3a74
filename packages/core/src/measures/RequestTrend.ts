import { benjaminiHochberg } from "../stats/BenjaminiHochberg.ts"
import { type InsufficientData, insufficientData } from "../stats/Estimate.ts"
import * as RateRatio from "../stats/RateRatio.ts"
import type { RequestGroup } from "./RequestGroups.ts"

export const dayLength = 86_400_000

/** The days that are new, and the most days before them that they are compared with. */
const recentDays = 30
const mostBefore = 90

/** When the days that are new began. */
export const recentSince = (asOf: number): number => asOf - recentDays * dayLength

/** How many times as often a request is asked for in the last 30 days as in up to 90 days before. */
export interface RequestTrend extends RateRatio.RateRatio {
  readonly direction: "rising" | "fading" | "steady"
  /** The p-value, corrected for all requests tested (Benjamini–Hochberg). */
  readonly adjustedP: number
  /** Who asked for the first time, and anonymous votes, in the last 30 days. */
  readonly recent: number
  /** The same in the days before. */
  readonly before: number
  /** How many days before that was. */
  readonly daysBefore: number
}

/** The trend of a request, or why there is none. */
export type RequestTrendResult = RequestTrend | InsufficientData

/** When a request was asked for: each customer's first time, and every anonymous vote. */
export const asks = ({ anonymousAt, asked }: RequestGroup): ReadonlyArray<number> =>
  [...asked.values(), ...anonymousAt].sort((a, b) => a - b)

type Untested = Omit<RequestTrend, "adjustedP" | "direction"> | InsufficientData

const compare = (group: RequestGroup, asOf: number, level: number): Untested => {
  const times = asks(group)
  const border = recentSince(asOf)
  const start = Math.min(group.requests[0]?.at.getTime() ?? asOf, times[0] ?? asOf)
  const daysBefore = Math.min(mostBefore, (border - start) / dayLength)
  if (daysBefore < recentDays) return insufficientData("first asked less than 60 days ago", times.length)
  // Who asked first began the time that is looked at, and says nothing about how often it comes in it.
  const later = times[0] === start ? times.slice(1) : times
  const recent = later.filter((time) => time > border).length
  const before = later.filter((time) => time <= border && time >= border - daysBefore * dayLength).length
  const ratio = RateRatio.compare(
    { events: recent, exposure: recentDays },
    { events: before, exposure: daysBefore },
    { level }
  )
  return ratio._tag === "RateRatio" ? { ...ratio, recent, before, daysBefore } : ratio
}

const directionOf = (trend: Pick<RequestTrend, "before" | "daysBefore" | "recent">): "rising" | "fading" =>
  trend.recent * trend.daysBefore > trend.before * recentDays ? "rising" : "fading"

/** The trend of each request, tested together. */
export const trendsOf = (
  groups: ReadonlyArray<RequestGroup>,
  asOf: number,
  level: number
): ReadonlyArray<RequestTrendResult> => {
  const untested = groups.map((group) => compare(group, asOf, level))
  const adjusted = benjaminiHochberg(untested.map((each) => (each._tag === "RateRatio" ? each.p : null)))
  return untested.map((each, i) => {
    if (each._tag === "InsufficientData") return each
    const adjustedP = adjusted[i] ?? 1
    return { ...each, adjustedP, direction: adjustedP < 1 - level ? directionOf(each) : "steady" }
  })
}
