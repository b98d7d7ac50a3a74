import { Finder } from "./Finder.ts"

const lf = 10
const cr = 13

/** Finds line ends (LF, CRLF or CR) in a text from left to right. */
export class LineEnds {
  readonly #lf = new Finder("\n")
  readonly #cr = new Finder("\r")

  /** Search this text from now on. */
  reset(text: string): void {
    this.#lf.reset(text)
    this.#cr.reset(text)
  }

  /** The first line end from here on; the length of the text when there is none. */
  next(from: number): number {
    return Math.min(this.#lf.next(from), this.#cr.next(from))
  }
}

/** Where the next line starts, given where this one ends. */
export const afterLineEnd = (text: string, end: number): number => {
  if (end >= text.length) return text.length
  return text.charCodeAt(end) === cr && text.charCodeAt(end + 1) === lf ? end + 2 : end + 1
}

/** How many line ends there are in this stretch. */
export const countLineEnds = (text: string, from: number, to: number): number => {
  let count = 0
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (unit === cr || (unit === lf && text.charCodeAt(at - 1) !== cr)) count += 1
  }
  return count
}
