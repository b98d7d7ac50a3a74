import { Sql } from "@throughline/store"

/** The place by a search by halving. */
const search = (value: string, points: ReadonlyArray<number>): string => {
  const within = (low: number, high: number): string => {
    if (low === high) return `toInt64(${low})`
    const middle = (low + high + 1) >>> 1
    return `if(${value} < ${points[middle - 1]}, ${within(low, middle - 1)}, ${within(middle, high)})`
  }
  return within(0, points.length)
}

/** No longer table is written into a statement. */
const longest = 20_000

/**
 * The entry of a table of whole numbers, counted from 0. The table is one text of bytes: an array of as many numbers takes
 * version 18 a long time to read.
 */
const entry = (bits: 8 | 16 | 64, numbers: ReadonlyArray<number>, place: string): string => {
  const size = bits / 8
  const bytes = Buffer.alloc(numbers.length * size)
  for (const [i, number] of numbers.entries()) {
    if (bits === 64) bytes.writeBigInt64LE(BigInt(number), i * size)
    else bytes.writeUIntLE(number, i * size, size)
  }
  const type = bits === 64 ? "Int64" : `UInt${bits}`
  return `reinterpretAs${type}(substring(unhex('${bytes.toString("hex")}'), (${place}) * ${size} + 1, ${size}))`
}

/** The whole number at a place, counted from 1. */
export const numberAt = (numbers: ReadonlyArray<number>, place: string): string => entry(64, numbers, `${place} - 1`)

/**
 * How many of some whole numbers in order are not above a value.
 *
 * A condition in ClickHouse works out all its branches for every row. The points lie on a grid, mostly of hours, so the place
 * is looked up in a table with an entry a step of the grid, one before and one after, where that is not too long. Where there
 * is no value, all that is computed from it is none; a place that can be none is grouped slowly, so no more is said.
 */
export const placeAmong = (value: string, points: ReadonlyArray<number>): string => {
  const [first = 0, last = 0] = [points[0], points.at(-1)]
  const grid = Sql.gridOf(points)
  const steps = grid === 0 ? 0 : (last - first) / grid
  if (steps === 0 || steps > longest) return `if(isNull(${value}), NULL, ${search(`assumeNotNull(${value})`, points)})`
  const table = [0]
  let place = 0
  for (let step = 0; step <= steps; step++) {
    while ((points[place] ?? Number.POSITIVE_INFINITY) <= first + step * grid) place++
    table.push(place)
  }
  // A number above 2^32 is unsigned, and version 18 divides by it as if nothing were below 0.
  const step = `intDiv(${value} - ${first - grid}, toInt64(${grid}))`
  const within = `if(${step} < 0, 0, if(${step} > ${steps + 1}, ${steps + 1}, ${step}))`
  return entry(points.length < 256 ? 8 : 16, table, within)
}
