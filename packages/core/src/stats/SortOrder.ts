/** Up to this many numbers are sorted byte by byte, more by two bytes at a time. */
const few = 1 << 15

/** Where the lowest digit of a number is: numbers are stored as the machine has them. */
const lowestFirst = new Uint8Array(Float64Array.of(1).buffer)[0] === 0

/** The digits of numbers from the lowest to the highest, in base 2^8 or 2^16. */
const digitsOf = ({ buffer, byteLength, byteOffset, length }: Float64Array): Uint8Array | Uint16Array =>
  length <= few ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint16Array(buffer, byteOffset, 4 * length)

/** Put rows in the order of one digit of their numbers; `false` when it is the same in all of them. */
const sortByDigit = (
  digits: Uint8Array | Uint16Array,
  place: number,
  order: Uint32Array,
  sorted: Uint32Array
): boolean => {
  const width = 8 / digits.BYTES_PER_ELEMENT
  const starts = new Uint32Array(digits.BYTES_PER_ELEMENT === 1 ? 1 << 8 : 1 << 16)
  for (let at = place; at < digits.length; at += width) {
    const digit = digits[at] as number
    starts[digit] = (starts[digit] as number) + 1
  }
  if (starts[digits[place] as number] === order.length) return false
  let start = 0
  for (let digit = 0; digit < starts.length; digit++) {
    const count = starts[digit] as number
    starts[digit] = start
    start += count
  }
  for (let i = 0; i < order.length; i++) {
    const row = order[i] as number
    const digit = digits[width * row + place] as number
    const to = starts[digit] as number
    sorted[to] = row
    starts[digit] = to + 1
  }
  return true
}

/**
 * The places of numbers from 0 up (no −0, no `NaN`) in ascending order, equal ones as they come.
 *
 * A radix sort by the digits of the numbers as they are stored, which for numbers that are not negative are in their order:
 * the time grows in proportion to how many there are. Knuth (1998), The Art of Computer Programming 3, 5.2.5.
 *
 * ```ts import.meta.vitest
 * import { sortOrder } from "./SortOrder.ts"
 *
 * sortOrder(Float64Array.of(3, 0.5, 1e9, 0.5)) // => Uint32Array.of(1, 3, 0, 2)
 * ```
 */
export const sortOrder = (numbers: Float64Array): Uint32Array => {
  const digits = digitsOf(numbers)
  const width = 8 / digits.BYTES_PER_ELEMENT
  let order = new Uint32Array(numbers.length)
  let sorted = new Uint32Array(numbers.length)
  for (let row = 0; row < order.length; row++) order[row] = row
  for (let digit = 0; digit < width; digit++) {
    if (sortByDigit(digits, lowestFirst ? digit : width - 1 - digit, order, sorted)) [order, sorted] = [sorted, order]
  }
  return order
}
