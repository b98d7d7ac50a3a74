/** What stands before a number of two digits, of three, and so on. */
const longer = "abcdefghijklmno"

/**
 * A place from 0 as text whose code point order is the order of places: `0` to `9`, `a10` to `a99`, `b100` … So what has the same
 * time stays in the order of the log, as records at one time are in the order of their ids.
 */
export const placeText = (place: number): string => {
  const digits = String(place)
  return digits.length === 1 ? digits : `${longer[digits.length - 2]}${digits}`
}
