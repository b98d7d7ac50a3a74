import { exp } from "../stats/Elementary.ts"
import { functionalIn, languages } from "./FunctionWords.ts"
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

const inCyrillic = languages.map((language) => ["ru", "uk", "bg", "sr"].includes(language))
const cyrillicPlaces = [...languages.keys()].filter((place) => inCyrillic[place] === true)
const latinPlaces = [...languages.keys()].filter((place) => inCyrillic[place] === false)
const placesOf = (cyrillic: boolean): ReadonlyArray<number> => (cyrillic ? cyrillicPlaces : latinPlaces)
const plain = /[^\p{L}]|[a-zабвгдежзиклмнопрстуфхцчш]/u

/** For each letter, or group of letters, the places of languages as bits: 1 for the first. */
type Places = Map<string, number>

/** The spellings of all languages, to be looked up by what a word has. */
interface Spellers {
  /** The languages that have a letter beyond the plain ones. */
  readonly marked: Places
  /** The languages in which a letter is foreign. */
  readonly foreign: Places
  /** The languages that are fond of a group of letters. */
  readonly fond: Places
}

let known: Spellers | undefined

const spellersOf = (): Spellers => {
  const spellers = { marked: new Map(), foreign: new Map(), fond: new Map() }
  for (const [place, language] of languages.entries()) {
    const { foreign = "", groups = "", marked = "" } = spellings[language] ?? {}
    const add = (places: Places, signs: Iterable<string>): void => {
      for (const sign of signs) places.set(sign, (places.get(sign) ?? 0) | (1 << place))
    }
    add(spellers.marked, marked)
    add(spellers.foreign, foreign)
    add(spellers.fond, groups.split(/\s+/))
  }
  return spellers
}

/** How a word is spelled: where each letter is missing or foreign, and who is fond of each of its groups, as bits. */
interface Spelled {
  readonly missing: number
  readonly foreign: number
  readonly fond: ReadonlyArray<number>
}

/** The different groups of one to four signs of a framed word that a language is fond of. */
const fondOf = (framed: string, fond: Places): ReadonlyArray<number> => {
  const found = new Map<string, number>()
  for (let from = 0; from < framed.length; from++) {
    for (let size = 1; size <= Math.min(4, framed.length - from); size++) {
      const group = framed.slice(from, from + size)
      const places = fond.get(group)
      if (places !== undefined) found.set(group, places)
    }
  }
  return [...found.values()]
}

const spelledOf = (word: string): Spelled => {
  known ??= spellersOf()
  let [missing, foreign] = [0, 0]
  for (let i = 0; i < word.length; i++) {
    const letter = word.charAt(i)
    foreign |= known.foreign.get(letter) ?? 0
    if (!plain.test(letter)) missing |= ~(known.marked.get(letter) ?? 0)
  }
  return { missing, foreign, fond: fondOf(`_${word}_`, known.fond) }
}

const hasBit = (bits: number, place: number): boolean => ((bits >>> place) & 1) === 1

const penaltyAt = (place: number, spelled: Spelled): number => {
  if (hasBit(spelled.missing, place)) return missing
  return hasBit(spelled.foreign, place) ? foreign : 0
}

const evidenceAt = (place: number, spelled: Spelled): number => {
  let fond = 0
  for (const places of spelled.fond) fond += (places >>> place) & 1
  return perGroup * Math.min(mostGroups, fond) + penaltyAt(place, spelled)
}

/** What a word says about each of `languages`: 0 where they are written in another alphabet. */
export const evidenceOf = (word: string, cyrillic: boolean): Float64Array => {
  const [functional, spelled] = [functionalIn(word), spelledOf(word)]
  const asFunctional = perLetter * Math.min(mostLetters, word.length)
  const evidence = new Float64Array(languages.length)
  for (const place of placesOf(cyrillic)) {
    evidence[place] = hasBit(functional, place) ? asFunctional : evidenceAt(place, spelled)
  }
  return evidence
}

/**
 * The likeliest language by evidence of words, added up, among those of one alphabet: naive Bayes, all being as likely
 * beforehand.
 */
export const likeliest = (sums: Float64Array, cyrillic: boolean): Likely => {
  const places = placesOf(cyrillic)
  let [best, most] = [places[0] as number, Number.NEGATIVE_INFINITY]
  for (const place of places) {
    const sum = sums[place] as number
    if (sum > most) [best, most] = [place, sum]
  }
  if (most < least) return ["und", 0]
  let total = 0
  for (const place of places) total += exp((sums[place] as number) - most)
  return [languages[best] as string, 1 / total]
}
