import { Scale } from "@throughline/core"
import type { NumberFormat } from "../mapping/FieldSource.ts"
import { type Parse, Problem } from "./Problem.ts"

export const plain: NumberFormat = { decimal: "." }
const escaped = (character: string): string => `\\${character}`

/** A number as digits, with a decimal point and no grouping; `undefined` when the text is not written this way. */
export const normalise = (format: NumberFormat): ((text: string) => string | undefined) => {
  const group = format.group === undefined ? "" : `|\\d{1,3}(?:${escaped(format.group)}\\d{3})+`
  const shape = new RegExp(`^[+-]?(?:\\d{1,30}${group})(?:${escaped(format.decimal)}\\d{1,30})?$`)
  return (text) => {
    if (text.length > 64 || !shape.test(text)) return undefined
    const ungrouped = format.group === undefined ? text : text.replaceAll(format.group, "")
    return format.decimal === "." ? ungrouped : ungrouped.replace(format.decimal, ".")
  }
}

/** A number, whole or not. */
export const compileNumber = (format: NumberFormat = plain): Parse<number> => {
  const digits = normalise(format)
  const wrong = new Problem("BadType", "a number", "check number.decimal")
  return (text) => {
    const found = digits(text)
    return found === undefined ? wrong : Number(found)
  }
}

/** The number that up to nine digits are; -1 of another text. */
const shortNumber = (text: string): number => {
  if (text.length === 0 || text.length > 9) return -1
  let value = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = 10 * value + digit
  }
  return value
}

/** A whole number; `9.0` is one, `6.5` is not. */
export const compileWhole = (
  expected: string,
  fix: string,
  format: NumberFormat = plain,
  allowed: (value: number) => boolean = () => true
): Parse<number> => {
  const digits = normalise(format)
  const wrong = new Problem("BadType", expected, fix)
  const outside = new Problem("OutOfRange", expected, fix)
  const written = (text: string): number | Problem => {
    const found = digits(text)
    const value = found === undefined ? Number.NaN : Number(found)
    if (!Number.isInteger(value) || (found?.includes(".") && !/\.0+$/.test(found))) return wrong
    return Number.isSafeInteger(value) && allowed(value) ? value + 0 : outside
  }
  return (text) => {
    const short = shortNumber(text)
    return short < 0 ? written(text) : allowed(short) ? short : outside
  }
}

/** A point of the scale, turned round when `reflected`. */
export const compileScore = (
  scale: Scale.Scale,
  reflected: boolean,
  key: string,
  format: NumberFormat = plain
): Parse<number> => {
  const expected = `a whole number from ${scale.minimum} to ${scale.maximum}`
  const whole = compileWhole(expected, `check ${key}.scale`, format, (score) => Scale.contains(scale, score))
  if (!reflected) return whole
  return (text) => {
    const score = whole(text)
    return score instanceof Problem ? score : scale.minimum + scale.maximum - score
  }
}
