import { radixOrder } from "./RadixOrder.ts"

/** What became of each row: columns of one length, already checked. */
export interface Histories {
  readonly time: Float64Array
  /** 1 where the event ended the time, 0 where it was last seen without it. */
  readonly event: Uint8Array
  /** When the row came under observation, before its time; `null` when all did from the start. */
  readonly entry: Float64Array | null
  /** The stratum of each row, from 0 up. */
  readonly strata: Uint32Array
  readonly strataCount: number
}

/**
 * Rows in the order of stratum and time, and the distinct times at which an event happened in each stratum, ascending.
 *
 * The rows of an event time are those followed to it but not to the next. Its deaths, the rows whose event it is, come first.
 */
export interface EventTimes {
  /** The place of each sorted row in the columns. */
  readonly order: Uint32Array
  readonly times: Float64Array
  readonly strata: Uint32Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly deaths: Uint32Array
  /** How many rows are at risk just before the time. */
  readonly atRisk: Uint32Array
  /** Sorted rows by stratum and entry; none when all are there from the start. */
  readonly entrants: Uint32Array
  /** The part of `entrants` that is at risk only after the event time, and at risk at the next. */
  readonly entryStarts: Uint32Array
  readonly entryEnds: Uint32Array
}

/** Places by stratum and time, those of equal times as they come. */
const byTime = (times: Float64Array, strata: Uint32Array, strataCount: number, places: Uint32Array): Uint32Array => {
  const order = radixOrder(times, places)
  return strataCount === 1 ? order : radixOrder(new Float64Array(strata), order)
}

const eventsFirst = ({ event }: Histories, rows: Uint32Array): Uint32Array => {
  const ordered = new Uint32Array(rows.length)
  let place = 0
  for (const row of rows) if (event[row] === 1) ordered[place++] = row
  for (const row of rows) if (event[row] !== 1) ordered[place++] = row
  return ordered
}

type Groups = Pick<EventTimes, "times" | "strata" | "starts" | "ends" | "deaths">

/** Find the event times among sorted rows. */
const group = (histories: Histories, order: Uint32Array): Groups => {
  const events = order.reduce((sum, row) => sum + (histories.event[row] ?? 0), 0)
  const whole = (): Uint32Array => new Uint32Array(events)
  const found = { times: new Float64Array(events), strata: whole(), starts: whole(), ends: whole(), deaths: whole() }
  let last = -1
  order.forEach((row, place) => {
    const [stratum, time] = [histories.strata[row] ?? 0, histories.time[row] ?? 0]
    const same = last >= 0 && found.strata[last] === stratum
    const isEvent = histories.event[row] === 1
    if (isEvent && !(same && found.times[last] === time)) {
      last++
      found.times[last] = time
      found.strata[last] = stratum
      found.starts[last] = place
    } else if (!same) return
    found.ends[last] = place + 1
    if (isEvent) found.deaths[last] = (found.deaths[last] ?? 0) + 1
  })
  const size = last + 1
  return {
    times: found.times.slice(0, size),
    strata: found.strata.slice(0, size),
    starts: found.starts.slice(0, size),
    ends: found.ends.slice(0, size),
    deaths: found.deaths.slice(0, size)
  }
}

type Entries = Pick<EventTimes, "entrants" | "entryStarts" | "entryEnds">

/** Sorted rows by entry, and which of them enter between an event time and the next. */
const enter = (histories: Histories, order: Uint32Array, { strata, times }: Groups): Entries => {
  const { entry } = histories
  const [entryStarts, entryEnds] = [new Uint32Array(times.length), new Uint32Array(times.length)]
  if (entry === null) return { entrants: new Uint32Array(0), entryStarts, entryEnds }
  const entered = Float64Array.from(order, (row) => entry[row] ?? 0)
  const own = order.map((row) => histories.strata[row] ?? 0)
  const places = order.map((_, place) => place)
  const entrants = byTime(entered, own, histories.strataCount, places)
  let at = 0
  const before = (stratum: number, time: number): boolean => {
    const place = entrants[at] ?? 0
    const its = own[place] ?? 0
    return its < stratum || (its === stratum && (entered[place] ?? 0) < time)
  }
  const advance = (stratum: number, time: number): number => {
    while (at < entrants.length && before(stratum, time)) at++
    return at
  }
  times.forEach((time, g) => {
    const stratum = strata[g] ?? 0
    entryStarts[g] = advance(stratum, time)
    const next = strata[g + 1] === stratum ? (times[g + 1] ?? 0) : Number.POSITIVE_INFINITY
    entryEnds[g] = advance(stratum, next)
  })
  return { entrants, entryStarts, entryEnds }
}

/** How many are at risk at each event time: those followed to it, without those who enter at it or later. */
const countAtRisk = ({ ends, starts, strata }: Groups, { entryEnds, entryStarts }: Entries): Uint32Array => {
  const atRisk = new Uint32Array(starts.length)
  for (let g = starts.length - 1; g >= 0; g--) {
    const later = strata[g + 1] === strata[g] ? (atRisk[g + 1] ?? 0) : 0
    const entering = (entryEnds[g] ?? 0) - (entryStarts[g] ?? 0)
    atRisk[g] = later + (ends[g] ?? 0) - (starts[g] ?? 0) - entering
  }
  return atRisk
}

/**
 * Sort rows and find their event times.
 *
 * A row is at risk at an event time when it entered before it and was followed to it or longer.
 */
export const eventTimes = (histories: Histories, rows: Uint32Array): EventTimes => {
  const { strata, strataCount, time } = histories
  const order = byTime(time, strata, strataCount, eventsFirst(histories, rows))
  const groups = group(histories, order)
  const entries = enter(histories, order, groups)
  return { order, ...groups, ...entries, atRisk: countAtRisk(groups, entries) }
}

const nobody = new Uint32Array(0)

/** The rows that are at risk only after an event time, and at risk at the next. */
export const entering = ({ entrants, entryEnds, entryStarts }: EventTimes, time: number): Uint32Array => {
  const [start, end] = [entryStarts[time] ?? 0, entryEnds[time] ?? 0]
  return start === end ? nobody : entrants.subarray(start, end)
}
