import { exp } from "../stats/Elementary.ts"
import { functionWords, languages } from "./FunctionWords.ts"
import type { Likely } from "./Script.ts"
import { spellings } from "./Spelling.ts"

/**
 * How much likelier a word is in a language than elsewhere, in natural logarithms and by rule of thumb: a function word of
 * three letters or more is 3.6, a group of letters that the language is fond of 0.5.
 */
const perLetter = 1.2
const mostLetters = 3
const perGroup = 0.5
const mostGroups = 6
/** A letter that the language does not have. */
const missing = -3
/** A letter that only its foreign words have, and names. */
const foreign = -0.8
/** Less evidence than this is none. */
const least = 1.0

/** The spelling of a language, to be looked up. */
const spellers = languages.map((language) => {
  const { foreign, groups, marked } = spellings[language] ?? { foreign: "", groups: "", marked: "" }
  return { marked: new Set(marked), foreign: new Set(foreign), groups: new Set(groups.split(/\s+/)) }
})
const inCyrillic = languages.map((language) => ["ru", "uk", "bg", "sr"].includes(language))
const cyrillicPlaces = [...languages.keys()].filter((place) => inCyrillic[place] === true)
const latinPlaces = [...languages.keys()].filter((place) => inCyrillic[place] === false)
const plain = /[^\p{L}]|[a-zабвгдежзиклмнопрстуфхцчш]/u

/** The groups of one to four letters of a word. */
const groupsOf = (word: string): ReadonlySet<string> => {
  const framed = `_${word}_`
  const found = new Set<string>()
  for (let from = 0; from < framed.length; from++) {
    for (let size = 1; size <= 4; size++) found.add(framed.slice(from, from + size))
  }
  return found
}

const spelled = (place: number, groups: ReadonlySet<string>): number => {
  const speller = spellers[place]
  let [fond, penalty] = [0, 0]
  for (const each of groups) {
    if (speller?.groups.has(each)) fond++
    if (each.length > 1) continue
    if (speller?.foreign.has(each)) penalty = Math.min(penalty, foreign)
    if (!plain.test(each) && !speller?.marked.has(each)) penalty = missing
  }
  return perGroup * Math.min(mostGroups, fond) + penalty
}

/** What a word says about each of `languages`: 0 where they are written in another alphabet. */
export const evidenceOf = (word: string, cyrillic: boolean): Float64Array => {
  const groups = groupsOf(word)
  const asFunctional = perLetter * Math.min(mostLetters, word.length)
  return Float64Array.from(languages, (_, place) => {
    if (inCyrillic[place] !== cyrillic) return 0
    return functionWords[place]?.has(word) ? asFunctional : spelled(place, groups)
  })
}

/**
 * The likeliest language by evidence of words, added up, among those of one alphabet: naive Bayes, all being as likely
 * beforehand.
 */
export const likeliest = (sums: Float64Array, cyrillic: boolean): Likely => {
  const places = cyrillic ? cyrillicPlaces : latinPlaces
  const sum = (place: number): number => sums[place] as number
  const best = places.reduce((first, place) => (sum(place) > sum(first) ? place : first))
  if (sum(best) < least) return ["und", 0]
  const total = places.reduce((all, place) => all + exp(sum(place) - sum(best)), 0)
  return [languages[best] as string, 1 / total]
}
