import type { Scanner } from "./Scanner.ts"

/** One step of reading a written time; `false` when the text is not as expected. */
export type Step = (scanner: Scanner) => boolean

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

type NumberPart = "year" | "month" | "day" | "hour" | "minute" | "second" | "milli"

const number =
  (part: NumberPart, least: number, most: number, base = 0): Step =>
  (scanner) => {
    const value = scanner.digits(least, most)
    scanner[part] = base + value
    return value >= 0
  }

const clock =
  (step: Step): Step =>
  (scanner) => {
    scanner.hasClock = true
    return step(scanner)
  }

const monthName: Step = (scanner) => {
  const name = scanner.text.slice(scanner.at, scanner.at + 3).toLowerCase()
  scanner.month = months.indexOf(name) + 1
  scanner.at += 3
  return scanner.month > 0
}

const halfOfDay: Step = (scanner) => {
  const half = scanner.text.slice(scanner.at, scanner.at + 2).toLowerCase()
  if (half !== "am" && half !== "pm") return false
  scanner.half = half
  scanner.at += 2
  return true
}

const tokens: ReadonlyMap<string, Step> = new Map([
  ["yyyy", number("year", 4, 4)],
  ["yy", number("year", 2, 2, 2000)],
  ["MMM", monthName],
  ["MM", number("month", 2, 2)],
  ["M", number("month", 1, 2)],
  ["dd", number("day", 2, 2)],
  ["d", number("day", 1, 2)],
  ["HH", clock(number("hour", 2, 2))],
  ["H", clock(number("hour", 1, 2))],
  ["hh", clock(number("hour", 2, 2))],
  ["h", clock(number("hour", 1, 2))],
  ["mm", number("minute", 2, 2)],
  ["ss", number("second", 2, 2)],
  ["SSS", number("milli", 3, 3)],
  ["a", halfOfDay],
  ["XXX", (scanner) => scanner.zone()]
])

/** A pattern taken apart. */
export interface TimePattern {
  readonly steps: ReadonlyArray<Step>
  /** Whether the text tells its own offset from UTC. */
  readonly hasZone: boolean
}

const literal =
  (text: string): Step =>
  (scanner) =>
    scanner.literal(text)

const pieces = /([a-zA-Z])\1*|'([^']*)'|[^a-zA-Z']+/g

/**
 * Take a pattern such as `dd.MM.yyyy HH:mm` apart. `undefined` when it holds an unknown letter, lacks year, month or
 * day, or has `h` without `a`.
 */
export const timePattern = (pattern: string): TimePattern | undefined => {
  const found = [...pattern.matchAll(pieces)]
  const names = found.flatMap(([text, letter]) => (letter === undefined ? [] : [text]))
  const steps = found.map(([text, letter, quoted]) =>
    letter === undefined ? literal(quoted ?? text) : tokens.get(text)
  )
  const known = steps.filter((step) => step !== undefined)
  const whole = found.reduce((length, [text]) => length + text.length, 0) === pattern.length
  if (known.length < steps.length || !whole || !complete(names)) return undefined
  return { steps: known, hasZone: names.includes("XXX") }
}

const complete = (names: ReadonlyArray<string>): boolean => {
  const has = (letter: string) => names.some((name) => name.startsWith(letter))
  return (
    has("y") && has("M") && has("d") && has("h") === has("a") && new Set(names.map((n) => n[0])).size === names.length
  )
}
