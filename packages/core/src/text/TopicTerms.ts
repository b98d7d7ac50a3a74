import { log } from "../stats/Elementary.ts"
import type { Reading } from "./Reading.ts"
import type { TopicTerm } from "./TopicModel.ts"

/** Texts of one topic and how often each came. */
export type TopicReadings = ReadonlyArray<{ readonly reading: Reading; readonly texts: number }>

/** So many terms a topic are kept. */
const termsEach = 10
/** So many of the best terms are looked at for them. */
const looked = 60
/** A pair of words says more than a word of it when it makes up this share of that word. */
const inseparable = 0.5

/** How often a term stands in a topic, and how it is written there. */
export interface TermCount {
  count: number
  readonly surfaces: Map<string, number>
}

/** What tells nothing by itself: shapes of numbers, single letters of an alphabet. */
export const isEmpty = (stem: string): boolean =>
  /#/.test(stem) || /^\p{N}+$/u.test(stem) || /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(stem)

const add = (counts: Map<string, TermCount>, term: string, surface: string, texts: number): void => {
  const known = counts.get(term) ?? { count: 0, surfaces: new Map() }
  known.count += texts
  known.surfaces.set(surface, (known.surfaces.get(surface) ?? 0) + texts)
  counts.set(term, known)
}

/** The words of a topic, and pairs of words that stand together, function words left out. */
const countTerms = (readings: TopicReadings): Map<string, TermCount> => {
  const counts = new Map<string, TermCount>()
  for (const { reading, texts } of readings) {
    const { functional, stems, words } = reading
    const tells = stems.map((stem, i) => functional[i] === false && !isEmpty(stem))
    for (const [i, stem] of stems.entries()) {
      if (tells[i] !== true) continue
      add(counts, stem, words[i] ?? stem, texts)
      if (tells[i - 1] === true && stems[i - 1] !== stem)
        add(counts, `${stems[i - 1]} ${stem}`, `${words[i - 1]} ${words[i]}`, texts)
    }
  }
  return counts
}

const sum = (counts: Iterable<TermCount>): number => {
  let total = 0
  for (const { count } of counts) total += count
  return total
}

/** The most frequent way to write a term; of equally frequent ones the first in the order of code units. */
const written = ({ surfaces }: TermCount): string =>
  [...surfaces].reduce((best, each) =>
    each[1] > best[1] || (each[1] === best[1] && each[0] < best[0]) ? each : best
  )[0]

/** A pair has the score of its more telling word when that word seldom comes without the other. */
const lifted = (term: string, counts: ReadonlyMap<string, TermCount>, scores: ReadonlyMap<string, number>): number => {
  const own = scores.get(term) ?? 0
  const [first = "", second] = term.split(" ")
  if (second === undefined) return own
  const [one, other] = [scores.get(first) ?? 0, scores.get(second) ?? 0]
  const often = counts.get(one >= other ? first : second)?.count ?? 0
  return (counts.get(term)?.count ?? 0) < inseparable * often ? own : Math.max(own, one, other)
}

const words = (term: string): number => term.split(" ").length

/** Terms, best first, of which none repeats a word of one before. */
const diverse = (ranked: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [used, chosen] = [new Set<string>(), [] as string[]]
  for (const term of ranked) {
    const words = term.split(" ")
    if (chosen.length === termsEach || words.some((word) => used.has(word))) continue
    for (const word of words) used.add(word)
    chosen.push(term)
  }
  return chosen
}

/**
 * The terms that tell each topic from the others, the most telling first, each as it is mostly written.
 *
 * c-TF-IDF of Grootendorst (2022): share of the topic's terms × ln(1 + average terms a topic / how often the term stands in
 * all). Function words are left out, two words that are seldom apart stand together, and no word comes twice.
 */
export const topicTerms = (topics: ReadonlyArray<TopicReadings>): ReadonlyArray<ReadonlyArray<TopicTerm>> =>
  tellingTerms(topics.map(countTerms))

/** The same for topics whose terms are counted. */
export const tellingTerms = (
  counted: ReadonlyArray<ReadonlyMap<string, TermCount>>
): ReadonlyArray<ReadonlyArray<TopicTerm>> => {
  const everywhere = new Map<string, number>()
  for (const counts of counted) {
    for (const [term, { count }] of counts) everywhere.set(term, (everywhere.get(term) ?? 0) + count)
  }
  const average = counted.reduce((total, counts) => total + sum(counts.values()), 0) / Math.max(1, counted.length)
  return counted.map((counts) => {
    const total = sum(counts.values())
    const scores = new Map(
      [...counts].map(([term, { count }]) => [term, (count / total) * log(1 + average / (everywhere.get(term) ?? 1))])
    )
    const ranked = [...scores.keys()]
      .map((term) => ({ term, score: lifted(term, counts, scores) }))
      .sort((a, b) => b.score - a.score || words(b.term) - words(a.term) || (a.term < b.term ? -1 : 1))
      .slice(0, looked)
      .map(({ term }) => term)
    return diverse(ranked).map((term) => ({
      term: written(counts.get(term) as TermCount),
      score: scores.get(term) as number
    }))
  })
}
