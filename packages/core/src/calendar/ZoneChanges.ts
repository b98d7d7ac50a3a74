import { tzOffset } from "@date-fns/tz/tzOffset"

/** A change of the clock: how far local time was, and is, ahead of UTC, in milliseconds. */
export interface ZoneChange {
  readonly at: number
  readonly before: number
  readonly after: number
}

/** What is known of the clock of a time zone. */
export interface ZoneClock {
  /** How far local time is ahead of UTC, in milliseconds. */
  readonly offset: (at: number) => number
  /** The changes after one instant and up to another, in order. */
  readonly changes: (from: number, to: number) => ReadonlyArray<ZoneChange>
}

interface Stretch {
  readonly offset: number
  readonly changes: ReadonlyArray<ZoneChange>
}

const minute = 60_000
const day = 86_400_000
const stretchLength = 400 * day

type Offset = ZoneClock["offset"]

/** The one change between two instants whose offsets differ. */
const changeIn = (offset: Offset, start: number, end: number, before: number, after: number): ZoneChange => {
  let [low, high] = [start, end]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offset(middle) === after) high = middle
    else low = middle
  }
  return { at: high, before, after }
}

const readStretch = (offset: Offset, start: number): Stretch => {
  const first = offset(start)
  const changes: Array<ZoneChange> = []
  let before = first
  for (let at = start; at < start + stretchLength; at += day) {
    const after = offset(at + day)
    if (after !== before) changes.push(changeIn(offset, at, at + day, before, after))
    before = after
  }
  return { offset: first, changes }
}

/**
 * The clock of a time zone: its changes are looked for day by day, once for each stretch of 400 days that is asked about.
 *
 * Throws a `RangeError` for a time zone that does not exist.
 */
export const zoneClock = (timeZone: string): ZoneClock => {
  new Intl.DateTimeFormat("en", { timeZone })
  const offset: Offset = (at) => tzOffset(timeZone, new Date(at)) * minute
  const known = new Map<number, Stretch>()
  const stretch = (place: number): Stretch => {
    const found = known.get(place)
    if (found !== undefined) return found
    const made = readStretch(offset, place * stretchLength)
    known.set(place, made)
    return made
  }
  const placeOf = (at: number): number => Math.floor(at / stretchLength)
  return {
    offset: (at) => {
      const { changes, offset } = stretch(placeOf(at))
      return changes.findLast((change) => change.at <= at)?.after ?? offset
    },
    changes: (from, to) => {
      const places = Array.from({ length: placeOf(to) - placeOf(from) + 1 }, (_, i) => placeOf(from) + i)
      return places.flatMap((place) => stretch(place).changes.filter(({ at }) => at > from && at <= to))
    }
  }
}
