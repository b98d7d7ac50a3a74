import type { TimeFormat } from "../mapping/FieldSource.ts"
import { type Parse, Problem } from "./Problem.ts"
import { Scanner } from "./Scanner.ts"
import { type Step, timePattern } from "./TimePattern.ts"
import { type Instants, TimeZone } from "./TimeZone.ts"

const longest = 8.64e15

const isoDate: Step = (scanner) => {
  scanner.year = scanner.digits(4, 4)
  if (scanner.year < 0 || !scanner.skip(45)) return false
  scanner.month = scanner.digits(2, 2)
  if (!scanner.skip(45)) return false
  scanner.day = scanner.digits(2, 2)
  return scanner.day > 0
}

const isoClock: Step = (scanner) => {
  scanner.hasClock = true
  scanner.hour = scanner.digits(2, 2)
  if (scanner.hour < 0 || !scanner.skip(58)) return false
  scanner.minute = scanner.digits(2, 2)
  if (scanner.minute < 0 || !scanner.skip(58)) return scanner.minute >= 0
  scanner.second = scanner.digits(2, 2)
  if (scanner.second < 0) return false
  return scanner.skip(46) || scanner.skip(44) ? scanner.fraction() : true
}

const iso: Step = (scanner) => {
  if (!isoDate(scanner)) return false
  if (scanner.at === scanner.text.length) return true
  if (!(scanner.skip(84) || scanner.skip(32)) || !isoClock(scanner)) return false
  if (scanner.at === scanner.text.length) return true
  scanner.skip(32)
  return scanner.zone()
}

/** Either a reader of times, or what is wrong with the format. */
export type CompiledTime = { readonly parse: Parse<Date> } | { readonly problem: string }

/** Turn a description of how times are written into a reader. `key` is where the mapping says so, for messages. */
export const compileTime = (format: TimeFormat, key: string): CompiledTime => {
  if (format.format === "epoch-s" || format.format === "epoch-ms") {
    return { parse: epoch(format.format === "epoch-s" ? 1000 : 1, key) }
  }
  const zone = format.timeZone === undefined ? undefined : TimeZone.of(format.timeZone)
  if (format.timeZone !== undefined && zone === undefined)
    return { problem: `no time zone is called "${format.timeZone}"` }
  if (format.format === "iso") {
    return { parse: written([iso], "a time as 2026-03-29T10:00:00Z", zone, format, key) }
  }
  const pattern = timePattern(format.format)
  if (pattern === undefined) {
    return { problem: `"${format.format}" is not a pattern of yyyy yy MM M MMM dd d HH H hh h a mm ss SSS XXX` }
  }
  if (!pattern.hasZone && zone === undefined) return { problem: "times without an offset need a timeZone" }
  return { parse: written(pattern.steps, `a time as ${format.format}`, zone, format, key) }
}

const epoch = (unit: number, key: string): Parse<Date> => {
  const what = unit === 1 ? "milliseconds since 1970" : "seconds since 1970"
  return (text) => {
    if (!/^-?\d{1,17}(?:\.\d{1,9})?$/.test(text)) return new Problem("BadType", what, `check ${key}.format`)
    const instant = Math.round(Number(text) * unit)
    return Math.abs(instant) <= longest ? new Date(instant) : new Problem("OutOfRange", what, `check ${key}.format`)
  }
}

const written = (
  steps: ReadonlyArray<Step>,
  expected: string,
  zone: TimeZone | undefined,
  format: TimeFormat,
  key: string
): Parse<Date> => {
  const scanner = new Scanner()
  const unreadable = new Problem("BadType", expected, `check ${key}.format`)
  const resolve = inZone(zone, format, key)
  const matches = (text: string): boolean => {
    scanner.start(text)
    for (const step of steps) if (!step(scanner)) return false
    return scanner.at === text.length
  }
  return (text) => {
    const local = matches(text) ? scanner.local() : undefined
    if (local === undefined) return unreadable
    return scanner.offset === undefined ? resolve(local, scanner.hasClock) : new Date(local - scanner.offset)
  }
}

/** From a local time (as if it were UTC) to its instant. */
const inZone = (zone: TimeZone | undefined, format: TimeFormat, key: string) => {
  const unknown = new Problem("AmbiguousTime", "an offset from UTC, as in +02:00", `set ${key}.timeZone`)
  const twice = new Problem(
    "AmbiguousTime",
    `a local time that occurs once in ${format.timeZone}: clocks went back here`,
    `set ${key}.ambiguous to "earlier" or "later"`
  )
  const never = new Problem(
    "BadType",
    `a local time of ${format.timeZone}: clocks skipped this one`,
    `check ${key}.timeZone, or set ${key}.skipped to "earlier" or "later"`
  )
  return (local: number, hasClock: boolean): Date | Problem => {
    if (zone === undefined) return unknown
    const instant = zone.instant(local)
    if (instant !== undefined) return new Date(instant)
    const instants = zone.instants(local)
    if (!hasClock) return new Date(instants.kind === "none" ? instants.change : instants.earlier)
    return instants.kind === "none"
      ? chosen(instants, format.skipped, never)
      : chosen(instants, format.ambiguous, twice)
  }
}

const chosen = (instants: Instants, choice: "earlier" | "later" | undefined, otherwise: Problem): Date | Problem =>
  choice === undefined ? otherwise : new Date(instants[choice])
