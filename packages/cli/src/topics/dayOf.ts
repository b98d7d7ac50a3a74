import { Period, PeriodLabel } from "@throughline/core"

/** A date, and maybe a time of day, and with it maybe an offset from UTC. */
const written =
  /^(\d{4}-\d\d-\d\d)(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(?: ?(Z|[+-](?:[01]\d|2[0-3]))(?::?([0-5]\d))?)?)?$/

/** Longer texts are no times. */
const longest = 50

const isDay = (label: string): boolean => PeriodLabel.ordinal("day", label) !== undefined

/** The parts of a time: a date, and where there is an offset, the instant. */
const partsOf = (text: string): { readonly date: string; readonly instant: number | undefined } | undefined => {
  const found = text.length > longest ? null : written.exec(text)
  if (found === null) return undefined
  const [, date = "", clock = "", second = "00", hours, minutes = "00"] = found
  const offset = hours === "Z" ? hours : `${hours}:${minutes}`
  return { date, instant: hours === undefined ? undefined : Date.parse(`${date}T${clock}:${second}${offset}`) }
}

/**
 * A function that gives the calendar day, in a time zone, of a time as `2026-03-29`, `2026-03-29 10:00` or
 * `2026-03-29T10:00:00Z`: `null` for an empty text, `undefined` for what is no such time.
 *
 * A time without an offset is one in the zone, so its date is the day.
 */
export const dayOf = (timeZone: string): ((text: string) => string | null | undefined) => {
  const labelOf = Period.labeller("day", timeZone)
  return (text) => {
    const trimmed = text.trim()
    if (trimmed === "") return null
    const { date, instant } = partsOf(trimmed) ?? { date: "", instant: undefined }
    if (!isDay(date)) return undefined
    const day = instant === undefined ? date : labelOf(instant)
    return isDay(day) ? day : undefined
  }
}
