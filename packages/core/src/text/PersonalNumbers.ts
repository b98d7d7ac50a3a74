import { isCardNumber } from "./CheckDigits.ts"
import { type Cues, cuesAt } from "./Cue.ts"
import { isNationalNumber } from "./NationalId.ts"
import type { Finder, Kind, Piece } from "./Personal.ts"
import { isPhoneBehindCue, isPhoneNumber } from "./PhoneNumber.ts"
import { invisible } from "./PlainCharacters.ts"

const group = /[+(]{0,2}\d+/g
/** What may stand between the groups of a number. */
const between = /^[ ()/.\u200b-]{0,2}$/
/** A letter of an alphabet; other scripts put no space between a number and a word. */
const letter = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u
/** So many groups of digits make one number. */
const mostGroups = 7
/** Shorter numbers point to nobody, even behind a word for it. */
const [least, leastFirst] = [8, 6]

/** A group of digits in a text. */
interface Group {
  readonly from: number
  readonly to: number
  /** Whether a number can start here: there is a space or a slash before it, or a sign that no number has. */
  readonly apart: boolean
  /** Whether it is part of a word, or of a code such as `AB-1234`. */
  readonly worded: boolean
  /** How many digits it has. */
  readonly count: number
}

const isWorded = (text: string, from: number, to: number): boolean =>
  letter.test(text.charAt(to)) ||
  letter.test(text.charAt(from - 1)) ||
  /\p{L}[-#]$/u.test(text.slice(Math.max(0, from - 3), from))

/** Groups of digits that can be of one number. */
const runsIn = (text: string): ReadonlyArray<ReadonlyArray<Group>> => {
  const runs: Array<Array<Group>> = []
  let end = 0
  for (const found of text.matchAll(group)) {
    const [from, to] = [found.index, found.index + found[0].length]
    const gap = text.slice(end, Math.min(from, end + 3))
    const joined = runs.length > 0 && between.test(gap)
    const apart = !joined || /[ /]/.test(gap)
    const each = { from, to, apart, worded: isWorded(text, from, to), count: found[0].replace(/\D/g, "").length }
    if (joined) runs.at(-1)?.push(each)
    else runs.push([each])
    end = to
  }
  return runs
}

/** Card numbers have one sign between their groups, and the same everywhere. */
const isCard = (text: string): boolean =>
  /^\d+(?:([ .-])\d+(?:\1\d+)*)?$/.test(text) && isCardNumber(text.replace(/\D/g, ""))

/** What a number is by its form alone. */
const formOf = (text: string): Kind | undefined => {
  if (isCard(text)) return "card"
  if (isNationalNumber(text)) return "national-id"
  return isPhoneNumber(text) ? "phone" : undefined
}

/** What a number is among its cues: some forms are plain enough to need none. */
const kindAmong = (text: string, form: Kind | undefined, cues: Cues): Kind | undefined => {
  const isPlain = form === "card" || (form === "national-id" && /\D/.test(text)) || /^\(?\+/.test(text)
  if (isPlain) return form
  if (cues.amount || cues.reference) return undefined
  return form ?? (cues.phone && isPhoneBehindCue(text) ? "phone" : undefined)
}

/** A number without a bracket in front that is never closed. */
const unopened = (text: string): string =>
  text.startsWith("(") && text.split("(").length > text.split(")").length ? text.slice(1) : text

/** The number from one place to another, when it points to a person. */
const numberAt = (text: string, from: number, to: number, isFirst: boolean): Piece | undefined => {
  const opened = unopened(text.slice(from, to))
  const candidate = opened.replaceAll(invisible, "")
  const form = formOf(candidate)
  if (form === undefined && !isFirst) return undefined
  const place = { from: to - opened.length, to }
  const kind = kindAmong(candidate, form, cuesAt(text, place.from, place.to))
  return kind === undefined ? undefined : { ...place, kind }
}

/** The longest number from a group on, and how many groups it has; one group that is none. */
const longestFrom = (text: string, run: ReadonlyArray<Group>, first: number): readonly [Piece | undefined, number] => {
  const groups = run.slice(first, first + mostGroups + 1)
  const usable = groups.findIndex(({ worded }) => worded)
  let size = Math.min(mostGroups, usable < 0 ? groups.length : usable)
  let digits = groups.slice(0, size).reduce((sum, { count }) => sum + count, 0)
  for (; size > 0 && digits >= (first === 0 ? leastFirst : least); size--) {
    const { count, to } = groups[size - 1] as Group
    const piece = groups[size]?.apart === false ? undefined : numberAt(text, (groups[0] as Group).from, to, first === 0)
    if (piece !== undefined) return [piece, size]
    digits -= count
  }
  return [undefined, 1]
}

const numbersIn = (text: string, run: ReadonlyArray<Group>): ReadonlyArray<Piece> => {
  const pieces: Array<Piece> = []
  let first = 0
  while (first < run.length) {
    const [piece, size] = run[first]?.apart === true ? longestFrom(text, run, first) : [undefined, 1]
    if (piece !== undefined) pieces.push(piece)
    first += size
  }
  return pieces
}

/** The fewest digits of a number, with what may stand between them. */
const sign = /(?:\d[ ()/.\u200b+-]{0,4}){6}/

/** Card numbers, numbers of states for persons, and telephone numbers. */
export const personalNumbers: Finder = (text) =>
  sign.test(text) ? runsIn(text).flatMap((run) => numbersIn(text, run)) : []
