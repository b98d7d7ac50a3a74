/** The parts of a written time, filled while its text is scanned from left to right. */
export class Scanner {
  text = ""
  at = 0
  year = 0
  month = 1
  day = 1
  hour = 0
  minute = 0
  second = 0
  milli = 0
  /** Half of the day: none given, `am` or `pm`. */
  half: "am" | "pm" | undefined
  /** Milliseconds east of UTC, when the text says so. */
  offset: number | undefined
  hasClock = false

  start(text: string): void {
    this.text = text
    this.at = 0
    this.year = 0
    this.month = 1
    this.day = 1
    this.hour = 0
    this.minute = 0
    this.second = 0
    this.milli = 0
    this.half = undefined
    this.offset = undefined
    this.hasClock = false
  }

  /** The number of `least` to `most` digits that stands here; -1 when there is none. */
  digits(least: number, most: number): number {
    let value = 0
    let count = 0
    while (count < most) {
      const digit = this.text.charCodeAt(this.at + count) - 48
      if (!(digit >= 0 && digit <= 9)) break
      value = value * 10 + digit
      count += 1
    }
    if (count < least) return -1
    this.at += count
    return value
  }

  /** Step over this character, when it stands here. */
  skip(character: number): boolean {
    if (this.text.charCodeAt(this.at) !== character) return false
    this.at += 1
    return true
  }

  /** Step over this text, when it stands here. */
  literal(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  /** A fraction of a second, kept to the millisecond. */
  fraction(): boolean {
    const from = this.at
    const value = this.digits(1, 9)
    if (value < 0) return false
    this.milli = Math.floor(value * 10 ** (3 - (this.at - from)))
    return true
  }

  /** `Z`, `UTC`, `+02`, `+0200` or `+02:00`. */
  zone(): boolean {
    if (this.literal("Z") || this.literal("UTC")) {
      this.offset = 0
      return true
    }
    const sign = this.skip(43) ? 1 : this.skip(45) ? -1 : 0
    const hours = sign === 0 ? -1 : this.digits(2, 2)
    if (hours < 0 || hours > 23) return false
    const colon = this.skip(58)
    const minutes = this.digits(2, 2)
    if (minutes > 59 || (colon && minutes < 0)) return false
    this.offset = sign * (hours * 60 + Math.max(0, minutes)) * 60_000
    return true
  }

  /** The local time as if it were UTC; `undefined` when it is not a time of the calendar. */
  local(): number | undefined {
    const hour = this.#hourOfDay()
    if (this.year < 1000 || this.month < 1 || this.month > 12 || this.day < 1) return undefined
    if (this.day > daysIn(this.year, this.month)) return undefined
    if (hour < 0 || hour > 23 || this.minute > 59 || this.second > 59) return undefined
    return Date.UTC(this.year, this.month - 1, this.day, hour, this.minute, this.second, this.milli)
  }

  #hourOfDay(): number {
    if (this.half === undefined) return this.hour
    if (this.hour < 1 || this.hour > 12) return -1
    return (this.hour % 12) + (this.half === "pm" ? 12 : 0)
  }
}

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
