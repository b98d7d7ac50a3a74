import { centresOf, type Grain, part } from "./Partition.ts"
import { distance, type Points } from "./Points.ts"

/** A topic has at least so many texts on average. */
const leastTexts = 8
const mostTopics = 500
/** From one number of topics that is tried to the next. */
const step = 1.2
/** Points by which numbers of topics are judged. */
const judged = 2000
/** A finer partition must separate better than this share of the best. */
const nearlyBest = 0.95

/** The numbers that are tried: 2, 3, 4, … and then each a fifth more than the one before. */
const candidates = (most: number): ReadonlyArray<number> => {
  const counts: Array<number> = []
  for (let count = 2; count <= most; count = Math.max(count + 1, Math.floor(count * step))) counts.push(count)
  return counts
}

/** Mean of (distance to the second centre − to the own) / to the second: 0 lies between topics, 1 in the middle of one. */
const separation = (points: Points, centres: Points): number => {
  let sum = 0
  for (let i = 0; i < points.height; i++) {
    let [own, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let c = 0; c < centres.height; c++) {
      const far = distance(points, i, centres, c)
      if (far < own) [own, second] = [far, own]
      else if (far < second) second = far
    }
    if (second > 0) sum += (second - own) / second
  }
  return sum / points.height
}

/** The most topics that so many texts are split into. */
export const most = (texts: number): number => Math.max(1, Math.min(mostTopics, Math.floor(texts / leastTexts)))

/**
 * How many topics to start from: the smallest number that separates texts nearly as well as the best one does.
 *
 * Separation is the simplified silhouette (Hruschka, de Castro and Campello 2004). It stays flat beyond the true number, so
 * this rather splits a topic than joins two: topics that belong together are merged afterwards, joined ones are lost.
 */
export const topicCount = (points: Points, grain: Grain): number => {
  const stride = Math.max(1, Math.ceil(points.height / judged))
  const some = part(
    points,
    Array.from({ length: Math.ceil(points.height / stride) }, (_, i) => i * stride)
  )
  const tried = candidates(Math.min(most(points.height), grain.centres.height)).map((count) => ({
    count,
    separation: separation(some, centresOf(grain, count))
  }))
  const best = Math.max(0, ...tried.map((each) => each.separation))
  return tried.find((each) => each.separation >= nearlyBest * best)?.count ?? 1
}
