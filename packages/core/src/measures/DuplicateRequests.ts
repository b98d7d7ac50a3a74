import { jaccard } from "../text/NearDuplicates.ts"
import { readAll } from "../text/ReadAll.ts"
import { shingles } from "../text/Shingles.ts"
import { type SimilarPair, similarPairs } from "../text/SimilarPairs.ts"
import { type AskedRequest, inOrder, Joined } from "./RequestRecords.ts"

/** Two requests that ask for the same, and why they are taken to. */
export interface RequestMerge {
  /** The id of the later one, or of the one that is marked. */
  readonly request: string
  /** The id of the request that it is counted with. */
  readonly into: string
  /** `"marked"`: its `duplicateOf` says so. `"similar"`: their words do. */
  readonly reason: "marked" | "similar"
  /** Jaccard index of their words and pairs of words, from 0 to 1; `null` when the other one is not on record. */
  readonly similarity: number | null
}

/** What counts as similar. */
export interface DuplicateOptions {
  /** Requests are similar from this Jaccard index on, above 0 and at most 1: 0.8 unless told. */
  readonly similarity?: number
  /** Which words are compared: `"title"` unless told. */
  readonly compare?: "title" | "title and body"
}

/**
 * What of a title has a number, an address or a path in it. Reading texts leaves such out, or only their shape: here they tell one
 * request from another.
 */
const marksOf = (title: string): string =>
  (title.toLowerCase().match(/\S+/g) ?? [])
    .filter((part) => /[\p{N}@/]/u.test(part))
    .map((part) => (part.match(/[\p{L}\p{N}]+/gu) ?? []).join("."))
    .sort()
    .join(" ")

/** A request as it is compared. */
interface Compared {
  readonly set: Uint32Array
  readonly marks: string
}

/** Every pair of similar requests; those that are the same are each a pair with the first of them. */
const pairsOf = (all: ReadonlyArray<Compared>, least: number): ReadonlyArray<SimilarPair> => {
  const firsts = new Map<string, number>()
  const same: Array<SimilarPair> = []
  for (const [place, { marks, set }] of all.entries()) {
    const key = `${set.join()} ${marks}`
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, place)
    else if (set.length > 0) same.push({ first, second: place, similarity: 1 })
  }
  const places = [...firsts.values()]
  const sets = places.map((place) => all[place]?.set ?? new Uint32Array())
  const different = similarPairs(sets, least)
    .map((pair) => ({ ...pair, first: places[pair.first] ?? 0, second: places[pair.second] ?? 0 }))
    .filter(({ first, second }) => all[first]?.marks === all[second]?.marks)
  return [...same, ...different].sort((a, b) => b.similarity - a.similarity || a.first - b.first || a.second - b.second)
}

/**
 * Which feature requests ask for the same: those marked as duplicates, and those whose words are nearly the same.
 *
 * Takes requests and gives one merge for each that is counted with another, the marked ones first, then the most similar: as
 * few as it takes to connect every group. It merges nothing by itself: look through the list, leave out what is wrong, and give
 * the rest to `Requests.fromRecords`. Words are compared as sets of stems and pairs of neighbouring stems; markup and personal
 * data are left out of them. Titles without a word are like no other, and titles with other numbers, addresses or paths are not
 * alike. The order of requests changes nothing; of several with
 * one id the first asked is read. Throws a `RangeError` for a similarity that is none.
 *
 * Jaccard (1901); Broder (1997), On the resemblance and containment of documents; found by the prefix filter of Chaudhuri,
 * Ganti and Kaushik (2006), which misses no pair.
 *
 * ```ts import.meta.vitest
 * import * as DuplicateRequests from "./DuplicateRequests.ts"
 *
 * const at = new Date("2026-01-05T10:00:00Z")
 * const asked = (id, title, duplicateOf) => ({ id, title, at, status: "open", ...(duplicateOf && { duplicateOf }) })
 * const merges = DuplicateRequests.find([asked("1", "Dark mode"), asked("2", "Dark mode!"), asked("3", "Night theme", "1")])
 * merges.map(({ into, reason, request, similarity }) => [request, into, reason, similarity]) // => [["3", "1", "marked", 0], ["2", "1", "similar", 1]]
 * ```
 */
export const find = (
  requests: Iterable<AskedRequest>,
  { compare = "title", similarity: least = 0.8 }: DuplicateOptions = {}
): ReadonlyArray<RequestMerge> => {
  if (!(least > 0 && least <= 1)) throw new RangeError(`similarity is above 0 and at most 1, found ${least}`)
  const all = inOrder(requests)
  const texts = all.map(({ body = "", title }) => (compare === "title" ? title : `${title}\n${body}`))
  const sets = readAll(texts).readings.map(shingles)
  const compared = all.map(({ title }, i) => ({ set: sets[i] as Uint32Array, marks: marksOf(title) }))
  const places = new Map(all.map(({ id }, place) => [id, place]))
  const groups = new Joined()
  const marked = all.flatMap(({ duplicateOf: into, id: request }, place): ReadonlyArray<RequestMerge> => {
    if (into === undefined || !groups.join(request, into)) return []
    const other = sets[places.get(into) ?? -1]
    return [{ request, into, reason: "marked", similarity: other ? jaccard(sets[place] as Uint32Array, other) : null }]
  })
  const similar = pairsOf(compared, least).flatMap(({ first, second, similarity }): ReadonlyArray<RequestMerge> => {
    const [into, request] = [all[first]?.id ?? "", all[second]?.id ?? ""]
    return groups.join(request, into) ? [{ request, into, reason: "similar", similarity }] : []
  })
  return [...marked, ...similar]
}
