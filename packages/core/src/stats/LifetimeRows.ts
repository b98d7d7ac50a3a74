import { sortOrder } from "./SortOrder.ts"

/** Lifetimes in columns, a row each. */
export interface LifetimeRows {
  /** How long each was followed: finite, from 0. */
  readonly times: Float64Array
  /** 1 where the event ended it, 0 where it was still there when last seen. */
  readonly ended: Uint8Array
  /** How many lifetimes each row stands for: whole numbers above 0. */
  readonly copies: Float64Array
  /** The time at which each came under observation, 0 or below its time; `null` when all were followed from the start. */
  readonly entries: Float64Array | null
  /** The group of each, counted from 0; empty when there is one. */
  readonly groups: Uint32Array
  /** The stratum of each, counted from 0; empty when there is one. */
  readonly strata: Uint32Array
}

const pick = (from: Float64Array, places: Uint32Array): Float64Array => {
  const picked = new Float64Array(places.length)
  for (let i = 0; i < places.length; i++) picked[i] = from[places[i] as number] as number
  return picked
}

const pickCodes = (from: Uint32Array, places: Uint32Array): Uint32Array => {
  const picked = new Uint32Array(from.length === 0 ? 0 : places.length)
  for (let i = 0; i < picked.length; i++) picked[i] = from[places[i] as number] as number
  return picked
}

/** The rows at some places, in that order. */
export const rowsAt = (rows: LifetimeRows, places: Uint32Array): LifetimeRows => {
  const ended = new Uint8Array(places.length)
  for (let i = 0; i < places.length; i++) ended[i] = rows.ended[places[i] as number] as number
  return {
    times: pick(rows.times, places),
    ended,
    copies: pick(rows.copies, places),
    entries: rows.entries && pick(rows.entries, places),
    groups: pickCodes(rows.groups, places),
    strata: pickCodes(rows.strata, places)
  }
}

/** The rows in the order of their times. */
export const inTime = (rows: LifetimeRows): LifetimeRows => rowsAt(rows, sortOrder(rows.times))

/** The rows of each code apart, counted from 0, each part in the order of the rows. */
export const apart = (rows: LifetimeRows, codes: Uint32Array, parts: number): ReadonlyArray<LifetimeRows> => {
  if (parts === 1) return [rows]
  const ends = new Uint32Array(parts + 1)
  for (let row = 0; row < codes.length; row++) {
    const part = (codes[row] as number) + 1
    ends[part] = (ends[part] as number) + 1
  }
  for (let part = 1; part <= parts; part++) ends[part] = (ends[part] as number) + (ends[part - 1] as number)
  const starts = ends.slice()
  const places = new Uint32Array(codes.length)
  for (let row = 0; row < codes.length; row++) {
    const part = codes[row] as number
    const to = starts[part] as number
    places[to] = row
    starts[part] = to + 1
  }
  return Array.from({ length: parts }, (_, part) => rowsAt(rows, places.subarray(ends[part], ends[part + 1])))
}

/**
 * Gives, when called with growing times, the rows that have come under observation before each of them.
 *
 * Who enters at 0 was followed from the start, and counts at time 0 too.
 */
export const entrants = ({ entries, times }: LifetimeRows): ((time: number, admit: (row: number) => void) => void) => {
  const order = entries && sortOrder(entries)
  let next = 0
  return (time, admit) => {
    for (; next < times.length; next++) {
      const row = order === null ? next : (order[next] as number)
      const entry = entries === null ? 0 : (entries[row] as number)
      if (entry >= time && entry > 0) return
      admit(row)
    }
  }
}
